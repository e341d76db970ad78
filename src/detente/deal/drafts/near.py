"""The acceptable packages nearest to a draft, by enumeration or by programs, with a proof.

Among packages equally near those with the fewest changed terms go first, then those whose gains are
best in leximin order (the smallest gain as large as can be, then the second smallest), then the
order of issues and options.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from detente.deal.drafts.derived import count_changes, put_back
from detente.deal.drafts.distance import (
    Floats,
    Measure,
    row_of_changes,
    row_of_value,
    value_moved,
)
from detente.deal.drafts.narrowed import NarrowedProgram, program_of
from detente.deal.drafts.ranking import rank
from detente.deal.drafts.terms import Text
from detente.deal.enumeration.grid import BLOCK, Grid
from detente.deal.enumeration.solutions import Chunk, Selection, leximin
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.programs.leximin import leximin_packages
from detente.deal.programs.pool import Pool, best_packages
from detente.deal.programs.program import RESOLUTION, Program, Row
from detente.errors import NotConverged

FEW = 2
"""Ties at one criterion beyond which the next one decides, rather than listing them all."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The packages nearest to a draft.

    Attributes:
        packages: best first: all that are equally near if ``complete``, else those of them that no
            tie-break tells apart, or some of those; the first of all is always there.
        count: how many are equally near; None where they were not counted.
        complete: whether ``packages`` lists all that are equally near.
        distance: changed terms, or points moved.
        bound: no acceptable package is nearer.
        proven: whether the distance and the order of ties are proved.
    """

    packages: tuple[Package, ...]
    count: int | None
    complete: bool
    distance: float
    bound: float
    proven: bool


def nearest_by_enumeration(
    problem: Problem, text: Text, measure: Measure, *, cap: int
) -> Nearest | None:
    """Go through all packages; None if none is acceptable.

    Args:
        problem: the problem.
        text: the draft.
        measure: ``terms`` or ``value``.
        cap: packages listed at most.
    """
    selection = _acceptable(problem, text, measure)
    if not selection.count:
        return None
    distance = -selection.best(_row(0))
    near = selection.narrow(_row(0), -distance - TOLERANCE)
    if near.count <= cap:
        found = [_package(problem, number) for number in near.first(cap)]
        return _listed(problem, text, found, distance, distance, proven=True)
    fewest = near.narrow(_row(1), near.best(_row(1)))
    best = leximin(fewest, lambda rows: rows[2:])
    found = [_package(problem, number) for number in best.first(cap)]
    return Nearest(tuple(found), near.count, False, distance + 0.0, distance + 0.0, True)


def nearest_by_program(
    problem: Problem, text: Text, measure: Measure, *, cap: int, node_limit: int
) -> Nearest | None:
    """Solve mixed-integer programs; None if no package is acceptable.

    Raises:
        NotConverged: the solver found nothing and excluded nothing within its limit.
    """
    program = program_of(problem, "acceptable", node_limit=node_limit)
    cost = row_of_changes(program, text) if measure == "terms" else row_of_value(program, text)
    score = _score(problem, text, measure)
    objective = _against(cost)
    pool = best_packages(program, objective, score=score, cap=cap, in_order=False)
    if pool is None:
        return None
    bound = _bound(pool, measure)
    if pool.complete or not pool.proven:
        near = _listed(problem, text, pool.tied, -pool.best, bound, proven=pool.proven)
        return near if pool.complete else Nearest(near.packages, None, False, *_numbers(near))
    floor = pool.best - TOLERANCE
    narrowed = NarrowedProgram(program, lambda package: score(package) >= floor)
    narrowed.row(objective, low=pool.best - RESOLUTION)
    best = _best_of_many(narrowed, text, cap=cap)
    return Nearest(best.tied, None, False, -pool.best + 0.0, bound, best.proven)


def _acceptable(problem: Problem, text: Text, measure: Measure) -> Selection:
    """Select the acceptable packages; rows: minus the distance, minus the changes, the gains."""
    counted = count_changes(put_back(problem, text) if measure == "value" else problem, text)
    who = list(problem.bargainers)
    no_deal = problem.no_deal[who][:, None]
    size = max(1, BLOCK * len(problem.parties) // len(counted.parties))

    def stream() -> Iterator[Chunk]:
        for block in Grid(counted, block=size):
            found = np.flatnonzero(block.acceptable)
            if len(found):
                utilities = block.utilities[:, found]
                near = utilities[-1] if measure == "terms" else -_moved(utilities, problem)
                rows = np.vstack([near, utilities[-1], utilities[who] - no_deal])
                yield block.start + found, rows

    return Selection(stream, 0).narrow(lambda rows: np.zeros(rows.shape[1]), 0.0)


def _moved(utilities: Floats, problem: Problem) -> Floats:
    """Return the value moved: the least over the readings, whose parties follow the real ones."""
    n, who = len(problem.parties), list(problem.bargainers)
    every = utilities[:-1].reshape(-1, n, utilities.shape[1])
    least: Floats = np.abs(every[1:, who] - every[:1, who]).sum(axis=1).min(axis=0)
    return least


def _row(number: int) -> Callable[[Floats], Floats]:
    return lambda rows: np.asarray(rows[number])


def _package(problem: Problem, number: int) -> Package:
    return tuple(int(option) for option in np.unravel_index(number, problem.sizes))


def _listed(
    problem: Problem,
    text: Text,
    found: tuple[Package, ...] | list[Package],
    distance: float,
    bound: float,
    *,
    proven: bool,
) -> Nearest:
    ordered = rank(found, changes=lambda x: len(text.changed(x)), gains=problem.gains)
    return Nearest(ordered, len(ordered), True, distance + 0.0, bound + 0.0, proven)


def _numbers(near: Nearest) -> tuple[float, float, bool]:
    return near.distance, near.bound, near.proven


def _score(problem: Problem, text: Text, measure: Measure) -> Callable[[Package], float]:
    if measure == "terms":
        return lambda package: -float(len(text.changed(package)))
    return lambda package: -value_moved(problem, text, package)


def _against(row: Row) -> dict[int, float]:
    return {column: -weight for column, weight in row.items()}


def _bound(pool: Pool, measure: Measure) -> float:
    """Return the least distance that is still possible; a number of terms is whole."""
    least = -pool.bound if not pool.proven else -pool.best
    return float(math.ceil(least - RESOLUTION)) if measure == "terms" else max(0.0, least)


def _best_of_many(program: Program, text: Text, *, cap: int) -> Pool:
    """Let the tie-breaks choose among more packages than can be listed."""
    changes = row_of_changes(program, text)
    fewest = best_packages(
        program,
        _against(changes),
        score=lambda package: -float(len(text.changed(package))),
        cap=FEW,
        in_order=False,
    )
    if fewest is None or not fewest.proven:
        raise NotConverged("the packages that are equally near could not be told apart")
    program.row(changes, high=-fewest.best)
    problem = program.problem
    gains = [{program.gain[party]: 1.0} for party in problem.bargainers]
    if gains:
        pool = leximin_packages(program, gains, values=problem.gains, cap=cap)
    else:
        pool = best_packages(program, {}, score=lambda _: 0.0, cap=cap)
    if pool is None:
        raise NotConverged("the solver lost a package that it had found before")
    return pool
