"""All packages against all draws, exactly: two halves of the issues, and bits for packages.

The groups of issues are split into two halves of about as many combinations each, l and r. A party
accepts (l, r) in a draw exactly when what r is worth to it reaches what l leaves missing::

    worth_r >= no deal − worth_l

so, with the r sorted by their worth, the r that go with an l are the end of a list. The ends are
held as rows of bits, one for each place of the list, and looked up: 64 packages are judged at
once, one conjunction a party. Counts over draws are kept in bit-planes that carry-save adders
fill (Harley and Seal; Warren 2013, section 5-1; Muła, Kurz and Lemire 2018).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.groups import DrawnGroup
from detente.deal.belief.draws import Draws
from detente.deal.problem import TOLERANCE
from detente.deal.rule import Rule

Bits = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
WORD = 64
WIDEST = 1_024
"""Combinations of the right half at most: the tables of bits have the square of that."""


@dataclass(frozen=True, eq=False)
class Halves:
    """The packages of some groups as pairs (l, r).

    Attributes:
        draws: what is judged.
        rule: who must accept.
        left, right: the groups of either half.
    """

    draws: Draws
    rule: Rule
    left: tuple[DrawnGroup, ...]
    right: tuple[DrawnGroup, ...]

    @classmethod
    def of(cls, draws: Draws, groups: Sequence[DrawnGroup], rule: Rule) -> Halves:
        """Split groups, none of them empty, into halves with about as many combinations."""
        right = _split([group.choices for group in groups])
        halves = ([g for i, g in enumerate(groups) if (i in right) == side] for side in (0, 1))
        return cls(draws, rule, *map(tuple, halves))

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of combinations of either half."""
        left, right = (prod(group.choices for group in half) for half in (self.left, self.right))
        return left, right

    def accepted(self) -> Iterator[Bits]:
        """Yield for each draw which packages are accepted: shape (l, words), bit r of row l."""
        for s in range(len(self.draws)):
            yield self._judge(s)

    def _judge(self, s: int) -> Bits:
        parties = len(self.draws.problem.parties)
        left, right = (_sums(half, s, parties) for half in (self.left, self.right))
        barred = [_barred(half, s) for half in (self.left, self.right)]
        no_deal = self.draws.no_deal[s]
        own = (_pairs(left[p], right[p], float(no_deal[p]) - TOLERANCE) for p in self.rule.parties)
        found = _passing(own, self.rule, self.shape)
        found[barred[0]] = 0
        found &= pack(~barred[1])
        return found


def pack(flags: Flags) -> Bits:
    """Return flags along the last axis as bits, 64 a word, the first one lowest."""
    short = -flags.shape[-1] % WORD
    wide = np.pad(flags, [(0, 0)] * (flags.ndim - 1) + [(0, short)])
    return np.packbits(wide, axis=-1, bitorder="little").view(np.uint64)


def unpack(bits: Bits, count: int) -> npt.NDArray[np.uint8]:
    """Return the first ``count`` bits of each row as 0 and 1."""
    return np.unpackbits(bits.view(np.uint8), axis=-1, count=count, bitorder="little")


class Tally:
    """Counts of bits, one for each place, as planes of binary digits.

    Args:
        shape: of the bits that are added.
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self._sums: list[Bits] = []
        self._waiting: list[Bits | None] = []

    def add(self, bits: Bits) -> None:
        """Add one to every place whose bit is set."""
        self._add(bits, 0)

    def counts(self, count: int) -> npt.NDArray[np.int32]:
        """Return the counts of the first ``count`` places of each row."""
        found = np.zeros((*self.shape[:-1], count), dtype=np.int32)
        level = 0
        while level < len(self._sums):
            waiting, total = self._waiting[level], self._sums[level]
            if waiting is not None:
                self._waiting[level] = None
                self._add(waiting & total, level + 1)
                total ^= waiting
            found += unpack(total, count).astype(np.int32) << level
            level += 1
        return found

    def _add(self, bits: Bits, level: int) -> None:
        """Add 2^level: every second time, one full adder passes a carry on to the next level."""
        while bits.any():
            if level == len(self._sums):
                self._sums.append(np.zeros(self.shape, dtype=np.uint64))
                self._waiting.append(None)
            waiting = self._waiting[level]
            if waiting is None:
                self._waiting[level] = bits
                return
            total = self._sums[level]
            either = waiting ^ bits
            carry = (waiting & bits) | (total & either)
            total ^= either
            self._waiting[level] = None
            bits, level = carry, level + 1


def _split(sizes: Sequence[int]) -> set[int]:
    """Return the groups of the right half: of as many combinations as the tables may have."""
    limit, best, chosen = min(prod(sizes), WIDEST**2), 1, set[int]()
    for some in range(1, len(sizes)):
        for subset in combinations(range(len(sizes)), some):
            size = prod(sizes[i] for i in subset)
            if best < size and size * size <= limit:
                best, chosen = size, set(subset)
    return chosen


def _sums(half: Sequence[DrawnGroup], s: int, parties: int) -> Floats:
    """Return the worth of every combination to every party, the last group fastest."""
    total = np.zeros((parties, 1))
    for group in half:
        total = (total[:, :, None] + group.worth[s][:, None, :]).reshape(len(total), -1)
    return total


def _barred(half: Sequence[DrawnGroup], s: int) -> Flags:
    barred = np.zeros(1, dtype=bool)
    for group in half:
        barred = (barred[:, None] | group.barred[s]).ravel()
    return barred


def _pairs(left: Floats, right: Floats, least: float) -> Bits:
    """Return the pairs with ``left + right >= least``."""
    order = np.argsort(right)
    words = -(-len(right) // WORD)
    ends = np.zeros((len(right) + 1, words), dtype=np.uint64)
    bit = np.left_shift(np.uint64(1), (order % WORD).astype(np.uint64))
    ends[np.arange(len(right)), order // WORD] = bit
    ends = np.bitwise_or.accumulate(ends[::-1], axis=0)[::-1]
    return ends[np.searchsorted(right[order], least - left)]


def _passing(own: Iterator[Bits], rule: Rule, shape: tuple[int, int]) -> Bits:
    """Return where the first ``needed`` parties accept and ``quorum`` of the rest."""
    words = -(-shape[1] // WORD)
    found = np.full((shape[0], words), ~np.uint64(0))
    for _ in range(rule.needed):
        found &= next(own)
    enough = [found] + [np.zeros_like(found) for _ in range(rule.quorum)]
    for accepts in own:
        for k in range(rule.quorum, 0, -1):
            enough[k] |= enough[k - 1] & accepts
    return enough[rule.quorum]
