"""A brief for an earlier day tells nothing of what came later."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.brief import render_brief
from detente.brief.known import known_on, left_out
from detente.brief.render import make_context
from detente.brief.sections import timeline
from detente.brief.wording import MONTHS
from detente.case import load_case
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, read

EARLY = date(2025, 11, 22)


def page(data: dict[str, Any], day: date) -> str:
    return render_brief(cases.build(data), as_of=day)


def days_told(tree: Node) -> list[date]:
    found = re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", tree.text)
    return [date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in found]


def event(**more: Any) -> dict[str, Any]:
    return {"type": "meeting", "title": "Long talks", "judgement": "known of old"} | more


@pytest.mark.parametrize("day", [EARLY, date(2025, 10, 1), date(2025, 12, 1), date(2025, 12, 2)])
def test_no_later_day_is_told(day: date) -> None:
    data = cases.full()
    data["events"] = [e for e in data["events"] if e.get("status", "held") == "held"]
    data["preferences"]["south"]["red_lines"][0]["until"] = "2025-12-03"
    tree = read(page(data, day))
    assert max(days_told(tree)) <= day


def test_the_bundled_case_of_an_earlier_day_names_no_later_day(examples: Path) -> None:
    day = date(2025, 12, 4)
    tree = read(render_brief(load_case(examples / "ukraine-2025-12"), as_of=day))
    assert max(days_told(tree)) == day
    assert "2026" not in tree.by_id("sources").text


def test_a_held_event_that_is_not_over_goes_on_without_its_note() -> None:
    data = cases.full()
    long = event(date="2025-11-20", until="2025-11-30", note="Ended in a quarrel.")
    data["events"] = [long, event(date="2025-11-23", title="Not begun")]
    view = timeline.view(make_context(cases.build(data), EARLY))
    assert [(r.title, r.when, r.status, r.note) for r in view.rows] == [
        ("Long talks", "since 20 Nov 2025", "going on", "")
    ]
    whole = timeline.view(make_context(cases.build(data), date(2025, 12, 4)))
    assert (whole.rows[0].status, whole.rows[0].note) == ("held", "Ended in a quarrel.")
    assert whole.rows[0].when == "20 Nov 2025 – 30 Nov 2025"


def test_a_plan_is_told_without_what_became_of_it() -> None:
    data = cases.full()
    plan = event(date="2025-11-23", status="planned", note="It never came to that.")
    data["events"] = [plan]
    assert known_on(cases.build(data), EARLY).events[0].note == ""
    assert known_on(cases.build(data), date(2025, 11, 24)).events[0].note == plan["note"]


def test_a_meeting_that_was_cancelled_later_was_still_planned() -> None:
    data = cases.full()
    sources = [{"source": "herald"}, {"source": "gazette"}]
    data["events"] = [event(date="2025-12-03", status="cancelled", evidence=sources)]
    case = cases.build(data)
    assert known_on(case, EARLY).events[0].status == "planned"
    assert known_on(case, date(2025, 12, 3)).events[0].status == "cancelled"


def test_red_lines_drawn_later_are_not_mentioned() -> None:
    data = cases.full()
    data["preferences"]["south"]["red_lines"][0]["since"] = "2025-11-23"
    early = read(page(data, EARLY))
    assert not [n for n in early.walk() if n.attrs.get("id") == "R2"]
    assert "South never accepts" not in early.text
    assert "not in force" not in early.text
    on_its_day = read(page(data | {"as_of": "2025-11-22"}, EARLY))
    assert "not in force on this date" in on_its_day.text


def test_an_end_that_came_later_is_not_told() -> None:
    data = cases.full()
    line = data["preferences"]["south"]["red_lines"][0]
    line |= {"until": "2025-11-30", "judgement": "given up at the end of the month"}
    (known,) = known_on(cases.build(data), EARLY).preferences["south"].red_lines
    assert (known.until, known.judgement) == (None, "")
    assert "given up" not in page(data, EARLY)
    assert "given up" in page(data, date(2025, 12, 1))


def test_evidence_from_later_sources_is_left_out_with_what_rests_on_it_alone() -> None:
    data = cases.full()
    known = known_on(cases.build(data), EARLY)
    assert {e.source for _, e in known.evidence()} == {"herald", "letter"}
    assert [source.id for source in known.sources] == ["herald", "letter"]
    assert list(known.drafts["one"].terms) == ["toll"]
    assert ("north", "troops") not in {(p.party, p.issue) for p in known.positions}
    assert known.preferences["north"].red_lines[0].evidence == ()


def test_a_draft_known_from_later_sources_only_is_left_out() -> None:
    data = cases.full()
    data["drafts"]["one"]["terms"]["toll"]["evidence"] = {"source": "gazette"}
    assert not known_on(cases.build(data), EARLY).drafts


def test_sources_without_a_whole_date_stay() -> None:
    data = cases.full()
    data["sources"][0]["issued"] = "2025-12"
    assert "gazette" in {source.id for source in known_on(cases.build(data), EARLY).sources}


def test_on_its_own_day_a_case_may_rest_on_later_sources() -> None:
    data = cases.full()
    data["sources"][0]["issued"] = "2026-02-03"
    case = cases.build(data)
    assert known_on(case, case.as_of) == case
    assert left_out(case, case.as_of) == 0


def test_the_head_counts_what_is_left_out() -> None:
    """Three positions, two drafts, one term, four events; and a red line."""
    data = cases.full()
    assert left_out(cases.build(data), EARLY) == 10
    data["preferences"]["south"]["red_lines"][0]["since"] = "2025-11-23"
    assert left_out(cases.build(data), EARLY) == 11
    assert "11 records of later days left out" in page(data, EARLY)
