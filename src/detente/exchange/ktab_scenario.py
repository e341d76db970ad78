"""What KTAB takes of a situation: numbers within its limits, names that can be printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nextafter

import numpy as np

from detente.errors import NotSupported
from detente.exchange.ktab_actor import SLACK
from detente.exchange.situation_record import SituationFile, plain_names
from detente.exchange.wording import printable
from detente.forecast.situation import SCALE, Floats, Situation

FEWEST_ACTORS, MOST_ACTORS = 3, 250
MOST_POWER = 1e8


@dataclass(frozen=True, eq=False, slots=True)
class KtabScenario:
    """What KTAB takes.

    Attributes:
        situation: every number exact, names printable.
        saliences: those of the situation, none of whose rows exceeds 100 as KTAB adds it up.
        name, title: of the scenario.
        descriptions: one an actor.
        warnings: what is lost.
    """

    situation: Situation
    saliences: Floats
    name: str
    title: str
    descriptions: tuple[str, ...]
    warnings: tuple[str, ...]


def ktab_scenario(told: SituationFile) -> KtabScenario:
    """Return what KTAB takes of a situation, ranges at their middle.

    Raises:
        InvalidInput: names that cannot be told apart once they are printable.
        NotSupported: fewer than 3 or more than 250 actors, an actor whose saliences sum to more
            than 100, or a capability above 10^8.
    """
    middle, lost = told.uncertain.middle, list(told.warnings)
    _check(middle)
    situation = replace(
        middle,
        actors=plain_names(middle.actors, "actor", lost),
        dimensions=plain_names(middle.dimensions, "dimension", lost),
    )
    if not told.uncertain.exact:
        lost.append("ranges are taken at their middle")
    if not np.isnan(middle.reference).all():
        lost.append("what holds without a decision (the reference point) cannot be said")
    name, title = (" ".join(printable(text).split()) for text in (told.name, told.title))
    return KtabScenario(
        situation,
        np.array([_at_most_whole(row) for row in middle.salience.tolist()]),
        name or "scenario",
        title,
        tuple(" ".join(printable(text).split()) for text in told.described),
        tuple(dict.fromkeys(lost)),
    )


def _check(situation: Situation) -> None:
    count = situation.n_actors
    if not FEWEST_ACTORS <= count <= MOST_ACTORS:
        raise NotSupported(f"KTAB takes {FEWEST_ACTORS} to {MOST_ACTORS} actors; here are {count}")
    for name, total in zip(situation.actors, situation.salience.sum(axis=1), strict=True):
        if total > SCALE + SLACK:
            raise NotSupported(
                f"the saliences of {name} sum to {total:g}, and KTAB takes at most 100 in all;"
                " write one dimension at a time, or divide all saliences by the same number"
            )
    for name, power in zip(situation.actors, situation.capability, strict=True):
        if power > MOST_POWER:
            raise NotSupported(
                f"the capability of {name} is {power:g}, and KTAB takes at most {MOST_POWER:g};"
                " divide all of them by the same number"
            )


def _at_most_whole(row: list[float]) -> list[float]:
    """Return saliences that sum to 100 at most in floating point too, where KTAB has no slack."""
    most = row.index(max(row))
    while sum(row) > SCALE:
        row[most] = nextafter(row[most], 0.0)
    return row
