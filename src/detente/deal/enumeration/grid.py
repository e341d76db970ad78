"""Exhaustive enumeration in blocks: exact counts and exact solutions, in bounded memory.

The packages are numbered in the order of issues and options, the last issue running fastest. A
block holds all combinations of the last issues for one choice of the first ones, so that its
utilities are one table plus a constant for each party. What is asked of a block is asked of the
table's ranks, which take a quarter of the memory and never change: a threshold becomes a rank, and
utilities are added up only for whoever looks at them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.deal.enumeration.table import RankedTable, Table
from detente.deal.patterns import Package, Pattern
from detente.deal.problem import TOLERANCE, Linkage, Problem
from detente.deal.survey import Range, Survey

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
BLOCK = 1 << 16
"""Packages in a block, about; a few megabytes for six parties."""
OFTEN = 8
"""How often a table is asked for before it is ranked."""
KEPT = 16
"""Tables that are ranked and kept, for different sets of linkages."""


@dataclass(frozen=True)
class Block:
    """Consecutive packages and what is true of each.

    Attributes:
        start: number of the first package.
        table: sums of the last issues, shape (parties, packages); zero for parties without
            preferences.
        constant: shape (parties,): what the first issues add for all packages of the block.
        possible, acceptable, certain, all_accept: shape (packages,), as in :class:`Survey`; not to
            be written to.
        own: shape (parties, packages): possible, and this party alone would accept.
        breaches: for each red line, whether a possible package of the block breaches it.
    """

    start: int
    table: Table
    constant: Floats
    possible: Flags
    acceptable: Flags
    certain: Flags
    all_accept: Flags
    own: Flags
    breaches: tuple[bool, ...]

    @cached_property
    def utilities(self) -> Floats:
        """Utilities, shape (parties, packages); zero for parties without preferences."""
        return self.table.sums + self.constant[:, None]


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
        self._no_deal = problem.no_deal - TOLERANCE
        self._all = np.ones(self._length, dtype=bool)
        self._all.flags.writeable = False
        self._forbidden = [(p, self._mask(p)) for p in problem.forbidden]
        self._lines = [(k, self._mask(k.pattern)) for k in problem.red_lines]
        links = (link for link in problem.linkages if problem.judged[link.party])
        self._links = [(link, self._mask(link.pattern)) for link in links]
        self._sums = self._sum_of_last_issues()
        self._asked: dict[tuple[int, ...], int] = {}
        self._ranked: dict[tuple[int, ...], RankedTable] = {}

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

    def _where(self, pattern: Pattern, mask: Flags | None, head: Package) -> Flags | None:
        """Return where the pattern holds in the block; None if it does nowhere."""
        if any(head[i] not in options for i, options in pattern.terms if i < self._cut):
            return None
        return self._all if mask is None else mask

    def _table(self, head: Package) -> Table:
        """Return the sums of the last issues with the linkages that this head calls for.

        Sums that are asked for often are ranked.
        """
        found = tuple(
            number
            for number, (link, mask) in enumerate(self._links)
            if self._where(link.pattern, mask, head) is not None
        )
        if found in self._ranked:
            return self._ranked[found]
        sums = self._linked([self._links[number] for number in found])
        self._asked[found] = asked = self._asked.get(found, 0) + 1
        if asked < OFTEN or len(self._ranked) >= KEPT:
            return Table(sums)
        self._ranked[found] = RankedTable(sums)
        return self._ranked[found]

    def _linked(self, links: list[tuple[Linkage, Flags | None]]) -> Floats:
        sums = self._sums.copy() if links else self._sums
        for link, mask in links:
            sums[link.party] += link.add * (self._all if mask is None else mask)
        return sums

    def _constant(self, head: Package) -> Floats:
        constant = np.zeros(len(self.problem.parties))
        for table, option in zip(self.problem.values[: self._cut], head, strict=True):
            constant += table[:, option]
        return constant

    def _block(self, start: int, head: Package) -> Block:
        possible = self._possible(head)
        table, constant = self._table(head), self._constant(head)
        own = table.at_least(self._no_deal, constant)
        if possible is not self._all:
            own &= possible
        unbreached, breaches = possible, []
        for line, mask in self._lines:
            where = self._where(line.pattern, mask, head)
            breaches.append(where is not None and bool((possible & where).any()))
            if where is not None:
                own[line.party] &= ~where
                unbreached = unbreached & ~where
        judged = self._judge(unbreached, own)
        return Block(start, table, constant, possible, *judged, own, tuple(breaches))

    def _possible(self, head: Package) -> Flags:
        possible = self._all
        for pattern, mask in self._forbidden:
            where = self._where(pattern, mask, head)
            if where is not None:
                possible = possible & ~where
        return possible

    def _judge(self, unbreached: Flags, own: Flags) -> tuple[Flags, Flags, Flags]:
        """Return which packages are acceptable, certain, and accepted by all."""
        problem, rule = self.problem, self.problem.acceptance
        group = [p for p in rule.among if problem.judged[p]]
        assumed = len(rule.among) - len(group)
        needed = {p for p in rule.all_of if problem.judged[p]}
        base = _all_of(unbreached, own, needed)
        acceptable = _quorum(base, own, group, rule.at_least - assumed)
        certain = acceptable if not assumed else _quorum(base, own, group, rule.at_least)
        if len(needed) < len(set(rule.all_of)):
            certain = np.zeros_like(base)
        return acceptable, certain, _all_of(acceptable, own, set(group) - needed)


def _all_of(flags: Flags, own: Flags, parties: set[int]) -> Flags:
    """Return where ``flags`` hold and every one of the parties accepts."""
    for party in sorted(parties):
        flags = flags & own[party]
    return flags


def _quorum(flags: Flags, own: Flags, group: list[int], at_least: int) -> Flags:
    """Return where ``flags`` hold and at least so many of the group accept."""
    if at_least <= 0:
        return flags
    count = np.zeros(len(flags), dtype=np.int16)
    for party in group:
        np.add(count, own[party], out=count)
    return np.asarray(flags & (count >= at_least))


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
        found = [np.count_nonzero(mask) for mask in masks]
        totals += found
        own += [np.count_nonzero(row) for row in block.own]
        breaches |= np.array(block.breaches, dtype=bool)
        reach.add(block, block.possible)
        if found[1]:
            within += [np.count_nonzero(row & block.acceptable) for row in block.own]
            inner.add(block, block.acceptable)
            ideals.add(block, block.all_accept)
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

    def add(self, block: Block, mask: Flags) -> None:
        """Take in the packages of a block where ``mask`` is True."""
        low, high = block.table.ends()
        low, high = low + block.constant, high + block.constant
        wider = np.flatnonzero((low < self.low) | (high > self.high))
        if len(wider) and mask.all():
            np.minimum(self.low, low, out=self.low)
            np.maximum(self.high, high, out=self.high)
        elif len(wider) and mask.any():
            low, high = block.table.ends(mask, wider)
            self.low[wider] = np.minimum(self.low[wider], low + block.constant[wider])
            self.high[wider] = np.maximum(self.high[wider], high + block.constant[wider])

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
