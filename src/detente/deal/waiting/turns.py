"""What brings a deal, or takes it away, from one day to the next."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from detente.deal.waiting.middle import Lines, Middle
from detente.deal.waiting.record import Turn

Floats = npt.NDArray[np.float64]


def find_turns(
    middle: Middle,
    day: int,
    lines: tuple[Lines, Lines],
    no_deal: tuple[Floats, Floats],
    changed: Mapping[str, bool],
) -> list[Turn]:
    """Say who or what turned a day.

    Each party's no-deal value by itself, and the red lines by themselves, are taken from the day
    before to the day, all else staying as it was.

    Args:
        middle: problems and frontiers at mid-points.
        day: the day.
        lines: in force the day before, and on the day.
        no_deal: shape (parties,) each: the day before, and on the day.
        changed: ``deal`` or ``ripe`` to whether it now holds; empty where nothing turned.
    """
    if not changed:
        return []
    before, after = no_deal
    moved = [p for p in middle.rule.parties if before[p] != after[p]]
    rows = np.tile(before, (len(moved) + 1, 1))
    for row, p in enumerate(moved):
        rows[row, p] = after[p]
    alone = middle.judge(lines[0], rows)
    only_lines = middle.judge(lines[1], before[None])
    names = middle.problems[lines[0]].parties
    turns = []
    for what, holds in changed.items():
        flags, by_lines = (
            (alone.exists, only_lines.exists) if what == "deal" else (alone.ripe, only_lines.ripe)
        )
        enough = tuple(names[p] for row, p in enumerate(moved) if bool(flags[row]) is holds)
        turns.append(
            Turn(day, what, holds, enough, lines[0] != lines[1] and bool(by_lines[0]) is holds)
        )
    return turns
