"""The section on ratification: sentences, tables, chart, anchors, hostile names, empty cases."""

from __future__ import annotations

import re
from typing import Any

import pytest

from detente.brief.charts.ratifying import DraftBar, Panel, PollBar, draw_support
from detente.brief.render import make_context
from detente.brief.sections import ratifying
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, page_of, read


def ratified() -> dict[str, Any]:
    """The full case, with a public that was polled and an elder with a red line."""
    case = cases.full()
    case["ratifiers"] = {
        "town": {
            "name": "The town",
            "kind": "public",
            "of": "north",
            "basis": "the charter asks for a vote",
            "polls": [
                {
                    "title": "The river",
                    "terms": {"border": "river"},
                    "date": "2025-11-28",
                    "n": 400,
                    "shares": {
                        "essential": 20,
                        "desirable": 30,
                        "tolerable": 20,
                        "unacceptable": 25,
                    },
                    "evidence": {"source": "gazette"},
                },
                {
                    "title": "The hill",
                    "terms": {"border": "hill"},
                    "date": "2025-11-28",
                    "shares": {"accept": 15, "unacceptable": 80},
                    "judgement": "asked at the market",
                },
            ],
        },
        "council": {
            "name": "The council",
            "kind": "court",
            "red_lines": [{"toll": "paid", "judgement": "said in the hall"}],
        },
    }
    return case


def section(data: dict[str, Any]) -> Node:
    return read(page_of(data)).by_id("ratifying")


def flat(node: Node) -> str:
    return " ".join(node.text.split())


@pytest.fixture(scope="module")
def found() -> Node:
    return section(ratified())


def test_the_first_sentence_says_how_many(found: Node) -> None:
    assert re.search(
        r"Of [\d,]+ acceptable packages [\d,]+ would be ratified by everybody on the cautious "
        r"reading of the polls, if terms nobody was asked about put nobody off, and "
        r"(as many|[\d,]+) at most\.",
        flat(found),
    )


def test_what_the_material_does_not_have(found: Node) -> None:
    """The border is the one issue that the town was asked about, of three."""
    assert (
        "No ratifier of South is recorded; that is a gap of the material, not a finding."
        in flat(found)
    )
    rows = found.by_id("ratifying-who").all("tr")
    (town,) = [flat(row) for row in rows if "The town" in row.text]
    assert re.search(r"[01]( to 1)? of 3", town)


def test_polls_red_lines_and_drafts(found: Node) -> None:
    polls = flat(found.by_id("ratifying-polls"))
    assert "The river" in polls
    assert "essential 20, desirable 30, tolerable 20" in polls
    assert "70%" in polls
    assert "25%" in polls
    assert "400 asked" in polls
    assert "Red line of The council" in polls
    drafts = flat(found.by_id("ratifying-drafts"))
    assert "D1" in drafts
    assert "ratified 65–79%: The river" in drafts
    assert "fails 15–20%: The hill" in drafts
    who = flat(found.by_id("ratifying-who"))
    assert "public, of North" in who
    assert "The council: no polls; known by red lines alone" in flat(found)


def test_every_number_has_its_anchor() -> None:
    page = read(page_of(ratified()))
    known = {node.attrs["id"] for node in page.walk() if "id" in node.attrs}
    for text, line in page.by_id("ratifying").texts():
        tags = {n.tag for n in line}
        if not re.search(r"\d", text) or tags & {"bdi", "h2", "caption", "svg"}:
            continue
        links = [n.attrs["href"][1:] for n in line if n.attrs.get("href", "").startswith("#")]
        traced = links + [a for n in line for a in n.attrs.get("data-from", "").split()]
        assert traced, text
        assert set(traced) <= known


def test_the_chart_tells_the_same(found: Node) -> None:
    figure = found.by_id("ratifying-chart")
    (alt,) = [node.text for node in figure.walk() if node.tag == "desc"]
    assert "The town, needs 50 per cent: The river: 70 per cent accept, 25 do not" in alt
    assert "D1 ratified (65–79%)" in alt
    assert "The council" not in alt
    assert figure.all("a")[0].attrs["href"] == "#ratifying-polls"


def test_a_bar_for_each_grade() -> None:
    panel = Panel(
        "X", 60, (PollBar("p", (20, 30, 0, 20), 25),), (DraftBar("D1", None, None, "open"),)
    )
    svg = str(draw_support((panel,), anchor="a", table="t").svg)
    assert svg.count("#0072b2") == 4  # three grades and the legend
    assert svg.count("#b35900") == 2
    assert "needs 60" in svg


def test_a_case_without_ratifiers_says_so() -> None:
    text = flat(section(cases.full()))
    assert "This cannot be said: the case names nobody else who must say yes." in text


def test_hostile_names_stay_names() -> None:
    data = ratified()
    data["ratifiers"]["town"]["name"] = cases.HOSTILE
    data["ratifiers"]["town"]["polls"][0]["title"] = cases.HOSTILE
    data["ratifiers"]["council"]["name"] = cases.RTL
    page = section(data)
    assert not page.all("script")
    assert "49" not in flat(page)


def test_what_cannot_hold_together() -> None:
    data = ratified()
    lines = data["ratifiers"]["council"]["red_lines"]
    lines += [{"toll": "free", "judgement": "said in the hall, too"}]
    text = flat(section(data))
    assert "The council would not ratify anything." in text
    lines[1] = {"toll": "free", "border": "river", "judgement": "said in the hall, too"}
    lines += [{"toll": "free", "border": "ford", "judgement": "said in the hall, too"}]
    text = flat(section(data))
    assert "0 would be ratified by everybody on the cautious reading of the polls, if " in text
    assert "and as many at most." in text
    assert (
        "The town would not ratify border: hill; The council would not ratify border: river or ford"
        in text
    )


def test_the_view_is_frozen_and_of_the_day() -> None:
    case = cases.build(ratified())
    context = make_context(case, case.as_of.replace(year=2025, month=11, day=1))
    view = ratifying.view(context)
    assert not [row for row in view.questions if row.title]
    assert hash(view.lead) is not None
