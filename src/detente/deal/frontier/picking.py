"""The bargaining solutions picked from the points of a frontier.

All of them are efficient, so a complete frontier holds them: see :mod:`detente.deal.solutions` for
the definitions. On arrays of gains this takes microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.frontier.equal_gain import equal_gain
from detente.deal.problem import TOLERANCE
from detente.deal.solutions import nash_score, shares

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


def pick_leximin(quantities: Floats) -> Numbers:
    """Return the columns whose quantities, put in ascending order, are best position by position.

    Args:
        quantities: shape (quantities, points).
    """
    ascending = np.sort(quantities, axis=0)
    left = np.arange(quantities.shape[1])
    for level in ascending:
        if len(left):
            left = left[level[left] >= level[left].max() - TOLERANCE]
    return left


def pick_nash(gains: Floats, weights: Sequence[float] = ()) -> Numbers:
    """Return the points with the largest (weighted) product of gains; none where it is zero."""
    score = nash_score(gains, weights)
    best = score.max(initial=-np.inf)
    found: Numbers = np.flatnonzero((score >= best - TOLERANCE) & (score > -np.inf))
    return found


def pick_kalai_smorodinsky(gains: Floats) -> Numbers:
    """Return the points whose shares of the ideal gains are best in leximin order."""
    ideals = gains.max(axis=1, initial=-np.inf).tolist()
    if max(ideals, default=0.0) <= TOLERANCE:
        return np.zeros(0, dtype=np.int64)
    return pick_leximin(shares(gains, ideals))


def pick_egalitarian(gains: Floats) -> Numbers:
    """Return the points whose gains are best in leximin order."""
    return pick_leximin(gains)


def pick_utilitarian(gains: Floats) -> Numbers:
    """Return the points with the largest sum of gains."""
    total = gains.sum(axis=0)
    found: Numbers = np.flatnonzero(total >= total.max(initial=-np.inf) - TOLERANCE)
    return found


PICKS: dict[str, Callable[[Floats], Numbers]] = {
    "nash": pick_nash,
    "kalai_smorodinsky": pick_kalai_smorodinsky,
    "egalitarian": pick_egalitarian,
    "utilitarian": pick_utilitarian,
    "equal_gain": equal_gain,
}
"""By the name of the solution: gains, shape (bargainers, points), to the numbers of the best."""
