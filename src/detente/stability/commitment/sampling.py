"""Draws from ranges, and the share of draws in which something holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.intervals import wilson
from detente.stability.commitment.records import rounded

Floats = npt.NDArray[np.float64]


def draw_range(
    low: float, high: float, *, mode: float | None, rng: np.random.Generator, draws: int
) -> Floats:
    """Return draws of a number: uniform without a mode, triangular with one.

    Args:
        low, high: ends of the range; equal where the number is exact.
        mode: the likeliest value, ``low <= mode <= high``; None where none is likelier.
        rng: one uniform number is taken for each draw.
        draws: how many, n.

    Returns:
        Shape (n,).
    """
    u = rng.random(draws)
    if low == high:
        return np.full(draws, low)
    width = high - low
    if mode is None:
        return np.clip(low + u * width, low, high)
    c = (mode - low) / width
    below = low + np.sqrt(u * c) * width
    above = high - np.sqrt((1 - u) * (1 - c)) * width
    return np.clip(np.where(u <= c, below, above), low, high)


@dataclass(frozen=True, slots=True)
class DrawShare:
    """In how many draws an inequality holds.

    Attributes:
        holding: draws in which it does.
        draws: all of them, at least one.

    Raises:
        InvalidInput: the numbers are no counts of a part and the whole.
    """

    holding: int
    draws: int

    def __post_init__(self) -> None:
        if not 0 <= self.holding <= self.draws or self.draws < 1:
            raise InvalidInput("a share needs a count of draws, and at least one draw in all")

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.holding / self.draws

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % score interval (Wilson 1927), exactly 0 or 1 where none or all hold."""
        low, high = wilson(self.holding, self.draws)
        return float(low), float(high)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        low, high = self.interval
        return {
            "share": rounded(self.value),
            "low": rounded(low),
            "high": rounded(high),
            "holding": self.holding,
            "draws": self.draws,
        }
