"""Few demands that exclude everything: a part of them, and what the packages left to it violate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.deal.whynot.board.choices import Board, Flags, Places

ERROR = 1e-11
"""A sum misses what is owed only if it does so by more than this, relative to its parts."""


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
    worth = board.worth[party]
    error = ERROR * (1.0 + np.abs(worth).max() * len(board.groups))
    return np.asarray(worth[packages].sum(axis=1) < board.owed[party] - error)


def hit_all(violated: Sequence[Flags], packages: int) -> list[int] | None:
    """Choose demands so that every package violates one: the most useful first, then no more.

    Args:
        violated: for each demand, shape (packages,).
        packages: how many they are.

    Returns:
        Numbers of the demands; None if some package violates none.
    """
    table = np.array(violated, dtype=bool).reshape(len(violated), packages)
    left, chosen = np.ones(packages, dtype=bool), []
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
