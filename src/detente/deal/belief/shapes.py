"""What the options of an issue are worth, as a function of a few numbers that may be ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from detente.deal.belief.ranges import Range
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]


class Shape(Protocol):
    """Worth of the options of one issue to one party."""

    @property
    def numbers(self) -> tuple[Range, ...]:
        """The numbers that the worths depend on."""

    def worths(self, drawn: Floats) -> Floats:
        """Return the worth of every option.

        Args:
            drawn: shape (n, numbers).

        Returns:
            Shape (n, options).
        """


@dataclass(frozen=True, eq=False)
class Straight:
    """Worths that are weighted sums of the numbers: a table, or straight lines between levels.

    Attributes:
        numbers: one for each given option or level.
        basis: shape (options, numbers); the identity for a table, interpolation shares for levels.
    """

    numbers: tuple[Range, ...]
    basis: Floats

    def worths(self, drawn: Floats) -> Floats:
        """Return ``drawn @ basis.T``, shape (n, options)."""
        return np.asarray(drawn @ self.basis.T)


@dataclass(frozen=True, eq=False)
class Peak:
    """Single-peaked worth on a scale: 100 at the peak, falling to 0 at the zeros.

    ``worth(x) = 100 (1 − min(1, |x − peak| / |zero − peak|)^power)``, the zero of the side that x
    is on; a side without a zero stays at 100.

    Attributes:
        levels: shape (options,).
        peak: the best level.
        below, above: levels of no worth; None where that side does not fall.
        power: 1 falls linearly, 2 quadratically.
        alike: whether the one zero that is given stands for both sides, mirrored about the peak.

    Raises:
        InvalidInput: both zeros are given, or none, where one stands for both sides; a zero that
            may lie on the peak or on its wrong side; a power that is neither 1 nor 2.
    """

    levels: Floats
    peak: Range
    below: Range | None
    above: Range | None
    power: int
    alike: bool = False

    def __post_init__(self) -> None:
        if self.alike and (self.below is None) == (self.above is None):
            raise InvalidInput("one zero, below or above, can stand for both sides of a peak")
        under = self.below is None or self.below.high < self.peak.low
        over = self.above is None or self.above.low > self.peak.high
        if not (under and over):
            raise InvalidInput("the zeros lie below and above the peak, wherever both may be")
        if self.power not in (1, 2):
            raise InvalidInput("worth falls with the first or the second power of the distance")

    @property
    def numbers(self) -> tuple[Range, ...]:
        """The peak, and the zeros that are given, the lower one first."""
        return tuple(number for number in (self.peak, self.below, self.above) if number is not None)

    def worths(self, drawn: Floats) -> Floats:
        """Return the worth of every level, shape (n, options)."""
        away = self.levels - drawn[:, :1]
        spans = np.abs(drawn[:, 1:] - drawn[:, :1])
        below = 0 if self.below is not None or self.alike else None
        above = spans.shape[1] - 1 if self.above is not None or self.alike else None
        worth = np.full(away.shape, 100.0)
        for column, side in ((below, away < 0), (above, away > 0)):
            if column is not None:
                fallen = _shares(np.abs(away), spans[:, column, None])
                worth = np.where(side, 100.0 * (1 - np.minimum(fallen, 1.0) ** self.power), worth)
        return worth


def _shares(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, infinite where the whole is zero."""
    shares = np.full(part.shape, np.inf)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares
