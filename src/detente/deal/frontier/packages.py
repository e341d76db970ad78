"""Which packages stand behind the points of a frontier; found only when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from detente.deal.enumeration.grid import Grid
from detente.deal.frontier.layers import count_ways
from detente.deal.frontier.sets import Floats, Over
from detente.deal.merging.groups import Group
from detente.deal.merging.lattice import Lattice
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem

Numbers = npt.NDArray[np.int64]

LISTED = 10_000
"""Tied packages up to which the first one is found by listing all of them."""


class Packages(Protocol):
    """The packages of each point."""

    def counts(self) -> list[int | None]:
        """Return how many packages each point has; None where they were not counted."""

    def firsts(self) -> list[Package]:
        """Return the first package of each point in the order of issues and options."""

    def tied(self, point: int, *, at_most: int) -> list[Package]:
        """Return packages of a point in order, the first one among them."""


@dataclass(frozen=True)
class Merged:
    """Packages as paths through the layers of merging.

    Attributes:
        problem: the problem.
        groups: in the order in which they were merged.
        lattice: the layers.
        states: for each point, the states of the last layer that belong to it.
        counted: False where one package was chosen to stand for others on the way, so that ties
            are not known.
    """

    problem: Problem
    groups: Sequence[Group]
    lattice: Lattice
    states: Sequence[Numbers]
    counted: bool

    def counts(self) -> list[int | None]:
        """Return how many packages each point has."""
        return list(self._ways) if self.counted else [None] * len(self.states)

    def firsts(self) -> list[Package]:
        """Return the first package of each point."""
        alone = [point for point, ways in enumerate(self._ways) if ways == 1]
        ends = np.array([self.states[point][0] for point in alone], dtype=np.int64)
        found = dict(zip(alone, self._paths(ends, len(alone)), strict=True))
        return [
            found[point] if point in found else self._first(point)
            for point in range(len(self.states))
        ]

    def tied(self, point: int, *, at_most: int) -> list[Package]:
        """Return packages of a point."""
        some = self._paths(self.states[point], at_most)
        if self._ways[point] <= at_most:
            return sorted(some)
        first = self._first(point)
        others = sorted(package for package in some if package != first)
        return [first, *others[: at_most - 1]]

    @cached_property
    def _ways(self) -> list[int]:
        ways = count_ways(self.lattice, self.problem.packages)
        return [int(sum(ways[states].tolist())) for states in self.states]

    def _first(self, point: int) -> Package:
        if self._ways[point] <= LISTED:
            return min(self._paths(self.states[point], LISTED))
        return self._narrowed(point)

    def _narrowed(self, point: int) -> Package:
        """Settle one issue after the other on its first option that leaves a path."""
        allowed = [np.ones(group.choices, dtype=bool) for group in self.groups]
        package: list[int] = []
        for issue, size in enumerate(self.problem.sizes):
            at = next(n for n, group in enumerate(self.groups) if issue in group.issues)
            taken = self.groups[at].options[:, self.groups[at].issues.index(issue)]
            before = allowed[at]
            for option in range(size):
                allowed[at] = before & (taken == option)
                if len(self.lattice.narrow(self.states[point], allowed)):
                    package.append(option)
                    break
        return tuple(package)

    def _paths(self, states: Numbers, at_most: int) -> list[Package]:
        paths = self.lattice.paths(states, at_most=at_most)
        found = np.zeros((len(paths), len(self.problem.sizes)), dtype=np.int64)
        for column, group in enumerate(self.groups):
            found[:, list(group.issues)] = group.options[paths[:, column]]
        return [tuple(row) for row in found.tolist()]


@dataclass(frozen=True)
class Numbered:
    """Packages of a grid by number; those that tie are looked for in the grid again.

    Attributes:
        grid: the packages.
        over: the set.
        numbers: the number of each point's first package.
        gains: shape (bargainers, points).
        ways: how many packages each point has; None where they were not counted.
    """

    grid: Grid
    over: Over
    numbers: Numbers
    gains: Floats
    ways: Sequence[int | None]

    def counts(self) -> list[int | None]:
        """Return how many packages each point has."""
        return list(self.ways)

    def firsts(self) -> list[Package]:
        """Return the first package of each point."""
        return [self.grid.package(int(number)) for number in self.numbers]

    def tied(self, point: int, *, at_most: int) -> list[Package]:
        """Return packages of a point."""
        who = list(self.grid.problem.bargainers)
        sought = self.gains[:, point] + self.grid.problem.no_deal[who]
        found: list[int] = []
        for block in self.grid:
            near = np.abs(block.utilities[who] - sought[:, None]) <= TOLERANCE
            same = np.flatnonzero(near.all(axis=0) & getattr(block, self.over))
            found.extend((block.start + same[: at_most - len(found)]).tolist())
            if len(found) == at_most:
                break
        return [self.grid.package(number) for number in found]


@dataclass(frozen=True)
class Listed:
    """Packages found one by one.

    Attributes:
        packages: for each point, those known, in order.
        complete: for each point, whether no tied package is missing.
    """

    packages: Sequence[Sequence[Package]]
    complete: Sequence[bool]

    def counts(self) -> list[int | None]:
        """Return how many packages each point has."""
        pairs = zip(self.packages, self.complete, strict=True)
        return [len(known) if all_known else None for known, all_known in pairs]

    def firsts(self) -> list[Package]:
        """Return the first package of each point."""
        return [known[0] for known in self.packages]

    def tied(self, point: int, *, at_most: int) -> list[Package]:
        """Return packages of a point."""
        return list(self.packages[point][:at_most])
