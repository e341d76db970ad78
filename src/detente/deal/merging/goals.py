"""What is maximised: the score of gains, its relaxation, and the cuts that a value asks for.

Each goal is a concave function of the gains that no party's gain can lower. So its value in the
linear relaxation is a bound, and its slope there prices the gains: see
:mod:`detente.deal.merging.relaxation`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from detente.deal.merging.cuts import Cut, spread
from detente.deal.merging.relaxation import Relaxation, Relaxed
from detente.deal.merging.space import Space
from detente.deal.merging.steps import Floats
from detente.deal.problem import TOLERANCE

TANGENTS = 12
"""Rounds of tangents to the logarithms at most."""
CLOSE = 1e-6
"""Tangents are added until the bound on the sum of logarithms is this near."""


AWAY = 0.05
"""Tangents stay away from zero gains, by this share of the largest smallest gain."""


class Goal(Protocol):
    """What a search maximises."""

    def score(self, gains: Floats) -> Floats:
        """Return the value of gains, shape (rows, n), as shape (n,); −∞ where there is none."""

    def noise(self, space: Space) -> float:
        """Return by how much a score may be off, for rounding in the gains."""

    def relax(self, space: Space) -> Bounded | None:
        """Return the relaxation's optimum; None if the space has no package."""


@dataclass(frozen=True)
class Bounded:
    """A relaxation's optimum with the cuts that follow from it.

    Attributes:
        relaxed: the optimum.
        bound: no package of the space has a score above it.
        cuts: returns the cuts that every package with at least a given score satisfies.
    """

    relaxed: Relaxed
    bound: float
    cuts: Callable[[float], list[Cut]]


@dataclass(frozen=True)
class Total:
    """The weighted sum of gains.

    Attributes:
        weights: one for each row, none negative.
    """

    weights: tuple[float, ...]

    def score(self, gains: Floats) -> Floats:
        """Return Σ weight × gain."""
        return np.asarray(np.array(self.weights) @ gains)

    def noise(self, space: Space) -> float:
        """Return the weighted sum of what the gains may be off."""
        return float(np.array(self.weights) @ space.noise)

    def relax(self, space: Space) -> Bounded | None:
        """Maximise the sum over mixtures.

        With μ >= 0 on the gains that must not be negative, ``weights·g <= (weights + μ)·g``.
        """
        relaxed = Relaxation(space).maximise(dict(enumerate(self.weights)))
        if relaxed is None:
            return None
        weights, duals = np.array(self.weights), np.zeros(len(self.weights))
        needed = list(space.needed)
        duals[needed] = np.maximum(relaxed.multipliers - weights, 0.0)[needed]
        bound = space.most(weights + duals) + TOLERANCE * float(duals.sum())

        def cuts(value: float) -> list[Cut]:
            around = spread(duals)
            return [Cut(weights + more, value - TOLERANCE * float(more.sum())) for more in around]

        return Bounded(relaxed, bound, cuts)


@dataclass(frozen=True)
class Smallest:
    """The sum of the smallest of scaled gains, the step of a leximin order.

    Attributes:
        scales: (row, factor) of each quantity compared; all factors above zero.
        reached: what the sums of the 1, 2, … smallest are known to reach; one more is looked for.
    """

    scales: tuple[tuple[int, float], ...]
    reached: tuple[float, ...] = ()

    @property
    def level(self) -> int:
        """How many of the smallest are added up."""
        return len(self.reached) + 1

    def scaled(self, gains: Floats) -> Floats:
        """Return the quantities compared, shape (quantities, n)."""
        rows = [row for row, _ in self.scales]
        factors = np.array([factor for _, factor in self.scales])
        return np.asarray(gains[rows] * factors[:, None])

    def score(self, gains: Floats) -> Floats:
        """Return the sum of the smallest; −∞ where an earlier sum is not reached."""
        sums = np.cumsum(np.sort(self.scaled(gains), axis=0), axis=0)
        floors = np.array(self.reached) - TOLERANCE
        enough = (sums[: len(floors)] >= floors[:, None]).all(axis=0)
        return np.where(enough, sums[self.level - 1], -np.inf)

    def noise(self, space: Space) -> float:
        """Return what the quantities may be off, all that are added up."""
        return self.level * max(float(space.noise[row]) * factor for row, factor in self.scales)

    def relax(self, space: Space) -> Bounded | None:
        """Maximise over mixtures that reach the earlier sums (Ogryczak and Tamir 2003)."""
        program = Relaxation(space)
        for level, floor in enumerate(self.reached, start=1):
            program.at_least(self._sum_of_smallest(program, level), floor)
        relaxed = program.maximise(self._sum_of_smallest(program, self.level))
        if relaxed is None:
            return None
        least = self._least(space, relaxed.multipliers)
        if self.level == 1:
            return Bounded(relaxed, least.bound, least.cuts)
        smallest = least.cuts(self.reached[0] - 2 * TOLERANCE)
        return Bounded(relaxed, relaxed.value, lambda value: [relaxed.cut(value), *smallest])

    def _least(self, space: Space, multipliers: Floats) -> _Least:
        rows = [row for row, _ in self.scales]
        besides = [row for row in space.needed if row not in rows]
        unit = np.zeros(len(multipliers))
        unit[rows] = [1.0 / factor for _, factor in self.scales]
        price = np.zeros(len(multipliers))
        price[[*rows, *besides]] = multipliers[[*rows, *besides]]
        if not price @ unit > 0:  # the program's prices are too small to be told from none
            price[rows] = 1.0
        return _Least(space, price, unit)

    def _sum_of_smallest(self, program: Relaxation, level: int) -> dict[int, float]:
        threshold = program.variable()
        row = {threshold: float(level)}
        for gain, factor in self.scales:
            if level == 1:
                program.at_least({gain: factor, threshold: -1.0}, 0.0)
                continue
            below = program.variable(low=0.0)
            program.at_least({gain: factor, below: 1.0, threshold: -1.0}, 0.0)
            row[below] = -1.0
        return row


@dataclass(frozen=True)
class _Least:
    """What multipliers say of the smallest scaled gain t: ``λ·g >= t λ·unit``, for any λ >= 0.

    Attributes:
        space: the packages.
        multipliers: shape (rows,): λ, zero where a gain may be negative and is not compared.
        unit: shape (rows,): the gain at which a quantity is 1; 0 for rows that are not compared.
    """

    space: Space
    multipliers: Floats
    unit: Floats

    @property
    def bound(self) -> float:
        """No package has a smallest scaled gain above it."""
        worth = float(self.multipliers @ self.unit)
        return (self.space.most(self.multipliers) + self._allowed(self.multipliers)) / worth

    def cuts(self, value: float) -> list[Cut]:
        """Return cuts that every package with at least this smallest scaled gain satisfies."""
        if value == -np.inf:
            return []
        alone = [np.eye(len(self.unit))[row] for row in np.flatnonzero(self.unit)]
        return [
            Cut(price, value * float(price @ self.unit) - self._allowed(price))
            for price in [*spread(self.multipliers), *alone]
        ]

    def _allowed(self, price: Floats) -> float:
        """Return by how much gains that are not compared may be negative within the tolerance."""
        return TOLERANCE * float(price[self.unit == 0].sum())


@dataclass(frozen=True)
class Product:
    """The sum of weighted logarithms of gains: the (weighted) Nash product.

    Attributes:
        weights: one for each row; rows with weight 0 are left out, none is negative.
    """

    weights: tuple[float, ...]

    def score(self, gains: Floats) -> Floats:
        """Return Σ weight × log gain; −∞ where a gain that counts is not above 1e-9."""
        rows, weights = self._counted()
        counted = gains[rows]
        positive = counted.min(axis=0) > TOLERANCE
        logs = weights @ np.log(np.where(positive, counted, 1.0))
        return np.where(positive, logs, -np.inf)

    def noise(self, space: Space) -> float:
        """Return 0: what gains are off hardly shows in the logarithms of those that count."""
        return 0.0

    def relax(self, space: Space) -> Bounded | None:
        """Maximise over mixtures, the logarithms replaced by tangents until they fit."""
        rows, _ = self._counted()
        lowest = Smallest(tuple((row, 1.0) for row in rows)).relax(space)
        if lowest is None or lowest.bound <= TOLERANCE:
            return None
        start = np.maximum(lowest.relaxed.gains, AWAY * lowest.bound)
        program, relaxed, points = Relaxation(space), lowest.relaxed, [start]
        logs = {row: program.variable() for row in rows}
        objective = {logs[row]: self.weights[row] for row in rows}
        for _ in range(TANGENTS):
            for row in rows:
                _add_tangent(program, row, logs[row], float(points[-1][row]))
            relaxed = program.maximise(objective) or relaxed
            points.append(np.maximum(relaxed.gains, AWAY * points[0]))
            if self.bound_at(space, points[-1]) - self._value(points[-1]) < CLOSE:
                break
        return self._bounded(space, relaxed, points)

    def bound_at(self, space: Space, point: Floats) -> float:
        """Return a bound on every score from the slope at a point; exact but for rounding.

        With λ = weight/point and c the most that λ·g can be, the largest Σ weight × log g under
        ``λ·g <= c`` is at ``g = weight × c / (λ × Σ weight)``.
        """
        rows, weights = self._counted()
        slope = np.zeros(len(point))
        slope[rows] = weights / point[rows]
        most = space.most(slope)
        total = float(weights.sum())
        return self._value(point) + total * math.log(max(most, 1e-300) / total)

    def cut(self, point: Floats, value: float) -> Cut:
        """Return the cut at a point: λ·g is at least what :meth:`bound_at` needs for the value."""
        rows, weights = self._counted()
        slope = np.zeros(len(point))
        slope[rows] = weights / point[rows]
        total = float(weights.sum())
        return Cut(slope, total * math.exp((value - self._value(point)) / total))

    def _bounded(self, space: Space, relaxed: Relaxed, points: Sequence[Floats]) -> Bounded:
        bounds = [self.bound_at(space, point) for point in points]
        nearest = points[int(np.argmin(bounds))]
        around = [nearest / more for more in spread(np.ones(len(nearest)))]
        return Bounded(relaxed, min(bounds), lambda value: [self.cut(p, value) for p in around])

    def _counted(self) -> tuple[list[int], Floats]:
        rows = [row for row, weight in enumerate(self.weights) if weight > 0]
        return rows, np.array([self.weights[row] for row in rows])

    def _value(self, point: Floats) -> float:
        return float(self.score(point[:, None])[0])


def _add_tangent(program: Relaxation, gain: int, log: int, point: float) -> None:
    """Add ``log <= log(point) + (gain − point)/point``."""
    program.at_least({gain: 1.0 / point, log: -1.0}, 1.0 - math.log(point))
