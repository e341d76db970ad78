"""All examined days in all draws: existence, ripeness, and the package to table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.deal.rule import Rule
from detente.deal.waiting.existence import DrawnDays, choose_first, judge_draws
from detente.deal.waiting.pool import Numbers, accepted_on, clear_of, worths_of
from detente.deal.waiting.tabled import Choice, choose_tabled

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
ALL = 4_096
"""Packages up to which every one is looked at in every draw."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """What the draws say.

    Attributes:
        days: existence and ripeness, shape (days, n) each.
        tabled: one for each day.
        followed: by name, shape (days, n): whether a package that is followed is accepted.
        candidates: shape (m, issues): among which the packages to table were chosen.
    """

    days: DrawnDays
    tabled: tuple[Choice, ...]
    followed: Mapping[str, Flags]
    candidates: Numbers

    @property
    def settled(self) -> bool:
        """Whether nothing is open in any draw."""
        return not (self.days.open.any() or self.days.ripe_open.any())


def find_drawn(
    samples: Sequence[Draws],
    fronts: Sequence[Numbers],
    no_deal: Sequence[Floats],
    rule: Rule,
    *,
    follow: Mapping[str, Package],
    settle: int,
    max_points: int,
) -> Drawn:
    """Examine the days of several segments, each with its own red lines.

    Args:
        samples: the same draws, with the red lines of each segment.
        fronts: for each segment, the packages to look for deals among, shape (m, issues).
        no_deal: for each segment, shape (days, n, parties).
        rule: who must accept.
        follow: packages whose acceptance is followed, by name.
        settle: for each segment, draws settled by their own efficient packages at most.
        max_points: efficient packages of a draw at most.
    """
    complete = samples[0].problem.packages <= ALL
    pools = [_all(samples[0])] * len(samples) if complete else list(fronts)
    found, candidates = [], []
    for draws, pool, worths in zip(samples, pools, no_deal, strict=True):
        first = choose_first(draws, pool, worths, rule)
        candidates.append(pool[first])
        found.append(
            judge_draws(
                draws,
                pool,
                worths,
                rule,
                complete=complete,
                first=first,
                settle=settle,
                max_points=max_points,
            )
        )
    rows = np.unique(np.concatenate(candidates), axis=0)
    followed = _follow(samples, follow, no_deal, rule)
    return Drawn(_joined(found), _table(samples, rows, no_deal, rule), followed, rows)


def _follow(
    samples: Sequence[Draws], follow: Mapping[str, Package], no_deal: Sequence[Floats], rule: Rule
) -> dict[str, Flags]:
    if not follow:
        return {}
    packages = np.array(list(follow.values()), dtype=np.int64)
    parts = []
    for draws, worths in zip(samples, no_deal, strict=True):
        own, clear = worths_of(draws, packages, rule.parties), clear_of(draws, packages)
        least = worths[:, :, list(rule.parties)]
        parts += [accepted_on(own, clear, of.T, rule) for of in least]
    accepted = np.array(parts)
    return {name: accepted[:, :, k] for k, name in enumerate(follow)}


def _all(draws: Draws) -> Numbers:
    numbers = np.arange(draws.problem.packages)
    return np.column_stack(np.unravel_index(numbers, draws.problem.sizes)).astype(np.int64)


def _joined(found: Sequence[DrawnDays]) -> DrawnDays:
    return DrawnDays(
        np.concatenate([days.exists for days in found]),
        np.concatenate([days.ripe for days in found]),
        np.concatenate([days.open for days in found]),
        np.concatenate([days.ripe_open for days in found]),
    )


def _table(
    samples: Sequence[Draws], rows: Numbers, no_deal: Sequence[Floats], rule: Rule
) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    for draws, worths in zip(samples, no_deal, strict=True):
        before = choices[-1].package if choices else None
        choices += choose_tabled(draws, rows, worths, rule, before=before)
    return tuple(choices)
