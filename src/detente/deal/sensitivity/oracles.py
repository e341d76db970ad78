"""Which packages there are at a value of a number: asked of a field, or of the deal room itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from detente.deal.answer import Deal, find_deal
from detente.deal.method import NODE_LIMIT
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.sensitivity.field import Field
from detente.deal.sensitivity.paths import Path
from detente.deal.survey import accepts, is_acceptable
from detente.errors import NotConverged

Floats = npt.NDArray[np.float64]


class Oracle(Protocol):
    """Finds an acceptable package where one number has another value."""

    def find(self, path: Path, value: float) -> Package | None:
        """Return a package that is acceptable at a value of the number; None if there is none."""


@dataclass(frozen=True, eq=False)
class FieldOracle:
    """Goes through all packages of a field.

    Attributes:
        field: every package that can be acceptable on the paths asked about.
    """

    field: Field

    def find(self, path: Path, value: float) -> Package | None:
        """Return an acceptable package, the one with the highest common gain."""
        gains = self.field.gains
        row = self.field.row(path.party)
        if row is not None:
            gains = gains.copy()
            gains[row] = self.field.gain_at(path, value)
        accepted = np.flatnonzero(self.field.rule.met(gains >= -TOLERANCE))
        if not len(accepted):
            return None
        common = self.field.rule.common(gains[:, accepted])
        return self.field.package(int(accepted[int(np.argmax(common))]))


@dataclass(frozen=True, eq=False)
class OneOracle:
    """Knows a single package.

    Attributes:
        package: the package.
        party: whose answer counts; None for what the acceptance rule makes of all answers.
    """

    package: Package
    party: int | None = None

    def find(self, path: Path, value: float) -> Package | None:
        """Return the package if it is accepted at a value of the number."""
        problem = path.at(value)
        if self.party is None:
            return self.package if is_acceptable(problem, self.package) else None
        return self.package if accepts(problem, self.party, self.package) else None


@dataclass(eq=False)
class EngineOracle:
    """Solves the problem anew each time, exactly; for problems too large for a field.

    Attributes:
        left: how many problems may still be solved.
        kept: options that packages may take, by issue; None for all.
    """

    left: int
    kept: tuple[tuple[int, ...], ...] | None = None
    known: dict[tuple[int | None, int, float], Package | None] = field(default_factory=dict)

    def find(self, path: Path, value: float) -> Package | None:
        """Return the egalitarian package; None if no package is acceptable.

        Raises:
            NotConverged: as many problems were solved as may be.
        """
        key = (path.place, path.party, value)
        if key not in self.known:
            if not self.left:
                raise NotConverged("as many problems were solved as may be; allow more")
            self.left -= 1
            self.known[key] = find_one(path.at(value), self.kept)
        return self.known[key]


@dataclass(frozen=True, eq=False)
class LazyOracle:
    """An oracle that is made when it is needed: where little is asked, solving anew is faster.

    Attributes:
        first: solves the first few problems anew.
        make: makes the oracle for all others.
        ready: whether that oracle is at hand anyway.
    """

    first: EngineOracle
    make: Callable[[], Oracle]
    ready: Callable[[], bool]

    @cached_property
    def made(self) -> Oracle:
        """The oracle."""
        return self.make()

    def find(self, path: Path, value: float) -> Package | None:
        """Return what the oracle finds."""
        if self.first.left and not self.ready():
            return self.first.find(path, value)
        return self.made.find(path, value)


def find_one(problem: Problem, kept: tuple[tuple[int, ...], ...] | None = None) -> Package | None:
    """Return an acceptable package, the egalitarian one; None if there is none.

    Args:
        problem: the problem; without bargainers no package is better than another, and none is
            returned.
        kept: options that it may take, by issue; None for all.
    """
    named = _solve(problem, kept).solutions["egalitarian"].package
    return None if named is None else problem.find(named)


def can_agree(problem: Problem, kept: tuple[tuple[int, ...], ...] | None = None) -> bool:
    """Say whether a package is acceptable; parameters as in :func:`find_one`."""
    return _solve(problem, kept).exists is not False


def _solve(problem: Problem, kept: tuple[tuple[int, ...], ...] | None) -> Deal:
    asked = problem if kept is None else problem.restrict(kept)
    return find_deal(asked, solutions=["egalitarian"], max_ties=1, node_limit=NODE_LIMIT)
