"""How little and how much a single-peaked worth can be at each level."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

from detente.deal.belief.shapes import Peak

Floats = npt.NDArray[np.float64]


def bound_peak(shape: Peak) -> tuple[Floats, Floats]:
    """Return the lowest and the highest worth of every level.

    On either side of the peak the worth is monotone in the peak and in the zero, so both ends are
    at corners of their ranges, except that a level inside the range of the peak reaches 100. The
    bounds hold for each level by itself: together they are a relaxation, since one peak cannot
    stand at two levels.

    Args:
        shape: peak and zeros as ranges.

    Returns:
        Two arrays of shape (levels,).
    """
    ends = [(number.low, number.high) for number in shape.numbers]
    worths = shape.worths(np.array(list(product(*ends)), dtype=np.float64))
    inside = (shape.levels >= shape.peak.low) & (shape.levels <= shape.peak.high)
    return worths.min(axis=0), np.where(inside, 100.0, worths.max(axis=0))
