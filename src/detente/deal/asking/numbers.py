"""What a number of the belief is worth: known exactly, and by the best question of yes or no."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.asking.cells import best_cut, plan_cells, sum_of
from detente.deal.asking.cuts import find_cuts
from detente.deal.asking.enumerated import check_reliability
from detente.deal.asking.matrix import Matrix
from detente.deal.asking.replies import score_replies

Floats = npt.NDArray[np.float64]
Single = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class NumberValue:
    """The value of one number.

    Attributes:
        cuts: cuts that were tried, ascending.
        cut: the best one, found on all draws.
        gained: shape (n,): what the reply to "is it above the cut?" gains in each draw, cut and
            packages chosen on the half that the draw is not in.
        exactly: shape (n,): the same for the number itself.
        yes, no: columns to table if it is above the cut, and if not; chosen on all draws.
        share: share of the draws above the cut.
    """

    cuts: Floats
    cut: float
    gained: Single
    exactly: Single
    yes: int
    no: int
    share: float


def value_number(matrix: Matrix, drawn: Floats, *, reliability: float = 1.0) -> NumberValue | None:
    """Return what a number is worth: EVPPI, and EVSI of the best question "is it above c?".

    EVPPI: the number is cut into cells and a package is chosen for each cell, by the plan of
    :func:`~detente.deal.asking.cells.plan_cells`. Choices are made on one half of the draws and
    scored on the other.

    Args:
        matrix: acceptance of the candidates.
        drawn: shape (n,), the number in each draw.
        reliability: of the reply, 0.5 to 1; the value of knowing the number exactly takes it as
            true.

    Returns:
        None where the number is the same in all draws.
    """
    r = check_reliability(reliability)
    cuts = find_cuts(drawn)
    if not len(cuts):
        return None
    cell = np.searchsorted(cuts, drawn, side="left")
    marked = cell[:, None] == np.arange(len(cuts) + 1)
    counts, base = matrix.count(marked, matrix.quarters), matrix.base
    sizes = [marked[rows].sum(axis=0) * 1.0 for rows in matrix.quarters]
    places = np.bincount(cell, drawn, len(cuts) + 1) / np.maximum(1, marked.sum(axis=0))
    gained, exactly = np.empty(len(matrix), np.float32), np.empty(len(matrix), np.float32)
    for half in (0, 1):
        rows, own = matrix.halves[1 - half], slice(2 * half, 2 * half + 2)
        best, yes, no = best_cut(sum_of(counts[own]), base=base, reliability=r)
        plan = (np.array([yes]), np.array([no]), base)
        gained[rows] = score_replies(matrix, rows, cell[rows, None] > best, plan, r)[:, 0]
        picks = plan_cells(counts[own], sizes[own], places, base=base)
        table = matrix.single[rows]
        exactly[rows] = table[np.arange(len(table)), picks[cell[rows]]] - table[:, base]
    best, yes, no = best_cut(sum_of(counts), base=base, reliability=r)
    share = float((cell > best).mean())
    return NumberValue(cuts, float(cuts[best]), gained, exactly, yes, no, share)
