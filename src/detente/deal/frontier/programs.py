"""Efficient packages of problems that are too large to go through and too entangled to merge.

Two bargainers: the ε-constraint method (Haimes, Lasdon and Wismer 1971; lexicographic as in
Mavrotas 2009), from both ends in turn so that neither comes first. One gain is maximised, then the
other at that level; the other must then be higher than there, and so on until the ends meet.

Three and more: after Sylva and Crema (2004). Every package found so far forbids what it dominates:
of any other package at least one gain must be higher. What is left is closed upwards, so a package
in it with the largest sum of gains is efficient; and every efficient package that has not been
found has a sum no larger.

Both end when nothing is left, and then the list is complete. With a step the gains must be higher
by so much, and the list is an ε-frontier of efficient packages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from detente.deal.frontier.sets import Over
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.programs.pool import Pool, best_packages
from detente.deal.programs.program import RESOLUTION, Program
from detente.errors import NotConverged

TIES = 20
"""Tied packages of one point that are listed at most."""


@dataclass(slots=True)
class Search:
    """What the programs found.

    Attributes:
        packages: for each point, its packages in order, all or the first ones.
        ties_known: for each point, whether these are all.
        complete: whether no efficient package is missing, but for those within the step.
        bound: no efficient package that is missing has a larger sum of gains; infinite where
            nothing is known, −∞ where nothing is missing.
    """

    packages: list[tuple[Package, ...]] = field(default_factory=list)
    ties_known: list[bool] = field(default_factory=list)
    complete: bool = False
    bound: float = math.inf

    def add(self, packages: Sequence[Package], *, complete: bool) -> None:
        """Take in the packages of one point."""
        self.packages.append(tuple(packages))
        self.ties_known.append(complete)


def search_efficient(
    problem: Problem, over: Over, *, step: float, at_most: int, node_limit: int
) -> Search:
    """Find efficient packages, each one proved efficient.

    Args:
        problem: the problem, with at least one bargainer.
        over: the set.
        step: by how much some gain must be higher than that of each package found before.
        at_most: points at most.
        node_limit: limit of branch-and-bound nodes for each solve; where it is met the search ends.

    Raises:
        NotConverged: not one efficient package could be proved within the limit.
    """
    program = Program(problem, over, node_limit=node_limit)
    found = Search()
    search = _from_both_ends if len(problem.bargainers) == 2 else _by_sum
    try:
        search(program, found, step, at_most)
    except NotConverged:
        if not found.packages:
            raise
    return found


def _from_both_ends(program: Program, found: Search, step: float, at_most: int) -> None:
    """Take the best for the one and the best for the other in turn, until the ends meet."""
    program, problem = program.copy(), program.problem
    floors = dict.fromkeys(problem.bargainers, -math.inf)
    order = problem.bargainers
    while len(found.packages) < at_most:
        pool = _lexicographic(program, order, floors)
        if pool is None:
            found.complete, found.bound = True, -math.inf
            return
        if not pool.proven:
            return
        found.add(pool.tied, complete=pool.complete)
        floors[order[1]] = _gain(problem, order[1], pool.tied[0])
        program.row({program.gain[order[1]]: 1.0}, low=floors[order[1]] + step)
        order = order[::-1]


def _lexicographic(program: Program, order: Sequence[int], floors: dict[int, float]) -> Pool | None:
    """Maximise one gain, then the other among the best, both above their floors."""
    problem, (first, second) = program.problem, order

    def above(package: Package) -> bool:
        return all(_gain(problem, p, package) > floor + TOLERANCE for p, floor in floors.items())

    pool = best_packages(
        program,
        {program.gain[first]: 1.0},
        score=lambda package: _gain(problem, first, package),
        cap=1,
        keep=above,
        in_order=False,
    )
    if pool is None or not pool.proven:
        return pool
    within = program.copy()
    within.row({within.gain[first]: 1.0}, low=pool.best - RESOLUTION)
    return best_packages(
        within,
        {within.gain[second]: 1.0},
        score=lambda package: _gain(problem, second, package),
        cap=TIES,
        keep=lambda p: above(p) and _gain(problem, first, p) >= pool.best - TOLERANCE,
        seeds=pool.tied,
    )


def _by_sum(program: Program, found: Search, step: float, at_most: int) -> None:
    problem, program = program.problem, program.copy()
    lows = _lows(problem)
    known: list[list[float]] = []
    objective = {program.gain[party]: 1.0 for party in problem.bargainers}
    while len(found.packages) < at_most:
        pool = best_packages(
            program,
            objective,
            score=lambda package: math.fsum(problem.gains(package)),
            cap=TIES,
            keep=_undominated_by(problem, known),
        )
        if pool is None:
            found.complete, found.bound = True, -math.inf
            return
        found.bound = pool.bound
        if not pool.proven:
            return
        for tied in _points(problem, pool.tied):
            found.add(tied, complete=pool.complete)
            known.append(problem.gains(tied[0]))
            _forbid_dominated(program, known[-1], lows, step)


def _undominated_by(problem: Problem, known: list[list[float]]) -> Callable[[Package], bool]:
    def keep(package: Package) -> bool:
        gains = problem.gains(package)
        return all(
            any(mine > other + TOLERANCE for mine, other in zip(gains, point, strict=True))
            for point in known
        )

    return keep


def _points(problem: Problem, packages: Sequence[Package]) -> list[list[Package]]:
    """Put packages with the same gains together."""
    points: list[list[Package]] = []
    for package in packages:
        gains = problem.gains(package)
        for point in points:
            pairs = zip(gains, problem.gains(point[0]), strict=True)
            if all(abs(mine - other) <= TOLERANCE for mine, other in pairs):
                point.append(package)
                break
        else:
            points.append([package])
    return points


def _forbid_dominated(
    program: Program, gains: Sequence[float], lows: Sequence[float], step: float
) -> None:
    """Require that some party gains more than here by the step."""
    higher = []
    for party, gain, low in zip(program.problem.bargainers, gains, lows, strict=True):
        yes = program.column(0, 1, integer=True)
        program.row({program.gain[party]: 1.0, yes: low - gain - step}, low=low)
        higher.append(yes)
    program.row(dict.fromkeys(higher, 1.0), low=1.0)


def _lows(problem: Problem) -> list[float]:
    """Return a gain below which no package lies, for each bargainer."""
    return [
        math.fsum(float(table[party].min()) for table in problem.values)
        + math.fsum(min(link.add, 0.0) for link in problem.linkages if link.party == party)
        - float(problem.no_deal[party])
        - 1.0
        for party in problem.bargainers
    ]


def _gain(problem: Problem, party: int, package: Package) -> float:
    return problem.utility(party, package) - float(problem.no_deal[party])
