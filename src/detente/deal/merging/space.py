"""The packages that one coalition accepts, as sums over independent groups of issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.merging.cuts import Cut, Listing, list_packages
from detente.deal.merging.groups import Group, package_of
from detente.deal.merging.steps import Floats, RowSteps, rows_in_steps
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem

Choice = tuple[int, ...]
"""One choice of each group, by number."""
EPSILON = 1e-15
"""By how much a sum may be off, relative to the numbers in it."""
RESOLVED = 1_000
"""States next to a threshold that are evaluated one by one at most."""


@dataclass(frozen=True)
class Space:
    """The packages of a problem that every party of a coalition accepts.

    Rows stand for judged parties, the bargainers first; gains are utility minus no deal.

    Attributes:
        problem: the problem.
        parties: the party of each row.
        groups: its independent groups, none of them empty.
        needed: rows of the parties that must gain at least nothing.
        worth: for each group, shape (rows, choices), in points.
        steps: the same tables in whole steps.
        origin: shape (rows,): minus the no-deal values.
        noise: shape (rows,): by how much a gain may be off, for rounding.
    """

    problem: Problem
    parties: tuple[int, ...]
    groups: tuple[Group, ...]
    needed: tuple[int, ...]
    worth: tuple[Floats, ...]
    steps: RowSteps
    origin: Floats
    noise: Floats

    @classmethod
    def of(
        cls,
        problem: Problem,
        groups: tuple[Group, ...],
        coalition: Sequence[int],
        *,
        besides: Sequence[int] = (),
    ) -> Space:
        """Build the space of a coalition of bargainers.

        Args:
            problem: the problem.
            groups: its independent groups, none of them empty.
            coalition: parties that must gain at least nothing.
            besides: judged parties to have rows too, after the bargainers.
        """
        parties = (*problem.bargainers, *(p for p in besides if p not in problem.bargainers))
        worth = tuple(group.worth[list(parties)] for group in groups)
        needed = tuple(parties.index(party) for party in coalition)
        origin = -problem.no_deal[list(parties)]
        steps = rows_in_steps(worth)
        size = np.abs(origin) + np.sum([np.abs(table).max(axis=1) for table in worth], axis=0)
        noise = steps.rounding + EPSILON * size
        return cls(problem, parties, groups, needed, worth, steps, origin, noise)

    def most(self, multipliers: Floats) -> float:
        """Return the largest λ·g over all packages, acceptable or not; exact."""
        parts = [float((multipliers @ table).max()) for table in self.worth]
        return float(np.sum(parts) + multipliers @ self.origin)

    def thresholds(self) -> list[Cut]:
        """Return the cuts that every party of the coalition gains at least nothing."""
        rows = np.eye(len(self.origin))
        return [Cut(rows[row], -TOLERANCE - float(self.noise[row])) for row in self.needed]

    def gains(self, choice: Choice) -> Floats:
        """Return the gain of each row in a package, in the same steps as a listing has them."""
        parts = [table[:, c] for table, c in zip(self.steps.tables, choice, strict=True)]
        return np.asarray(np.sum(parts, axis=0) / self.steps.per_unit + self.origin)

    def accepts(self, choice: Choice) -> bool:
        """Evaluate directly whether every party of the coalition gains at least nothing."""
        package, problem = self.package(choice), self.problem
        return all(
            problem.utility(party, package) >= float(problem.no_deal[party]) - TOLERANCE
            for party in (self.parties[row] for row in self.needed)
        )

    def accepted(self, listing: Listing, gains: Floats) -> npt.NDArray[np.bool_]:
        """Say of each last state of a listing whether the coalition accepts its packages.

        States so near a threshold that rounding could decide are evaluated directly.
        """
        rows = list(self.needed)
        above = gains[rows] + TOLERANCE
        sure: npt.NDArray[np.bool_] = np.all(above >= self.noise[rows, None], axis=0)
        near = np.flatnonzero(np.all(above >= -self.noise[rows, None], axis=0) & ~sure)
        for state in near[:RESOLVED]:
            (choice,) = listing.packages(np.array([state]), at_most=1)
            sure[state] = self.accepts(choice)
        sure[near[RESOLVED:]] = (above[:, near[RESOLVED:]] >= 0).all(axis=0)
        return sure

    def package(self, choice: Choice) -> Package:
        """Return the package of a choice of each group."""
        return package_of(self.groups, choice)

    def satisfying(
        self, cuts: Sequence[Cut], *, limit: int, width: int | None = None
    ) -> tuple[Listing, Floats] | None:
        """List the packages that satisfy the cuts and the coalition's thresholds.

        Args:
            cuts: in the unit of the gains.
            limit, width: as in :func:`detente.deal.merging.cuts.list_packages`.

        Returns:
            The listing, and the gains of its last states, shape (rows, states); None if the limit
            of candidates was met.
        """
        unit = self.steps.per_unit
        inside = [
            Cut(cut.multipliers / unit, cut.floor - float(cut.multipliers @ self.origin))
            for cut in [*self.thresholds(), *cuts]
        ]
        start = np.zeros(len(self.origin))
        listing = list_packages(self.steps.tables, start, inside, limit=limit, width=width)
        if listing is None:
            return None
        gains = listing.lattice.top.sums / unit[:, None] + self.origin[:, None]
        return listing, gains
