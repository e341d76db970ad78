"""Numbers of ways of any size in arrays: digits of base 2^32 in double-precision columns.

A double holds whole numbers up to 2^53 exactly. A digit below 2^32 leaves room for adding up 2^21
of them before the carries are passed on, and :func:`numpy.bincount` adds doubles.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ways = npt.NDArray[np.float64]
"""Shape (digits, n), the lowest digit first."""
BASE = 2.0**32


def one_way() -> Ways:
    """Return a single number, 1."""
    return np.ones((1, 1))


def carry(ways: Ways) -> Ways:
    """Bring all digits below the base, with as many digits as are needed."""
    digits: list[npt.NDArray[np.float64]] = []
    over = np.zeros(ways.shape[1])
    for digit in ways:
        whole = digit + over
        over = np.floor(whole / BASE)
        digits.append(whole - over * BASE)
    while over.any():
        rest = np.floor(over / BASE)
        digits.append(over - rest * BASE)
        over = rest
    return np.array(digits).reshape(len(digits), ways.shape[1])


def total(ways: Ways, counts: npt.NDArray[np.int64] | None = None) -> int:
    """Return Σ ways × counts as a whole number of any size; counts are below 2^31, default 1."""
    summed = 0
    for place, digit in enumerate(ways):
        product = digit.astype(np.int64) * (1 if counts is None else counts)
        high, low = int((product >> 32).sum()), int((product & 0xFFFFFFFF).sum())
        summed += ((high << 32) + low) << (32 * place)
    return summed


def widen(ways: Ways, digits: int) -> Ways:
    """Return the numbers with at least so many digits."""
    missing = max(0, digits - len(ways))
    return np.concatenate([ways, np.zeros((missing, ways.shape[1]))]) if missing else ways
