"""The best package of those that a change opens, by the solutions that the deal room uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente.deal.answer import find_deal
from detente.deal.counting.quick import count_at_once
from detente.deal.enumeration.grid import Grid
from detente.deal.enumeration.solutions import Selection, leximin
from detente.deal.method import Choice
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.programs.program import Program
from detente.deal.solutions import Floats, nash_score
from detente.rounding import rounded


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


def open_by_solving(problem: Problem, changed: Problem, *, insist: bool, node_limit: int) -> Opened:
    """Choose the best package of a problem too large to go through; count where that is at hand.

    Args:
        problem: the problem before the change; gains are told by it.
        changed: the problem after it.
        insist: whether mixed-integer programs are asked for, whatever else would do.
        node_limit: limit of branch-and-bound nodes for each program.

    Raises:
        NotConverged: existence could not be settled within the limit.
    """
    count = count_at_once(changed)
    if count == 0:
        return Opened(False, 0, None)
    if not changed.bargainers:
        hit = Program(changed, "acceptable", node_limit=node_limit).search({})
        best = None if hit is None else _best(problem, changed, "any", hit.package, count)
        return Opened(hit is not None, count if hit else 0, best)
    for name in ("nash", "egalitarian"):
        method: Choice = "program" if insist else "auto"
        deal = find_deal(changed, solutions=[name], method=method, node_limit=node_limit)
        if deal.exists is False:
            return Opened(False, 0, None)
        found = deal.solutions[name]
        if found.package is not None:
            package, tied = changed.find(found.package), found.tied_count
            complete = tied if found.tied_complete else None
            best = _best(problem, changed, name, package, complete, exact=found.exact)
            return Opened(True, count, best)
    return Opened(True, count, None)


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
