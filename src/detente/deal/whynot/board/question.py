"""A question put to the board: who must be content, and which choices and rows that leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.whynot.board.choices import Board, Flags, Floats, Places

POINTS = 10.0
"""How many points of worth one breach counts for in searches and relaxations."""


@dataclass(frozen=True, slots=True)
class Question:
    """Sums that a package has to reach, one choice of each group.

    Attributes:
        board: the choices.
        members: the demands asked about, as bits.
        parties: to whom a package must be worth no deal.
        enforced: those demands that rule choices out.
        rows: the board's rows of those demands.
        open: shape (columns,): the choices not ruled out.
        gain: shape (parties asked + rows, columns): what each choice adds to each sum.
        need: shape (parties asked + rows,): what the sums must reach.
    """

    board: Board
    members: int
    parties: tuple[int, ...]
    enforced: list[int]
    rows: Places
    open: Flags
    gain: Floats
    need: Floats


def pose(board: Board, members: int, parties: Sequence[int]) -> Question:
    """Return the question whether a package satisfies demands and parties.

    Args:
        board: the choices.
        members: demands, as bits; those without patterns are not looked at.
        parties: to whom the package must be worth no deal.
    """
    enforced, who = board.enforced(members), list(parties)
    rows = np.array([k for k, n in enumerate(board.row_of.tolist()) if members >> n & 1], dtype=int)
    return Question(
        board,
        members,
        tuple(parties),
        enforced,
        rows,
        np.asarray(~board.breach[enforced].any(axis=0)),
        np.vstack([board.worth[who], -POINTS * board.holds[rows]]),
        np.concatenate([board.owed[who], -POINTS * board.room[rows]]),
    )
