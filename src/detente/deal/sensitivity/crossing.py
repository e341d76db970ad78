"""Where affine functions of a share of the way, 0 to 1, become or cease to be negative."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def first_gap(start: Floats, end: Floats) -> float | None:
    """Return the share of the way up to which the largest of some affine functions is >= 0.

    A function that is at least zero at the start holds up to its zero, one that rises holds from
    its zero on; there is a gap where the former have all ended and none of the latter has begun.

    Args:
        start, end: shape (n,): the functions at share 0 and 1.

    Returns:
        None if there is no gap; 0 if none is at least zero at the start.
    """
    holding = start >= 0
    if not holding.any():
        return 0.0
    until = np.where(end[holding] >= 0, np.inf, _zero(start[holding], end[holding])).max()
    rising = ~holding & (end >= 0)
    since = _zero(start[rising], end[rising])
    if until >= 1 or (len(since) and float(since.min()) <= until):
        return None
    return float(until)


def first_cover(start: Floats, end: Floats) -> float | None:
    """Return the first share of the way at which one of some affine functions is >= 0.

    Args:
        start, end: shape (n,): the functions at share 0 and 1, all negative at the start.

    Returns:
        None if there is none.
    """
    rising = end >= 0
    since = _zero(start[rising], end[rising])
    return float(since.min()) if len(since) else None


def _zero(start: Floats, end: Floats) -> Floats:
    return np.asarray(start / np.where(start == end, 1.0, start - end))
