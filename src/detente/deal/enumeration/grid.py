"""Exhaustive enumeration in blocks: exact counts and exact solutions, in bounded memory.

The packages are numbered in the order of issues and options, the last issue running fastest. A
block holds all combinations of the last issues for one choice of the first ones, so that its
utilities are one table plus a constant for each party.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.patterns import Package, Pattern
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.survey import Range, Survey

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
BLOCK = 1 << 16
"""Packages in a block, about; a few megabytes for six parties."""


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive packages and what is true of each.

    Attributes:
        start: number of the first package.
        utilities: shape (parties, packages); zero for parties without preferences.
        possible, acceptable, certain, all_accept: shape (packages,), as in :class:`Survey`.
        own: shape (parties, packages): possible, and this party alone would accept.
        breaches: for each red line, whether a possible package of the block breaches it.
    """

    start: int
    utilities: Floats
    possible: Flags
    acceptable: Flags
    certain: Flags
    all_accept: Flags
    own: Flags
    breaches: tuple[bool, ...]


class Grid:
    """All packages of a problem, to be gone through as often as needed.

    Args:
        problem: the problem.
        block: packages in a block, about.
    """

    def __init__(self, problem: Problem, *, block: int = BLOCK) -> None:
        self.problem = problem
        sizes = problem.sizes
        self._cut = len(sizes) - 1
        while self._cut > 0 and math.prod(sizes[self._cut - 1 :]) <= block:
            self._cut -= 1
        self._length = math.prod(sizes[self._cut :])
        self._table = self._sum_of_last_issues()
        self._no_deal = problem.no_deal[:, None] - TOLERANCE
        self._forbidden = [(p, self._mask(p)) for p in problem.forbidden]
        self._lines = [(k, self._mask(k.pattern)) for k in problem.red_lines]
        self._links = [(k, self._mask(k.pattern)) for k in problem.linkages]

    def __iter__(self) -> Iterator[Block]:
        heads = itertools.product(*(range(n) for n in self.problem.sizes[: self._cut]))
        for number, head in enumerate(heads):
            yield self._block(number * self._length, head)

    def package(self, number: int) -> Package:
        """Return the package with this number."""
        return tuple(int(i) for i in np.unravel_index(number, self.problem.sizes))

    def _sum_of_last_issues(self) -> Floats:
        tables = self.problem.values[self._cut :]
        total = np.zeros((len(self.problem.parties), 1))
        for table in tables:
            total = (total[:, :, None] + table[:, None, :]).reshape(len(table), -1)
        return total

    def _mask(self, pattern: Pattern) -> Flags | None:
        """Return where the last issues match, shape (length,); None if the pattern has none."""
        terms = [(i - self._cut, options) for i, options in pattern.terms if i >= self._cut]
        if not terms:
            return None
        mask = np.ones(self.problem.sizes[self._cut :], dtype=bool)
        for issue, options in terms:
            along = np.zeros(mask.shape[issue], dtype=bool)
            along[list(options)] = True
            mask &= along.reshape([-1 if i == issue else 1 for i in range(mask.ndim)])
        return mask.ravel()

    def _where(self, pattern: Pattern, mask: Flags | None, head: Package) -> Flags | bool:
        """Return where the pattern holds in the block: a mask, or one answer for all of it."""
        if any(head[i] not in options for i, options in pattern.terms if i < self._cut):
            return False
        return True if mask is None else mask

    def _utilities(self, head: Package) -> Floats:
        constant = np.zeros(len(self.problem.parties))
        for table, option in zip(self.problem.values[: self._cut], head, strict=True):
            constant += table[:, option]
        utilities = self._table + constant[:, None]
        for link, mask in self._links:
            where = self._where(link.pattern, mask, head)
            if where is not False:
                utilities[link.party] += link.add * np.asarray(where)
        return utilities

    def _block(self, start: int, head: Package) -> Block:
        possible = np.ones(self._length, dtype=bool)
        for pattern, mask in self._forbidden:
            where = self._where(pattern, mask, head)
            if where is not False:
                possible &= ~np.asarray(where)
        utilities = self._utilities(head)
        own = (utilities >= self._no_deal) & possible
        unbreached = possible.copy()
        breaches = []
        for line, mask in self._lines:
            where = np.asarray(self._where(line.pattern, mask, head))
            breaches.append(bool((possible & where).any()))
            own[line.party] &= ~where
            unbreached &= ~where
        return self._judge(start, utilities, possible, own, unbreached, tuple(breaches))

    def _judge(
        self,
        start: int,
        utilities: Floats,
        possible: Flags,
        own: Flags,
        unbreached: Flags,
        breaches: tuple[bool, ...],
    ) -> Block:
        problem, rule = self.problem, self.problem.acceptance
        judged = [p for p in rule.among if problem.judged[p]]
        needed = [p for p in rule.all_of if problem.judged[p]]
        base = unbreached & own[needed].all(axis=0)
        count = own[judged].sum(axis=0)
        acceptable = base & (count >= rule.at_least - (len(rule.among) - len(judged)))
        sure = len(needed) == len(rule.all_of)
        certain = base & (count >= rule.at_least) if sure else np.zeros_like(base)
        all_accept = acceptable & own[list(problem.bargainers)].all(axis=0)
        return Block(start, utilities, possible, acceptable, certain, all_accept, own, breaches)


def survey_by_enumeration(grid: Grid) -> Survey:
    """Go through all packages once; count them exactly and record how far each party gets.

    Args:
        grid: the packages.

    Returns:
        A survey with every count filled in.
    """
    problem = grid.problem
    n = len(problem.parties)
    totals = np.zeros(4, dtype=np.int64)
    own, within = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    reach, inner, ideals = _Extremes(n), _Extremes(n), _Extremes(n)
    breaches = np.zeros(len(problem.red_lines), dtype=bool)
    for block in grid:
        masks = (block.possible, block.acceptable, block.certain, block.all_accept)
        totals += [np.count_nonzero(mask) for mask in masks]
        own += np.count_nonzero(block.own, axis=1)
        breaches |= np.array(block.breaches, dtype=bool)
        reach.add(block.utilities, block.possible)
        if block.acceptable.any():
            within += np.count_nonzero(block.own & block.acceptable, axis=1)
            inner.add(block.utilities, block.acceptable)
            ideals.add(block.utilities, block.all_accept)
    possible, acceptable, certain, everyone = (int(total) for total in totals)
    judged = problem.judged
    return Survey(
        any_possible=possible > 0,
        any_acceptable=acceptable > 0,
        any_certain=certain > 0,
        any_all_accept=everyone > 0,
        reach=reach.ranges(judged),
        best_acceptable=tuple(ends and ends[1] for ends in inner.ranges(judged)),
        worst_acceptable=tuple(ends and ends[0] for ends in inner.ranges(judged)),
        ideals=ideals.gains(problem) if everyone else None,
        breachable=tuple(bool(b) for b in breaches),
        possible=possible,
        acceptable=acceptable,
        certain=certain,
        all_accept=everyone,
        own=tuple(int(c) if j else None for c, j in zip(own, judged, strict=True)),
        within=tuple(int(c) if j else None for c, j in zip(within, judged, strict=True)),
    )


class _Extremes:
    """Running minimum and maximum of each party's utility over selected packages."""

    def __init__(self, n_parties: int) -> None:
        self.low = np.full(n_parties, np.inf)
        self.high = np.full(n_parties, -np.inf)

    def add(self, utilities: Floats, mask: Flags) -> None:
        """Take in the packages where ``mask`` is True."""
        chosen = utilities if mask.all() else utilities[:, mask]
        if chosen.shape[1]:
            np.minimum(self.low, chosen.min(axis=1), out=self.low)
            np.maximum(self.high, chosen.max(axis=1), out=self.high)

    def ranges(self, judged: Flags) -> tuple[Range | None, ...]:
        """Return (lowest, highest) of each judged party, None if nothing was taken in."""
        pairs = zip(self.low, self.high, judged, strict=True)
        return tuple(
            (float(low), float(high)) if known and low <= high else None
            for low, high, known in pairs
        )

    def gains(self, problem: Problem) -> tuple[float, ...]:
        """Return the highest gain of each bargainer."""
        return tuple(float(self.high[p] - problem.no_deal[p]) for p in problem.bargainers)
