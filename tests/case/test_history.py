"""Where a party stands as of a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from detente.case import load_case
from detente.case.history import describe, moves, stands

MORE = """
    - {party: north, issue: border, wants: river, date: 2025-11-01, strength: demand, judgement: j}
    - {party: north, issue: border, wants: line, date: 2025-11-20, strength: signal, judgement: j,
       attribution: reported, by: south}
    - {party: north, issue: border, rejects: line, date: 2025-11-20, strength: refusal,
       judgement: j}
    - {party: north, issue: border, wants: line, date: 2025-11-25, strength: offer, judgement: j}
"""


def test_standing_is_the_latest_position_and_own_words_go_first(write: Callable[..., Path]) -> None:
    from .conftest import CASE

    before, rest = CASE.split("    positions:\n")
    after = rest[rest.index("    preferences:\n") :]
    case = load_case(write(before + after, positions=MORE))
    assert stands(case, "north", "border", date(2025, 10, 31)) is None
    first = stands(case, "north", "border", date(2025, 11, 19))
    assert first is not None
    assert describe(case, first) == "river"
    own = stands(case, "north", "border", date(2025, 11, 20))
    assert own is not None
    assert describe(case, own) == "not line"
    last = stands(case, "north", "border", case.as_of)
    assert last is not None
    assert last.strength == "offer"
    assert [p.date.day for p in moves(case, "border")["north"]] == [1, 20, 20, 25]
    assert moves(case, "troops") == {}
