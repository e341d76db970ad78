"""Leximin by a sequence of mixed-integer programs.

The sum of the k smallest of n quantities y is a linear program in t and d (Ogryczak and Tamir
2003, there for the k largest)::

    θ_k(y) = max  k t − Σ_j d_j    subject to  d_j ≥ t − y_j,  d_j ≥ 0

A package is best in leximin order when it maximises θ_1, among those θ_2, and so on to θ_n. The
sequence stops early when only one package, or few, are left.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE
from detente.deal.programs.pool import Pool, best_packages
from detente.deal.programs.program import RESOLUTION, Program, Row

Values = Callable[[Package], Sequence[float]]

FEW = 2
"""Ties at one level beyond which the next level decides, rather than listing them all."""


def leximin_packages(
    program: Program,
    quantities: Sequence[Row],
    *,
    values: Values,
    cap: int,
) -> Pool | None:
    """Find the packages that are best in leximin order.

    Args:
        program: the packages to choose from; it is left as it is.
        quantities: the n quantities as linear functions of the program's columns.
        values: the same n quantities of a package, evaluated directly.
        cap: how many ties to list.

    Returns:
        The pool, whose ``best`` and ``bound`` are about the smallest quantity; None if there is no
        package.
    """
    program = program.copy()
    reached: list[float] = []
    first: Pool | None = None
    while True:
        last = len(reached) + 1 == len(quantities)
        objective = _smallest(program, quantities, len(reached) + 1)
        pool = _level(program, objective, values, reached, cap if last else FEW, last)
        if pool is None:
            return None
        first = first or pool
        if last or pool.complete or not pool.proven:
            return _choose(pool, first, values, cap)
        reached.append(sorted(values(pool.tied[0]))[len(reached)])
        program.row(objective, low=pool.best - RESOLUTION)


def _level(
    program: Program,
    objective: Row,
    values: Values,
    reached: Sequence[float],
    cap: int,
    last: bool,
) -> Pool | None:
    """Maximise the sum of the smallest quantities, one more than have been reached before."""

    def score(package: Package) -> float:
        return math.fsum(sorted(values(package))[: len(reached) + 1])

    def keep(package: Package) -> bool:
        pairs = zip(sorted(values(package)), reached, strict=False)
        return all(value >= floor - TOLERANCE for value, floor in pairs)

    return best_packages(program, objective, score=score, keep=keep, cap=cap, in_order=last)


def _smallest(program: Program, quantities: Sequence[Row], level: int) -> Row:
    """Add the columns and rows of θ_level and return it as an objective."""
    threshold = program.column(-math.inf, math.inf)
    objective = {threshold: float(level)}
    for quantity in quantities:
        below = program.column(0.0, 0.0 if level == 1 else math.inf)
        program.row({**quantity, below: 1.0, threshold: -1.0}, low=0.0)
        objective[below] = -1.0
    return objective


def _choose(pool: Pool, first: Pool, values: Values, cap: int) -> Pool:
    """Return the leximin-best of a pool, with the bound of the first level."""
    left = [(package, sorted(values(package))) for package in pool.tied]
    for position in range(len(left[0][1])):
        floor = max(ascending[position] for _, ascending in left) - TOLERANCE
        left = [pair for pair in left if pair[1][position] >= floor]
    smallest = left[0][1][0]
    bound = smallest if pool is first and pool.complete else max(smallest, first.bound)
    tied = tuple(package for package, _ in left)
    complete = pool.complete and len(tied) <= cap
    return Pool(tied[:cap], smallest, bound, complete, settled=pool.proven)
