"""Places that somebody holds, where positions that differ by rounding are one place."""

from __future__ import annotations

import numpy as np
from scipy.sparse.csgraph import connected_components

from detente.forecast.situation import SCALE, Floats

SAME = 1e-9 * SCALE
"""Positions that are no farther apart on any dimension are one place."""


def find_places(positions: Floats) -> Floats:
    """Return the distinct places among positions, which neither order nor direction changes.

    Positions that rounding alone tells apart are one place, in the middle between them: 40 and
    100 − 60 need not be the same number.

    Args:
        positions: shape (actors, dimensions), 0 to 100.

    Returns:
        shape (places, dimensions), sorted.
    """
    held = np.unique(positions, axis=0)
    apart = np.abs(held[:, None] - held).max(axis=-1)
    np.fill_diagonal(apart, np.inf)
    if not (apart <= SAME).any():
        return np.asarray(held)
    count, of = connected_components(apart <= SAME, directed=False)
    groups = [held[of == group] for group in range(count)]
    return np.unique([(g.min(axis=0) + g.max(axis=0)) / 2 for g in groups], axis=0)
