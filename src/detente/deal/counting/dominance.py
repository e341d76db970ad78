"""Counting dominated pairs by sorting: sums of one or two parties that reach needs, in n log n.

The sums are sorted by the first party, best first, so that those that reach a need of the first
party are the first r of them. How many of these also reach the need of the second party is read off
a wavelet matrix (Claude, Navarro and Ordóñez 2015): the ranks of the second party are split bit by
bit, highest first, zeros before ones in their old order, and every question "how many of the first
r are at least t" follows its bits down. All questions are answered level by level together, so that
no level is kept.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.counting.ways import Ways, total
from detente.deal.rule import Rule

Ints = npt.NDArray[np.int64]


def count_dominated(needs: Ints, ways: Ways, sums: Ints, rule: Rule) -> int:
    """Return how many pairs of a need and a sum pass, each need counted as many times as its ways.

    Args:
        needs: shape (parties, n), of one party or two.
        ways: shape (digits, n).
        sums: shape (parties, m).
        rule: of two parties, both are needed, or either is enough.
    """
    if len(needs) == 1:
        return total(ways, _reaching(needs[0], sums[0]))
    both = _reaching_both(needs, sums)
    if rule.needed == 2:
        return total(ways, both)
    first, second = (_reaching(need, values) for need, values in zip(needs, sums, strict=True))
    return total(ways, first + second - both)


def _reaching(need: Ints, values: Ints) -> Ints:
    """Return how many values are at least each need."""
    return len(values) - np.searchsorted(np.sort(values), need)


def _reaching_both(needs: Ints, sums: Ints) -> Ints:
    """Return for each vector of needs how many sums reach it in both coordinates."""
    order = np.argsort(-sums[0], kind="stable")
    prefix = _reaching(needs[0], sums[0])
    ordered, ranks = np.unique(sums[1], return_inverse=True)
    return _at_least(ranks[order], prefix, np.searchsorted(ordered, needs[1]))


def _at_least(ranks: Ints, prefix: Ints, least: Ints) -> Ints:
    """Return for each question how many of the first ``prefix`` ranks are at least ``least``."""
    counts = np.zeros(len(prefix), dtype=np.int64)
    start, end = np.zeros_like(prefix), prefix
    bits = max(int(ranks.max(initial=0)), int(least.max(initial=0))).bit_length()
    for bit in range(bits - 1, -1, -1):
        ones = (ranks >> bit) & 1
        before = np.concatenate([[0], np.cumsum(ones)])
        zeros = len(ranks) - int(before[-1])
        up = ((least >> bit) & 1).astype(bool)
        low, high = before[start], before[end]
        counts += np.where(up, 0, high - low)
        start = np.where(up, zeros + low, start - low)
        end = np.where(up, zeros + high, end - high)
        ranks = ranks[np.argsort(ones, kind="stable")]
    return counts + end - start
