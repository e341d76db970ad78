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
    """Return every day on the page, but those of the outlook on waiting, which lie ahead."""
    text = tree.text.replace(tree.by_id("waiting").text, "")
    found = re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", text)
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


def answer(**more: Any) -> dict[str, Any]:
    return {"party": "south", "answer": "refuses", "judgement": "known of old"} | more


def test_answers_are_known_from_their_day_on_and_with_the_draft_they_answer() -> None:
    data = cases.full()
    data["responses"] = [
        answer(to="one", date="2025-11-21"),
        answer(to={"toll": "free"}, date="2025-11-23"),
        answer(to="two", date="2025-11-26"),
    ]
    case = cases.build(data)
    assert [r.date.day for r in known_on(case, EARLY).responses] == [21]
    assert [r.date.day for r in known_on(case, date(2025, 11, 24)).responses] == [21, 23]
    assert known_on(case, case.as_of).responses == case.responses


def test_polls_and_lines_of_ratifiers_are_known_from_their_day_on() -> None:
    data = cases.full()
    asked = {"terms": {"toll": "free"}, "shares": {"accept": 60}, "judgement": "known of old"}
    polls = [
        asked | {"title": "First poll", "date": "2025-11-20"},
        asked | {"title": "Second poll", "date": "2025-11-24"},
    ]
    lines = [{"toll": "paid", "since": "2025-11-24"}]
    public = {"name": "Public", "kind": "public", "polls": polls, "red_lines": lines}
    data["ratifiers"] = {"public": public | {"basis": "judgement"}}
    case = cases.build(data)
    early = known_on(case, EARLY).ratifiers["public"]
    assert [poll.title for poll in early.polls] == ["First poll"]
    assert early.red_lines == ()
    assert left_out(case, EARLY) - left_out(cases.build(cases.full()), EARLY) == 2
    assert known_on(case, case.as_of).ratifiers == case.ratifiers


def test_what_was_only_expected_later_moves_nothing_before() -> None:
    data = cases.full()
    shock = {"title": "Frost", "date": "2025-12-03", "add": -3, "judgement": "winter"}
    data["preferences"]["south"]["no_deal"] = {"base": 30, "shocks": [shock]}
    case = cases.build(data)
    assert known_on(case, EARLY).preferences["south"].no_deal.shocks == ()
    assert known_on(case, case.as_of) == case


def test_shocks_answers_and_polls_hang_on_anchors_of_the_register() -> None:
    data = cases.full()
    shock = {"title": "Frost", "date": "2025-12-03", "add": -3, "judgement": "winter is near"}
    data["preferences"]["south"]["no_deal"] = {"base": 30, "shocks": [shock]}
    data["responses"] = [answer(to="one", date="2025-11-21", judgement="said on the steps")]
    poll = {"title": "Poll", "date": "2025-11-20", "terms": {"toll": "free"}}
    poll |= {"shares": {"accept": 60}, "evidence": {"source": "letter"}}
    public = {"name": "Public", "kind": "public", "polls": [poll], "basis": "they vote on it"}
    data["ratifiers"] = {"public": public}
    case = cases.build(data)
    register = make_context(case, case.as_of).register
    texts = {entry.text: entry.uses for entry in register.judgements}
    assert [use.kind for use in texts["winter is near"]] == ["shock"]
    assert [use.kind for use in texts["said on the steps"]] == ["response"]
    assert [use.kind for use in texts["they vote on it"]] == ["ratifier"]
    asked = case.ratifiers["public"].polls[0]
    (anchor,) = register.behind(asked)
    entry = next(entry for entry in register.evidence if entry.anchor == anchor)
    assert "poll" in {use.kind for use in entry.uses}
    assert register.behind_ratifier(case.ratifiers["public"])
