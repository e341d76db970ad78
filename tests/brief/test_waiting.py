"""What time does, in the brief: the sentences, the chart and its table."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from detente.brief import render, render_brief
from detente.brief.answers import Answers
from detente.brief.charts.waiting import Course, Held, Moment, Worth, draw_course
from detente.brief.render import make_context
from detente.brief.sections import find_sections, waiting
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, read

DAY = date(2025, 12, 4)


def moving() -> dict[str, Any]:
    """The full case; the south's no-deal value climbs, an expected winter lowers the north's."""
    case = cases.full()
    case["preferences"]["north"]["no_deal"] = {
        "base": [30, 40],
        "shocks": [
            {
                "title": "Winter",
                "date": "2026-01-15",
                "until": "2026-03-15",
                "add": [-12, -6],
                "judgement": "from other winters",
            },
            {
                "title": "A strike of the ferrymen",
                "date": "2025-11-01",
                "add": -3,
                "evidence": [{"source": "gazette"}],
            },
        ],
    }
    case["preferences"]["south"]["no_deal"] = {"base": [25, 40], "drift": [8, 14], "discount": 0.98}
    case["preferences"]["south"]["red_lines"][0]["until"] = "2026-02-01"
    return case


def shown(data: dict[str, Any]) -> waiting.View:
    return waiting.view(make_context(cases.build(data), DAY, Answers()))


def flat(text: str) -> str:
    return " ".join(text.split())


def page(data: dict[str, Any]) -> Node:
    """Return a page with this section alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "find_sections", lambda: find_sections(("waiting",)))
        return read(render_brief(cases.build(data), answers=Answers()))


def section(data: dict[str, Any]) -> Node:
    return page(data).by_id("waiting")


def test_a_case_that_moves_shows_when_what_and_to_whom() -> None:
    text = flat(section(moving()).text)
    assert "At mid-points a deal exists from 4 Dec 2025 to " in text
    assert "On the hill" in text
    assert "of the 400 draws on 4 Dec 2025" in text
    assert re.search(
        r"on 2 Jun 2026: (level, )?[−+]?[\d.]+ points \([^)]+\) on the same draws\.", text
    )
    assert "the less certain the later the day" in text
    assert "15 Jan 2026, expected; North: Winter (−12 to −6 points)" in text
    assert "16 Mar 2026, expected; North: end of Winter (−12 to −6 points until then)" in text
    assert "2 Feb 2026, expected; South: end of red line on The border: b On the hill" in text
    assert "no advice to wait or to hurry" in text


def test_inequalities_have_the_numbers_of_the_case() -> None:
    view = shown(moving())
    assert view.told[0] == "4 Dec 2025"
    assert view.told[-1] == "2 Jun 2026"
    north, south = view.inequalities
    assert re.fullmatch(r"[\d.]+ > 32", north.cells[0][0])  # 35 less 3 of the strike
    assert south.cells[-1][1] is False


def test_what_moved_adds_up() -> None:
    north, south = shown(moving()).parties
    assert (north.first, north.last, north.by, north.same) == ("32", "32", (), "0")
    assert [name for name, _ in south.by] == ["drift", "discount"]
    assert south.by[0][1].endswith(" (+8 to +14 in 30 days)")
    moved = sum(float(by.split(" (")[0].replace("−", "-")) for _, by in south.by)
    assert moved == pytest.approx(float(south.last) - float(south.first), abs=0.2)
    assert south.moving == (
        "at the middle of its ranges rises by 10.3 in 30 days (drift +8 to +14)"
    )


def test_every_number_is_traced_and_the_table_holds_what_is_drawn() -> None:
    found = section(moving())
    table = found.by_id("waiting-days")
    assert found.all("figure")[0].all("a")[-1].attrs["href"] == "#waiting-days"
    view = shown(moving())
    assert len(table.all("tbody")[0].all("tr")) == len(view.days[0].rows)
    for row in table.all("tbody")[0].all("tr"):
        assert row.attrs["data-from"]
    assert view.figure is not None
    assert view.figure.alt.startswith("A deal exists in ")


def test_a_case_that_stands_still_is_one_sentence() -> None:
    text = flat(section(cases.full()).text)
    case = cases.full()
    assert "until" not in case["preferences"]["south"]["red_lines"][0]
    assert "Nothing moves from 4 Dec 2025 to 2 Jun 2026" in text
    assert not section(cases.full()).all("figure")


def test_without_a_rule_or_preferences_it_cannot_be_said() -> None:
    case = moving()
    del case["acceptance"]
    assert "does not say who must accept" in flat(section(case).text)


def test_exact_numbers_have_no_draws() -> None:
    case = moving()
    for party in case["preferences"].values():
        party["weights"] = {"border": 50, "troops": 30, "toll": 20}
        party["values"]["border"]["ford"] = 0
        party.pop("linkages", None)
        party["no_deal"] = {"base": 30, "drift": 5}
    view = shown(case)
    assert not view.sampled
    assert "draws" not in flat(section(case).text)


def test_many_parties_keep_the_tables_narrow() -> None:
    case = moving()
    for k in range(9):
        case["parties"][f"p{k}"] = {"name": f"Party {k}", "role": "ally"}
        case["preferences"][f"p{k}"] = case["preferences"]["south"] | {"red_lines": []}
    case["acceptance"]["all_of"] += [f"p{k}" for k in range(9)]
    found = section(case)
    tables = [t for t in found.all("table") if t.attrs.get("id", "").startswith("waiting-days")]
    assert [t.attrs["id"] for t in tables] == ["waiting-days", "waiting-days-2", "waiting-days-3"]
    for table in found.all("table"):
        assert max(len(row.all("th") + row.all("td")) for row in table.all("tr")) <= 11


def test_hostile_names_do_no_harm() -> None:
    data = cases._poison(moving())
    assert not page(data).all("script")
    assert section(data).all("svg")


def test_swapping_two_parties_swaps_the_words() -> None:
    one = shown(moving())
    case = moving()
    parties, preferences = case["parties"], case["preferences"]
    parties["north"]["name"], parties["south"]["name"] = "South", "North"
    case["parties"] = {key: parties[key] for key in ("south", "north", "lake")}
    case["preferences"] = {key: preferences[key] for key in ("south", "north")}
    two = shown(case)
    names = {"North": "South", "South": "North"}
    swapped = [(names[row.party], row.first, row.last, row.by, row.falls) for row in one.parties]
    assert sorted(swapped) == sorted(
        (row.party, row.first, row.last, row.by, row.falls) for row in two.parties
    )
    assert [row.deal for row in one.days[0].rows] == [row.deal for row in two.days[0].rows]


def drawn(**more: Any) -> Course:
    day = (date(2026, 1, 1), date(2026, 1, 11))
    given: dict[str, Any] = {
        "first": day[0],
        "last": day[1],
        "moments": (Moment(day[0], 0.5, 0.4, 0.6), Moment(day[1], 1.0, 0.9, 1.0)),
        "held": (Held("Deal at mid-points", (day,)),),
        "parties": (("North", (Worth(day[0], 30, 20, 40), Worth(day[1], 25, 20, 30))),),
        "changes": ((day[1], "1"),),
    }
    return Course(**{**given, **more})


def test_the_chart_draws_the_share_the_lane_and_the_step() -> None:
    figure = draw_course(drawn(), anchor="a", table="t")
    texts = [node.text for node in read(str(figure.svg)).all("text")]
    for label in ("100%", "50%", "0%", "Deal at mid-points", "North", "30", "25", "1"):
        assert label in texts
    assert figure.alt == (
        "A deal exists in 50% of the draws on 1 Jan 2026; A deal exists in 100% of the draws on "
        "11 Jan 2026; Deal at mid-points: 1 Jan 2026 to 11 Jan 2026; no deal is worth 30 to North "
        "on the first day and 25 on the last."
    )
    lines = [n.attrs.get("stroke") for n in read(str(figure.svg)).all("line")]
    assert (lines.count("#b35900"), lines.count("#22272b"), lines.count("#0072b2")) == (1, 1, 1)
    assert lines.count("#eceeef") == 2 * round((680 - 168 - 40) / 5)


def test_without_draws_the_chart_has_no_shares() -> None:
    figure = draw_course(drawn(moments=()), anchor="a", table="t")
    assert "100%" not in [node.text for node in read(str(figure.svg)).all("text")]
    assert "draws" not in figure.alt + figure.caption
