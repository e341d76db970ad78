"""The numbers of actors on lines as the tables that models read: one issue, or several together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.forecast import Positioning
from detente.case.quantity import Quantity
from detente.forecast.of_case.grounds import Ground
from detente.forecast.of_case.left_out import LeftOut, Reason
from detente.forecast.of_case.lines import IssueLine
from detente.forecast.situation import SCALE, Floats, make_situation
from detente.forecast.uncertainty import Numbers, UncertainSituation, make_uncertain

Standing = dict[str, tuple[Ground, Ground]]
"""Actor to its position and its salience on one issue."""
Actors = frozenset[str]
MOST_SETS = 4096
"""Sets of actors that are looked at for the largest block."""


@dataclass(frozen=True, eq=False, slots=True)
class Joined:
    """Several issues as dimensions of one situation.

    Attributes:
        situation: of the actors that stand on all of these issues; None where there are no two.
        apart: whom and what it leaves out.
        share: what is left of every salience, so that those of one actor fit into 100.
    """

    situation: UncertainSituation | None = None
    apart: tuple[LeftOut, ...] = ()
    share: float = 1.0

    @property
    def without(self) -> tuple[str, ...]:
        """The actors that stand on some issue and are left out of the situation."""
        return tuple(each.actor for each in self.apart if each.actor is not None)


def make_table(
    forecast: Positioning,
    there: Standing,
    powers: Mapping[str, Ground],
    *,
    lines: Sequence[IssueLine],
) -> UncertainSituation | LeftOut:
    """Put the actors of one issue together; say why where there are too few."""
    issue = lines[0].id
    if len(there) < 2:
        return LeftOut(None, issue, "issue", "one-stands" if there else "nobody-stands")
    if not any(salience.value.low > 0 for _, salience in there.values()):
        return LeftOut(None, issue, "issue", "idle")
    return _situation(forecast, {issue: there}, powers, actors=list(there), lines=lines)


def find_joint(
    forecast: Positioning,
    standing: Mapping[str, Standing],
    powers: Mapping[str, Ground],
    *,
    lines: Mapping[str, IssueLine],
    principals: Actors = frozenset(),
) -> Joined:
    """Put issues together: the largest block of actors that stand on all of its issues."""
    if len(standing) < 2:
        return Joined()
    there = {issue: frozenset(actors) for issue, actors in standing.items()}
    found, block = find_block(there, principals)
    issues = [i for i in found if any(standing[i][actor][1].value.low > 0 for actor in block)]
    if len(issues) < 2 or len(block) < 2:
        return Joined(apart=(LeftOut(None, None, "joint", "no-block"),))
    share = _room(standing, block, issues)
    joint = _situation(
        forecast,
        {issue: standing[issue] for issue in issues},
        powers,
        actors=[actor for actor in powers if actor in block],
        lines=[lines[issue] for issue in issues],
        share=share,
    )
    return Joined(joint, tuple(_apart(standing, powers, issues, block)), share)


def find_block(
    standing: Mapping[str, Actors], principals: Actors = frozenset()
) -> tuple[tuple[str, ...], Actors]:
    """Return the issues and actors of the largest block without a gap.

    Of blocks of at least two actors and two issues (where there is one) those with the most
    principals come first, for what the others would exchange among themselves is not the deal.
    Then the block counts that has the most numbers, actors × issues; then that with more actors,
    then the one with the earlier issues, so the ids of parties decide nothing.

    Args:
        standing: issue to the actors that stand on it, in the order of issues.
        principals: those without whom there is no deal; all of them count alike.
    """
    sets = closed_sets(list(dict.fromkeys(standing.values())))
    ranks = {issue: rank for rank, issue in enumerate(standing)}

    def order(actors: Actors) -> tuple[bool, int, int, int, list[int]]:
        issues = _issues_of(standing, actors)
        flat = len(actors) < 2 or len(issues) < 2
        numbers = len(actors) * len(issues)
        earlier = [ranks[issue] for issue in issues]
        return flat, -len(actors & principals), -numbers, -len(actors), earlier

    best = min(sets, key=order)
    return _issues_of(standing, best), best


def closed_sets(sets: Sequence[Actors]) -> list[Actors]:
    """Return some sets and all intersections of them, at most :data:`MOST_SETS` of these."""
    found = dict.fromkeys(sets)
    for each in sets:
        for other in list(found):
            if len(found) >= MOST_SETS:
                break
            found.setdefault(each & other)
    return list(found)


def _issues_of(standing: Mapping[str, Actors], actors: Actors) -> tuple[str, ...]:
    return tuple(issue for issue, there in standing.items() if actors <= there)


def _apart(
    standing: Mapping[str, Standing],
    powers: Mapping[str, Ground],
    issues: Sequence[str],
    block: Actors,
) -> list[LeftOut]:
    """Return whom and what the issues taken together leave out."""
    here = {actor for there in standing.values() for actor in there}
    told = []
    for actor in powers:
        if actor in here and actor not in block:
            lacking = tuple(issue for issue in issues if actor not in standing[issue])
            told.append(LeftOut(actor, None, "joint", "absent", issues=lacking))
    for issue, there in standing.items():
        if issue not in issues:
            without = tuple(actor for actor in powers if actor in block and actor not in there)
            reason: Reason = "absent" if without else "idle"
            told.append(LeftOut(None, issue, "joint", reason, actors=without))
    return told


def _room(standing: Mapping[str, Standing], actors: Iterable[str], issues: Sequence[str]) -> float:
    """Return the share at which no actor's saliences can add up to more than 100."""
    most = max(sum(standing[i][actor][1].value.high for i in issues) for actor in actors)
    return min(1.0, SCALE / most)


def _situation(
    forecast: Positioning,
    standing: Mapping[str, Standing],
    powers: Mapping[str, Ground],
    *,
    actors: Sequence[str],
    lines: Sequence[IssueLine],
    share: float = 1.0,
) -> UncertainSituation:
    pairs = [standing[line.id][actor] for actor in actors for line in lines]
    shape = (len(actors), len(lines))
    positions = _numbers([position.value for position, _ in pairs], shape)
    salience = _numbers([weight.value for _, weight in pairs], shape, share=share)
    capability = _numbers([powers[actor].value for actor in actors], (len(actors),))
    middle = make_situation(
        positions.middle,
        salience.middle,
        capability.middle,
        actors=actors,
        dimensions=[line.id for line in lines],
        reference=[np.nan if line.reference is None else line.reference for line in lines],
        affinities=_affinities(forecast, actors),
    )
    return make_uncertain(middle, positions=positions, salience=salience, capability=capability)


def _numbers(values: Sequence[Quantity], shape: tuple[int, ...], share: float = 1.0) -> Numbers:
    ends = [(q.low, np.nan if q.mode is None else q.mode, q.high) for q in values]
    low, mode, high = share * np.array(ends, dtype=float).T
    return Numbers(low.reshape(shape), mode.reshape(shape), high.reshape(shape))


def _affinities(forecast: Positioning, actors: Sequence[str]) -> Floats:
    """Return the shares of ideals that follow others; what is left of 1 is an actor's own.

    The share that would follow somebody who is not there stays with the actor too.
    """
    table = np.eye(len(actors))
    for row, actor in enumerate(actors):
        given = dict(forecast.affinities.get(actor, {}))
        own = given.pop(actor, 1 - sum(given.values()))
        absent = sum(share for other, share in given.items() if other not in actors)
        table[row] = [given.get(other, 0.0) for other in actors]
        table[row, row] = max(0.0, own) + absent
    return table
