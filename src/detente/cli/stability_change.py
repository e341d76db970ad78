"""Least changes of preferences in words: what would have to change, and for whom alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from detente.words import listed

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.inverse.change import LeastChange, RankingChange
    from detente.stability.reasons.naming import Naming

LISTED = 6
"""Pairs of states listed in one sentence at most."""


def tell_changes(
    given: Given,
    naming: Naming,
    found: LeastChange | None,
    *,
    alone: Mapping[str, LeastChange | None],
    reason: str,
) -> Iterator[str]:
    """Say what would have to change, all together and for one alone."""
    if found is None:
        yield f"No least change: {reason}."
        return
    if found.changes:
        ways = [
            "; and ".join(f"if {_change(given, naming, one)}" for one in way.changes)
            for way in _ways(given, found, alone)
        ]
        if len(ways) == 1:
            yield f"It would hold {ways[0]}."
        else:
            noun = "swap" if found.swaps == 1 else "swaps"
            head = f"It would hold in each of these ways, with {found.swaps:,} {noun}"
            yield f"{head}: {'; or '.join(ways)}."
        yield from _alone(given, alone)


def tell_swaps(change: LeastChange | None) -> str:
    """Return how many swaps: a number, ``2 to 4`` where it is not settled, or ``not found``."""
    if change is None:
        return "not found"
    if change.exact:
        return f"{change.swaps:,}"
    return f"{change.bound:,} to {change.swaps:,}"


def _ways(
    given: Given, found: LeastChange, alone: Mapping[str, LeastChange | None]
) -> list[LeastChange]:
    """Return the least change that was found and those of one alone that are as small.

    In the order of the decision makers; a change of several comes last.
    """
    changes = [alone.get(name) for name in given.model.decision_makers]
    ways = [one for one in changes if one is not None and one.swaps == found.swaps]
    return ways if len(found.changes) == 1 and ways else [*ways, found]


def _change(given: Given, naming: Naming, change: RankingChange) -> str:
    """Say what one decision maker would have to prefer: ``Iraq preferred state 4 to state 6``."""
    raised: dict[int, list[str]] = {}
    for lowered, state in change.swaps[:LISTED]:
        raised.setdefault(state, []).append(naming.state(lowered))
    pairs = [f"{naming.state(state)} to {listed(lower)}" for state, lower in raised.items()]
    left = len(change.swaps) - LISTED
    if left > 0:
        pairs.append(f"{left:,} more states to others")
    noun = "tie" if change.ties_broken == 1 else "ties"
    ties = f"{change.ties_broken:,} {noun}"
    who = naming.decision_maker(given.model.index_of(change.name))
    if not pairs:
        return f"{who} ordered {ties}"
    besides = f", and ordered {ties}" if change.ties_broken else ""
    return f"{who} preferred {listed(pairs)}{besides}"


def _alone(given: Given, alone: Mapping[str, LeastChange | None]) -> Iterator[str]:
    """Say for whom a change of its own would do."""
    able, unable = [], []
    for i, name in enumerate(given.model.decision_makers):
        change = alone.get(name)
        who = given.naming.decision_maker(i)
        if change is None:
            unable.append(who)
        else:
            able.append(f"{who} {tell_swaps(change)}")
    if able:
        yield f"Fewest swaps if one alone changes: {'; '.join(able)}."
    if able and unable:
        yield f"No change of its own would do for {listed(unable)}."
