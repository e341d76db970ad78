"""The ε-frontier: few packages, and for every other one a listed package that is hardly worse.

After Papadimitriou and Yannakakis (2000), "On the approximability of trade-offs and optimal access
of web sources": gains are put into cells of a grid, and of the cells that no other one dominates
one package each is kept. If the cell of y is nowhere below the cell of x, then y is worse than x by
less than the width of a cell, for every party. Over k merges with cells of width ε / k the losses
add up to less than ε.

Thresholds: in place of a package x a package y with ``g(y) > g(x) − ε`` is listed. If x is worth at
least ε above no deal to everybody whose acceptance it needs, then y is worth at least no deal to
the same parties and belongs to the set; every part of y can reach the set for the same reason, and
is not dropped on the way. Nearer to the thresholds nothing can be promised by such means: whether
there is any package just at several no-deal values is a knapsack problem.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from detente.deal.frontier.layers import Thin
from detente.deal.frontier.sets import Floats
from detente.deal.merging.dominance import Numbers
from detente.errors import NotSupported

Found = TypeVar("Found")

SERIES = tuple(
    float(f"{lead}e{power}") for power in range(-3, 10) for lead in (1, 2, 5)
)  # 0.001, 0.002, 0.005, 0.01 … 5e9
"""The widths that are tried when none is given, in points."""
FIRST = SERIES.index(0.5)
"""Where the search for a width starts."""


def thin_by_cells(width: float) -> Thin:
    """Return a filter that keeps one candidate of each undominated cell.

    Args:
        width: of a cell, in points; above 0.
    """

    def thin(points: Floats) -> tuple[Numbers, Floats]:
        import moocore

        if points.shape[1] == 0:
            return np.zeros(0, dtype=np.int64), points
        order = np.argsort(-points.sum(axis=0), kind="stable")  # the best of a cell stands for it
        cells = np.floor(points[:, order] / width)
        rows = np.ascontiguousarray(cells.T)
        kept = moocore.is_nondominated(rows, maximise=True, keep_weakly=False)
        stay = np.sort(order[kept])
        return stay, points[:, stay]

    return thin


def find_narrowest(
    attempt: Callable[[float], Found | None], *, start: int = FIRST
) -> tuple[int, Found]:
    """Return the narrowest width of :data:`SERIES` that is found to fit, and what it gives.

    Args:
        attempt: returns None where a width does not fit; then wider ones are tried, and otherwise
            narrower ones.
        start: which width to try first, by its number in the series.

    Returns:
        The number of the width, and what the attempt returned.

    Raises:
        NotSupported: none fits.
    """
    at, best = start, attempt(SERIES[start])
    while best is None:
        at += 1
        if at == len(SERIES):
            raise NotSupported("max_points leaves no room even for a coarse ε-frontier; raise it")
        best = attempt(SERIES[at])
    while at and at <= start:
        narrower = attempt(SERIES[at - 1])
        if narrower is None:
            break
        at, best = at - 1, narrower
    return at, best
