"""Up to which value of a number there is an acceptable package, on either side of its middle.

Only the gain of one party moves, so a deal exists where the largest gain of that party, over the
packages that all others who are needed accept, is not negative. That is a largest of affine
functions between knots. With a deal at the start, the packages known cover a stretch in closed
form; just beyond it one more package is looked for, until there is none. Without one, the
function is convex between knots, so that it suffices to look at these; the first value at which
there is a deal is then found from the other side in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.sensitivity.crossing import first_cover, first_gap
from detente.deal.sensitivity.field import Field, Floats
from detente.deal.sensitivity.oracles import Oracle
from detente.deal.sensitivity.paths import Path

STEP = 4e-7
"""How far before and after a tipping value it is confirmed."""
REFUSED = -1e300
"""Stands for a package that is acceptable whatever the party gains (positive) or never."""


@dataclass(eq=False)
class Existing:
    """Finds where an acceptable package ceases to exist, or begins to.

    Attributes:
        known: packages known so far; grows.
        oracle: finds others.
        exists: whether one is acceptable at the start.
    """

    known: Field
    oracle: Oracle
    exists: bool

    def holds(self, path: Path, value: float) -> bool:
        """Say whether there is an acceptable package at a value, by asking anew."""
        return self._look(path, value) is not None

    def affects(self, path: Path) -> bool:
        """Say whether the rule asks the party at all."""
        return self.known.row(path.party) is not None

    def flip(self, path: Path, direction: int) -> float | None:
        """Return the nearest value beyond which the answer is another one; None if there is none.

        Args:
            path: of the number.
            direction: 1 upwards, −1 downwards.
        """
        for near, far in pairwise(path.side(direction)):
            found = self._lose(path, near, far) if self.exists else self._gain(path, near, far)
            if found is not None:
                return found
        return None

    def _lose(self, path: Path, near: float, far: float) -> float | None:
        """Return where between two knots the last package ceases to be acceptable."""
        while True:
            share = first_gap(self._margins(path, near), self._margins(path, far))
            if share is None:
                return None
            value = near + share * (far - near)
            beyond = value + np.sign(far - near) * STEP
            if (far - beyond) * (far - near) <= 0:
                return None
            before = len(self.known)
            if self._look(path, float(beyond)) is None or len(self.known) == before:
                return value

    def _gain(self, path: Path, near: float, far: float) -> float | None:
        """Return where between two knots a package is acceptable for the first time."""
        if self._look(path, far) is None:
            return None
        while True:
            margins = [self._margins(path, t) for t in (near, far)]
            share = first_cover(*margins)
            value = far if share is None else near + share * (far - near)
            before = float(value - np.sign(far - near) * STEP)
            count = len(self.known)
            done = (before - near) * (far - near) <= 0 or self._look(path, before) is None
            if done or len(self.known) == count:
                return value

    def _margins(self, path: Path, value: float) -> Floats:
        """Return for each known package by how much the party's gain may fall, and a tolerance."""
        return margins_at(self.known, path, value)

    def _look(self, path: Path, value: float) -> Package | None:
        found = self.oracle.find(path, value)
        if found is not None:
            self.known = with_package(self.known, found)
        return found


def margins_at(known: Field, path: Path, value: float) -> Floats:
    """Return the gain of the path's party where it decides, shape (m,), plus the tolerance.

    A very large number stands for a package that is acceptable without the party, a very small one
    for a package that is not, whatever the party gains.
    """
    row = known.row(path.party)
    without = known.rule.met_if(known.yes, row, accepts=False)
    with_it = known.rule.met_if(known.yes, row, accepts=True)
    gains = known.gain_at(path, value) + TOLERANCE
    return np.where(without, -REFUSED, np.where(with_it, gains, REFUSED))


def with_package(known: Field, package: Package) -> Field:
    """Return a field with one more package; the same if it is there already."""
    if (known.packages == np.array(package)).all(axis=1).any():
        return known
    gains = np.array(known.problem.gains(package))[:, None]
    packages = np.vstack([known.packages, np.array([package], np.int16)])
    return Field(known.problem, packages, np.hstack([known.gains, gains]))


def field_of(problem: Problem, packages: list[Package]) -> Field:
    """Return the field of some packages."""
    empty = Field(
        problem,
        np.empty((0, len(problem.sizes)), np.int16),
        np.empty((len(problem.bargainers), 0)),
    )
    for package in packages:
        empty = with_package(empty, package)
    return empty
