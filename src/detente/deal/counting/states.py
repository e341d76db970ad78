"""Exact counting by dynamic programming over what each party still needs.

Groups of issues are merged one after the other. A state is the vector of what is still missing to
each party of the rule; with it goes the number of ways that lead there. Two partial packages with
the same vector have the same future and are one state (Bellman's principle of optimality). Three
things keep the states few:

1. a need that nothing left can fail to meet is 0 (the party accepts for sure), and one that nothing
   left can meet is *refused*; a state that passes whatever comes is closed, its ways times the
   number of completions added to the total, and one that passes under no completion is dropped;
2. a need is raised to the smallest sum that the groups left can bring, which changes no answer, so
   that needs are few near the end too;
3. when few combinations are left, or the states become too many, all states are held against all
   combinations of the groups left, without merging any more: by sorting for one or two parties
   (meeting in the middle, after Horowitz and Sahni 1974), by comparing bits for more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.counting.dominance import count_dominated
from detente.deal.counting.enumeration import BLOCK, stream_sums
from detente.deal.counting.pairs import TABLE, PairCounter
from detente.deal.counting.rest import REFUSED, Rest, order_groups, simplify, what_follows
from detente.deal.counting.ways import Ways, carry, one_way, total, widen
from detente.deal.rule import Rule

Ints = npt.NDArray[np.int64]
Digits = npt.NDArray[np.int32]
MAX_STATES = 2_000_000
"""States kept at most, unless told otherwise."""
BATCH = 1 << 21
"""Merged states that are formed before equal ones are joined."""
PAIRS = 10**11
"""Pairs of a state and a combination of the groups left that are compared at most."""
LAST = TABLE
"""Combinations of the groups left that are never merged, but held against all states."""
SUMS = 1 << 21
"""Combinations of the groups left that are listed and sorted at a time, for one or two parties."""
SORTINGS = 32
"""How many times that is done at most."""
LOOKUP = 1 << 24
"""Entries of one party's table of needs (choices × needs) at most."""
SPARSE = 1 << 16
"""Range of numbers up to which states are always joined by addressing, not by sorting."""
WORK = 500
"""Merged states that may be formed altogether, as a multiple of the states kept at most."""


@dataclass(frozen=True, slots=True)
class States:
    """Vectors of needs and the number of ways to each.

    Attributes:
        levels: for each party its different needs, ascending; the first is 0 and the last
            :data:`REFUSED`.
        needs: shape (parties, n): what each party needs, as an index into its levels.
        ways: shape (digits, n), see :mod:`~detente.deal.counting.ways`.
    """

    levels: tuple[Ints, ...]
    needs: Digits
    ways: Ways

    def __len__(self) -> int:
        return len(self.needs[0])

    def values(self) -> Ints:
        """Return the needs themselves, shape (parties, n)."""
        return np.array([lv[at] for lv, at in zip(self.levels, self.needs, strict=True)])

    def pick(self, which: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> States:
        """Return some of the states."""
        return States(self.levels, self.needs[:, which], self.ways[:, which])


def count_by_states(
    worth: Sequence[Ints], need: Ints, rule: Rule, *, max_states: int = MAX_STATES
) -> int | None:
    """Count the packages whose sums pass, one choice from each group.

    Args:
        worth: for each group, shape (parties of the rule, choices); whole numbers, 0 the least of
            each party. At least one party.
        need: shape (parties of the rule,): what a party's sum must reach.
        rule: the rule.
        max_states: how many states to keep at most.

    Returns:
        The count; None if there are too many states, and too many pairs to compare.
    """
    ordered = order_groups(worth)
    rests = what_follows(ordered, need)
    states, closed = _settle(_start(need, rests[0], rule), rule)
    counted, work = closed * rests[0].completions, 0
    for table, before, after in zip(ordered, rests, rests[1:], strict=False):
        choices, repeats = np.unique(table, axis=1, return_counts=True)
        work += len(states) * len(repeats)
        if not len(states):
            return counted
        merged = None
        if work <= WORK * max_states and before.completions > _last(states, len(repeats)):
            merged = _merge(states, choices, repeats, after, rule, max_states)
        if merged is None:
            finished = _finish(states, before, rule)
            return None if finished is None else counted + finished
        states, closed = _settle(merged, rule)
        counted += closed * after.completions
    return counted


def _last(states: States, choices: int) -> int:
    """Return how many combinations left are sooner held against all states than merged."""
    if len(states.levels) <= 2:
        return max(LAST, min(SUMS, len(states) * choices // 4))
    return min(LAST, 64 + 4 * len(states))


def _start(need: Ints, rest: Rest, rule: Rule) -> States:
    """Return the one state before any merging, or none if it cannot pass."""
    levels, lookup = zip(
        *(simplify(np.array([n]), rest, p) for p, n in enumerate(need)), strict=True
    )
    start = States(levels, np.array(lookup, dtype=np.int32).reshape(len(need), 1), one_way())
    return start.pick(_hopeful(start, rule))


def _merge(
    states: States, choices: Ints, repeats: Ints, rest: Rest, rule: Rule, max_states: int
) -> States | None:
    """Merge one group into the states; None if they become too many."""
    if max(len(levels) for levels in states.levels) * len(repeats) > LOOKUP:
        return None
    pairs = enumerate(zip(states.levels, choices, strict=True))
    levels, lookups = zip(
        *(simplify(_less(lv, worth), rest, p) for p, (lv, worth) in pairs), strict=True
    )
    merged = States(levels, np.empty((len(levels), 0), dtype=np.int32), states.ways[:, :0])
    at_once = max(1, BATCH // len(states))
    for start in range(0, len(repeats), at_once):
        part = slice(start, start + at_once)
        batch = _combine(states, levels, [lookup[part] for lookup in lookups], repeats[part])
        merged = _join(merged, batch.pick(_hopeful(batch, rule)))
        if len(merged) > max_states:
            return None
    return States(merged.levels, merged.needs, carry(merged.ways))


def _less(levels: Ints, worth: Ints) -> Ints:
    """Return what is still needed after each choice, shape (choices, levels)."""
    return np.where(levels == REFUSED, REFUSED, levels - worth[:, None])


def _combine(
    states: States, levels: tuple[Ints, ...], lookups: Sequence[Digits], repeats: Ints
) -> States:
    """Return every state with every choice, equal ones not yet joined."""
    needs = [lookup[:, at].ravel() for lookup, at in zip(lookups, states.needs, strict=True)]
    ways = states.ways[:, None, :] * repeats[:, None].astype(np.float64)
    return States(levels, np.array(needs), ways.reshape(len(ways), -1))


def _hopeful(states: States, rule: Rule) -> npt.NDArray[np.bool_]:
    """Say which states may still pass: not enough parties have refused."""
    last = [len(levels) - 1 for levels in states.levels]
    return rule.passes(states.needs != np.array(last)[:, None])


def _settle(states: States, rule: Rule) -> tuple[States, int]:
    """Take out the states that pass for certain; return what is left, and the ways closed."""
    accepts = states.needs == 0
    certain = rule.passes(accepts)
    closed = total(states.ways[:, certain])
    left, accepts = states.pick(~certain), accepts[:, ~certain]
    if rule.quorum:
        met = np.count_nonzero(accepts[rule.needed :], axis=0) >= rule.quorum
        left.needs[rule.needed :, met] = 0
    return left, closed


def _join(first: States, second: States) -> States:
    """Put two sets of states together, states with the same needs made one."""
    needs = np.concatenate([first.needs, second.needs], axis=1)
    digits = max(len(first.ways), len(second.ways))
    ways = np.concatenate([widen(first.ways, digits), widen(second.ways, digits)], axis=1)
    if not needs.shape[1]:
        return States(first.levels, needs, ways)
    number, span = _number(needs, [len(levels) for levels in first.levels])
    if span > max(SPARSE, 2 * len(number)):
        different, number = np.unique(number, return_inverse=True)
        span = len(different)
    somewhere = np.full(span, -1, dtype=np.int64)
    somewhere[number] = np.arange(len(number))
    used = np.flatnonzero(somewhere >= 0)
    summed = [np.bincount(number, weights=digit, minlength=span)[used] for digit in ways]
    return States(first.levels, needs[:, somewhere[used]], np.array(summed))


def _number(needs: Digits, bases: Sequence[int]) -> tuple[Ints, int]:
    """Give vectors numbers, the same number to equal ones only; return the end of the range."""
    number, span = needs[0].astype(np.int64), bases[0]
    for row, base in zip(needs[1:], bases[1:], strict=True):
        if span * base > REFUSED:
            different, number = np.unique(number, return_inverse=True)
            span = len(different)
        number, span = number * base + row, span * base
    return number, span


def _finish(states: States, rest: Rest, rule: Rule) -> int | None:
    """Count the pairs of a state and a combination of the groups left that pass, ways counted."""
    if len(rule.parties) <= 2:
        return _sort(states, rest, rule) if rest.completions <= SORTINGS * SUMS else None
    return _compare(states, rest, rule) if len(states) * rest.completions <= PAIRS else None


def _sort(states: States, rest: Rest, rule: Rule) -> int:
    needs, blocks = states.values(), stream_sums(rest.worth, len(rule.parties), SUMS)
    return sum(count_dominated(needs, states.ways, block, rule) for block in blocks)


def _compare(states: States, rest: Rest, rule: Rule) -> int:
    counted = 0
    for block in stream_sums(rest.worth, len(rule.parties), BLOCK):
        for start in range(0, block.shape[1], TABLE):
            counter = PairCounter(block[:, start : start + TABLE], rule)
            ranks = [counter.rank(p, levels) for p, levels in enumerate(states.levels)]
            needs = [rank[at] for rank, at in zip(ranks, states.needs, strict=True)]
            counted += total(states.ways, counter.count_ranks(needs, len(states)))
    return counted
