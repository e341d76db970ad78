"""Bundles: weighted sums of parties' scores, the axes of the grids of relaxed sets.

A package in which every party reaches its need reaches the weighted sum of the needs too, whatever
the weights, if none is negative.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
UNIT = 1 << 26
"""The largest sum of a party is brought down to this before bundles are formed."""
WEIGHT = 1 << 20
"""The largest weight in a bundle."""
STEEP = 1e4
"""The largest weight of a party's sum, as a share of its range, in the Chernoff bound."""
STEPS = 60
"""Steps towards the smallest Chernoff bound."""
SEPARATE = 3
"""Parties up to which a grid with a bundle for each is tried."""


def bring_down(worth: Sequence[Ints], need: Ints) -> tuple[list[Ints], Ints]:
    """Divide each party's scores so that sums stay below :data:`UNIT`, always rounding up."""
    most = sum(table.max(axis=1) for table in worth)
    divisor = (np.maximum(most, need) // UNIT + 1)[:, None]
    return [-(-table // divisor) for table in worth], -(-need // divisor[:, 0])


def choose_bundles(worth: Sequence[Ints], need: Ints) -> list[Ints]:
    """Return the sets of bundles that are tried, each of shape (bundles, parties)."""
    alone = np.eye(len(need), dtype=np.int64)
    steepest = _steepest(worth, need)
    tried = [steepest, *(np.vstack([steepest, row]) for row in alone)]
    return [alone, *tried] if len(need) <= SEPARATE else tried


def _steepest(worth: Sequence[Ints], need: Ints) -> Ints:
    """Return the weights for which the Chernoff bound is about smallest, shape (1, parties).

    The bound is convex. It is lowered by steps of Newton's method, each party on its own, halved
    until they lower it. Any weights of 0 or more are right; these are only good ones.
    """
    scale = np.maximum(sum(table.max(axis=1) for table in worth), 1).astype(float)
    tables = np.concatenate(worth, axis=1) / scale[:, None]
    starts = np.cumsum([0, *(table.shape[1] for table in worth[:-1])])
    theta, step = np.ones(len(need)), 1.0
    value, slope, curvature = _bound(theta, tables, starts, need / scale)
    for _ in range(STEPS):
        moved = np.clip(theta - step * slope / np.maximum(curvature, 1e-9), 0, STEEP)
        found = _bound(moved, tables, starts, need / scale)
        if found[0] < value:
            theta, step, (value, slope, curvature) = moved, min(2 * step, 1.0), found
        else:
            step /= 2
    weights = theta / scale
    whole = np.rint(weights / max(float(weights.max()), 1e-300) * WEIGHT)
    return np.asarray(whole, dtype=np.int64)[None, :]


def _bound(
    theta: Floats, tables: Floats, starts: npt.NDArray[np.intp], need: Floats
) -> tuple[float, Floats, Floats]:
    """Return the bound, up to a constant, with its first and second derivatives by party."""
    sizes = np.diff(np.append(starts, tables.shape[1]))
    exponent = np.einsum("p,pc->c", theta, tables)
    highest = np.maximum.reduceat(exponent, starts)
    weight = np.exp(exponent - np.repeat(highest, sizes))
    sums = np.add.reduceat(weight, starts)
    weight /= np.repeat(sums, sizes)
    mean = np.add.reduceat(tables * weight, starts, axis=1)
    spread = np.add.reduceat(tables**2 * weight, starts, axis=1) - mean**2
    value = float((highest + np.log(sums)).sum() - (theta * need).sum())
    return value, mean.sum(axis=1) - need, spread.sum(axis=1)
