"""Pairs of a need and a sum that pass the rule, 64 pairs to an instruction.

For a fixed table of T sum vectors, "which sums reach this need of party p" depends only on how many
sums of p lie below it. The T + 1 possible answers of each party are written out as rows of bits.
For a vector of needs, one row a party is looked up, the rows are combined by bitwise *and* (and a
bitwise counter where the rule has a quorum), and the bits that are left are counted.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.rule import Rule

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
TABLE = 4096
"""Sums in a table at most: 2 MB of bits a party."""
AT_ONCE = 1 << 15
"""Words of bits that are combined at a time; two such arrays fit into a second-level cache."""


class PairCounter:
    """Counts, for vectors of needs, the sums of one table that pass.

    Args:
        sums: shape (parties of the rule, T), T at least 1 and about :data:`TABLE` at most.
        rule: the rule.
    """

    def __init__(self, sums: Ints, rule: Rule) -> None:
        self._rule = rule
        self._length = sums.shape[1]
        self._ordered = np.sort(sums, axis=1)
        self._rows = [_rows_of_bits(values) for values in sums]
        self._words = -(-self._length // 64)

    def count(self, needs: Ints) -> Ints:
        """Return how many sums pass for each vector of needs.

        Args:
            needs: shape (parties of the rule, n).
        """
        return self.count_ranks([self.rank(p, need) for p, need in enumerate(needs)], len(needs.T))

    def rank(self, party: int, needs: Ints) -> Ints:
        """Return how many sums of one party lie below each need, in the shape of ``needs``."""
        return np.asarray(np.searchsorted(self._ordered[party], needs), dtype=np.int64)

    def count_ranks(self, ranks: Sequence[Ints], n: int) -> Ints:
        """Return what :meth:`count` returns, the needs given by :meth:`rank`.

        Args:
            ranks: for each party, shape (n,).
            n: number of vectors of needs.
        """
        counts = np.zeros(n, dtype=np.int64)
        if not ranks:
            counts += self._length
            return counts
        hopeful = np.flatnonzero(self._rule.passes(np.array(ranks) < self._length))
        at_once = max(1, AT_ONCE // self._words)
        for start in range(0, len(hopeful), at_once):
            chosen = hopeful[start : start + at_once]
            bits = self._passing([rank[chosen] for rank in ranks])
            counts[chosen] = np.bitwise_count(bits).sum(axis=1, dtype=np.int64)
        return counts

    def _passing(self, below: list[Ints]) -> Words:
        """Return for each vector of needs the bits of the sums that pass, shape (n, words)."""
        needed = self._rule.needed
        if not needed:
            return self._quorum(below)
        passing = self._accepting(0, below)
        for party in range(1, needed):
            passing &= self._accepting(party, below)
        if self._rule.quorum:
            passing &= self._quorum(below)
        return passing

    def _quorum(self, below: list[Ints]) -> Words:
        """Return the bits where at least ``quorum`` of the rest accept."""
        quorum = self._rule.quorum
        at_least = [np.zeros((len(below[0]), self._words), dtype=np.uint64) for _ in range(quorum)]
        for party in range(self._rule.needed, len(below)):
            accepting = self._accepting(party, below)
            for level in range(quorum - 1, 0, -1):
                at_least[level] |= at_least[level - 1] & accepting
            at_least[0] |= accepting
        return at_least[-1]

    def _accepting(self, party: int, below: list[Ints]) -> Words:
        return np.take(self._rows[party], below[party], axis=0)


def _rows_of_bits(values: Ints) -> Words:
    """Return T + 1 rows; bit j of row r says that at least r values lie below ``values[j]``."""
    length = len(values)
    position = np.empty(length, dtype=np.int32)
    position[np.argsort(values, kind="stable")] = np.arange(length, dtype=np.int32)
    padded = np.full(-(-length // 64) * 64, -1, dtype=np.int32)
    padded[:length] = position
    rows = np.packbits(padded >= np.arange(length + 1, dtype=np.int32)[:, None], axis=1)
    return rows.view(np.uint64)
