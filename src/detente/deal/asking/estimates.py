"""How much an answer is worth, estimated from draws, with an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.intervals import LEVEL, Z
from detente.rounding import rounded

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value of information: a probability of acceptance gained, never below 0.

    Attributes:
        value: the estimate.
        low, high: its 95 % interval.
    """

    value: float
    low: float
    high: float

    @property
    def distinguishable(self) -> bool:
        """Whether the interval lies above 0."""
        return self.low > 0

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "value": rounded(self.value),
            "low": rounded(self.low),
            "high": rounded(self.high),
            "distinguishable": self.distinguishable,
        }


def estimate(gained: Floats, *, level: float = LEVEL) -> Estimate:
    """Return the mean of what was gained in each draw, with its interval, no end below 0.

    ``mean ± z sqrt(Σ d² + 1 − (Σ d)²/(n + 1)) / (n + 1)``: one draw won and one lost by half are
    added for the error (Agresti & Min 2005, as in ``detente.intervals``), so that no interval
    has length zero. A value of information is never negative; ends below 0 stand at 0.

    Args:
        gained: shape (n,), −1 to 1: accepted as told by the answer minus accepted without it.
        level: 0.9, 0.95 or 0.99.
    """
    mean, half = mean_and_half(gained, level=level)
    return Estimate(max(0.0, mean), max(0.0, mean - half), max(0.0, min(1.0, mean + half)))


def mean_and_half(gained: Floats, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the mean of what was gained in each draw and half the length of its interval.

    Args:
        gained: shape (n,), −1 to 1.
        level: 0.9, 0.95 or 0.99.
    """
    n = len(gained)
    given = gained.astype(np.float64)
    total = float(given.sum())
    spread = max(0.0, float(given @ given) + 1 - total * total / (n + 1))
    return total / n, Z[level] * math.sqrt(spread) / (n + 1)


def alike(one: Floats, two: Floats, *, level: float = LEVEL) -> bool:
    """Say whether two values cannot be told apart on the same draws.

    Args:
        one, two: shape (n,), what was gained in each draw.
        level: 0.9, 0.95 or 0.99.
    """
    mean, half = mean_and_half(one - two, level=level)
    return abs(mean) <= half
