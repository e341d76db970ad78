"""Charts: marks stand where they should, and labels do not lie over each other."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.brief.charts import theme
from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.days import LABEL, Days
from detente.brief.charts.fitting import fitted, width
from detente.brief.charts.gains import Gain, draw_gains
from detente.brief.charts.moves import Stay, draw_moves
from detente.brief.charts.ranges import Range, draw_ranges
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.timeline import APART, Mark, _rows, draw_timeline
from tests.brief.brief_page import Node, read

DAY = date(2025, 12, 4)


def svg(figure: Figure) -> Node:
    return read(str(figure.svg)).all("svg")[0]


def texts(figure: Figure) -> list[str]:
    return [node.text for node in svg(figure).all("text")]


def test_a_board_puts_marks_at_their_pixels() -> None:
    board = Board(200, 100, [Line(0, 10, 50, 10)], [Dot(30, 40)], [Label(60, 70, "here")])
    figure = draw(board, anchor="a", title="t", alt="d", caption="c", table="x")
    places = [node.attrs["transform"] for node in svg(figure).walk() if "transform" in node.attrs]
    assert "translate(0,10)" in places
    assert "translate(30,40)" in places
    assert svg(figure).attrs["viewbox"] == "0 0 200 100"


def test_the_size_of_a_chart_does_not_depend_on_its_text() -> None:
    sizes = set()
    for text in ("i", "W" * 300, "שלום"):
        figure = draw(
            Board(200, 50, labels=[Label(5, 5, text)]),
            anchor="a",
            title="t",
            alt="d",
            caption="c",
            table="x",
        )
        sizes.add((svg(figure).attrs["width"], svg(figure).attrs["height"]))
    assert sizes == {("200", "50")}


def test_no_colour_is_a_party() -> None:
    """Two parties are drawn alike; only places and labels differ."""
    stays = [Stay(name, DAY - timedelta(k), ("x",), ()) for k, name in enumerate(("A", "B"))]
    figure = draw_moves(
        tuple(stays),
        lanes={"x": ("a", "X"), "y": ("b", "Y")},
        ordered=False,
        title="T",
        until=DAY,
        anchor="m",
        table="t",
    )
    inks = {node.attrs["fill"] for node in svg(figure).all("path") if "fill" in node.attrs}
    assert inks <= {theme.INK, theme.PAPER, "none"}


def test_inks_differ_in_lightness_and_every_accent_has_its_own_shape() -> None:
    from detente.brief.charts import gains, timeline

    shapes = [(shape, hollow) for shape, _, hollow in gains.LOOKS]
    assert len(set(shapes)) == len(shapes)
    shapes = [(shape, hollow) for shape, _, hollow in timeline.LOOKS.values()]
    assert len(set(shapes)) == len(shapes)


@given(
    first=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    span=st.integers(min_value=1, max_value=20_000),
    room=st.floats(min_value=150, max_value=600),
)
@settings(max_examples=150, deadline=None)
def test_ticks_of_days_have_room(first: date, span: int, room: float) -> None:
    days = Days(first, first + timedelta(span), 50, 50 + room)
    ticks = days.ticks()
    assert ticks
    assert all(days.first <= tick <= days.last for tick in ticks)
    places = [days.x(tick) for tick in ticks]
    assert len(places) <= max(room / LABEL, 2)
    assert places == sorted(set(places))


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 5)), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_events_of_one_row_are_apart(found: list[tuple[int, int]]) -> None:
    marks = tuple(
        Mark(n, "meeting", DAY + timedelta(start), DAY + timedelta(start + long), "held")
        for n, (start, long) in enumerate(found)
    )
    days = Days(DAY, DAY + timedelta(100), 100, 650)
    rows, lanes = _rows(marks, days)
    assert sum(len(row) for _, row in rows) == len(marks)
    assert lanes == {"meeting": len(rows)}
    for _, row in rows:
        for one, two in combinations(row, 2):
            assert days.x(two.first) - days.x(one.last) >= APART


def test_timeline_draws_every_event_with_its_number() -> None:
    marks = tuple(
        Mark(n, kind, DAY, DAY, status)
        for n, (kind, status) in enumerate(
            [("meeting", "held"), ("strike", "planned"), ("call", "cancelled")], start=1
        )
    )
    figure = draw_timeline(marks, until=DAY, anchor="a", table="t", omitted=4)
    assert {"1", "2", "3", "meeting", "strike", "call", "took place or reported", "planned"} <= set(
        texts(figure)
    )
    assert "4 earlier events" in figure.caption
    assert "1 of them planned" in figure.alt


def test_ranges_tell_all_numbers_in_words() -> None:
    ranges = (
        Range("North", "D1", 10, 80, 35, True),
        Range("North", "D2", None, None, 35, False),
        Range("South", "D1", 20, 60, 40, False),
        Range("South", "D2", None, None, 40, False),
    )
    figure = draw_ranges(ranges, anchor="a", table="t")
    assert (
        figure.alt == "North (no deal 35): D1 10 to 80; South (no deal 40): D1 20 to 60 (rejects)."
    )
    dashed = [n for n in svg(figure).all("line") if "stroke-dasharray" in n.attrs]
    assert len(dashed) == 1


def test_gains_beyond_the_scale_stay_on_the_drawing() -> None:
    gain = Gain("North", 35, 118.5, {"Nash": 60, "Egalitarian": -12.5, "Utilitarian": 60})
    figure = draw_gains((gain,), anchor="a", table="t")
    box = float(svg(figure).attrs["width"])
    for node in svg(figure).all("path"):
        found = node.attrs.get("transform", "translate(0,0)")[10:-1].split(",")
        assert 0 <= float(found[0]) <= box
    assert "Egalitarian −12.5" in figure.alt


@pytest.mark.parametrize("text", ["", "word", "a b c d e f g h", "x" * 200, "中" * 60, "ש" * 90])
def test_fitted_text_fits(text: str) -> None:
    lines = fitted(text, 100, lines=2).split("\n")
    assert len(lines) <= 2
    assert all(width(line) <= 125 for line in lines)
