"""All packages that tie for the best value of an objective, by solving, cutting off, solving again.

A package once found is cut off and the next must come within :data:`RESOLUTION` of the best value.
When nothing is left, the pool holds every package that could be best, each evaluated directly: the
proof of optimality does not rest on the solver's last digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE
from detente.deal.programs.program import RESOLUTION, Hit, Program, Row
from detente.errors import NotConverged

NEAR_MISSES = 300
"""How many packages that do not tie may be looked at before the search gives up its proof."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The best packages of a program.

    Attributes:
        tied: packages within 1e-9 of the best value, in the order of issues and options.
        best: their value.
        bound: no package has a value above it.
        complete: whether no tied package is missing.
        settled: False where the value is proved and a later criterion is not (leximin).
    """

    tied: tuple[Package, ...]
    best: float
    bound: float
    complete: bool
    settled: bool = True

    @property
    def proven(self) -> bool:
        """Whether the best value is proved optimal, to within the solver's resolution."""
        return self.settled and self.bound - self.best <= RESOLUTION


def best_packages(
    program: Program,
    objective: Row,
    *,
    score: Callable[[Package], float],
    cap: int,
    keep: Callable[[Package], bool] | None = None,
    refine: Callable[[Program, Package], None] | None = None,
    seeds: Sequence[Package] = (),
    in_order: bool = True,
) -> Pool | None:
    """Find the packages with the highest score.

    Args:
        program: the packages to choose from; it is left as it is.
        objective: a linear function of the columns, never below the score.
        score: the exact value of a package.
        cap: stop when more than so many packages tie and none is better.
        keep: a further condition, evaluated directly.
        refine: adds rows that bring the objective closer to the score near a package.
        seeds: packages already known to belong; they give the first value to beat.
        in_order: where more packages tie than are listed, make sure that the first of them in the
            order of issues and options is among those listed.

    Returns:
        The pool; None if there is no package at all.

    Raises:
        NotConverged: the solver found nothing and excluded nothing within its limit.
    """
    whole, program = program.copy(), program.copy()
    scored = {package: score(package) for package in seeds}
    bound, exhausted = float("inf"), False
    for package in scored:
        _take(whole, program, package, refine)
    while not _enough(scored, cap, bound):
        try:
            hit = _next(program, objective, scored, keep)
        except NotConverged:
            if not scored or bound == float("inf"):
                raise
            break
        if hit is None:
            exhausted = True
            break
        bound = min(bound, hit.bound)
        scored[hit.package] = score(hit.package)
        if not hit.proven:
            break
        _take(whole, program, hit.package, refine)
    pool = _pool(scored, bound, exhausted, cap)
    if pool is None or pool.complete or not (in_order and pool.proven):
        return pool
    whole.row(objective, low=pool.best - RESOLUTION)
    first = first_in_order(
        whole,
        lambda package: (keep is None or keep(package)) and score(package) >= pool.best - TOLERANCE,
    )
    return replace(pool, tied=tuple(sorted({*pool.tied, first}))[:cap])


def first_in_order(program: Program, keep: Callable[[Package], bool]) -> Package:
    """Return the first package in the order of issues and options; there must be one."""
    program = program.copy()
    package: Package = ()
    for issue, size in enumerate(program.problem.sizes):
        ascending = {program.option(issue, option): -float(option) for option in range(size)}
        hit = program.search(ascending, keep)
        if hit is None or not hit.proven:
            raise NotConverged("the first of the tied packages could not be told")
        package = hit.package
        program.row({program.option(issue, package[issue]): 1.0}, low=1.0)
    return package


def _next(
    program: Program,
    objective: Row,
    scored: dict[Package, float],
    keep: Callable[[Package], bool] | None,
) -> Hit | None:
    if scored:
        program = program.copy()
        program.row(objective, low=max(scored.values()) - RESOLUTION)
    return program.search(objective, keep)


def _take(
    whole: Program,
    rest: Program,
    package: Package,
    refine: Callable[[Program, Package], None] | None,
) -> None:
    rest.exclude(package)
    if refine is not None:
        refine(rest, package)
        refine(whole, package)


def _tied(scored: dict[Package, float]) -> list[Package]:
    best = max(scored.values())
    return sorted(package for package, value in scored.items() if value >= best - TOLERANCE)


def _enough(scored: dict[Package, float], cap: int, bound: float) -> bool:
    """Say whether to stop: more packages tie than are listed, and nothing can be better."""
    if not scored:
        return False
    tied = len(_tied(scored))
    settled = bound - max(scored.values()) <= RESOLUTION
    return (tied > cap and settled) or len(scored) > max(tied, cap) + NEAR_MISSES


def _pool(scored: dict[Package, float], bound: float, exhausted: bool, cap: int) -> Pool | None:
    if not scored:
        return None
    best, tied = max(scored.values()), _tied(scored)
    return Pool(
        tied=tuple(tied[:cap]),
        best=best,
        bound=best if exhausted else max(best, bound),
        complete=exhausted and len(tied) <= cap,
    )
