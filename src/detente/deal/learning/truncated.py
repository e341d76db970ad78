"""Draws from a range, given that the number lies between two ends."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.belief.ranges import Range

Floats = npt.NDArray[np.float64]


def cumulative(number: Range, x: npt.ArrayLike) -> Floats:
    """Return the distribution function, the inverse of :meth:`Range.quantile`.

    Uniform: ``(x − low)/(high − low)``. Triangular: ``(x − low)²/((high − low)(mode − low))`` up to
    the mode, and one minus the mirror image above.

    Args:
        number: not exact.
        x: of any shape; 0 below the range, 1 above.
    """
    given = np.clip(np.asarray(x, dtype=np.float64), number.low, number.high)
    width = number.high - number.low
    if number.mode is None:
        return (given - number.low) / width
    rising, falling = number.mode - number.low, number.high - number.mode
    below = (given - number.low) ** 2 / (width * rising) if rising else np.zeros_like(given)
    above = (number.high - given) ** 2 / (width * falling) if falling else np.zeros_like(given)
    return np.asarray(np.where(given < number.mode, below, 1 - above))


def draw_between(number: Range, low: Floats, high: Floats, u: Floats) -> Floats:
    """Draw from a range, given that the number lies between two ends.

    Args:
        number: not exact.
        low, high: shape (n,), ``low <= high``, overlapping the range.
        u: shape (n,), uniform on 0 to 1.
    """
    start, end = cumulative(number, low), cumulative(number, high)
    return np.asarray(np.clip(number.quantile(start + u * (end - start)), low, high))
