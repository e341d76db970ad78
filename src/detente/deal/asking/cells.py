"""Which package to table in each cell of a number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.asking.matrix import Columns, Counts, choose
from detente.deal.asking.replies import plan_replies
from detente.deal.asking.smoothing import smooth

Floats = npt.NDArray[np.float64]


def plan_cells(
    counts: Sequence[Counts], sizes: Sequence[Floats], places: Floats, *, base: int
) -> Columns:
    """Return the column to table in each cell, chosen on two parts of the draws.

    Three plans are made: by acceptance smoothed over the cells (which rests on many draws, and
    misses sudden changes), by the best single cut (which finds one sudden change), and cell by cell
    (which misses nothing, and is led astray by luck). Each is made on one part and scored on the
    other, both ways round; the best of the three is then made on both parts.

    Args:
        counts: for each of the two parts, shape (cells, packages): accepting draws.
        sizes: for each, shape (cells,): draws.
        places: shape (cells,), where the cell lies.
        base: the column to table without asking.

    Returns:
        Shape (cells,).
    """
    plans = (_smoothed, _cut, _each)
    (one, two), (few, rest) = counts, sizes
    every = np.arange(len(places))
    scores = [
        two[every, plan(one, few, places, base)].sum()
        + one[every, plan(two, rest, places, base)].sum()
        for plan in plans
    ]
    return plans[int(np.argmax(scores))](one + two, few + rest, places, base)


def best_cut(counts: Counts, *, base: int, reliability: float = 1.0) -> tuple[int, int, int]:
    """Return the index of the best cut, and the columns to table above it and below.

    Args:
        counts: shape (cells, packages): accepting draws; cut k lies between cells k and k + 1.
        base: the column to table without asking; kept where it ties.
        reliability: of the reply, 0.5 to 1. Of several best cuts the middle one is taken.
    """
    totals = counts.sum(axis=0)
    above = totals - np.cumsum(counts, axis=0)[:-1]
    yes, no = plan_replies(above, totals, base=base, reliability=reliability)
    every = np.arange(len(above))
    said_yes = reliability * above + (1 - reliability) * (totals - above)
    worth = said_yes[every, yes] + (totals - said_yes)[every, no]
    ties = np.flatnonzero(worth >= worth.max() - 1e-9)
    best = int(ties[len(ties) // 2])
    return best, int(yes[best]), int(no[best])


def sum_of(counts: Sequence[Counts]) -> Counts:
    """Return the sum of arrays of one shape."""
    return np.asarray(np.sum(counts, axis=0))


def _smoothed(counts: Counts, sizes: Floats, places: Floats, base: int) -> Columns:
    return choose(smooth(counts, sizes, places), base)


def _cut(counts: Counts, sizes: Floats, places: Floats, base: int) -> Columns:
    best, yes, no = best_cut(counts, base=base)
    return np.where(np.arange(len(places)) > best, yes, no)


def _each(counts: Counts, sizes: Floats, places: Floats, base: int) -> Columns:
    return choose(counts, base)
