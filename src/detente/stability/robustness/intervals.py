"""How far a share of draws may be from the share in all possible draws."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_Z = 1.959963984540054
"""Normal quantile of 95 %."""


def wilson(successes: npt.ArrayLike, draws: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the 95 % score interval of a share (Wilson 1927).

    Args:
        successes: of any shape, 0 to ``draws``.
        draws: above 0, of a shape that fits.

    Returns:
        Lower and upper ends; exactly 0 where nothing succeeded, exactly 1 where all did.
    """
    k, n = np.asarray(successes, dtype=float), np.asarray(draws, dtype=float)
    share, more = k / n, _Z * _Z / n
    centre = (share + more / 2) / (1 + more)
    half = np.sqrt(share * (1 - share) * more + more * more / 4) / (1 + more)
    low = np.where(k == 0, 0.0, np.clip(centre - half, 0, 1))
    high = np.where(k == n, 1.0, np.clip(centre + half, 0, 1))
    return low, high
