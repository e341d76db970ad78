"""Quantiles of uniform and triangular distributions, which turn probabilities into numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def quantile(
    u: npt.ArrayLike,
    *,
    low: npt.ArrayLike,
    high: npt.ArrayLike,
    mode: npt.ArrayLike | None = None,
) -> Floats:
    """Return the inverse of the distribution function.

    Uniform: ``low + u (high − low)``. Triangular, with ``c = (mode − low)/(high − low)``:
    ``low + sqrt(u c) (high − low)`` up to ``u = c``, and the mirror image above, which is
    ``high − sqrt((1 − u)(1 − c)) (high − low)``.

    Args:
        u: probabilities, 0 to 1, of any shape; the other arguments are broadcast against it.
        low, high: ends of the ranges, ``low <= high``; equal where a number is exact.
        mode: the likeliest values, ``low <= mode <= high``; nan where a number is uniform, and None
            where all are.

    Returns:
        Numbers that never lie outside their ranges, of the shape of all arguments together.
    """
    given, start, end = (np.asarray(part, dtype=np.float64) for part in (u, low, high))
    width = end - start
    if mode is None:
        return np.asarray(np.clip(start + given * width, start, end))
    peak = np.asarray(mode, dtype=np.float64)
    c = (peak - start) / np.where(width > 0, width, 1.0)
    below = start + np.sqrt(given * c) * width
    above = end - np.sqrt((1 - given) * (1 - c)) * width
    found = np.where(given <= c, below, above)
    uniform = np.isnan(peak)
    if uniform.any():
        found = np.where(uniform, start + given * width, found)
    return np.asarray(np.clip(found, start, end))
