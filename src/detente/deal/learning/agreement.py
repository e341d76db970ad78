"""Do statements and ranges agree? Linear programs with a margin, and minimal sets that do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.deal.learning.polytope import Polytope
from detente.deal.learning.programs import ACCURACY, find_point

Floats = npt.NDArray[np.float64]


def agree(polytope: Polytope) -> bool:
    """Say whether some numbers agree with all statements, and not only on the edge of the ranges.

    Where they agree only on the edge, they have no volume among the numbers of the ranges: none
    could ever be drawn. Statements about numbers that cannot move need only be met.
    """
    return find_inner(polytope) is not None


def find_inner(polytope: Polytope) -> Floats | None:
    """Return a point with the largest margin to all statements; None where it has no margin.

    The margin is the largest r such that ``row z + r |row| <= limit`` for every row of a statement,
    |row| being its length along the numbers that can move. None where it is not above 1e-6.
    """
    matrix = np.column_stack([polytope.matrix, _lengths(polytope)])
    wider = replace(
        polytope,
        matrix=matrix,
        sums=np.column_stack([polytope.sums, np.zeros(len(polytope.sums))]),
        low=np.append(polytope.low, -1.0),
        high=np.append(polytope.high, 100.0),
    )
    objective = np.zeros(matrix.shape[1])
    objective[-1] = 1
    point = find_point(wider, objective)
    return point[:-1] if point is not None and point[-1] > ACCURACY else None


def find_minimal(items: Sequence[int], agrees: Callable[[Sequence[int]], bool]) -> list[int]:
    """Return a minimal set of items that do not agree, by the deletion filter.

    Each item in turn is left out for good if the rest still does not agree (Chinneck 2008, ch. 6).

    Args:
        items: which together do not agree; those to be kept, where there is a choice, last.
        agrees: whether some of them agree; fewer items never agree less.
    """
    kept = list(items)
    for item in items:
        rest = [other for other in kept if other != item]
        if not agrees(rest):
            kept = rest
    return kept


def _lengths(polytope: Polytope) -> Floats:
    """Return the length of each statement's row along what can move; 0 for all other rows."""
    free = polytope.low < polytope.high
    rows = np.where(free, polytope.matrix, 0.0)
    for equation in np.where(free, polytope.sums, 0.0):
        size = equation @ equation
        if size:
            rows = rows - np.outer(rows @ equation / size, equation)
    lengths = np.linalg.norm(rows, axis=1)
    return np.where(polytope.stated & (lengths > 1e-9), lengths, 0.0)
