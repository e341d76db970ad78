"""The bargaining solutions by merging groups: exact at any size, where issues are independent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from detente.deal.merging.goals import Product, Smallest, Total
from detente.deal.merging.groups import Group
from detente.deal.merging.search import Best, Tied, find_best
from detente.deal.merging.space import Space
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.rule import accepting_coalitions
from detente.deal.solutions import NO_PRODUCT, Optimum, Wanted
from detente.deal.survey import Survey

SORTED = 10_000
"""Ties up to which all are put in order before the first ones are named."""


def solve_by_merging(
    problem: Problem, groups: tuple[Group, ...], survey: Survey, wanted: Wanted
) -> dict[str, Optimum]:
    """Compute solutions exactly.

    Args:
        problem: the problem.
        groups: its groups, those choices left out that a constraint or a red line excludes.
        survey: of the same problem.
        wanted: solutions for which there is no reason why they could not exist; not equal gain.

    Returns:
        The solutions by name, each proved or with a bound; those for which no package was found
        are left out.
    """
    if not wanted.names:
        return {}
    solver = _Solver(problem, groups, survey, wanted)
    found = {name: solver.solve(name) for name in wanted.names}
    return {name: optimum for name, optimum in found.items() if optimum is not None}


class _Solver:
    """The spaces that several solutions share."""

    def __init__(
        self, problem: Problem, groups: tuple[Group, ...], survey: Survey, wanted: Wanted
    ) -> None:
        self.problem, self.survey, self.max_ties = problem, survey, wanted.max_ties
        self.nash_weights = wanted.nash_weights or (1.0,) * len(problem.bargainers)
        self._acceptable = [
            Space.of(problem, groups, c) for c in accepting_coalitions(problem, "acceptable")
        ]
        self._unanimous = [Space.of(problem, groups, problem.bargainers)]

    def solve(self, name: str) -> Optimum | None:
        """Return one solution; None where no package was found."""
        found: Optimum | None = getattr(self, f"_{name}")()
        return found

    def _nash(self) -> Optimum | None:
        best = find_best(self._unanimous, Product(self.nash_weights))
        if best.tied is not None and not best.example:
            return Optimum(reason=NO_PRODUCT)
        found = self._optimum(best)
        return found and replace(found, bound=math.exp(best.value if best.proven else best.bound))

    def _utilitarian(self) -> Optimum | None:
        goal = Total((1.0,) * len(self.problem.bargainers))
        return self._optimum(find_best(self._acceptable, goal))

    def _egalitarian(self) -> Optimum | None:
        return self._leximin(self._acceptable, [1.0] * len(self.problem.bargainers))

    def _kalai_smorodinsky(self) -> Optimum | None:
        ideals = self.survey.ideals or ()
        scales = [1.0 / ideal if ideal > TOLERANCE else 0.0 for ideal in ideals]
        found = self._leximin(self._unanimous, scales)
        if found is None or self.survey.exact:
            return found
        return replace(found, bound=1.0, proven=False)  # shares of ideals that are only bounded

    def _leximin(self, spaces: Sequence[Space], scales: Sequence[float]) -> Optimum | None:
        """Leximin of the scaled gains; a party whose scale is 0 cannot gain and is left out."""
        goal = Smallest(tuple((row, scale) for row, scale in enumerate(scales) if scale))
        best = first = find_best(spaces, goal)
        while best.tied is None and best.proven and goal.level < len(goal.scales):
            goal = replace(goal, reached=(*goal.reached, best.value))
            best = find_best(spaces, goal)
        if best.tied is not None:
            best = replace(best, tied=_leximin(best.tied, goal))
        return self._optimum(best, first=first)

    def _optimum(self, best: Best, *, first: Best | None = None) -> Optimum | None:
        """Return the tied packages in order; None if no package was found.

        Args:
            best: the last search.
            first: the search whose value is that of the solution, where it is another one.
        """
        first = first or best
        if not best.example:
            return None
        if best.tied is None:
            proven = best.proven and first.proven
            bound = first.value if first.proven else first.bound
            return Optimum((best.example,), None, complete=False, bound=bound, proven=proven)
        count = _count(best.tied)
        packages = self._first(best.tied, count)
        return Optimum(packages, count, complete=len(packages) == count, bound=first.value)

    def _first(self, tied: Sequence[Tied], count: int) -> tuple[Package, ...]:
        """Return the first ties in the order of issues and options."""
        found = {package for t in tied for package in t.packages(at_most=SORTED)}
        if count > SORTED:
            found.add(_first_in_order(tied, self.problem.sizes))
        return tuple(sorted(found)[: self.max_ties])


def _leximin(tied: Sequence[Tied], goal: Smallest) -> tuple[Tied, ...]:
    """Keep what is best in leximin order, position after position."""
    for position in range(len(goal.scales)):
        found = [np.sort(goal.scaled(t.gains), axis=0)[position] for t in tied]
        best = max(float(values.max(initial=-np.inf)) for values in found)
        tied = [t.keep(v >= best - TOLERANCE) for t, v in zip(tied, found, strict=True)]
    return tuple(tied)


def _count(tied: Sequence[Tied]) -> int:
    """Count packages that may stand in several spaces: those of each are told by their gains.

    A package has the same gains in every space, so a vector of gains counts once.
    """
    seen: set[tuple[float, ...]] = set()
    total = 0
    for one in tied:
        new = [n for n, gains in enumerate(one.gains.T.tolist()) if tuple(gains) not in seen]
        seen.update(tuple(one.gains[:, n].tolist()) for n in new)
        total += one.keep(np.isin(np.arange(len(one.states)), new)).count()
    return total


def _first_in_order(tied: Sequence[Tied], sizes: Sequence[int]) -> Package:
    """Return the first tied package in the order of issues and options."""
    fixed: list[int] = []
    for size in sizes:
        fixed.append(next(o for o in range(size) if any(t.has([*fixed, o]) for t in tied)))
    return tuple(fixed)
