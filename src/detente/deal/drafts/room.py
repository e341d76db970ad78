"""How far a package is from the frontier: how much more its parties could have together.

Over the possible packages that breach no red line that the package s does not breach, with B the
judged parties that the acceptance rule names and Δ_p(x) = u_p(x) − u_p(s)::

    everybody    max_x min_{p in B} Δ_p(x)
    together     max_x Σ_{p in B} Δ_p(x)   with Δ_q(x) >= 0 for every q in B
    alone p      max_x Δ_p(x)              with Δ_q(x) >= 0 for every q in B

The first is Luenberger's benefit function in the direction (1, …, 1), also called the Chebyshev
distance to the frontier. Ties of the first go to leximin of Δ, then to the order of issues and
options; of the other two, one of the packages that tie is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from detente.deal.drafts.derived import forbid_new_breaches
from detente.deal.drafts.improving import nobody_worse
from detente.deal.enumeration.grid import Grid
from detente.deal.enumeration.solutions import Chunk, Selection, leximin
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.programs.leximin import leximin_packages
from detente.deal.programs.pool import Pool
from detente.deal.programs.program import RESOLUTION, Program, Row
from detente.errors import NotConverged

LOST = "the solver lost a package that it had found before"


@dataclass(frozen=True, slots=True)
class Most:
    """The largest value of one of the three quantities.

    Attributes:
        package: where it is reached.
        value: in points, never below 0.
        bound: no package has more.
        proven: whether the value is proved.
    """

    package: Package
    value: float
    bound: float
    proven: bool


@dataclass(frozen=True, slots=True)
class Room:
    """The room between a package and the frontier.

    Attributes:
        everybody: the most that everybody could gain at once.
        together: the largest total gain without a loss to anybody.
        alone: for each of the bargainers, the most that it could gain without a loss to anybody.
    """

    everybody: Most
    together: Most
    alone: dict[int, Most]


def room_by_enumeration(problem: Problem, start: Package) -> Room:
    """Go through all packages; there must be a bargainer, and ``start`` must be possible."""
    who = list(problem.bargainers)
    selection = _nobody_worse(problem, start)

    def most(rows: Selection, value: float) -> Most:
        number = rows.first(1)[0]
        package = tuple(int(option) for option in np.unravel_index(number, problem.sizes))
        value = max(0.0, value)
        return Most(package, value, value, True)

    def largest(weights: np.ndarray) -> Most:
        def score(rows: np.ndarray) -> np.ndarray:
            return np.asarray(weights @ rows)

        best = selection.best(score)
        return most(selection.narrow(score, best - TOLERANCE), best)

    smallest = selection.best(lambda rows: np.asarray(rows.min(axis=0)))
    each = np.eye(len(who))
    return Room(
        most(leximin(selection, lambda rows: rows), smallest),
        largest(np.ones(len(who))),
        {party: largest(each[n]) for n, party in enumerate(who)},
    )


def _nobody_worse(problem: Problem, start: Package) -> Selection:
    who = list(problem.bargainers)
    base = np.array([problem.utility(party, start) for party in who])[:, None]

    def stream() -> Iterator[Chunk]:
        for block in Grid(forbid_new_breaches(problem, start)):
            better = block.utilities[who] - base
            found = np.flatnonzero(block.possible & (better >= -TOLERANCE).all(axis=0))
            if len(found):
                yield block.start + found, better[:, found]

    return Selection(stream, 0).narrow(lambda rows: np.zeros(rows.shape[1]), 0.0)


def room_by_program(problem: Problem, start: Package, *, node_limit: int) -> Room:
    """Solve mixed-integer programs; the conditions are those of enumeration."""
    program = nobody_worse(problem, start, node_limit=node_limit)
    base = problem.gains(start)
    rows = [
        _difference(program, party, known)
        for party, known in zip(problem.bargainers, base, strict=True)
    ]

    def better(package: Package) -> list[float]:
        return [new - old for new, old in zip(problem.gains(package), base, strict=True)]

    def alone(number: int) -> Most:
        return _largest(program, rows[number], lambda package: better(package)[number])

    together: dict[int, float] = {}
    for row in rows:
        together |= row
    return Room(
        _most(leximin_packages(program, rows, values=better, cap=1)),
        _largest(program, together, lambda package: math.fsum(better(package))),
        {party: alone(number) for number, party in enumerate(problem.bargainers)},
    )


def _difference(program: Program, party: int, known: float) -> dict[int, float]:
    """Add the column Δ_p and return it as a row."""
    column = program.column(-1.0, math.inf)
    program.row({program.gain[party]: 1.0, column: -1.0}, known, known)
    return {column: 1.0}


def _largest(program: Program, objective: Row, score: Callable[[Package], float]) -> Most:
    hit = program.search(objective)
    if hit is None:  # the package that moves start from is among them
        raise NotConverged(LOST)
    value = max(0.0, score(hit.package))
    proven = hit.bound - value <= RESOLUTION
    return Most(hit.package, value, value if proven else hit.bound, proven)


def _most(pool: Pool | None) -> Most:
    if pool is None:  # as above
        raise NotConverged(LOST)
    value = max(0.0, pool.best)
    return Most(pool.tied[0], value, value if pool.proven else max(value, pool.bound), pool.proven)
