"""The bargaining solutions by mixed-integer programs, each with its proof or its bound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.programs.leximin import leximin_packages
from detente.deal.programs.nash import nash_packages
from detente.deal.programs.pool import Pool, best_packages
from detente.deal.programs.program import Program
from detente.deal.programs.scale import is_resolvable, outer_bound
from detente.deal.solutions import NO_PRODUCT, Optimum, Wanted
from detente.deal.survey import Survey
from detente.errors import NotConverged


def solve_by_program(
    problem: Problem, survey: Survey, wanted: Wanted, *, node_limit: int
) -> dict[str, Optimum]:
    """Compute solutions.

    Args:
        problem: the problem.
        survey: of the same problem.
        wanted: solutions for which there is no reason why they could not exist; not equal gain.
        node_limit: limit of branch-and-bound nodes for each solve.

    Returns:
        The solutions by name. One that the limit kept from its proof says so, with a bound.
    """
    solver = _Solver(problem, survey, wanted, node_limit)
    found = {name: solver.solve(name) for name in wanted.names}
    if is_resolvable(problem):
        return found
    return {name: _withheld(problem, name, best, wanted) for name, best in found.items()}


def _withheld(problem: Problem, name: str, found: Optimum, wanted: Wanted) -> Optimum:
    """Return a solution without the certificate that numbers of its size do not allow."""
    if not found.packages:
        return replace(found, proven=False)
    bound = outer_bound(problem, name, wanted.nash_weights)
    return replace(found, bound=bound, proven=False, complete=False, count=None)


class _Solver:
    """The programs that several solutions share, and the egalitarian package Nash starts from."""

    def __init__(self, problem: Problem, survey: Survey, wanted: Wanted, node_limit: int) -> None:
        self.problem, self.survey = problem, survey
        self.max_ties, self.nash_weights = wanted.max_ties, wanted.nash_weights
        self.acceptable = Program(problem, "acceptable", node_limit=node_limit)
        self.unanimous = Program(problem, "all_accept", node_limit=node_limit)

    def solve(self, name: str) -> Optimum:
        """Return one solution."""
        optimum: Optimum = getattr(self, f"_{name}")()
        return optimum

    def _utilitarian(self) -> Optimum:
        gains = [self.acceptable.gain[p] for p in self.problem.bargainers]
        objective = dict.fromkeys(gains, 1.0)
        pool = best_packages(
            self.acceptable,
            objective,
            score=lambda package: math.fsum(self.problem.gains(package)),
            cap=self.max_ties,
        )
        return _optimum(pool)

    def _egalitarian(self) -> Optimum:
        return self._leximin(self.acceptable, [1.0] * len(self.problem.bargainers))

    def _kalai_smorodinsky(self) -> Optimum:
        ideals = self.survey.ideals or ()
        scale = [100.0 / ideal if ideal > TOLERANCE else 0.0 for ideal in ideals]
        optimum = self._leximin(self.unanimous, scale)
        bound = None if optimum.bound is None else optimum.bound / 100.0
        return replace(optimum, bound=bound, proven=optimum.proven and self.survey.exact)

    def _leximin(self, program: Program, scale: Sequence[float]) -> Optimum:
        """Leximin of the scaled gains; a party whose scale is 0 cannot gain and is left out."""
        able = [(n, factor) for n, factor in enumerate(scale) if factor]

        def values(package: Package) -> list[float]:
            gains = self.problem.gains(package)
            return [gains[n] * factor for n, factor in able]

        columns = [program.gain[self.problem.bargainers[n]] for n, _ in able]
        rows = [{c: factor} for c, (_, factor) in zip(columns, able, strict=True)]
        pool = leximin_packages(program, rows, values=values, cap=self.max_ties)
        return _optimum(pool)

    def _nash(self) -> Optimum:
        start = self._positive()
        if start is None:
            return Optimum(reason=NO_PRODUCT)
        pool = nash_packages(
            self.unanimous,
            self.survey.ideals or (),
            start,
            weights=self.nash_weights or (1.0,) * len(self.problem.bargainers),
            cap=self.max_ties,
        )
        return replace(_optimum(pool), bound=math.exp(pool.bound))

    def _positive(self) -> Package | None:
        """Return the package with the largest smallest gain, if that is above zero."""
        program = self.unanimous.copy()
        smallest = program.column(-math.inf, math.inf)
        for party in self.problem.bargainers:
            program.row({program.gain[party]: 1.0, smallest: -1.0}, low=0.0)
        hit = program.search({smallest: 1.0})
        if hit is None or min(self.problem.gains(hit.package)) <= TOLERANCE:
            return None
        return hit.package


def _optimum(pool: Pool | None) -> Optimum:
    if pool is None:  # the survey found a package of this kind
        raise NotConverged("the solver lost a package that it had found before")
    return Optimum(
        packages=pool.tied,
        count=len(pool.tied) if pool.complete else None,
        complete=pool.complete,
        bound=pool.bound,
        proven=pool.proven,
    )
