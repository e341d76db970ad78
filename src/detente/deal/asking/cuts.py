"""Round numbers to ask about: "is it above c?"."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MOST_CUTS = 20
"""Cuts that are tried for one number."""
FEW = 12
"""Up to so many different values a number is taken as it is, not in cells."""
EDGE = 0.02
"""Share of the draws that must lie on either side of a cut."""
ROUND = (1.0, 2.0, 5.0, 10.0)


def find_cuts(drawn: Floats) -> Floats:
    """Return the cuts of one number, ascending.

    Where the number has few different values, the cuts lie between them. Otherwise they are round:
    multiples of 1, 2 or 5 times a power of ten, twenty at most, with 2 % of the draws at
    least on either side.

    Args:
        drawn: shape (n,).

    Returns:
        May be empty, where all draws are alike.
    """
    values = np.unique(drawn[: 4 * FEW * FEW])
    if len(values) <= FEW and len(values := np.unique(drawn)) <= FEW:
        return np.asarray((values[1:] + values[:-1]) / 2)
    low, high = np.quantile(drawn, [EDGE, 1 - EDGE])
    step = _round_step((high - low) / (MOST_CUTS - 1))
    if not step:
        return np.empty(0)
    places = np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    cuts = np.array([float(f"{place * step:.12g}") for place in places])
    above = (drawn[:, None] > cuts).mean(axis=0)
    return np.asarray(cuts[(above >= EDGE) & (above <= 1 - EDGE)])


def _round_step(least: float) -> float:
    """Return the smallest round step that is not below ``least``; 0 where that is 0."""
    if least <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in ROUND if factor * power >= least * (1 - 1e-9))
