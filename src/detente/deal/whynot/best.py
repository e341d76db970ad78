"""The best package of those that a change opens, by the solutions that the deal room uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente.deal.enumeration.grid import Grid
from detente.deal.enumeration.solutions import Selection, leximin
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.programs.leximin import leximin_packages
from detente.deal.programs.nash import nash_packages
from detente.deal.programs.program import Program
from detente.deal.rounding import rounded
from detente.deal.solutions import Floats, nash_score
from detente.errors import NotConverged


@dataclass(frozen=True)
class Best:
    """The best package of those opened.

    Attributes:
        solution: ``nash``, the largest product of gains, over the opened packages that every party
            still asked accepts (all that the rule names, but for those that gave up their no-deal
            value); or ``egalitarian``, the leximin order of their gains over all opened packages,
            where the former does not exist; ``any`` where nobody is asked any more.
        package: the first of those that tie, in the order of issues and options.
        gains: utility minus no-deal value, by party, of all that the rule names and that have
            preferences; also of those that gave up theirs.
        asked: the parties still asked.
        tied_count: how many packages tie; None where they were not counted.
        exact: whether it is proved best.
    """

    solution: str
    package: dict[str, str]
    gains: dict[str, float]
    asked: tuple[str, ...]
    tied_count: int | None = field(default=None)
    exact: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "solution": self.solution,
            "package": self.package,
            "gains": {party: rounded(gain) for party, gain in self.gains.items()},
            "asked": list(self.asked),
            "tied_count": self.tied_count,
            "exact": self.exact,
        }


@dataclass(frozen=True, slots=True)
class Opened:
    """What a changed problem holds.

    Attributes:
        exists: whether a package is acceptable.
        packages: how many; None where they were not counted.
        best: the best of them; None where there is none, or the programs did not settle it.
    """

    exists: bool
    packages: int | None
    best: Best | None


def open_by_enumeration(problem: Problem, changed: Problem) -> Opened:
    """Count the acceptable packages of a changed problem and choose the best one.

    Args:
        problem: the problem before the change; gains are told by it.
        changed: the problem after it.
    """
    grid = Grid(changed)
    if not changed.bargainers:
        return _any(problem, changed, grid)
    selection = Selection.of(grid, "acceptable")
    if not selection.count:
        return Opened(False, 0, None)
    top = selection.best(nash_score)
    if top > -np.inf:
        solution, tied = "nash", selection.narrow(nash_score, top - TOLERANCE)
    else:
        solution, tied = "egalitarian", leximin(selection, _themselves)
    package = grid.package(tied.first(1)[0])
    return Opened(True, selection.count, _best(problem, changed, solution, package, tied.count))


def open_by_program(problem: Problem, changed: Problem, *, node_limit: int) -> Opened:
    """Say whether a changed problem has acceptable packages and choose the best one.

    Raises:
        NotConverged: existence could not be settled within the limit.
    """
    acceptable = Program(changed, "acceptable", node_limit=node_limit)
    hit = acceptable.search({})
    if hit is None:
        return Opened(False, None, None)
    if not changed.bargainers:
        return Opened(True, None, _best(problem, changed, "any", hit.package, None))
    try:
        return Opened(True, None, _choose(problem, changed, acceptable))
    except NotConverged:
        return Opened(True, None, None)


def _any(problem: Problem, changed: Problem, grid: Grid) -> Opened:
    count, first = 0, -1
    for block in grid:
        found = np.flatnonzero(block.acceptable)
        count += len(found)
        if first < 0 and len(found):
            first = block.start + int(found[0])
    if not count:
        return Opened(False, 0, None)
    return Opened(True, count, _best(problem, changed, "any", grid.package(first), count))


def _choose(problem: Problem, changed: Problem, acceptable: Program) -> Best | None:
    start, ceilings = _most_even(changed, acceptable.node_limit)
    if start is not None:
        unanimous = Program(changed, "all_accept", node_limit=acceptable.node_limit)
        alike = [1.0] * len(ceilings)
        pool = nash_packages(unanimous, ceilings, start, weights=alike, cap=1)
        return _best(problem, changed, "nash", pool.tied[0], None, exact=pool.proven)
    rows = [{acceptable.gain[p]: 1.0} for p in changed.bargainers]
    even = leximin_packages(acceptable, rows, values=changed.gains, cap=1)
    if even is None:
        return None
    return _best(problem, changed, "egalitarian", even.tied[0], None, exact=even.proven)


def _most_even(changed: Problem, node_limit: int) -> tuple[Package | None, list[float]]:
    """Return the package with the largest smallest gain, if all gain, and what nobody exceeds."""
    program = Program(changed, "all_accept", node_limit=node_limit)
    least = program.column(-np.inf, np.inf)
    for party in changed.bargainers:
        program.row({program.gain[party]: 1.0, least: -1.0}, low=0.0)
    hit = program.search({least: 1.0})
    if hit is None or min(changed.gains(hit.package)) <= TOLERANCE:
        return None, []
    ceilings = []
    for party in changed.bargainers:
        most = program.search({program.gain[party]: 1.0})
        known = changed.utility(party, hit.package) - float(changed.no_deal[party])
        ceilings.append(known if most is None else max(known, most.bound))
    return hit.package, ceilings


def _best(
    problem: Problem,
    changed: Problem,
    solution: str,
    package: Package,
    tied: int | None,
    *,
    exact: bool = True,
) -> Best:
    gains = problem.gains(package)
    names = [problem.parties[p] for p in problem.bargainers]
    return Best(
        solution=solution,
        package=problem.describe(package),
        gains=dict(zip(names, gains, strict=True)),
        asked=tuple(changed.parties[p] for p in changed.bargainers),
        tied_count=tied,
        exact=exact,
    )


def _themselves(gains: Floats) -> Floats:
    return gains
