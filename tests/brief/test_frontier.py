"""Efficient packages in the brief: the sentence, the chart and the table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.brief import render_brief
from detente.brief.charts.frontier import Efficient, draw_frontier
from detente.brief.render import make_context
from detente.brief.sections import deal
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, page_of, read

DAY = date(2025, 12, 4)


def flat(text: str) -> str:
    return " ".join(text.split())


def drawn(parties: int, **more: Any) -> Efficient:
    given: dict[str, Any] = {
        "parties": tuple(f"Party {n}" for n in range(1, parties + 1)),
        "no_deal": (30.0,) * parties,
        "points": ((70.0,) + (35.0,) * (parties - 1), (32.0,) + (80.0,) * (parties - 1)),
        "solutions": {"Nash": (50.0,) * parties},
        "drafts": {"D2": (20.0,) * parties},
    }
    return Efficient(**{**given, **more})


def svg(efficient: Efficient) -> Node:
    return read(str(draw_frontier(efficient, anchor="a", table="t").svg)).all("svg")[0]


def places(node: Node) -> list[tuple[float, float]]:
    found = [mark.attrs.get("transform", "") for mark in node.all("path")]
    pairs = [place[10:-1].split(",") for place in found if place.startswith("translate")]
    return [(round(float(x), 1), round(float(y), 1)) for x, y in pairs]


def test_of_two_parties_a_map_is_drawn() -> None:
    """100 points are 330 pixels: 70 and 35 stand 231 to the right of 64 and 115.5 above 344."""
    found = places(svg(drawn(2)))
    assert (295.0, 228.5) in found
    assert (64 + 330 * 0.5, 14 + 330 * 0.5) in found
    assert (64 + 330 * 0.2, 14 + 330 * 0.8) in found


def test_exchanging_two_parties_exchanges_the_axes() -> None:
    one = drawn(2, points=((70.0, 35.0), (32.0, 80.0)), solutions={"Nash": (50.0, 60.0)})
    other = drawn(2, points=((35.0, 70.0), (80.0, 32.0)), solutions={"Nash": (60.0, 50.0)})
    inside = [(x, y) for x, y in places(svg(one)) if x <= 394]
    mirrored = [(round(64 + 344 - y, 1), round(14 + 330 - (x - 64), 1)) for x, y in inside]
    assert sorted(mirrored) == sorted((x, y) for x, y in places(svg(other)) if x <= 394)


@pytest.mark.parametrize("parties", [3, 5, 8])
def test_of_more_parties_lines_are_drawn(parties: int) -> None:
    found = svg(drawn(parties))
    texts = {node.text.strip() for node in found.all("text")}
    assert {f"Party {n}" for n in range(1, parties + 1)} <= texts
    assert {"Nash", "draft D2", "D2", "no-deal value"} <= texts
    faint = [line for line in found.all("line") if line.attrs.get("stroke-width") == "0.7"]
    assert len(faint) == 2 * (parties - 1)
    dashed = [line for line in found.all("line") if "stroke-dasharray" in line.attrs]
    assert len(dashed) == parties - 1


def test_of_very_many_packages_some_are_drawn_the_ends_among_them() -> None:
    many = tuple((float(k) / 10, 100 - float(k) / 10, 50.0) for k in range(1001))
    found = svg(drawn(3, points=many))
    faint = [line for line in found.all("line") if line.attrs.get("stroke-width") == "0.7"]
    assert len(faint) == 2 * 150


@pytest.mark.parametrize("parties", [2, 4])
def test_worth_beyond_the_scale_stays_on_the_drawing(parties: int) -> None:
    efficient = drawn(parties, points=((130.0,) * parties, (-20.0,) * parties))
    node = svg(efficient)
    width, height = float(node.attrs["width"]), float(node.attrs["height"])
    for x, y in places(node):
        assert 0 <= x <= width
        assert 0 <= y <= height


def test_the_chart_tells_itself_in_words() -> None:
    figure = draw_frontier(drawn(2), anchor="a", table="t")
    assert figure.alt == (
        "Party 1: no deal 30, efficient packages 32 to 70, Nash 50, draft D2 20; "
        "Party 2: no deal 30, efficient packages 35 to 80, Nash 50, draft D2 20."
    )
    assert "efficient package" in figure.caption


def test_the_section_counts_and_compares() -> None:
    """North and South must accept; 8 of the 28 possible packages pass, 5 of them efficient."""
    page = read(page_of(cases.full()))
    text = flat(page.by_id("deal").text)
    assert "Of 8 acceptable packages, 5 are efficient: in every other one some party" in text
    found = deal.view(make_context(cases.build(cases.full()), DAY)).efficient
    assert found is not None
    assert [(row.best_for, row.worth) for row in found.rows] == [
        ("North", ("77.5", "36.5")),
        ("South", ("40", "67.5")),
    ]
    assert page.by_id("efficient-table")
    assert [figure.table for figure in found.figures] == ["efficient-all"]
    rows = page.by_id("efficient-all").all("tr")[1:]
    assert [tuple(cell.text for cell in row.all("td")) for row in rows] == list(found.every)
    assert len(found.every) == 5
    assert ("77.5", "36.5") in found.every


def test_without_an_answer_nothing_is_said() -> None:
    context = make_context(cases.build(cases.small()), DAY)
    assert deal.view(context).efficient is None
    assert "Efficient packages" not in page_of(cases.small())


@pytest.mark.parametrize(
    ("number", "acceptable", "words"),
    [
        (1, 1, "The only acceptable package is efficient."),
        (8, 8, "All 8 acceptable packages are efficient: in none of them"),
        (1, 8, "Of 8 acceptable packages, 1 is efficient: in every other one"),
        (5, None, "5 acceptable packages are efficient: in every other one"),
        (None, 8, "too many to be found one and all: the words of the guarantee."),
    ],
)
def test_the_sentence(
    monkeypatch: pytest.MonkeyPatch, number: int | None, acceptable: int | None, words: str
) -> None:
    from detente.brief import answers

    asked = answers.find_answers

    def find(case: Any, day: date) -> Any:
        found = asked(case, day)
        found.deal["acceptable"] = acceptable
        found.frontier["packages"] = number
        found.frontier["exact"] = number is not None
        found.frontier["guarantee"] = "the words of the guarantee"
        return found

    monkeypatch.setattr("detente.brief.render.find_answers", find)
    page = read(render_brief(cases.build(cases.full())))
    assert words in flat(page.by_id("deal").text)
