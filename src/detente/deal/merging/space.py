"""The packages that one coalition accepts, as sums over independent groups of issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.merging.cuts import Cut, Listing, list_packages
from detente.deal.merging.groups import Group, package_of
from detente.deal.merging.steps import Floats, Steps, in_steps
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem

Choice = tuple[int, ...]
"""One choice of each group, by number."""


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
    """

    problem: Problem
    parties: tuple[int, ...]
    groups: tuple[Group, ...]
    needed: tuple[int, ...]
    worth: tuple[Floats, ...]
    steps: Steps
    origin: Floats

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
        return cls(problem, parties, groups, needed, worth, in_steps(worth), origin)

    def most(self, multipliers: Floats) -> float:
        """Return the largest λ·g over all packages, acceptable or not; exact."""
        parts = [float((multipliers @ table).max()) for table in self.worth]
        return float(np.sum(parts) + multipliers @ self.origin)

    def thresholds(self) -> list[Cut]:
        """Return the cuts that every party of the coalition gains at least nothing."""
        return [Cut(np.eye(len(self.origin))[row], -TOLERANCE) for row in self.needed]

    def gains(self, choice: Choice) -> Floats:
        """Return the gain of each row in a package, in the same steps as a listing has them."""
        parts = [table[:, c] for table, c in zip(self.steps.tables, choice, strict=True)]
        return np.asarray(np.sum(parts, axis=0) / self.steps.per_unit + self.origin)

    def accepts(self, gains: Sequence[float]) -> bool:
        """Say whether every party of the coalition gains at least nothing."""
        return all(gains[row] >= -TOLERANCE for row in self.needed)

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
        gains = listing.lattice.top.sums / unit + self.origin[:, None]
        return listing, gains
