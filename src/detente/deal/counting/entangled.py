"""Enumeration where constraints, red lines and linkages tie most issues together.

The issues are split into heads and a table, as for independent factors. A pattern that lies wholly
on one side is evaluated there once. What is left are the patterns that cross the cut: heads that
fulfil the same of them share one table, with the packages that those exclude taken out and the
points that those add put in.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.counting.pairs import PairCounter
from detente.deal.counting.scores import Scores, whole_numbers
from detente.deal.patterns import Pattern
from detente.deal.problem import Problem
from detente.deal.rule import Rule

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
TABLE = 1024
"""Packages of the table at most; smaller than for independent factors, as there are many tables."""
HEADS = 1 << 17
"""Heads that are looked at together."""
KEPT = 32
"""Tables whose rows of bits are kept."""
FEW = 256
"""Heads below which a table is compared as it is, without writing out rows of bits."""
AT_ONCE = 1 << 18
"""Comparisons of one party made at a time."""


@dataclass(frozen=True, slots=True)
class Entangled:
    """A problem in whole numbers with its patterns.

    Attributes:
        sizes: options of each issue.
        excluded: patterns that no package may match.
        linked: patterns that add points.
        scores: one factor an issue, then one of two choices (absent, present) a linkage.
        rule: the rule.
    """

    sizes: tuple[int, ...]
    excluded: tuple[Pattern, ...]
    linked: tuple[Pattern, ...]
    scores: Scores
    rule: Rule

    def sums(self, options: Ints) -> Ints:
        """Return the sums of packages; ``options`` of shape (issues, n) gives (parties, n)."""
        everything = range(len(self.sizes))
        total = _add_issues(self, everything, options)
        for number, pattern in enumerate(self.linked):
            total += self.link(number)[:, holds(pattern, everything, options).astype(np.intp)]
        return total

    def link(self, number: int) -> Ints:
        """Return what a linkage adds while absent and while present, shape (parties, 2)."""
        return self.scores.worth[len(self.sizes) + number]

    def left(self, options: Ints) -> Flags:
        """Say which packages no pattern excludes."""
        found = np.ones(options.shape[1], dtype=bool)
        for pattern in self.excluded:
            found &= ~holds(pattern, range(len(self.sizes)), options)
        return found


def entangle(problem: Problem, rule: Rule, excluded: Sequence[Pattern]) -> Entangled:
    """Put a problem into whole numbers, its patterns kept apart."""
    who = list(rule.parties)
    links = [link for link in problem.linkages if link.party in who]
    tables = [table[who] for table in problem.values]
    for link in links:
        tables.append(np.array([[0.0, link.add if p == link.party else 0.0] for p in who]))
    scores = whole_numbers(tables, problem.no_deal[who])
    return Entangled(
        problem.sizes, tuple(excluded), tuple(link.pattern for link in links), scores, rule
    )


def count_entangled(given: Entangled) -> int:
    """Count the packages that no pattern excludes and whose sums pass, going through all."""
    tail = _choose_table(given)
    head = [issue for issue in range(len(given.sizes)) if issue not in tail]
    split = _Split(given, head, tail)
    return sum(split.count(options) for options in _stream(given.sizes, head, HEADS))


def holds(pattern: Pattern, issues: Sequence[int], options: Ints) -> Flags:
    """Say where the part of a pattern on ``issues`` holds; shape (issues, n) gives (n,)."""
    found = np.ones(options.shape[1], dtype=bool)
    for issue, listed in pattern.terms:
        if issue in issues:
            found &= np.isin(options[issues.index(issue)], listed)
    return found


def _add_issues(given: Entangled, issues: Sequence[int], options: Ints) -> Ints:
    total = np.zeros((len(given.rule.parties), options.shape[1]), dtype=np.int64)
    for issue, chosen in zip(issues, options, strict=True):
        total += given.scores.worth[issue][:, chosen]
    return total


def _choose_table(given: Entangled) -> list[int]:
    """Choose the issues of the table one by one so that few patterns cross the cut."""
    named = [{issue for issue, _ in p.terms} for p in given.excluded + given.linked]
    chosen: set[int] = set()

    def crossing(issue: int) -> tuple[int, int]:
        inside = chosen | {issue}
        cut = sum(1 for terms in named if terms & inside and not terms <= inside)
        return cut, -given.sizes[issue]

    while True:
        room = TABLE // math.prod(given.sizes[issue] for issue in chosen)
        fitting = [i for i, size in enumerate(given.sizes) if i not in chosen and size <= room]
        if not fitting:
            return sorted(chosen)
        chosen.add(min(fitting, key=crossing))


def _stream(sizes: Sequence[int], issues: Sequence[int], at_once: int) -> Iterator[Ints]:
    """Yield all combinations of options of some issues, in blocks of shape (issues, n)."""
    shape = tuple(sizes[issue] for issue in issues)
    total = math.prod(shape)
    for start in range(0, total, at_once):
        numbers = np.arange(start, min(start + at_once, total))
        options = np.unravel_index(numbers, shape) if shape else ()
        yield np.array(options, dtype=np.int64).reshape(len(shape), len(numbers))


class _Split:
    """The two sides of the cut, and the patterns that cross it."""

    def __init__(self, given: Entangled, head: list[int], tail: list[int]) -> None:
        self._given, self._head = given, head
        self._options = next(_stream(given.sizes, tail, TABLE))
        self._sums = _add_issues(given, tail, self._options)
        inside = [any(i in tail for i, _ in p.terms) for p in given.excluded + given.linked]
        self._inside = inside[: len(given.excluded)], inside[len(given.excluded) :]
        self._masks = [holds(p, tail, self._options) for p in given.excluded + given.linked]
        self._counters: dict[bytes, PairCounter] = {}

    def count(self, options: Ints) -> int:
        """Count the packages with these heads; ``options`` has shape (issues of the head, n)."""
        options = options[:, self._possible(options)]
        if not options.shape[1]:
            return 0
        needs = self._needs(options)
        marks = self._marks(options)
        packed = np.packbits(marks, axis=0).T
        kinds, first, which = _unique_rows(packed)
        order = np.argsort(which, kind="stable")
        parts = np.split(order, np.cumsum(np.bincount(which, minlength=len(kinds)))[:-1])
        return sum(
            self._count(key.tobytes(), marks[:, one], needs[:, part])
            for key, one, part in zip(kinds, first, parts, strict=True)
        )

    def _possible(self, options: Ints) -> Flags:
        """Say which heads are not excluded, whatever the rest."""
        found = np.ones(options.shape[1], dtype=bool)
        for pattern, inside in zip(self._given.excluded, self._inside[0], strict=True):
            if not inside:
                found &= ~holds(pattern, self._head, options)
        return found

    def _needs(self, options: Ints) -> Ints:
        """Return what the table still has to bring, shape (parties, heads)."""
        given = self._given
        sums = _add_issues(given, self._head, options)
        for number, pattern in enumerate(given.linked):
            if not self._inside[1][number]:
                sums += given.link(number)[:, holds(pattern, self._head, options).astype(np.intp)]
        return given.scores.need[:, None] - sums

    def _marks(self, options: Ints) -> Flags:
        """Say which patterns hold on the side of the head; shape (patterns, heads)."""
        patterns = self._given.excluded + self._given.linked
        inside = self._inside[0] + self._inside[1]
        marks = np.zeros((len(patterns), options.shape[1]), dtype=bool)
        for number, pattern in enumerate(patterns):
            if inside[number]:
                marks[number] = holds(pattern, self._head, options)
        return marks

    def _count(self, key: bytes, marked: Flags, needs: Ints) -> int:
        """Count the pairs of some heads, which all fulfil the same patterns, and the table."""
        if key not in self._counters:
            table = self._table(marked)
            if not table.shape[1]:
                return 0
            if needs.shape[1] < FEW:
                return _compare(table, needs, self._given.rule)
            if len(self._counters) >= KEPT:
                self._counters.clear()
            self._counters[key] = PairCounter(table, self._given.rule)
        return int(self._counters[key].count(needs).sum())

    def _table(self, marked: Flags) -> Ints:
        """Return the sums of the table, as patterns that hold on the side of the head leave it."""
        left = np.ones(self._sums.shape[1], dtype=bool)
        cut = len(self._given.excluded)
        for number in np.flatnonzero(marked[:cut]).tolist():
            left &= ~self._masks[number]
        table = self._sums[:, left]
        for number, inside in enumerate(self._inside[1]):
            if inside:
                present = self._masks[cut + number][left] & marked[cut + number]
                table += self._given.link(number)[:, present.astype(np.intp)]
        return table


def _unique_rows(rows: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], Ints, Ints]:
    """Return the different rows, where each stands first, and for each row which one it is."""
    if not rows.shape[1]:
        return rows[:1], np.zeros(1, dtype=np.intp), np.zeros(len(rows), dtype=np.intp)
    joined = np.ascontiguousarray(rows).view(f"V{rows.shape[1]}").ravel()
    _, first, which = np.unique(joined, return_index=True, return_inverse=True)
    return rows[first], first, which


def _compare(table: Ints, needs: Ints, rule: Rule) -> int:
    """Count the pairs of a need and a sum that pass by comparing them one with the other."""
    total = 0
    at_once = max(1, AT_ONCE // table.shape[1])
    for start in range(0, needs.shape[1], at_once):
        some = needs[:, start : start + at_once, None]
        total += int(np.count_nonzero(rule.passes(table[:, None, :] >= some)))
    return total
