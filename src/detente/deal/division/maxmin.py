"""The package whose smallest gain is largest: by enumeration, or by a mixed-integer program."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from detente.deal.enumeration.grid import Grid
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem

ENUMERABLE = 200_000
"""Packages up to which all are gone through for one of many questions; above, a program."""


@dataclass(frozen=True, slots=True)
class MaxMin:
    """A package whose smallest gain over no deal, among those who bargain, is largest.

    Attributes:
        package: the first such package if found by enumeration; any of them by a program.
        value: its smallest gain; 0 where nobody who bargains has preferences.
        gains: of each bargainer, in the order of ``Problem.bargainers``.
        exact: whether no acceptable package has a larger value (within 1e-6 for a program).
    """

    package: Package
    value: float
    gains: tuple[float, ...]
    exact: bool


def find_maxmin(problem: Problem, *, node_limit: int) -> MaxMin | None:
    """Return the acceptable package whose smallest gain is largest; None if there is no package.

    Args:
        problem: the problem; parties without preferences are taken to accept.
        node_limit: limit of branch-and-bound nodes of a program.

    Raises:
        NotConverged: a program could not settle whether there is a package.
    """
    if problem.packages <= ENUMERABLE:
        package = _by_enumeration(problem)
        return None if package is None else _found(problem, package, True)
    from detente.deal.programs.program import Program

    program = Program(problem, "acceptable", node_limit=node_limit)
    if not problem.bargainers:
        hit = program.search({})
    else:
        smallest = program.column(-np.inf, np.inf)
        for party in problem.bargainers:
            program.row({program.gain[party]: 1.0, smallest: -1.0}, low=0.0)
        hit = program.search({smallest: 1.0})
    return None if hit is None else _found(problem, hit.package, hit.proven)


def exists(problem: Problem, *, node_limit: int) -> bool | None:
    """Say whether there is an acceptable package; None if it depends on parties not judged.

    Args:
        problem: the problem.
        node_limit: limit of branch-and-bound nodes of a program.

    Raises:
        NotConverged: a program could not settle it.
    """
    if problem.packages <= ENUMERABLE:
        return _exists_by_enumeration(problem)
    from detente.deal.programs.program import Program

    if Program(problem, "acceptable", node_limit=node_limit).search({}) is None:
        return False
    if not problem.unjudged:
        return True
    hit = Program(problem, "certain", node_limit=node_limit).search({})
    return None if hit is None else True


def _exists_by_enumeration(problem: Problem) -> bool | None:
    acceptable = False
    for block in Grid(problem):
        if block.certain.any():
            return True
        acceptable = acceptable or bool(block.acceptable.any())
    return None if acceptable else False


def _by_enumeration(problem: Problem) -> Package | None:
    who = list(problem.bargainers)
    no_deal = problem.no_deal[who][:, None]
    grid = Grid(problem)
    best, at = -math.inf, None
    for block in grid:
        found = np.flatnonzero(block.acceptable)
        if not len(found):
            continue
        gains = block.utilities[who][:, found] - no_deal
        smallest = gains.min(axis=0) if who else np.zeros(len(found))
        top = float(smallest.max())
        if at is None or top > best + TOLERANCE:
            first = int(found[np.flatnonzero(smallest >= top - TOLERANCE)[0]])
            best, at = top, block.start + first
    return None if at is None else grid.package(at)


def _found(problem: Problem, package: Package, exact: bool) -> MaxMin:
    gains = tuple(problem.gains(package))
    return MaxMin(package, min(gains, default=0.0), gains, exact)
