"""What a newcomer and a principal stumbled over: cells, events, ties, words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente.deal.solutions as engine
from detente import __version__
from detente.brief import render_brief, solutions
from detente.brief.charts.ranges import Range, draw_ranges
from detente.brief.charts.timeline import HALF, Mark, draw_timeline
from detente.brief.curves import describe_curve
from detente.brief.render import make_context
from detente.brief.sections import drafts, stands, timeline
from detente.case.records import Issue
from detente.case.values import Values
from detente.words import points, spelled
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, page_of, read

DAY = date(2025, 12, 4)


def context(data: dict[str, Any]) -> Any:
    return make_context(cases.build(data), DAY)


def page(data: dict[str, Any]) -> Node:
    return read(page_of(data))


def flat(text: str) -> str:
    return " ".join(text.split())


# Red lines in the table of positions


def test_red_lines_stand_in_the_cell_of_party_and_issue() -> None:
    view = stands.view(context(cases.full()))
    border = view.blocks[0].rows[0]
    assert [[s.code for s in lines] for lines in border.lines] == [["R1"], ["R2"]]
    cells = page(cases.full()).by_id("stands-1").all("tr")[1].all("td")
    assert flat(cells[0].text).endswith("never c R1")
    assert flat(cells[1].text).endswith("never b R2")
    assert "R2" in cells[1].attrs["data-from"].split()
    assert [a.attrs["href"] for a in cells[1].all("a")][-1] == "#R2"


def test_a_red_line_without_a_position_has_its_cell() -> None:
    data = cases.full()
    data["positions"] = [p for p in data["positions"] if p["issue"] == "border"]
    lines = data["preferences"]["south"]["red_lines"]
    lines.append({"troops": {"above": 200}, "judgement": "so it says"})
    lines.append({"toll": "paid", "troops": 0, "judgement": "both together"})
    view = stands.view(context(data))
    (block,) = view.blocks
    assert [row.issue for row in block.rows] == ["The border", "Troops at the border"]
    assert block.silent_on == ("Toll",)
    cells = page(data).by_id("stands-1").all("tr")[2].all("td")
    assert [flat(cell.text) for cell in cells] == ["–", "never 300 to 400 soldiers R3"]


def test_without_red_lines_the_table_does_not_speak_of_them() -> None:
    data = cases.full()
    assert "Never" in page(data).by_id("stands").text
    for preferences in data["preferences"].values():
        preferences["red_lines"] = []
    assert "Never" not in page(data).by_id("stands").text


# Rounding


@given(st.integers(0, 10**6))
def test_hundredths_round_half_up(hundredths: int) -> None:
    tenths = (hundredths + 5) // 10
    expected = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
    assert points(hundredths / 100) == expected
    if tenths:
        assert points(-hundredths / 100) == f"−{expected}"


def test_rounding_of_computed_numbers() -> None:
    assert [points(x) for x in (55.65, 54.15, 72.5, 54.150000000000006, 55.6499999999999)] == [
        "55.7",
        "54.2",
        "72.5",
        "54.2",
        "55.7",
    ]


# Drafts


def bars(*ranges: Range) -> Node:
    return read(str(draw_ranges(ranges, anchor="a", table="t").svg))


def test_a_bar_is_solid_only_where_some_completion_is_accepted() -> None:
    """Worth enough and yet rejected, for a red line: dashed."""
    solid, dashed = (
        bars(Range("N", "D1", 40, 90, 35, accepts)).all("line") for accepts in (True, False)
    )
    assert sum("stroke-dasharray" in n.attrs for n in solid) == 0
    assert sum("stroke-dasharray" in n.attrs for n in dashed) == 1


@pytest.mark.parametrize("accepts", [True, False])
def test_a_single_worth_is_a_diamond(accepts: bool) -> None:
    svg = bars(Range("N", "D1", 50, 50, 35, accepts))
    dots = [n for n in svg.all("path") if n.attrs.get("fill", "none") != "none"]
    marks = [n for n in dots if "translate" in n.attrs.get("transform", "")]
    assert len(marks) == 1
    assert (marks[0].attrs["fill"] == "#ffffff") == (not accepts)


def test_ways_to_complete_a_draft_are_those_that_constraints_allow() -> None:
    data = cases.full()
    data["constraints"].append({"never": {"border": "river", "troops": 400}})
    made = context(data)
    report = made.answers.drafts["drafts"]["one"]
    assert (report["completions"], report["possible"]) == (10, 8)
    assert drafts.view(made).outcomes[0].completions == "8"
    assert "Ways to complete it" in page(data).by_id("outcomes").text


@pytest.mark.parametrize("every", [True, False])
def test_combinations_that_were_not_counted_are_called_that(every: bool) -> None:
    made = context(cases.full())
    for report in list(made.answers.drafts["drafts"].values())[: None if every else 1]:
        report["possible"] = report["acceptable"] = None
    tree = read(render_brief(made.case, answers=made.answers))
    table = tree.by_id("outcomes")
    assert ("Combinations left open" in table.all("thead")[0].text) == every
    cells = [flat(row.all("td")[0].text) for row in table.all("tr")[1:]]
    assert cells[0] == ("10" if every else "not counted (10 left open)")


# Events


def rows(*events: dict[str, Any]) -> Any:
    data = cases.full()
    data["events"] = [{"date": "2025-11-20", "judgement": "known"} | event for event in events]
    return timeline.view(context(data)).rows


def test_a_place_in_the_title_is_not_repeated() -> None:
    one, two = rows(
        {"type": "meeting", "title": "Talks in FLORIDA", "place": "Florida"},
        {"type": "meeting", "title": "Talks", "place": "Florida"},
    )
    assert (one.place, two.place) == ("", "Florida")


@pytest.mark.parametrize("kind", ["strike", "offensive", "sanctions", "aid", "pressure"])
def test_who_acted_on_whom_is_said_of_acts(kind: str) -> None:
    (row,) = rows({"type": kind, "title": "Act", "actor": "north", "target": "south"})
    assert row.acted == (("by", "North"), ("against", "South"))
    assert row.who == ()


@pytest.mark.parametrize("kind", ["deadline", "document", "meeting", "other"])
def test_other_events_name_all_concerned_alike(kind: str) -> None:
    (row,) = rows(
        {"type": kind, "title": "X", "actor": "north", "target": "south", "parties": ["north"]}
    )
    assert row.acted == ()
    assert row.who == ("North", "South")


@pytest.mark.parametrize(
    ("by", "name"), [("lake", "Lake"), ("envoy", "Ana Envoy"), (None, "others")]
)
def test_reported_events_say_by_whom_and_not_that_they_took_place(
    by: str | None, name: str
) -> None:
    event = {"type": "offensive", "title": "Gains", "attribution": "reported", "by": by}
    (row,) = rows(event)
    assert (row.by, row.status) == (name, "reported")
    data = cases.full()
    data["events"] = [event | {"date": "2025-11-20", "judgement": "known"}]
    table = page(data).by_id("timeline-table")
    assert f"Gains, reported by {name}" in flat(table.text)
    assert "took place" not in table.text


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_the_line_of_the_day_strikes_no_number(back: list[int]) -> None:
    marks = tuple(
        Mark(n, "meeting", DAY - timedelta(k), DAY - timedelta(k), "held")
        for n, k in enumerate(back, start=90)
    )
    lines, labels = _drawn(marks)
    for x, top, bottom in lines:
        for left, right, y in labels:
            assert not (left < x < right and top < y + 5 and y - 5 < bottom)


def _drawn(marks: tuple[Mark, ...]) -> tuple[list[Any], list[Any]]:
    """Return the pieces of the line of the day, and the boxes of the numbers."""
    from detente.brief.charts import timeline as chart
    from detente.brief.charts.board import Board
    from detente.brief.charts.days import Days
    from detente.brief.charts.fitting import width

    first = min(mark.first for mark in marks)
    days = Days(first - timedelta(2), DAY + timedelta(2), chart.GUTTER, chart.WIDTH - 24)
    found, lanes = chart._rows(marks, days)
    board = Board(chart.WIDTH, chart.TOP + chart.ROW * len(found) + 6 + chart.BOTTOM)
    chart._draw_rows(board, found, lanes, days)
    before = len(board.lines)
    chart._draw_today(board, days.x(DAY))
    pieces = [(k.x, k.y, k.y2) for k in board.lines[before:]]
    assert HALF > 5
    boxes = [
        (k.x, k.x + width(k.text, k.size), k.y) for k in board.labels if k.size == chart.NUMBER
    ]
    assert len(boxes) == len(marks)
    return pieces, boxes


def test_events_that_go_on_have_their_own_mark() -> None:
    figure = draw_timeline(
        (Mark(1, "meeting", DAY - timedelta(3), DAY, "going on"),), until=DAY, anchor="a", table="t"
    )
    assert "going on" in [n.text for n in read(str(figure.svg)).all("text")]


# Solutions


def test_ties_are_said_of_every_solution_concerned() -> None:
    package = {"border": "river"}
    picked = {
        "nash": {"package": package, "tied_count": 1, "tied": [package], "exact": True},
        "egalitarian": {"package": package, "tied_count": 3, "tied": [package], "exact": True},
        "utilitarian": {
            "package": package,
            "tied_count": None,
            "tied": [package] * 2,
            "exact": False,
        },
    }
    found = solutions.describe_solution({"solutions": picked}, tuple(picked))
    assert [m.ties for m in found.members] == ["", "3", "at least 2"]
    assert [m.exact for m in found.members] == [True, True, False]
    data = cases.full()
    made = context(data)
    for name in ("nash", "utilitarian"):
        made.answers.deal["solutions"][name]["tied_count"] = 4
    text = flat(read(render_brief(made.case, answers=made.answers)).by_id("deal").text)
    words = "4 packages do equally well; the first in the order of the case is shown."
    assert text.count(words) == 2


def test_solutions_that_compare_points_say_so() -> None:
    for name, meaning in solutions.MEANINGS.items():
        compares = "not comparable between parties" in meaning
        assert compares == (name in ("egalitarian", "utilitarian", "equal_gain"))
    assert set(solutions.MEANINGS) == set(solutions.NAMES) == set(engine.NAMES)


# Words


def test_the_head_says_with_what_it_was_prepared() -> None:
    head = flat(page(cases.full()).all("header")[0].text)
    assert f"Prepared offline from the case file, with detente {__version__}." in head


def test_levels_and_their_worth_are_parted_by_a_colon() -> None:
    text = flat(page(cases.full()).by_id("J2").text)
    assert "0 soldiers: 100 400 soldiers: 0" in text


def test_alternatives_of_a_scale_carry_the_unit_once() -> None:
    data = cases.full()
    data["positions"].append(
        cases._position("north", "troops", [200, 300], "2025-12-02", "gazette", None)
    )
    made = context(data)
    wants = made.options("troops", made.case.positions[-1].wants)
    assert [option.label for option in wants] == ["200", "300 soldiers"]
    assert "wants 200 or 300 soldiers" in flat(page(data).by_id("stands").text)


SCALE = {"title": "Flow", "scale": {"from": 400, "to": 1000, "step": 100, "unit": "m3/s"}}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            {"peak": 600, "zero_at": 900},
            "100 at 600 m3/s, falling in a straight line to 33.3 at 400 and to 0 at 900",
        ),
        (
            {"peak": 1000, "zero_below": 400},
            "100 at 1000 m3/s, falling in a straight line to 0 at 400",
        ),
        (
            {"peak": 600, "zero_above": 900},
            "100 at 600 m3/s, falling in a straight line to 0 at 900, staying at 100 to 400",
        ),
        (
            {"peak": [500, 700], "zero_at": 1200, "falls": "quadratic"},
            (
                "100 at 500–700 m3/s (600 used), falling with the square of the distance"
                " to 88.9 at 400 and to 55.6 at 1000"
            ),
        ),
    ],
)
def test_curves_speak_of_no_level_outside_the_scale(written: Any, words: str) -> None:
    assert describe_curve(Issue.model_validate(SCALE), Values.read(written)) == words


def test_curves_stand_in_the_judgement() -> None:
    text = flat(page(cases.full()).by_id("J1").text)
    assert "100 at 300 soldiers, falling in a straight line to 0 at 0 and to 66.7 at 400" in text
    assert "600" not in text


def test_texts_that_the_authors_wrote_are_named_as_such() -> None:
    data = cases.full()
    data["authors"] = ["A. Coder", "The Gazette"]
    marked = flat(page(data).by_id("stands").text)
    assert marked.count("The Gazette (text written for this case)") == 2
    assert "text written for this case" not in page(cases.full()).text


def test_counts_in_letters() -> None:
    assert [spelled(n) for n in (1, 4, 10, 11, 1024)] == ["one", "four", "ten", "11", "1,024"]
