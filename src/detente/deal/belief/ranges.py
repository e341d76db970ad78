"""A number that is not known exactly: somewhere in a range, perhaps likelier near a mode."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.checks import real
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Range:
    """A number from ``low`` to ``high``: uniform without a ``mode``, triangular with one.

    Attributes:
        low, high: the ends, finite; equal where the number is exact.
        mode: the likeliest value, ``low <= mode <= high``; None where none is likelier.

    Raises:
        InvalidInput: the numbers do not go from low to high, or one is not finite.
    """

    low: float
    high: float
    mode: float | None = None

    def __post_init__(self) -> None:
        for name in ("low", "high", "mode")[: 2 if self.mode is None else 3]:
            number = real(getattr(self, name), f"{name} of a range")
            object.__setattr__(self, name, number)
        between = self.low if self.mode is None else self.mode
        if not self.low <= between <= self.high:
            raise InvalidInput("the numbers of a range go from low to high")

    @property
    def exact(self) -> bool:
        """Whether there is only one possible value."""
        return self.low == self.high

    @property
    def mid(self) -> float:
        """The mode of a triangular number, else the middle of the range."""
        return self.mode if self.mode is not None else self.at(0.5)

    def at(self, share: float) -> float:
        """Return the value at a share of the way, 0 ≤ ``share`` ≤ 1, from low over mid to high."""
        if self.exact:
            return self.low
        if self.mode is None:
            return self.low + share * (self.high - self.low)
        if share <= 0.5:
            return self.low + 2 * share * (self.mode - self.low)
        return self.mode + (2 * share - 1) * (self.high - self.mode)

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """Return the inverse of the distribution function.

        Uniform: ``low + u (high − low)``. Triangular, with ``c = (mode − low)/(high − low)``:
        ``low + sqrt(u c) (high − low)`` up to ``u = c``, and the mirror image above.

        Args:
            u: probabilities, 0 to 1, of any shape.
        """
        given = np.asarray(u, dtype=np.float64)
        if self.exact:
            return np.full(given.shape, self.low)
        width = self.high - self.low
        if self.mode is None:
            return np.clip(self.low + given * width, self.low, self.high)
        c = (self.mode - self.low) / width
        below = self.low + np.sqrt(given * c) * width
        above = self.high - np.sqrt((1 - given) * (1 - c)) * width
        return np.clip(np.where(given <= c, below, above), self.low, self.high)

    def density(self, x: npt.ArrayLike) -> Floats:
        """Return the density relative to its highest value: 0 outside, 1 at the mode.

        Args:
            x: numbers, of any shape.
        """
        given = np.asarray(x, dtype=np.float64)
        inside = (given >= self.low) & (given <= self.high)
        if self.mode is None or self.exact:
            return inside.astype(np.float64)
        ends = (self.low, self.mode, self.high)
        tops = (float(self.low == self.mode), 1.0, float(self.mode == self.high))
        return np.interp(given, ends, tops, left=0.0, right=0.0)
