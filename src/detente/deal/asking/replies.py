"""What yes and no are worth: the value of replies that divide the draws in two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.asking.enumerated import check_reliability
from detente.deal.asking.matrix import Columns, Counts, Matrix, choose

Single = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Replies:
    """The value of k questions of yes or no.

    Attributes:
        gained: shape (n, k): what the reply gains in each draw, −1 to 1, chosen on the half that
            the draw is not in.
        yes, no: shape (k,): the column to table after either reply, chosen on all draws.
        share: shape (k,): share of the draws where the truth is yes.
    """

    gained: Single
    yes: Columns
    no: Columns
    share: npt.NDArray[np.float64]


def value_replies(matrix: Matrix, truth: Flags, *, reliability: float = 1.0) -> Replies:
    """Return what replies to questions of yes or no are worth (EVSI).

    A reply is truthful with probability r. Among the draws of one half, the weight of package x
    after the reply "yes" is ``r · #{truth yes, x accepted} + (1 − r) · #{truth no, x accepted}``;
    the package with the largest weight is tabled, and scored on the other half against what is
    tabled without asking.

    Args:
        matrix: acceptance of the candidates.
        truth: shape (n, k), True where the truth is yes.
        reliability: r, 0.5 to 1.

    Raises:
        InvalidInput: the reliability is outside of that.
    """
    r = check_reliability(reliability)
    counts, totals, base = matrix.count(truth, matrix.halves), matrix.totals, matrix.base
    gained = np.empty(truth.shape, dtype=np.float32)
    for half in (0, 1):
        yes, no = plan_replies(counts[half], totals[half], base=base, reliability=r)
        rows = matrix.halves[1 - half]
        gained[rows] = score_replies(matrix, rows, truth[rows], (yes, no, base), r)
    yes, no = plan_replies(counts[0] + counts[1], totals[0] + totals[1], base=base, reliability=r)
    return Replies(gained, yes, no, truth.mean(axis=0))


def plan_replies(
    counts: Counts, totals: Counts, *, base: int, reliability: float
) -> tuple[Columns, Columns]:
    """Return the columns to table after yes and after no.

    Args:
        counts: shape (..., packages): accepting draws where the truth is yes.
        totals: shape (packages,): accepting draws.
        base: the column to table without asking; kept where it ties.
        reliability: 0.5 to 1.
    """
    said_yes = reliability * counts + (1 - reliability) * (totals - counts)
    return choose(said_yes, base), choose(totals - said_yes, base)


def score_replies(
    matrix: Matrix,
    rows: slice,
    truth: Flags,
    plan: tuple[Columns, Columns, int],
    reliability: float,
) -> Single:
    """Return what a plan gains in each of some draws, shape (rows, k).

    Args:
        matrix: acceptance of the candidates.
        rows: which draws.
        truth: shape (rows, k).
        plan: columns to table after yes and after no, shape (k,) each; the column without asking.
        reliability: 0.5 to 1.
    """
    yes, no, base = plan
    table = matrix.single[rows]
    after_yes, after_no = table[:, yes], table[:, no]
    true = np.where(truth, after_yes, after_no)
    false = np.where(truth, after_no, after_yes)
    gained = reliability * true + (1 - reliability) * false - table[:, base, None]
    return np.asarray(gained, dtype=np.float32)
