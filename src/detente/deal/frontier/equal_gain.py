"""Equal gain: the efficient packages whose gains are nearest to equal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.problem import TOLERANCE

Floats = npt.NDArray[np.float64]


def equal_gain(gains: Floats) -> npt.NDArray[np.int64]:
    """Return the points whose largest and smallest gain differ least.

    ``x = argmin max_p g_p(x) − min_p g_p(x)`` over the points given; of those the ones with the
    largest smallest gain. Taken over the Pareto frontier, so that nothing is wasted for the sake of
    equality. It compares points of different parties as if they were the same.

    Args:
        gains: shape (bargainers, points): utility minus no deal.

    Returns:
        Numbers of the points that tie within 1e-9, ascending; empty where there is no point or no
        bargainer.
    """
    if gains.size == 0:
        return np.zeros(0, dtype=np.int64)
    lowest = gains.min(axis=0)
    spread = gains.max(axis=0) - lowest
    nearest = np.flatnonzero(spread <= spread.min() + TOLERANCE)
    found: npt.NDArray[np.int64] = nearest[lowest[nearest] >= lowest[nearest].max() - TOLERANCE]
    return found
