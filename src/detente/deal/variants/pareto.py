"""Packages as rows of utilities: read, checked, and those that no other dominates."""

from __future__ import annotations

import moocore
import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


TIE = 1e-12
"""What scores of other programs may differ by and tie."""


def find_frontier(utilities: npt.ArrayLike) -> Numbers:
    """Return the packages that no other dominates, the first of each group with equal utilities.

    Args:
        utilities: shape (packages, parties); compared exactly, without a tolerance.

    Returns:
        Row numbers, ascending.

    Raises:
        InvalidInput: another shape, or a number that is not finite.
    """
    table = read_utilities(utilities)
    if not len(table) or not table.shape[1]:
        return np.arange(min(1, len(table)), dtype=np.int64)
    if table.shape[1] > 2:
        kept = moocore.is_nondominated(table, maximise=True, keep_weakly=True)
        numbers = np.flatnonzero(kept)
        _, first = np.unique(table[numbers], axis=0, return_index=True)
        return np.asarray(np.sort(numbers[first]), dtype=np.int64)
    order = np.lexsort((np.arange(len(table)), -table[:, -1], -table[:, 0]))
    highest = np.maximum.accumulate(np.concatenate([[-np.inf], table[order, -1]]))
    ahead = order[table[order, -1] > highest[:-1]]
    return np.asarray(np.sort(ahead if table.shape[1] == 2 else order[:1]), dtype=np.int64)


def read_utilities(utilities: npt.ArrayLike) -> Floats:
    """Return utilities as an array of shape (packages, parties).

    Raises:
        InvalidInput: another shape, or a number that is not finite.
    """
    table = np.asarray(utilities, dtype=np.float64)
    if table.ndim != 2 or not np.isfinite(table).all():
        raise InvalidInput("utilities must be finite and of shape (packages, parties)")
    return table


def read_reserved(reserved: npt.ArrayLike, parties: int) -> Floats:
    """Return reserved values, one for each party; −inf is one of them.

    Raises:
        InvalidInput: another shape, or a value that is not a number.
    """
    values = np.asarray(reserved, dtype=np.float64)
    if values.shape != (parties,) or np.isnan(values).any():
        raise InvalidInput("reserved values must hold one number for each party")
    return values


def pick(score: Floats) -> Numbers:
    """Return the rows whose score is within 1e-12 of the highest."""
    return np.asarray(np.flatnonzero(score >= score.max() - TIE), dtype=np.int64)
