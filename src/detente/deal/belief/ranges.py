"""A number that is not known exactly: somewhere in a range, perhaps likelier near a mode."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.checks import real
from detente.errors import InvalidInput
from detente.quantiles import quantile
from detente.ranges import Ranged

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Range(Ranged):
    """A number from ``low`` to ``high``: uniform without a ``mode``, triangular with one.

    Attributes:
        low, high: the ends, finite; equal where the number is exact.
        mode: the likeliest value, ``low <= mode <= high``; None where none is likelier.

    Raises:
        InvalidInput: the numbers do not go from low to high, or one is not finite.
    """

    def __post_init__(self) -> None:
        for name in ("low", "high", "mode")[: 2 if self.mode is None else 3]:
            number = real(getattr(self, name), f"{name} of a range")
            object.__setattr__(self, name, number)
        between = self.low if self.mode is None else self.mode
        if not self.low <= between <= self.high:
            raise InvalidInput("the numbers of a range go from low to high")

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """Return the inverse of the distribution function (:func:`detente.quantiles.quantile`).

        Args:
            u: probabilities, 0 to 1, of any shape.
        """
        return quantile(u, low=self.low, high=self.high, mode=self.mode)

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
