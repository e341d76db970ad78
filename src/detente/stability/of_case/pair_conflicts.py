"""Pairs that are wrong by themselves or two by two, before anything is concluded from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.case.moves import Pair
from detente.stability.of_case.states import CaseStates

_TURNED = {">": "<", ">>": "<", "~": "~", "?": "?"}


def compared_with_itself(found: CaseStates, pair: Pair) -> int | None:
    """Return a state, from 0, that a pair puts above itself, or marks as not known to be level.

    Two sets may share states, and then only a strict comparison is wrong.
    """
    first, second = found.refer(pair.pair.first), found.refer(pair.pair.second)
    strict = pair.pair.sign in (">", ">>")
    alone = pair.pair.sign == "?" and len(first) == len(second) == 1
    return min({*first} & {*second}, default=None) if strict or alone else None


def contradictions(found: CaseStates, pairs: Mapping[int, Pair]) -> Iterator[tuple[int, int]]:
    """Yield the places of pairs that compare the same two states differently, the later one first.

    Args:
        found: the states of the case.
        pairs: by place; each is told against the first that it contradicts.
    """
    said: dict[tuple[int, int], tuple[str, int]] = {}
    for index, pair in pairs.items():
        against = [
            earlier
            for two, sign in _compared(found, pair)
            for known, earlier in [said.setdefault(two, (sign, index))]
            if known != sign
        ]
        if against:
            yield index, min(against)


def _compared(found: CaseStates, pair: Pair) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield every two states, the lower number first, with how they compare."""
    sign = pair.pair.sign
    for one in found.refer(pair.pair.first):
        for two in found.refer(pair.pair.second):
            if one < two:
                yield (one, two), ">" if sign == ">>" else sign
            elif two < one:
                yield (two, one), _TURNED[sign]
