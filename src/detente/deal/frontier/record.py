"""The frontier as a frozen record that turns into plain JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

import detente
from detente.deal import checks
from detente.deal.frontier.choosing import choose_apart
from detente.deal.frontier.equal_gain import equal_gain
from detente.deal.frontier.packages import Packages
from detente.deal.frontier.picking import PICKS, pick_nash
from detente.deal.frontier.sets import Floats
from detente.deal.problem import TOLERANCE, Problem
from detente.errors import InvalidInput, NoSolution
from detente.rounding import rounded

LISTED = 1_000
"""Points that :meth:`Frontier.to_dict` lists, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """One point of a frontier: gains of the bargainers that no package of the set improves on.

    Attributes:
        package: ``{issue: option}``, the first of its packages in the order of issues and options
            (of those known, where they were not counted).
        utilities: by party; None for a party without preferences. Parties that are not bargainers
            may value other packages of the same point differently.
        gains: utility minus no deal of the bargainers.
        count: how many packages have these gains; None where they were not counted.
    """

    package: dict[str, str]
    utilities: dict[str, float | None]
    gains: dict[str, float]
    count: int | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "package": self.package,
            "utilities": {party: rounded(worth) for party, worth in self.utilities.items()},
            "gains": {party: rounded(gain) for party, gain in self.gains.items()},
            "count": self.count,
        }


@dataclass(frozen=True, eq=False)
class Frontier:
    """The Pareto frontier in the utilities of the bargainers, over one set of packages.

    Points stand in descending order of the first bargainer's utility, then the second's, and so on.

    Attributes:
        problem: the problem.
        over: the set: ``all_accept``, ``acceptable`` or ``possible``.
        bargainers: names of the parties whose utilities count: those that the acceptance rule names
            and that have preferences.
        gains_array: shape (bargainers, points): utility minus no deal, at the precision of a sum.
        exact: whether the frontier is complete and holds nothing else.
        epsilon: in points, of an ε-frontier; None where there is none.
        guarantee: in words, what is known of the list; never empty.
        reason: why there is no point; empty otherwise.
        method, because: how it was found, and why that way.
        parameters: what it was computed with.
        source: the packages of each point.
    """

    problem: Problem = field(repr=False)
    over: str
    bargainers: tuple[str, ...]
    gains_array: Floats = field(repr=False)
    exact: bool
    epsilon: float | None
    guarantee: str
    reason: str
    method: str
    because: str
    parameters: dict[str, Any]
    source: Packages = field(repr=False)
    seed: None = None
    detente: str = detente.__version__

    def __len__(self) -> int:
        return self.size

    @property
    def size(self) -> int:
        """Number of points: of different vectors of gains, not of packages."""
        return int(self.gains_array.shape[1])

    @property
    def utilities_array(self) -> Floats:
        """Utilities of the bargainers, shape (bargainers, points)."""
        no_deal = self.problem.no_deal[list(self.problem.bargainers)]
        utilities: Floats = self.gains_array + no_deal[:, None]
        return utilities

    @cached_property
    def counts(self) -> tuple[int | None, ...]:
        """How many packages each point has; None where they were not counted."""
        return tuple(self.source.counts())

    @property
    def packages(self) -> int | None:
        """Number of efficient packages, all of those that tie counted; None where not counted."""
        known = [count for count in self.counts if count is not None]
        return sum(known) if len(known) == self.size else None

    @cached_property
    def points(self) -> tuple[FrontierPoint, ...]:
        """The points, with a package each."""
        pairs = zip(self.source.firsts(), self.counts, strict=True)
        return tuple(self._point(package, count) for package, count in pairs)

    def tied(self, point: int, *, at_most: int = 20) -> list[dict[str, str]]:
        """Return packages of one point by names, in order; the first one is always among them.

        Args:
            point: its number.
            at_most: how many to return at most; ``counts`` says how many there are.

        Raises:
            InvalidInput: there is no such point, or ``at_most`` is not a whole number above 0.
        """
        checks.whole(point, "the point", least=0, most=self.size - 1)
        checks.whole(at_most, "at_most", least=1)
        found = self.source.tied(point, at_most=at_most)
        return [self.problem.describe(package) for package in found]

    def equal_gain(self) -> list[int]:
        """Return the numbers of the points whose gains are nearest to equal (all that tie)."""
        return [int(point) for point in equal_gain(self.gains_array)]

    def solutions(self, *, nash_weights: Sequence[float] = ()) -> dict[str, tuple[int, ...]]:
        """Return the numbers of the points that each bargaining solution picks (all that tie).

        They are the solutions over the set that the frontier was taken over; where the frontier is
        not exact, the best of the points listed.

        Args:
            nash_weights: the exponent of each bargainer's gain in the Nash product; 1 by default.
        """
        if not self.size:
            return dict.fromkeys(PICKS, ())
        picked = {name: pick(self.gains_array) for name, pick in PICKS.items()}
        picked["nash"] = pick_nash(self.gains_array, nash_weights)
        return {name: tuple(points.tolist()) for name, points in picked.items()}

    def best_for(self, bargainer: str) -> int:
        """Return the number of the point that is best for one bargainer.

        Of several the one whose smallest gain is largest, and of those the first.

        Args:
            bargainer: a name out of ``bargainers``.

        Raises:
            InvalidInput: nobody of that name is a bargainer.
            NoSolution: the frontier has no points.
        """
        if bargainer not in self.bargainers:
            known = ", ".join(self.bargainers) or "nobody"
            raise InvalidInput(f"no bargainer is called so; there are: {known}")
        if not self.size:
            raise NoSolution(self.reason)
        own = self.gains_array[self.bargainers.index(bargainer)]
        best = np.flatnonzero(own >= own.max() - TOLERANCE)
        return int(best[self.gains_array[:, best].min(axis=0).argmax()])

    def to_dict(self, *, listed: int = LISTED) -> dict[str, Any]:
        """Return plain JSON data.

        Args:
            listed: how many points to list at most. Of longer frontiers the best of each bargainer
                is listed, and points as far apart from one another as can be.

        Returns:
            Beside the points, ``lowest`` holds the lowest utility of each bargainer on the
            frontier, ``best_for`` the point that is best for it, and ``equal_gain`` the points
            whose gains are nearest to equal.
        """
        checks.whole(listed, "listed", least=1)
        shown = choose_apart(self.gains_array, listed)
        return {
            "over": self.over,
            "bargainers": list(self.bargainers),
            "size": self.size,
            "packages": self.packages,
            "exact": self.exact,
            "epsilon": self.epsilon,
            "guarantee": self.guarantee,
            "reason": self.reason,
            "listed": len(shown),
            "complete": len(shown) == self.size,
            "points": [self.points[number].to_dict() for number in shown],
            "lowest": self._utilities(self.utilities_array.min(axis=1, initial=np.inf)),
            "best_for": {
                name: self.points[self.best_for(name)].to_dict()
                for name in self.bargainers
                if self.size
            },
            "equal_gain": [self.points[number].to_dict() for number in self.equal_gain()],
            "method": self.method,
            "because": self.because,
            "parameters": self.parameters,
            "seed": self.seed,
            "detente": self.detente,
        }

    def _utilities(self, values: Floats) -> dict[str, float | None]:
        pairs = zip(self.bargainers, values.tolist(), strict=True)
        return {name: rounded(value) if self.size else None for name, value in pairs}

    def _point(self, package: tuple[int, ...], count: int | None) -> FrontierPoint:
        problem = self.problem
        gains = zip(self.bargainers, problem.gains(package), strict=True)
        utilities = {
            name: problem.utility(party, package) if problem.judged[party] else None
            for party, name in enumerate(problem.parties)
        }
        return FrontierPoint(problem.describe(package), utilities, dict(gains), count)
