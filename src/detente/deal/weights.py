"""Weights given as ranges, settled so that they add up to 100."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from detente.errors import InvalidInput

WHOLE = 100.0
SLACK = 0.5
"""How far from 100 the sum may be, at the nearest, to be rescaled rather than refused."""


class Rangelike(Protocol):
    """A number that may be a range."""

    def at(self, share: float) -> float:
        """Return the value ``share`` of the way: low at 0, mid-point or mode at 0.5, high at 1."""


def settle_weights(
    weights: Mapping[str, Rangelike], *, whole: float = WHOLE
) -> tuple[dict[str, float], float]:
    """Choose one number in each range so that the numbers add up to the whole.

    The mid-points are taken if they do. Otherwise all weights move by one common share of the way
    along their ranges (from low to mid-point or mode, and on to high), which treats all issues
    alike. What is then still off, by up to 0.5, is rescaled.

    Args:
        weights: by name.
        whole: what they add up to; less than 100 where another weight is fixed.

    Returns:
        The weights, which add up to the whole, and the share: 0 all low, 0.5 all mid-points, 1 all
        high.

    Raises:
        InvalidInput: no choice inside the ranges comes within 0.5 of the whole.
    """
    totals = {s: sum(w.at(s) for w in weights.values()) for s in (0.0, 0.5, 1.0)}
    share = _share(totals[0.0], totals[0.5], totals[1.0], whole)
    total = sum(w.at(share) for w in weights.values())
    if not abs(total - whole) <= SLACK + 1e-9:
        raise InvalidInput(
            f"weights, shares of 100, add up to {total:g} at the nearest, not to {whole:g}"
        )
    if total == 0:
        return dict.fromkeys(weights, 0.0), share
    return {name: w.at(share) * whole / total for name, w in weights.items()}, share


def _share(low: float, mid: float, high: float, whole: float) -> float:
    """Return where the sum, linear from low over mid to high, is nearest to the whole."""
    if abs(mid - whole) <= 1e-9 or low == high:
        return 0.5
    if mid > whole:
        return max(0.0, 0.5 * (whole - low) / (mid - low)) if mid > low else 0.5
    return min(1.0, 0.5 + 0.5 * (whole - mid) / (high - mid)) if high > mid else 0.5
