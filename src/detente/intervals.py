"""How far a share of draws may be from the probability that it estimates."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
LEVEL = 0.95
Z = {0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004}


def wilson(
    successes: npt.ArrayLike, n: npt.ArrayLike, *, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Return the score interval of a probability (Wilson 1927).

    With ``p = k/n`` and z the normal quantile of the level::

        (p + z²/2n ± z sqrt(p(1 − p)/n + z²/4n²)) / (1 + z²/n)

    Args:
        successes: k, of any shape, 0 to n.
        n: draws, above 0; of a shape that fits.
        level: 0.9, 0.95 or 0.99.

    Returns:
        Lower and upper ends, in [0, 1]; exactly 0 where k = 0, exactly 1 where k = n.
    """
    z = Z[level]
    k, total = np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64)
    p = k / total
    centre = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * np.sqrt(p * (1 - p) / total + (z / (2 * total)) ** 2)
    low = np.where(k == 0, 0.0, np.clip(centre - half, 0, 1))
    high = np.where(k == total, 1.0, np.clip(centre + half, 0, 1))
    return low, high


def of_difference(
    one: npt.NDArray[np.bool_], two: npt.NDArray[np.bool_], *, level: float = LEVEL
) -> tuple[float, float, float]:
    """Return the difference of two shares over the same draws, with its interval.

    On common draws only those count where the answers differ: with a draws won and b lost of n, the
    difference is ``(a − b)/n`` and its standard error ``sqrt(a + b − (a − b)²/n)/n``. One half is
    added to a and to b for the error (Agresti & Min 2005), so that no interval has length zero.

    Args:
        one, two: shape (n,), the answers of the same draws.
        level: 0.9, 0.95 or 0.99.

    Returns:
        Difference (share of ``one`` − share of ``two``), lower end, upper end.
    """
    n = len(one)
    won, lost = int((one & ~two).sum()), int((two & ~one).sum())
    difference = (won - lost) / n
    a, b, total = won + 0.5, lost + 0.5, n + 1
    half = Z[level] * math.sqrt(a + b - (a - b) ** 2 / total) / total
    return difference, max(-1.0, difference - half), min(1.0, difference + half)
