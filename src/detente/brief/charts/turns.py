"""Which turns of a long run are drawn, where they stand, and which of them are numbered."""

from __future__ import annotations

TICKS = 6
"""Steps between turns that are numbered, at most."""
ROUND = (1, 2, 5)
"""Steps between numbers of turns, and these times powers of ten."""
MOST = 20
"""Turns that are all drawn, at most; of more, the first and the last."""
FIRST = 12
LAST = 6
BREAK = 2.0
"""Room for the turns that are left out, in turns."""


def kept(turns: int) -> tuple[int, ...]:
    """Return the turns that are drawn, 0 the start: all, or of many the first and the last."""
    if turns <= MOST:
        return tuple(range(turns + 1))
    return (*range(FIRST + 1), *range(turns - LAST + 1, turns + 1))


def slot_of(turn: int, drawn: tuple[int, ...]) -> float:
    """Return how far to the right a turn stands, in turns that are drawn."""
    slot = drawn.index(turn)
    return slot if slot == turn else slot - 1 + BREAK


def ticks(drawn: tuple[int, ...]) -> list[int]:
    """Return the turns that are numbered: the first, round ones, and the last."""
    last = drawn[-1]
    steps = (base * 10**power for power in range(9) for base in ROUND)
    step = next(step for step in steps if step * TICKS >= len(drawn) - 1)
    inner = [turn for turn in drawn[1:-1] if turn % step == 0 and last - turn > step / 2]
    return sorted({0, *inner, last})
