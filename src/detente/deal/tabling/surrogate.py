"""In which draws could a coalition still be satisfied? A quick test that never says no wrongly.

A draw with gains ``g_p(x) = Σ over groups of worth − no deal`` is lost when for some multipliers
λ >= 0 with Σ λ = 1 no package gives the coalition a weighted sum of zero (surrogate constraint,
Glover 1968)::

    max over x of Σ_p λ_p g_p(x) < 0

The maximum is taken group by group. Multipliers start even and follow the subgradient (the gains of
the maximising package), by multiplicative steps; each draw has its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.problem import TOLERANCE

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
STEPS = 24
"""Steps of the multipliers."""
FIRST_STEP = 2.0
"""How far the first step goes, in units of the largest gain of the draw."""
TINY = 1e-12
"""Least multiplier, so that what is barred stays barred."""
SLACK = TOLERANCE + 1e-9
"""By how much a sum has to miss zero, for rounding."""


def find_survivors(worth: Sequence[Floats], base: Floats) -> Flags:
    """Say in which draws a coalition may have a package that all of it accept.

    Args:
        worth: for each group, shape (n, coalition, choices); −∞ for choices that are barred.
        base: shape (n, coalition): what every package adds; minus the no-deal values.

    Returns:
        Shape (n,). False is proved; True may be wrong.
    """
    n, members = base.shape
    alive = np.ones(n, dtype=bool)
    for p in range(members):
        alive &= _most(worth, p) + base[:, p] >= -SLACK
    multipliers = np.full((n, members), 1 / max(members, 1))
    open_rows = np.flatnonzero(alive)
    for step in range(STEPS if members > 1 else 0):
        if not len(open_rows):
            break
        rows = multipliers[open_rows]
        value, gains = _best([table[open_rows] for table in worth], base[open_rows], rows)
        alive[open_rows[value < -SLACK]] = False
        going = (value >= -SLACK) & (gains.min(axis=1) < 0)
        size = np.abs(gains).max(axis=1, keepdims=True)
        rows = rows * np.exp(-FIRST_STEP / np.sqrt(1 + step) * gains / np.maximum(size, 1e-300))
        multipliers[open_rows] = np.maximum(rows / rows.sum(axis=1, keepdims=True), TINY)
        open_rows = open_rows[going]
    return alive


def _most(worth: Sequence[Floats], p: int) -> Floats:
    return np.asarray(sum((table[:, p].max(axis=1) for table in worth), np.zeros(1)))


def _best(worth: Sequence[Floats], base: Floats, multipliers: Floats) -> tuple[Floats, Floats]:
    """Return the largest weighted sum of each draw, and the gains where it is reached."""
    value, gains = (multipliers * base).sum(axis=1), base.copy()
    rows = np.arange(len(base))
    for table in worth:
        scores = np.einsum("np,npc->nc", multipliers, table)
        best = scores.argmax(axis=1)
        value += scores[rows, best]
        gains += table[rows, :, best]
    return value, gains
