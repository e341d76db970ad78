"""Dominance: which of many utility vectors no other one beats.

A vector is *dominated* by another that is nowhere lower and somewhere higher. Equal vectors do not
dominate each other, so all of them stay. Two parties need a sort and a running maximum; three and
more go to the C library behind :mod:`moocore`, O(n log^(d−2) n) after Kung, Luccio and Preparata
(1975), "On finding the maxima of a set of vectors", Journal of the ACM 22(4).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


def snap(values: Floats, tolerance: float) -> Floats:
    """Make values equal that are nearly so.

    Sorted values whose neighbours differ by no more than the tolerance form a run, and every value
    of a run is replaced by the lowest one. Sums of the same decimals in another order, which differ
    in their last digits, become the same number; values further apart stay as they are.

    Args:
        values: shape (n,).
        tolerance: above the rounding error of the values, below their true differences.
    """
    if len(values) < 2:
        return values
    ordered = np.sort(values)
    gaps = np.diff(ordered)
    if not ((gaps <= tolerance) & (gaps > 0)).any():
        return values
    new = np.concatenate(([True], gaps > tolerance))
    lowest = ordered[new]
    found: Floats = lowest[np.searchsorted(lowest, values, side="right") - 1]
    return found


def find_undominated(points: Floats, tolerance: float) -> tuple[Numbers, Floats]:
    """Return the vectors that no other one dominates, all of several equal ones.

    Args:
        points: shape (parties, n): the vectors stand in columns; at least one party.
        tolerance: values that differ by no more are equal, as in :func:`snap`.

    Returns:
        The numbers of the vectors that stay, ascending neither in number nor in value but with
        equal vectors side by side, the first party's highest value first; and these vectors,
        snapped, shape (parties, stay).
    """
    if points.shape[1] == 0:
        return np.zeros(0, dtype=np.int64), points
    if len(points) == 1:
        return _highest(points[0], tolerance)
    return _of_two(points, tolerance) if len(points) == 2 else _of_many(points, tolerance)


def _highest(values: Floats, tolerance: float) -> tuple[Numbers, Floats]:
    top = values.max()
    stay = np.flatnonzero(values >= top - tolerance)
    return stay, np.full((1, len(stay)), top)


def _of_two(points: Floats, tolerance: float) -> tuple[Numbers, Floats]:
    """Sort by the first party, then let a running maximum of the second one decide.

    The first pass needs no order among equals; what it leaves is small, and sorted by both.
    """
    order = np.argsort(-points[0])
    second = points[1][order]
    order = order[second >= np.maximum.accumulate(second) - tolerance]
    first, second = (snap(points[party][order], tolerance) for party in (0, 1))
    inner = np.lexsort((-second, -first))
    first, second = first[inner], second[inner]
    new = np.empty(len(first), dtype=bool)
    new[0] = True
    np.not_equal(first[1:], first[:-1], out=new[1:])
    leader = np.maximum.accumulate(np.where(new, np.arange(len(first)), 0))
    running = np.maximum.accumulate(second)
    beaten = (leader > 0) & (running[leader - 1] >= second)
    stay = (second == second[leader]) & ~beaten
    return order[inner[stay]], np.stack((first[stay], second[stay]))


def _of_many(points: Floats, tolerance: float) -> tuple[Numbers, Floats]:
    import moocore

    snapped = np.stack([snap(values, tolerance) for values in points])
    rows = np.ascontiguousarray(snapped.T)
    stay = np.flatnonzero(moocore.is_nondominated(rows, maximise=True, keep_weakly=True))
    kept = snapped[:, stay]
    order = np.lexsort(-kept[::-1])
    return stay[order], kept[:, order]
