"""Few demands that exclude everything: a part of them, and what the packages left to it violate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.deal.whynot.board.choices import Board, Flags, Places

ERROR = 1e-11
"""A sum misses what is owed only if it does so by more than this, relative to its size."""


def violated_patterns(board: Board, demand: int, packages: Places) -> Flags:
    """Return which packages match a pattern of a demand.

    Args:
        board: the choices.
        demand: its place.
        packages: shape (packages, groups): the columns.
    """
    alone = board.breach[demand][packages].any(axis=1)
    rows = np.flatnonzero(board.row_of == demand)
    across = board.holds[rows][:, packages].sum(axis=2) > board.room[rows, None]
    return np.asarray(alone | across.any(axis=0))


def refused(board: Board, party: int, packages: Places) -> Flags:
    """Return which packages are worth less than no deal to a party, surely."""
    sums = board.worth[party][packages].sum(axis=1)
    return np.asarray(sums < board.owed[party] - ERROR * (1.0 + np.abs(sums)))


def hit_all(violated: Sequence[Flags]) -> list[int] | None:
    """Choose rows so that every column has one that is True: the most useful first, then no more.

    Returns:
        Numbers of the rows; None if some column has none.
    """
    table = np.array(violated, dtype=bool)
    left, chosen = np.ones(table.shape[1], dtype=bool), []
    while left.any():
        useful = table[:, left].sum(axis=1)
        best = int(useful.argmax()) if len(useful) else 0
        if not len(useful) or not useful[best]:
            return None
        chosen.append(best)
        left &= ~table[best]
    for row in list(chosen):
        others = [other for other in chosen if other != row]
        if table[others].any(axis=0).all():
            chosen = others
    return chosen
