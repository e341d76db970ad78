"""The bundled Ukraine case: complete, fair, verifiable, and agreeing with the published figures."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from detente.case.load import read_case
from detente.case.records import Case
from detente.deal.of_case import problem_of_case
from tests.examples.conftest import UKRAINE
from tests.examples.ukraine_coding import agreement

PRINCIPALS = ("ukraine", "russia")
DISPATCH = UKRAINE / "sources" / "dispatch-1204.txt"


def test_check_finds_nothing_but_the_texts_that_are_not_here() -> None:
    problems = read_case(UKRAINE).problems
    assert {(p.severity, p.code) for p in problems} == {("warning", "text-not-here")}


def test_counts(ukraine: Case) -> None:
    assert len(ukraine.issues) == 18
    assert sum(len(issue.option_ids) for issue in ukraine.issues.values()) == 60
    assert len(ukraine.drafts) == 10
    assert sum(len(draft.terms) for draft in ukraine.drafts.values()) == 66
    assert len(ukraine.positions) == 43
    assert len(ukraine.sources) == 41
    assert len(ukraine.responses) == 4
    assert [len(ratifier.polls) for ratifier in ukraine.ratifiers.values()] == [4]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("us-28", "e3-27", (1, 11)),
        ("us-28", "p-20", (1, 10)),
        ("e3-27", "p-20", (3, 8)),
        ("uaeu-apr-25", "e3-27", (4, 6)),
    ],
)
def test_agreement_between_drafts_is_as_published(
    ukraine: Case, first: str, second: str, expected: tuple[int, int]
) -> None:
    assert agreement(ukraine, first, second) == expected


def test_every_source_is_cited(ukraine: Case) -> None:
    cited = {evidence.source for _, evidence in ukraine.evidence()}
    assert {source.id for source in ukraine.sources} == cited


def test_every_quotation_is_verbatim_in_the_dispatch(ukraine: Case) -> None:
    text = " ".join(DISPATCH.read_text(encoding="utf-8").split())
    quotes = [(e.source, " ".join(e.quote.split())) for _, e in ukraine.evidence() if e.quote]
    assert len(quotes) >= 15
    assert {source for source, _ in quotes} == {"dispatch-1204"}
    assert [quote for _, quote in quotes if quote not in text] == []


def test_quotations_stand_in_the_paragraph_they_name(ukraine: Case) -> None:
    paragraphs = DISPATCH.read_text(encoding="utf-8").strip().split("\n\n")[2:]
    for _, evidence in ukraine.evidence():
        if evidence.quote:
            paragraph = paragraphs[int(evidence.at.removeprefix("par. ")) - 1]
            assert " ".join(evidence.quote.split()) in paragraph


def test_the_dispatch_is_the_one_recorded(ukraine: Case) -> None:
    recorded = ukraine.source("dispatch-1204").sha256
    assert recorded == hashlib.sha256(DISPATCH.read_bytes()).hexdigest()


def test_only_the_dispatch_has_its_text_here(ukraine: Case) -> None:
    assert [source.id for source in ukraine.sources if source.text] == ["dispatch-1204"]


def test_limits_are_said_in_the_case(ukraine: Case) -> None:
    note = " ".join(ukraine.note.split())
    for words in ("One coder", "from press reports", "not the coder's view", "Not found"):
        assert words in note


def test_every_party_gets_the_same_ranges(ukraine: Case) -> None:
    """Same weights, same worth of no deal, same grades of worth, for all four parties."""
    described = [
        (
            Counter(str(weight) for weight in preferences.weights.values()),
            tuple(map(str, (no_deal.base, no_deal.drift, no_deal.discount))),
            no_deal.at,
            preferences.basis,
        )
        for preferences in ukraine.preferences.values()
        if (no_deal := preferences.no_deal) is not None
    ]
    assert len(described) == 4
    assert all(one == other for one, other in pairwise(described))
    grades = {"100", "55–90", "30–70", "10–45", "0–30", "0"}
    for preferences in ukraine.preferences.values():
        for values in preferences.values.values():
            given = [str(worth) for worth in values.points.values()]
            assert set(given) <= grades
            assert given.count("100") == 1
            assert "0" in given


def test_shocks_of_the_principals_are_the_same_and_of_one_size(ukraine: Case) -> None:
    """What helps one side harms the other by as much, or is open in both directions alike."""
    shocks = {
        party: preferences.no_deal.shocks if preferences.no_deal else ()
        for party, preferences in ukraine.preferences.items()
    }
    assert shocks["us"] == shocks["europe"] == ()
    for one, other in zip(shocks["ukraine"], shocks["russia"], strict=True):
        assert (one.title, one.date, one.until) == (other.title, other.date, other.until)
        assert one.date > ukraine.as_of
        assert (one.add.low, one.add.high) == (-other.add.high, -other.add.low)
        assert one.evidence == other.evidence
        assert one.judgement
        assert other.judgement


@pytest.mark.parametrize("day", [date(2025, 11, 22), date(2025, 12, 4), date(2025, 12, 29)])
def test_no_deal_is_worth_the_middle_of_its_range_up_to_the_day_of_analysis(
    ukraine: Case, day: date
) -> None:
    inputs = problem_of_case(ukraine, day)
    assert inputs.problem.no_deal.tolist() == [35.0] * 4
    assert not any("no deal is worth" in note for note in inputs.notes)


def test_no_deal_moves_apart_when_winter_ends(ukraine: Case) -> None:
    assert problem_of_case(ukraine, date(2026, 3, 1)).problem.no_deal.tolist() == [40, 30, 35, 35]


def test_answers_are_to_texts_of_others_or_the_partys_own(ukraine: Case) -> None:
    said = [
        (response.party, response.answer, response.to, response.over)
        for response in ukraine.responses
    ]
    assert said == [
        ("ukraine", "prefers", "uaeu-apr-25", "us-apr-25"),
        ("europe", "prefers", "uaeu-apr-25", "us-apr-25"),
        ("europe", "prefers", "e3-27", "us-28"),
        ("ukraine", "accepts", "p-20", None),
    ]
    for response in ukraine.responses:
        assert response.evidence
        assert response.judgement
        if response.answer == "prefers":
            assert response.party in ukraine.drafts[str(response.to)].by
    assert [r.date for r in ukraine.responses] == sorted(r.date for r in ukraine.responses)


def test_shares_of_the_survey_are_those_of_the_notes(ukraine: Case) -> None:
    notes = " ".join(" ".join(event.note.split()) for event in ukraine.events)
    polls = ukraine.ratifiers["ukraine-public"].polls
    assert [(poll.n, poll.shares["accept"], poll.shares["unacceptable"]) for poll in polls] == [
        (547, 72, 14),
        (547, 17, 75),
        (1001, 18, 66),
        (1001, 39, 50),
    ]
    for poll in polls:
        assert f"{poll.accepting:g} %" in notes
        assert f"n = {poll.n}" in notes


def test_middle_weights_add_up(ukraine: Case) -> None:
    for preferences in ukraine.preferences.values():
        assert sum(weight.mid for weight in preferences.weights.values()) == pytest.approx(100)


def test_linkages_of_the_principals_have_one_size(ukraine: Case) -> None:
    sizes = {
        party: [str(linkage.add) for linkage in preferences.linkages]
        for party, preferences in ukraine.preferences.items()
    }
    assert sizes["ukraine"] == sizes["russia"] == ["-20–-5"]
    assert sizes["us"] == sizes["europe"] == []


def test_red_lines_rest_on_a_dated_statement_and_a_reading(ukraine: Case) -> None:
    for party, preferences in ukraine.preferences.items():
        assert bool(preferences.red_lines) == (party in PRINCIPALS)
        for line in preferences.red_lines:
            assert line.since is not None
            assert line.evidence
            assert line.judgement


def test_both_principals_have_refused_something_by_the_day_of_the_dispatch(ukraine: Case) -> None:
    day = date(2025, 12, 4)
    for party in PRINCIPALS:
        lines = ukraine.preferences[party].red_lines
        assert any("donetsk" in line.terms and line.in_force(day) for line in lines)


def test_what_a_party_still_wants_is_not_its_own_red_line(ukraine: Case) -> None:
    for position in ukraine.positions:
        lines = ukraine.preferences[position.party].red_lines
        for line in lines:
            if set(line.terms) != {position.issue} or not line.in_force(position.date):
                continue
            issue = ukraine.issues[position.issue]
            wanted = set(position.wants.of(issue)) if position.wants else set()
            assert not wanted & set(line.terms[position.issue].of(issue))


def test_every_draft_satisfies_the_constraints(ukraine: Case) -> None:
    for draft in ukraine.drafts.values():
        for constraint in ukraine.constraints:
            assert constraint.never is not None
            held = [
                issue in draft.terms
                and (option := draft.terms[issue].option) is not None
                and set(option.of(ukraine.issues[issue]))
                <= set(condition.of(ukraine.issues[issue]))
                for issue, condition in constraint.never.items()
            ]
            assert not all(held)


def test_positions_that_moved_are_told_apart_by_date(ukraine: Case) -> None:
    forces = {
        position.date: position.wants.options
        for position in ukraine.positions
        if (position.party, position.issue) == ("ukraine", "forces") and position.wants
    }
    assert forces == {date(2025, 11, 20): ("none",), date(2025, 12, 24): ("c800",)}


def test_hearsay_is_attributed(ukraine: Case) -> None:
    reported = {
        (position.party, position.issue, position.by)
        for position in ukraine.positions
        if position.attribution == "reported"
    }
    assert ("us", "ceasefire", "zelenskyy") in reported
    assert ("us", "donetsk", "zelenskyy") in reported


@pytest.mark.parametrize(
    ("place", "day", "status"),
    [
        ("Moscow", date(2025, 12, 2), "held"),
        ("Brussels", date(2025, 12, 4), "planned"),
        ("Florida", date(2025, 12, 4), "planned"),
        ("Florida", date(2025, 12, 28), "held"),
    ],
)
def test_meetings(ukraine: Case, place: str, day: date, status: str) -> None:
    meetings = [
        event
        for event in ukraine.events
        if (event.type, event.place, event.date, event.status) == ("meeting", place, day, status)
    ]
    assert len(meetings) == 1


def test_strikes_name_actor_and_target(ukraine: Case) -> None:
    strikes = {event.place: event for event in ukraine.events if event.type == "strike"}
    assert set(strikes) == {"Odesa", "Kherson"}
    for strike in strikes.values():
        assert (strike.actor, strike.target) == ("russia", "ukraine")


def test_events_are_in_order_of_time(ukraine: Case) -> None:
    days = [event.date for event in ukraine.events]
    assert days == sorted(days)


def test_nothing_is_later_than_the_day_of_analysis(ukraine: Case) -> None:
    polls = [poll for ratifier in ukraine.ratifiers.values() for poll in ratifier.polls]
    records = (*ukraine.positions, *ukraine.events, *ukraine.responses, *polls)
    dated = [record.date for record in records]
    assert max(dated) <= ukraine.as_of == date(2025, 12, 29)
