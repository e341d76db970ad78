"""Enumeration in streamed blocks: every package gone through, in constant memory.

The factors are split into heads and a table: the table lists the sums of some factors once, and for
each head only the needs change. So no utility is ever added up a second time, and the table is
compared with a head's needs 64 packages at a time (:mod:`~detente.deal.counting.pairs`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.counting.pairs import TABLE, PairCounter
from detente.deal.rule import Rule

Ints = npt.NDArray[np.int64]
BLOCK = 1 << 16
"""Heads in a block, about."""


def count_by_enumeration(worth: Sequence[Ints], need: Ints, rule: Rule) -> int:
    """Count the packages whose sums pass, one choice from each factor.

    Args:
        worth: for each factor, shape (parties of the rule, choices), 0 or more.
        need: shape (parties of the rule,): what a party's sum must reach.
        rule: the rule.
    """
    ordered = sorted(worth, key=lambda table: -table.shape[1])
    cut = _cut([table.shape[1] for table in ordered])
    heads, table = ordered[:cut], sum_all(ordered[cut:], len(need))
    total = 0
    for start in range(0, table.shape[1], TABLE):
        counter = PairCounter(table[:, start : start + TABLE], rule)
        for sums in stream_sums(heads, len(need), BLOCK):
            total += int(counter.count(need[:, None] - sums).sum())
    return total


def _cut(choices: Sequence[int]) -> int:
    """Return how many factors make the heads; the table is no larger than pays for itself."""
    largest = min(TABLE, max(64, math.isqrt(math.prod(choices))))
    cut = len(choices) - 1
    while cut > 0 and math.prod(choices[cut - 1 :]) <= largest:
        cut -= 1
    return cut


def sum_all(worth: Sequence[Ints], parties: int) -> Ints:
    """Return the sums of all combinations, the last factor fastest: shape (parties, n)."""
    total = np.zeros((parties, 1), dtype=np.int64)
    for table in worth:
        length = total.shape[1] * table.shape[1]
        total = (total[:, :, None] + table[:, None, :]).reshape(parties, length)
    return total


def stream_sums(worth: Sequence[Ints], parties: int, block: int) -> Iterator[Ints]:
    """Yield the sums of all combinations in blocks of shape (parties, about ``block``)."""
    cut = len(worth)
    while cut > 0 and math.prod(table.shape[1] for table in worth[cut - 1 :]) <= block:
        cut -= 1
    inner = sum_all(worth[cut:], parties)
    for choice in itertools.product(*(range(table.shape[1]) for table in worth[:cut])):
        outer = np.zeros(parties, dtype=np.int64)
        for table, option in zip(worth[:cut], choice, strict=True):
            outer += table[:, option]
        yield inner + outer[:, None]
