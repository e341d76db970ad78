"""A move is a change in what the later statement speaks of, and in nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente.brief.changes import find_changes
from detente.brief.charts.moves import Stay, draw_moves
from detente.case.records import Issue, Position
from tests.brief import brief_cases as cases
from tests.brief.brief_page import read

DAY = date(2025, 11, 1)
ISSUE = Issue.model_validate({"title": "Q", "options": {"x": "X", "y": "Y", "z": "Z"}})

Said = tuple[tuple[str, ...], tuple[str, ...]]


def positions(*said: Said) -> tuple[Position, ...]:
    return tuple(
        Position.model_validate(
            {
                "party": "north",
                "issue": "q",
                "date": DAY + timedelta(number),
                "strength": "demand",
                "judgement": "test",
            }
            | ({"wants": list(wants)} if wants else {})
            | ({"rejects": list(rejects)} if rejects else {})
        )
        for number, (wants, rejects) in enumerate(said)
    )


def moved(*said: Said) -> list[tuple[int, int]]:
    """Return the places of the statements before and after each move."""
    told = positions(*said)
    return [(told.index(c.before), told.index(c.after)) for c in find_changes(ISSUE, told)]


def test_not_repeating_a_rejection_is_no_move() -> None:
    assert moved((("x",), ("y", "z")), (("x",), ())) == []


def test_not_repeating_a_want_is_no_move() -> None:
    assert moved((("x",), ("y",)), ((), ("y",))) == []


def test_another_want_is_a_move_whatever_is_left_unsaid() -> None:
    assert moved((("x",), ("y", "z")), (("y",), ())) == [(0, 1)]


def test_another_rejection_is_a_move() -> None:
    assert moved((("x",), ()), (("x",), ("y",))) == [(0, 1)]
    assert moved(((), ("y",)), ((), ("y", "z"))) == [(0, 1)]


def test_what_was_left_unsaid_still_stands() -> None:
    assert moved((("x",), ("y",)), (("x",), ()), (("x",), ("y",))) == []
    assert moved((("x",), ()), ((), ("z",)), (("y",), ())) == [(0, 1), (0, 2)]


def test_rejecting_again_what_was_wanted_in_between_is_a_move() -> None:
    assert moved(((), ("x",)), (("x",), ()), ((), ("x",))) == [(0, 1), (0, 2)]


options = st.lists(st.sampled_from("xyz"), max_size=3, unique=True).map(tuple)
statements = st.tuples(options, options).filter(lambda said: any(said))


@given(st.lists(statements, min_size=1, max_size=6))
def test_saying_the_last_again_or_a_part_of_it_is_no_move(said: list[Any]) -> None:
    wants, rejects = said[-1]
    clean = tuple(o for o in wants if o not in rejects), rejects
    if not any(clean):
        return
    told = [*said[:-1], clean]
    for again in (clean, (clean[0], ()), ((), clean[1])):
        if any(again):
            assert moved(*told, again) == moved(*told)


def test_restatements_are_counted_and_a_charted_want_goes_on() -> None:
    from detente.brief.render import make_context
    from detente.brief.sections import moves

    data = cases.full()
    data["positions"].append(
        cases._position("south", "border", ["river", "ford"], "2025-12-03", "gazette", None)
    )
    view = moves.view(make_context(cases.build(data), date(2025, 12, 4)))
    assert [(m.party, m.after.date) for m in view.moves if m.party == "South"] == [
        ("South", "1 Dec 2025")
    ]
    assert view.restated == 1


def test_in_a_chart_a_want_stands_until_the_next_word_on_it() -> None:
    """The second statement only rejects: the line of the want goes on to the end."""
    stays = (
        Stay("North", DAY, ("x",), ()),
        Stay("North", DAY + timedelta(10), (), ("y",)),
    )
    figure = draw_moves(
        stays,
        lanes={"x": ("a", "X"), "y": ("b", "Y")},
        ordered=False,
        title="T",
        until=DAY + timedelta(20),
        anchor="m",
        table="t",
    )
    texts = [n.text for n in read(str(figure.svg)).all("text")]
    assert "North" in texts
    assert "× North" in texts
