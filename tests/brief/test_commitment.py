"""The section on commitment: sentences, table, chart, anchors, swapped names, empty cases."""

from __future__ import annotations

import re
from typing import Any

from detente.brief.charts.commitment import Demand, Room, draw_rooms
from detente.brief.render import make_context
from detente.brief.sections import commitment
from tests.brief import brief_cases as cases
from tests.brief import test_page as whole
from tests.brief.brief_page import Node, page_of, read


def committed() -> dict[str, Any]:
    """The full case, with numbers on fighting: one inequality holds, one fails, one is open."""
    case = cases.full()
    case["commitment"] = {
        "stake": "The ford & the <toll>",
        "period": "one year",
        "sides": {
            "north": {
                "wins": 0.6,
                "cost": {"value": 0.1, "evidence": {"source": "gazette"}, "judgement": "as told"},
                "discount": 0.9,
            },
            "south": {
                "wins": 0.7,
                "cost": 0.1,
                "discount": [0.5, 0.9],
                "rises": [0, 0.3],
                "while_fighting": 0.2,
            },
        },
        "basis": "judgement of A. Coder on fighting",
    }
    return case


def view(data: dict[str, Any]) -> commitment.View:
    case = cases.build(data)
    return commitment.view(make_context(case, case.as_of))


def flat(node: Node) -> str:
    return " ".join(node.text.split())


def test_a_case_without_such_numbers_says_so() -> None:
    assert view(cases.full()).why == "the case says nothing of what fighting would bring its sides"
    bare = committed()
    bare["commitment"]["sides"] = {"north": {"wins": 0.5}, "south": {}}
    assert view(bare).why == "no condition has all the numbers that it takes"


def test_each_inequality_stands_with_its_numbers() -> None:
    found = view(committed())
    assert [row.inequality for row in found.rows] == [
        "0.6 + 0.7 − 1 = 0.3 > 0.1 + 0.1 = 0.2",
        "0.9 × 0.55 − 0.4 = 0.095 > (1 − 0.9) × 0.1 = 0.01",
    ]
    assert [row.verdict for row in found.rows] == [
        "fails, 0.1 is missing",
        "fails, 0.085 is missing",
    ]
    assert [row.ranges for row in found.rows] == ["", "some values"]
    assert found.rows[0].draws == ""
    assert re.fullmatch(r"\d+% \(\d+–\d+\)", found.rows[1].draws)
    assert [kind for kind, _ in found.rows[0].levers] == [
        "guarantee",
        "verification",
        "side payment",
    ]
    assert found.rows[1].surely.startswith("It would hold for every value in the ranges")


def test_numbers_rest_on_the_basis_and_on_what_is_cited() -> None:
    context = make_context(cases.build(committed()), cases.build(committed()).as_of)
    row = commitment.view(context).rows[0]
    entries = {e.anchor: e for e in (*context.register.evidence, *context.register.judgements)}
    basis, *others = [entries[ref] for ref in row.refs]
    assert basis.text == "judgement of A. Coder on fighting"  # type: ignore[union-attr]
    assert {use.kind for entry in others for use in entry.uses} >= {"commitment"}
    kinds = {ref[0] for ref in row.refs}
    assert kinds == {"E", "J"}


def test_the_page_shows_chart_table_levers_and_gaps() -> None:
    page = read(page_of(committed()))
    whole.test_ids_are_unique(page)
    whole.test_links_lead_into_the_page_or_to_a_web_address(page)
    whole.test_every_anchor_that_a_number_names_exists(page)
    whole.test_every_number_in_a_result_table_is_traced(page)
    whole.test_every_chart_is_titled_described_captioned_and_has_its_table(page)
    node = page.by_id("commitment")
    told = flat(node)
    assert "at mid-points, these fail: share for both (1), rise of power (2)." in told
    assert "At stake: The ford & the <toll>." in told
    assert "a further cost of 0.05 on whichever side turns to force" in told
    assert "Left out:" in told
    assert "not given: destroyed." in told
    assert "An inequality that holds is no promise kept" in told
    (svg,) = node.all("svg")
    assert "a gap" in svg.all("desc")[0].text
    table = node.all("table")[0]
    assert table.attrs["id"] == "commitment-table"
    assert len(table.all("tbody")[0].all("tr")) == 2
    assert "Rise of its chance in one period" in told
    names = [n.text for n in node.all("ol")[0].all("bdi")]
    assert {"North", "South"} <= set(names)


def test_exchanging_names_exchanges_names() -> None:
    pages = []
    for one, two in (("XMIX", "IXXM"), ("IXXM", "XMIX")):
        data = committed()
        data["parties"]["north"]["name"], data["parties"]["south"]["name"] = one, two
        pages.append(repr(view(data)))
    swap = {"XMIX": "IXXM", "IXXM": "XMIX"}
    assert re.sub("XMIX|IXXM", lambda m: swap[m.group()], pages[0]) == pages[1]


def test_later_sources_are_not_cited_on_an_earlier_day() -> None:
    data = committed()
    case = cases.build(data)
    early = make_context(case, case.as_of.replace(year=case.as_of.year - 1))
    assert early.case.commitment is not None
    assert list(early.case.commitment.evidence()) == []
    assert commitment.view(early).notes
    assert len(list(case.commitment.evidence())) == 1  # type: ignore[union-attr]


def test_rooms_are_drawn_within_the_scale() -> None:
    rooms = (
        Room("1", "Is there a share?", -0.2, 1.3, None, None, "a range"),
        Room("2", "And here?", 0.7, 0.4, (0.5, 0.9), (0.2, 0.6), "a gap"),
        Room("3", "Just one?", 0.5, 0.5, None, None, "a range"),
    )
    assert [room.empty for room in rooms] == [False, True, False]
    figure = draw_rooms(rooms, ("North", "South"), anchor="rooms", table="rooms-table")
    assert "all to South" in figure.svg
    assert "Shares of North: 1. Is there a share? a range; 2." in figure.alt
    assert "Thin lines: the middle 95% of the draws" in figure.caption
    places = [float(x) for x in re.findall(r"translate\(([-\d.]+),", figure.svg)]
    assert min(places) >= 0
    assert max(places) <= 680


def test_a_demand_has_marks_and_words_of_its_own() -> None:
    """What is asked for is no share to keep: no least and most, no bar, no gap."""
    data = committed()
    for side in data["commitment"]["sides"].values():
        side["cost_as_seen"] = {"from": 0.05, "to": 0.45}
    found = view(data)
    asking = [row for row in found.rows if row.demand]
    assert [row.demand for row in asking] == [
        "asked for 0.775, surely accepted 0.65",
        "asked for 0.125, surely accepted 0.25",
    ]
    assert {(row.least, row.most) for row in asking} == {("", "")}
    assert found.figure is not None
    assert "asked for 0.775, surely accepted 0.65;" in found.figure.alt
    assert found.figure.title.endswith("; what each does best to ask for")
    assert "Diamond: what the one that asks" in found.figure.caption
    told = flat(read(page_of(data)).by_id("commitment"))
    assert "surely accepted: what the other accepts whatever fighting costs it" in told
    only = (Demand("1", "Can it?", 0.7, 0.5, "asked for 0.7"),)
    figure = draw_rooms(only, ("North", "South"), anchor="rooms", table="rooms-table")
    assert figure.title == "What each does best to ask for"
    assert "Bar:" not in figure.caption
