"""Preferences given pair by pair, with what follows from them.

What is given as ``a >> b``, ``a > b`` or ``a ~ b`` is closed under transitivity: from a above b and
b above or level with c follows a above c. A conclusion is strong (``>>``) only where some step of
it is. Pairs that nothing follows for are not known, and neither are those that are marked ``?``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from detente.case.moves import Pair
from detente.errors import InvalidInput
from detente.stability.graph.arcs import Bools
from detente.stability.graph.preference import (
    MORE,
    MUCH,
    SAME,
    Relation,
)
from detente.stability.graph.relations import unknown_relation, with_pairs
from detente.stability.of_case.states import CaseStates

Above = tuple[int, int]


class PairsContradictError(InvalidInput):
    """Pairs that put a state above itself, or that contradict what follows from the others.

    Attributes:
        index: place of a pair, from 0, that cannot hold together with the others.
        states: the states that the circle leads through, from 0, in order.
    """

    def __init__(self, message: str, index: int, states: tuple[int, ...]) -> None:
        self.index, self.states = index, states
        super().__init__(message)


def relation_of_pairs(found: CaseStates, pairs: Sequence[Pair], *, who: str) -> Relation:
    """Return the relation that pairs say, and all that follows from them.

    Args:
        found: the states of the case.
        pairs: as given.
        who: how an error names whose pairs they are.

    Raises:
        PairsContradictError: they put a state above itself.
        InvalidInput: there are too many states to compare pair by pair.
    """
    compared = [(pair.pair.sign, *two) for pair in pairs for two in _states_of(found, pair)]
    named = sorted({state for _, first, second in compared for state in (first, second)})
    place = {state: k for k, state in enumerate(named)}
    level, above, much = (np.zeros((len(named), len(named)), dtype=bool) for _ in range(3))
    for sign, first, second in compared:
        one, two = place[first], place[second]
        level[one, two] |= sign == "~"
        level[two, one] |= sign == "~"
        above[one, two] |= sign in (">", ">>")
        much[one, two] |= sign == ">>"
    reached = _closed(level | above | np.eye(len(named), dtype=bool))
    strict = _product(_product(reached, above), reached)
    if strict.diagonal().any():
        raise _contradiction(found, pairs, who)
    strong = _product(_product(reached, much), reached)
    codes = np.where(strong, MUCH, np.where(strict, MORE, SAME))
    known = [
        (named[lower], named[upper], int(codes[upper, lower]))
        for upper, lower in np.argwhere(reached).tolist()
        if upper != lower
    ]
    return with_pairs(unknown_relation(len(found.states)), known)


def _states_of(found: CaseStates, pair: Pair) -> Iterator[Above]:
    for first in found.refer(pair.pair.first):
        for second in found.refer(pair.pair.second):
            yield first, second


def _product(one: Bools, two: Bools) -> Bools:
    return np.asarray((one.astype(np.float32) @ two.astype(np.float32)) > 0)


def _closed(relation: Bools) -> Bools:
    """Return the reflexive and transitive closure, by repeated squaring."""
    while True:
        wider = _product(relation, relation)
        if np.array_equal(wider, relation):
            return relation
        relation = wider


def _contradiction(found: CaseStates, pairs: Sequence[Pair], who: str) -> PairsContradictError:
    """Name the first pair whose second state leads back to its first, and the way back."""
    below = _below(found, pairs)
    for index, pair in enumerate(pairs):
        for first, second in _states_of(found, pair):
            way = _way(below, second, first) if pair.pair.sign in (">", ">>") else ()
            if way:
                told = " over ".join(f"state {state + 1}" for state in (first, *way))
                message = f"the pairs of {who} go round in a circle: {told}"
                return PairsContradictError(message, index, way)
    raise AssertionError  # the closure found a circle, so that one of the pairs is on it


def _below(found: CaseStates, pairs: Sequence[Pair]) -> dict[int, list[int]]:
    """Return, for each state, those that a pair puts below it or level with it."""
    below: dict[int, list[int]] = {}
    for pair in pairs:
        for first, second in _states_of(found, pair):
            if pair.pair.sign != "?":
                below.setdefault(first, []).append(second)
            if pair.pair.sign == "~":
                below.setdefault(second, []).append(first)
    return below


def _way(below: dict[int, list[int]], start: int, end: int) -> tuple[int, ...]:
    """Return a shortest way down from one state to another; empty where there is none."""
    ways: dict[int, tuple[int, ...]] = {start: (start,)}
    queue = [start]
    for state in queue:
        for lower in below.get(state, []):
            if lower not in ways:
                ways[lower] = (*ways[state], lower)
                queue.append(lower)
    return ways.get(end, ())
