"""Up to which value of a number a package stays among the optima of a solution concept.

For the Nash solution this is exact between knots: only one party's gain moves, so the products of
the gains of the package and of any rival are affine functions of the number, the package stays
best where none is above its own, and that is an interval. Its end is found by Newton's method: the
best rival at the far end cuts the stretch down to where it draws level, then the best rival there.
For other concepts the number is tried at points of a grid, and the flip is bisected.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from detente.deal.answer import find_deal
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.sensitivity.existing import STEP
from detente.deal.sensitivity.field import Field, Flags, Floats, rise_of
from detente.deal.sensitivity.paths import Path
from detente.deal.solutions import nash_score
from detente.deal.survey import all_accept
from detente.errors import NotConverged

FIRST = 20_000
"""Packages, the best at the middle, among which rivals are looked for first."""
CUTS = 60
"""Rivals that may cut a stretch down."""


class Rivals(Protocol):
    """Finds the best package at a value of a number."""

    def best(self, path: Path, value: float) -> Package | None:
        """Return an optimum of the concept at a value; None if it has none there."""


@dataclass(eq=False)
class EngineRivals:
    """Solves the problem anew each time, exactly.

    Attributes:
        concept: a name of :data:`detente.deal.solutions.NAMES`.
        left: how many problems may still be solved.
    """

    concept: str
    left: int

    def best(self, path: Path, value: float) -> Package | None:
        """Return an optimum at a value.

        Raises:
            NotConverged: as many problems were solved as may be, or one was not solved exactly.
        """
        if not self.left:
            raise NotConverged("as many problems were solved as may be; allow more")
        self.left -= 1
        return solve_one(path.at(value), self.concept)


def solve_one(problem: Problem, concept: str) -> Package | None:
    """Return the first optimum of a concept; None if it has none.

    Raises:
        NotConverged: it was not proved to be the best.
    """
    found = find_deal(problem, solutions=[concept], max_ties=1).solutions[concept]
    if not found.exact:
        raise NotConverged("a solution was not proved within the limit of its search")
    return None if found.package is None else problem.find(found.package)


@dataclass(frozen=True, eq=False)
class NashRivals:
    """Goes through the packages of a field that could have a larger product of gains.

    Attributes:
        field: all packages that matter, see :func:`nash_field`.
        others: shape (m,): product of the gains of all bargainers but one; 0 where one of them
            gains nothing.
    """

    field: Field
    others: Floats

    def best(self, path: Path, value: float) -> Package | None:
        """Return the package with the largest product of gains at a value."""
        products = self.others * self.field.gain_at(path, value)
        if not len(products) or products.max() <= 0:
            return None
        return self.field.package(int(np.argmax(products)))

    def keep(self, mask: Flags) -> NashRivals:
        """Return some of the packages."""
        return NashRivals(self.field.keep(mask), self.others[mask])


def product_of_others(field: Field, party: int) -> Floats:
    """Return the product of the gains of all bargainers but one, 0 where one gains nothing."""
    rest = [row for row in range(len(field.gains)) if row != field.row(party)]
    gains = field.gains[rest]
    return np.asarray(np.where((gains > TOLERANCE).all(axis=0), gains.prod(axis=0), 0.0))


@dataclass(eq=False)
class Optimal:
    """Finds where a package ceases to be an optimum.

    Attributes:
        problem: at the middle.
        package: an optimum there.
        concept: of which.
        rivals: finds others.
    """

    problem: Problem
    package: Package
    concept: str
    rivals: Rivals

    def holds(self, path: Path, value: float) -> bool:
        """Say whether the package is among the optima at a value, by asking for a better one."""
        return self._better(path, value) is None

    def affects(self, path: Path) -> bool:
        """Say whether the rule asks the party at all."""
        return path.party in self.problem.bargainers

    def flip(self, path: Path, direction: int) -> float | None:
        """Return the nearest value beyond which the package is no optimum; None if there is none.

        Exact for the Nash solution on paths that are not curved.
        """
        for near, far in pairwise(path.side(direction)):
            value = self._cut(path, near, far)
            if value is not None:
                return value
        return None

    def _cut(self, path: Path, near: float, far: float) -> float | None:
        """Return where between two knots the package is overtaken; None if it is not."""
        value: float | None = None
        end = far
        for _ in range(CUTS):
            rival = self._better(path, end)
            if rival is None:
                return value
            reached = self._level(path, near, far, rival)
            if value is not None and abs(reached - near) >= abs(value - near):
                return value
            value = reached
            end = value + np.sign(near - value) * STEP
            if (end - near) * (far - near) <= 0:
                return value
        return value

    def _better(self, path: Path, value: float) -> Package | None:
        """Return a package that is better at a value; None if none is.

        It is the package itself where not all gain from it any more.
        """
        own = score_of(path.at(value), self.package)
        if own == -np.inf:
            return self.package
        found = self.rivals.best(path, value)
        if found is None or score_of(path.at(value), found) <= own + TOLERANCE:
            return None
        return found

    def _level(self, path: Path, near: float, far: float, rival: Package) -> float:
        """Return where the products of the package and of a rival are equal, between two knots."""
        ahead = []
        for value in (near, far):
            problem = path.at(value)
            own = np.prod(problem.gains(self.package))
            other = np.prod(problem.gains(rival)) if rival != self.package else 0.0
            ahead.append(float(own - other))
        share = ahead[0] / (ahead[0] - ahead[1]) if ahead[0] > ahead[1] else 0.0
        return near + min(1.0, max(0.0, share)) * (far - near)


def score_of(problem: Problem, package: Package) -> float:
    """Return the sum of the logarithms of the gains; −∞ where not all bargainers gain."""
    if not all_accept(problem, package):
        return -np.inf
    return float(nash_score(np.array(problem.gains(package))[:, None])[0])


def nash_rivals(field: Field, party: int, optimal: Optimal, paths: list[Path]) -> NashRivals:
    """Return the packages that could overtake an optimum on some paths of one party.

    The best ones at the middle are tried first; they bound how far each number can move before the
    optimum is overtaken, and so which packages can be in time to do it earlier.

    Args:
        field: all packages that may be accepted by all on the paths.
        party: whose numbers move.
        optimal: the optimum asked about.
        paths: of this party; those that are curved are followed to their ends.
    """
    others = product_of_others(field, party)
    row = field.row(party) or 0
    first = NashRivals(field, others)
    products = others * field.gains[row]
    if len(field) > FIRST:
        first = first.keep(products >= np.partition(products, -FIRST)[-FIRST])
    quick = Optimal(optimal.problem, optimal.package, optimal.concept, first)
    needed = np.zeros(len(field), dtype=bool)
    reach = [_reach(optimal, quick, path) for path in paths]
    rise = max((r for r, _ in reach), default=0.0)
    floor = min((f for _, f in reach), default=0.0)
    needed |= others * (field.gains[row] + rise) >= floor * (1 - 1e-9)
    return NashRivals(field, others).keep(needed & (others > 0))


def _reach(optimal: Optimal, quick: Optimal, path: Path) -> tuple[float, float]:
    """Return by how much gains can rise before the optimum is overtaken, and its least product."""
    ends = list(path.knots)
    if not path.curved:
        flips = {way: quick.flip(path, way) for way in (-1, 1)}
        low = path.knots[0] if flips[-1] is None else flips[-1]
        high = path.knots[-1] if flips[1] is None else flips[1]
        ends = [low, *(t for t in path.knots if low < t < high), high]
    short = Path(
        path.number, path.place, path.start, path.low, path.high, tuple(ends), path.curved, path.at
    )
    problems = [path.at(t) for t in ends]
    least = min(max(0.0, float(np.prod(p.gains(optimal.package)))) for p in problems)
    return rise_of(short, optimal.problem), least
