"""Some points of a long frontier to be shown, chosen alike for every party."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def choose_apart(gains: Floats, count: int) -> list[int]:
    """Choose points that are far apart from one another.

    The best point of each bargainer comes first (of several the one whose smallest gain is
    largest), then always the point that is farthest from those chosen: the largest difference of
    any bargainer counts, as a share of its range on the frontier (Gonzalez 1985). No order of
    parties or points enters, except between points that are equally far.

    Args:
        gains: shape (bargainers, points).
        count: how many to choose at most.

    Returns:
        Numbers of points, ascending; all of them where there are no more than ``count``.
    """
    size = gains.shape[1]
    if size <= count:
        return list(range(size))
    lowest, highest = gains.min(axis=1), gains.max(axis=1)
    scaled = (gains - lowest[:, None]) / np.where(highest > lowest, highest - lowest, 1.0)[:, None]
    smallest = gains.min(axis=0)
    chosen = list(dict.fromkeys(int(np.lexsort((smallest, own))[-1]) for own in gains))[:count]
    nearest = np.full(size, np.inf)
    for point in chosen:
        _approach(nearest, scaled, point)
    while len(chosen) < count:
        chosen.append(int(np.argmax(nearest)))
        _approach(nearest, scaled, chosen[-1])
    return sorted(chosen)


def _approach(nearest: Floats, scaled: Floats, point: int) -> None:
    """Update each point's distance to the nearest of those chosen."""
    np.minimum(nearest, np.abs(scaled - scaled[:, [point]]).max(axis=0), out=nearest)
