"""The brief says what each draft would have to change, what changed, and who is nearer to what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from detente.brief.answers import Answers
from detente.brief.charts.alignment import Lane, Share, draw_alignment
from detente.brief.charts.fitting import width
from detente.brief.draft_alignment import LANES, PAIRS, draft_alignment
from detente.brief.draft_changes import draft_changes
from detente.brief.draft_heads import head_of
from detente.brief.draft_moves import draft_moves, signed_span
from detente.brief.render import make_context
from detente.brief.sections import answer
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, page_of, read

DAY = date(2025, 12, 4)


def context(data: dict[str, Any]) -> Any:
    return make_context(cases.build(data), DAY)


def heads(found: Any) -> dict[str, Any]:
    return {draft: head for draft, head in head_of(found).items() if head.coded}


def flat(text: str) -> str:
    return " ".join(text.split())


def test_each_draft_is_told_what_it_would_have_to_change() -> None:
    found = context(cases.full())
    (row,) = draft_moves(found, heads(found)).nearest
    assert (row.head.code, row.count, row.proof) == ("D2", "1 of 2", "")
    assert [(c.issue, c.before[0].short, c.after.short) for c in row.changes] == [
        ("The border", "b", "a")
    ]
    assert [(g.party, g.text) for g in row.gained] == [("North", "−20"), ("South", "+25")]


def test_the_answer_names_the_nearest_draft_and_its_changes() -> None:
    third = "".join(part.text for part in answer.view(context(cases.full())).sentences[2])
    assert (
        "; of the others, Second paper (D2) is nearest, with 1 term to change: "
        "The border from “On the hill” to “At the river”; "
    ) in third


def test_drafts_equally_near_are_named_together() -> None:
    data = cases.full()
    data["drafts"]["three"] = {**data["drafts"]["two"], "title": "Third paper"}
    third = "".join(part.text for part in answer.view(context(data)).sentences[2])
    assert "; of the others, Second paper (D2) and Third paper (D3) are nearest, with" in third
    assert " with 1 term to change each; " in third


def test_what_would_be_better_for_all_is_told_with_what_is_filled_in() -> None:
    found = context(cases.full())
    first, second = draft_moves(found, heads(found)).better
    assert (first.base, first.none, first.changes) == ("its best completion", "nothing", ())
    assert (second.base, second.none) == ("its best completion", "")
    assert [change.issue for change in second.changes] == ["The border", "Troops at the border"]
    assert [(issue, option.label) for issue, option in second.refilled] == [("Toll", "Paid")]
    assert [g.text for g in second.gained] == ["+7.5", "+16.5"]


def test_nothing_is_asked_without_a_rule_or_an_answer() -> None:
    data = cases.full()
    del data["acceptance"]
    found = context(data)
    assert draft_moves(found, heads(found)).nearest == ()
    assert draft_changes(found, heads(found)).summaries
    bare = replace(context(cases.full()), answers=Answers())
    assert draft_moves(bare, heads(bare)).nearest == ()
    assert draft_changes(bare, heads(bare)).summaries == ()


def test_the_change_log_tells_terms_and_points() -> None:
    found = context(cases.full())
    changes = draft_changes(found, heads(found))
    (summary,) = changes.summaries
    assert (summary.before.code, summary.after.code) == ("D1", "D2")
    assert (summary.same, summary.changed, summary.other, summary.added) == (0, 1, 1, 1)
    assert changes.latest is not None
    rows = {row.issue: row for row in changes.latest.rows}
    assert rows["Toll"].what == "to outside text"
    assert [o.label for o in rows["The border"].after] == ["On the hill"]
    assert {g.party: g.text for g in rows["The border"].gained} == {"North": "+20", "South": "−25"}


def test_positions_against_each_other_over_time() -> None:
    found = context(cases.full())
    alignment = draft_alignment(found, heads(found))
    (pair,) = alignment.pairs
    assert (pair.first, pair.second) == ("North", "South")
    assert [(entry.day, entry.text) for entry in pair.entries] == [
        ("2 Oct 2025", "0 of 1"),
        ("1 Dec 2025", "1 of 1"),
    ]
    assert alignment.apart == 2
    (table,) = alignment.nearness
    head, coded, cells = table.rows[0]
    assert (head.code, coded) == ("D1", 2)
    assert (cells[0].wants, cells[0].rejects) == ("0 → 1", "0")
    head, coded, cells = table.rows[1]
    assert (head.code, coded) == ("D2", 3)
    assert [(c.wants, c.rejects) for c in cells] == [("2 → 1", "0"), ("0", "2 → 1"), ("0", "0")]


def test_the_page_has_all_of_it() -> None:
    page = read(page_of(cases.full()))
    section = page.by_id("drafts")
    for anchor in ("nearest", "better", "change-summaries", "change-log", "nearness-1"):
        assert page.by_id(anchor).tag == "table", anchor
        assert page.by_id(anchor) in list(section.walk())
    assert "Points gained" in flat(page.by_id("nearest").text)
    assert page.by_id("alignment-chart").tag == "figure"
    assert page.by_id("alignment-pairs").tag == "table"


def test_a_case_without_positions_has_no_chart() -> None:
    data = cases.full()
    data["positions"] = []
    page = read(page_of(data))
    assert not [node for node in page.walk() if node.attrs.get("id") == "alignment-chart"]


def test_with_no_acceptable_package_no_change_of_a_draft_is_shown() -> None:
    data = cases.full()
    data["preferences"]["north"]["no_deal"] = 100
    found = context(data)
    assert found.answers.moves == {}
    page = read(page_of(data))
    assert not [node for node in page.walk() if node.attrs.get("id") in ("nearest", "better")]
    assert "none can be completed into such a package" in flat(page.by_id("answer").text)


def test_many_parties_are_cut_with_a_count() -> None:
    data = cases.large(12, 20)
    data["positions"] = [{**data["positions"][0], "party": party} for party in data["parties"]]
    found = context(data)
    alignment = draft_alignment(found, {})
    assert len(alignment.pairs) == PAIRS
    assert alignment.figure is not None
    told = len(alignment.pairs) + alignment.untold
    assert alignment.omitted == told - LANES
    assert told == 12 * 11 // 2
    assert alignment.apart == 0
    assert f"{alignment.omitted} further pairs" in alignment.figure.caption


@pytest.mark.parametrize(
    ("ends", "text"),
    [((0.0, 0.0), "0"), ((-2.0, 3.5), "−2 to +3.5"), ((-0.01, 0.01), "0"), ((4.0, 4.0), "+4")],
)
def test_points_carry_their_sign(ends: tuple[float, float], text: str) -> None:
    assert signed_span(ends) == text


LANE_A = Lane("North", "South", (Share(DAY - timedelta(90), 0, 1), Share(DAY - timedelta(9), 2, 3)))
LANE_B = Lane("North", "Lake", (Share(DAY - timedelta(2), 1, 4),))


def figure(*lanes: Lane, omitted: int = 0) -> Any:
    return draw_alignment(
        lanes, drafts=(DAY - timedelta(50),), until=DAY, omitted=omitted, anchor="a", table="t"
    )


def svg(found: Any) -> Node:
    return read(str(found.svg)).all("svg")[0]


def test_the_chart_tells_all_numbers_in_words() -> None:
    found = figure(LANE_A, LANE_B, omitted=1)
    assert found.alt == (
        "North and South: 0 of 1 from 5 Sep 2025, 2 of 3 from 25 Nov 2025; "
        "North and Lake: 1 of 4 from 2 Dec 2025. 1 further pair not drawn."
    )
    texts = [node.text for node in svg(found).all("text")]
    assert {"North", "South", "Lake", "2 of 3", "1 of 4", "0 of 1", "Drafts"} <= set(texts)
    assert "1 further pair only in the table" in found.caption


def test_no_number_of_the_chart_lies_over_another() -> None:
    day = DAY - timedelta(60)
    shares = tuple(Share(day + timedelta(k), k % 3, 3 + k) for k in range(0, 60, 2))
    found = svg(figure(Lane("North", "South", shares)))
    boxes = []
    for node in found.all("text"):
        x, y = map(float, node.attrs["transform"][10:].split(")")[0].split(","))
        if " of " in node.text:
            boxes.append((x, x + width(node.text, 9.5), y))
    for (a, b, y), (c, d, z) in combinations(boxes, 2):
        assert b <= c or d <= a or abs(y - z) >= 9


def test_exchanging_two_parties_exchanges_labels_only() -> None:
    one, two = figure(LANE_A), figure(replace(LANE_A, first="South", second="North"))
    swap = {"North": "South", "South": "North"}
    texts = [[node.text for node in svg(found).all("text")] for found in (one, two)]
    assert [swap.get(text, text) for text in texts[0]] == texts[1]
    paths = [[node.attrs for node in svg(found).all("line")] for found in (one, two)]
    assert paths[0] == paths[1]
