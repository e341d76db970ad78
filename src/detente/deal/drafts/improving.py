"""Packages that are better for somebody and worse for nobody: those that no other one dominates.

With s the package that moves start from, B the judged parties that the acceptance rule names and
c(x) the changed terms of a package x (see :mod:`detente.deal.drafts.distance`), a *joint
improvement within k changes* is a possible package x that breaches no red line that s does not
breach, with::

    c(x) <= k,   u_p(x) >= u_p(s) − 1e-9 for every p in B,   u_p(x) > u_p(s) + 1e-9 for some p in B

Only points (vectors of changes, to nine decimals) that no other one dominates are kept. For each
the package with the fewest changed terms stands, then the first in the order of issues and options.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import moocore
import numpy as np

from detente.deal.drafts.derived import count_changes, forbid_new_breaches
from detente.deal.drafts.distance import Floats, row_of_changes
from detente.deal.drafts.narrowed import NarrowedProgram, program_of
from detente.deal.drafts.ranking import rank
from detente.deal.drafts.terms import Text
from detente.deal.enumeration.grid import Block, Grid
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.programs.pool import best_packages
from detente.deal.programs.program import WIDER, Program, Row
from detente.errors import NotConverged

DECIMALS = 9
"""Points whose coordinates agree to so many decimals are one point."""
STRICT = 1e-5
"""By how much the programs ask a point to be better than those known, in one coordinate."""
TIES = 20
"""Packages of one point among which the programs look for the first, rather than solving for it."""


@dataclass(frozen=True, slots=True)
class Improving:
    """The undominated joint improvements.

    Attributes:
        packages: one for each point, the largest total gain first; the first ones if not complete.
        points: number of points; None where they were not all found.
        complete: whether ``packages`` has all points.
        improvements: packages that are joint improvements; None where they were not counted.
        proven: whether every package listed is proved to be undominated.
    """

    packages: tuple[Package, ...]
    points: int | None
    complete: bool
    improvements: int | None
    proven: bool


def improve_by_enumeration(
    problem: Problem, text: Text, start: Package, *, within: int | None, cap: int
) -> Improving:
    """Go through all packages.

    Args:
        problem: the problem.
        text: the draft, against which changes are counted.
        start: the package to be improved upon.
        within: changed terms at most; None for no limit.
        cap: points listed at most.
    """
    reachable = count_changes(forbid_new_breaches(problem, start), text)
    who = list(problem.bargainers)
    base = np.array([problem.utility(party, start) for party in who])[:, None]
    front, total = _Front(len(who)), 0
    for block in Grid(reachable) if who else ():
        better = block.utilities[who] - base
        found = np.flatnonzero(_improves(block, better, within))
        total += len(found)
        front.add(better[:, found], -block.utilities[-1, found], block.start + found)
    packages = [
        tuple(int(o) for o in np.unravel_index(number, problem.sizes)) for number in front.numbers()
    ]
    return _sorted(problem, text, start, packages, cap, total)


def _improves(block: Block, better: Floats, within: int | None) -> np.ndarray:
    chosen = block.possible & (better >= -TOLERANCE).all(axis=0) & (better > TOLERANCE).any(axis=0)
    return chosen if within is None else chosen & (-block.utilities[-1] <= within + 0.5)


class _Front:
    """Undominated points met so far, each with its fewest changes and first package number."""

    def __init__(self, size: int) -> None:
        self._rows = np.empty((0, size + 2))

    def add(self, better: Floats, changes: Floats, numbers: np.ndarray) -> None:
        """Take in points, shape (parties, packages), with their changes and package numbers."""
        if not len(numbers):
            return
        rows = np.column_stack([np.round(better.T, DECIMALS) + 0.0, changes, numbers])
        self._rows = _undominated(np.vstack([self._rows, rows]))

    def numbers(self) -> list[int]:
        """Return the package number of each point."""
        return [int(number) for number in self._rows[:, -1]]


def _undominated(rows: Floats) -> Floats:
    """Keep one row for each undominated point: that with the fewest changes, then the first."""
    rows = rows[np.lexsort(rows.T[::-1])]
    points = rows[:, :-2]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (points[1:] != points[:-1]).any(axis=1)
    rows = rows[fresh]
    if rows.shape[1] == 3:
        return rows[-1:]
    keep = moocore.is_nondominated(rows[:, :-2], maximise=True)
    return np.asarray(rows[keep])


def improve_by_program(
    problem: Problem, text: Text, start: Package, *, within: int | None, cap: int, node_limit: int
) -> Improving:
    """Solve a sequence of mixed-integer programs (Sylva and Crema 2004).

    Each maximises the total gain among the joint improvements that are better for somebody than
    every point found before; so each is undominated, and the totals descend. When nothing is left,
    all have been found. Parameters as in :func:`improve_by_enumeration`.
    """
    if not problem.bargainers:
        return Improving((), 0, True, None, True)
    program = nobody_worse(problem, start, node_limit=node_limit)
    if within is not None:
        program.row(row_of_changes(program, text), high=within)
        program = NarrowedProgram(program, lambda x: len(text.changed(x)) <= within)
    hunt, found, known = program.copy(), list[Package](), [start]
    total = {program.gain[party]: 1.0 for party in problem.bargainers}
    complete, proven = False, True
    while proven and not complete and len(found) <= cap:
        _ask_for_better(hunt, start, known[-1])
        hit, proven = _next(hunt, total, problem, known)
        complete = proven and hit is None
        if hit is not None:
            known.append(hit)
            found.append(_plainest(program, text, hit) if proven else hit)
    result = _sorted(problem, text, start, found, cap, None)
    return Improving(result.packages, len(found) if complete else None, complete, None, proven)


def _next(
    hunt: Program, total: Row, problem: Problem, known: list[Package]
) -> tuple[Package | None, bool]:
    """Return the best package beyond the known ones, and whether the search came to its end."""
    try:
        hit = hunt.search(total, lambda package: _beats_all(problem, package, known))
    except NotConverged:
        return None, False
    return (None, True) if hit is None else (hit.package, hit.proven)


def nobody_worse(problem: Problem, start: Package, *, node_limit: int) -> NarrowedProgram:
    """Return the possible packages without a new breach in which nobody of B is worse off."""
    program = program_of(forbid_new_breaches(problem, start), "possible", node_limit=node_limit)
    base = dict(zip(problem.bargainers, problem.gains(start), strict=True))
    for party, gain in base.items():
        program.row({program.gain[party]: 1.0}, low=gain - WIDER)
    return NarrowedProgram(
        program,
        lambda x: all(
            new >= old - TOLERANCE for new, old in zip(problem.gains(x), base.values(), strict=True)
        ),
    )


def _ask_for_better(program: Program, start: Package, known: Package) -> None:
    """Require that some party gets more than at a known point; the others at least as at start."""
    problem, some = program.problem, dict[int, float]()
    pairs = zip(problem.gains(start), problem.gains(known), strict=True)
    for party, (low, high) in zip(problem.bargainers, pairs, strict=True):
        more, step = program.column(0.0, 1.0, integer=True), high - low + STRICT + WIDER
        program.row({program.gain[party]: 1.0, more: -step}, low=low - WIDER)
        some[more] = 1.0
    program.row(some, low=1.0)


def _beats_all(problem: Problem, package: Package, known: list[Package]) -> bool:
    gains = problem.gains(package)
    return all(
        any(new > old + TOLERANCE for new, old in zip(gains, problem.gains(other), strict=True))
        for other in known
    )


def _plainest(program: Program, text: Text, package: Package) -> Package:
    """Return the package with the fewest changed terms, then the first, that gives all the same."""
    problem = program.problem
    gains = problem.gains(package)
    same = NarrowedProgram(program, lambda x: _as_good(problem, x, gains))
    for party, gain in zip(problem.bargainers, gains, strict=True):
        same.row({same.gain[party]: 1.0}, low=gain - WIDER)
    fewer = {column: -weight for column, weight in row_of_changes(same, text).items()}
    try:
        pool = best_packages(
            same,
            fewer,
            score=lambda x: -float(len(text.changed(x))),
            cap=TIES,
            seeds=[package],
        )
    except NotConverged:  # the point stands; only which of its packages shows it is not settled
        return package
    return package if pool is None else pool.tied[0]


def _as_good(problem: Problem, package: Package, gains: list[float]) -> bool:
    pairs = zip(problem.gains(package), gains, strict=True)
    return all(new >= old - TOLERANCE for new, old in pairs)


def _sorted(
    problem: Problem,
    text: Text,
    start: Package,
    packages: list[Package],
    cap: int,
    improvements: int | None,
) -> Improving:
    """List the largest total gain first; among equal ones as :func:`rank` does."""
    base = problem.gains(start)

    def better(package: Package) -> list[float]:
        return [new - old for new, old in zip(problem.gains(package), base, strict=True)]

    totals = {package: round(math.fsum(better(package)), DECIMALS) for package in packages}
    first = sorted(packages, key=lambda package: (-totals[package], package))[:cap]
    ranked = rank(first, changes=lambda x: len(text.changed(x)), gains=better)
    return Improving(
        packages=tuple(sorted(ranked, key=lambda package: -totals[package])),
        points=len(packages),
        complete=len(packages) <= cap,
        improvements=improvements,
        proven=True,
    )
