"""Drafts against plain loops over their completions, by both methods."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import OTHER, Draft, Problem, examine_drafts
from detente.errors import InvalidInput

from .brute_force import BruteForce
from .random_problems import problems


@st.composite
def drafts(draw, sizes):
    terms = {}
    for issue, size in enumerate(sizes):
        kind = draw(st.sampled_from(["open", "open", "other", "option", "several"]))
        if kind == "other":
            terms[issue] = OTHER
        elif kind == "option":
            terms[issue] = draw(st.integers(0, size - 1))
        elif kind == "several":
            terms[issue] = draw(st.sets(st.integers(0, size - 1), min_size=1))
    return terms


def allowed(terms, package):
    def fits(term, option):
        return term == OTHER or option == term or (isinstance(term, set) and option in term)

    return all(fits(term, package[issue]) for issue, term in terms.items())


def check_report(problem, report, terms, truth):
    completions = [x for x in truth.all if allowed(terms, x)]
    possible = [x for x in truth.possible if allowed(terms, x)]
    acceptable = [x for x in truth.acceptable if allowed(terms, x)]
    certain = [x for x in truth.certain if allowed(terms, x)]
    assert report.completions == len(completions)
    assert report.can_be_completed is bool(possible)
    assert report.can_be_accepted is (True if certain else None if acceptable else False)
    if report.method == "enumeration":
        assert report.possible == len(possible)
        assert report.acceptable == len(acceptable)
    check_lines(problem, report, truth, completions, possible)
    for party, reach in enumerate(report.parties.values()):
        answers = {truth.yes(party, x) for x in possible}
        if not possible or not problem.judged[party]:
            assert (reach.lowest, reach.highest) == (None, None)
            assert reach.accepts is None or answers == {False}
            continue
        values = [truth.u(party, x) for x in possible]
        assert (reach.lowest, reach.highest) == pytest.approx((min(values), max(values)))
        expected = "some" if len(answers) == 2 else "all" if answers == {True} else "none"
        assert reach.accepts == expected


def check_lines(problem, report, truth, completions, possible):
    sure, at_risk = [], []
    for number, line in enumerate(problem.red_lines):
        if all(truth.holds(line.pattern, x) for x in completions):
            sure.append(number)
        elif any(truth.holds(line.pattern, x) for x in possible):
            at_risk.append(number)
    assert [line.number for line in report.breached] == sure
    assert [line.number for line in report.at_risk] == at_risk


@settings(max_examples=150, deadline=None)
@given(problems(max_parties=3), st.data())
def test_completions_by_enumeration(problem, data):
    terms, truth = data.draw(drafts(problem.sizes)), BruteForce(problem)
    table = examine_drafts(problem, [Draft("text", terms)])
    check_report(problem, table.drafts["text"], terms, truth)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(max_parties=3), st.data())
def test_completions_by_program(problem, data):
    terms, truth = data.draw(drafts(problem.sizes)), BruteForce(problem)
    table = examine_drafts(problem, [Draft("text", terms)], method="program")
    check_report(problem, table.drafts["text"], terms, truth)


PROBLEM = Problem(
    [[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]],
    [30, 30],
    red_lines=[(1, {0: 0, 1: 0}), (0, {0: 2})],
    parties=["north", "south"],
    issues=["border", "water"],
    options=[["river", "ridge", "line"], ["shared", "split"]],
)


def test_agreement_counts_options_and_never_other_text():
    """Both treat two issues; they name the same brackets on one, and 'other' equals nothing."""
    first = Draft("first", {0: {0, 1}, 1: OTHER})
    second = Draft("second", {0: [1, 0], 1: OTHER})
    third = Draft("third", {0: 1})
    pairs = examine_drafts(PROBLEM, [first, second, third]).agreement
    counted = {(a.first, a.second): (a.same, a.both) for a in pairs}
    assert counted == {
        ("first", "second"): (("border",), ("border", "water")),
        ("first", "third"): ((), ("border",)),
        ("second", "third"): ((), ("border",)),
    }


def test_a_whole_draft_says_who_would_accept_and_why():
    report = examine_drafts(PROBLEM, [Draft("whole", {0: 0, 1: 0})]).drafts["whole"]
    data = report.to_dict()
    assert data["accepts"] == {"north": True, "south": False}
    assert data["why"] == {
        "north": "gains 70 points over no deal",
        "south": "breaches its red line border: river, water: shared; "
        "falls 30 points short of no deal",
    }
    assert [line.party for line in report.breached] == ["south"]
    assert data["parties"]["south"] == {
        "no_deal": 30.0,
        "lowest": 0.0,
        "highest": 0.0,
        "accepts": "none",
    }


def test_text_outside_the_options_is_coded_and_open():
    report = examine_drafts(PROBLEM, [Draft("vague", {1: OTHER})]).drafts["vague"]
    assert (report.coded, report.outside, report.open) == ({}, ("water",), ("border",))
    assert report.completions == 6
    assert report.can_be_accepted
    assert report.verdicts == {}


def test_no_drafts_is_an_empty_table():
    table = examine_drafts(PROBLEM, [])
    assert table.to_dict()["drafts"] == {}
    assert table.exact


@pytest.mark.parametrize(
    "drafts",
    [
        [Draft("a", {}), Draft("a", {})],
        [Draft("a", {2: 0})],
        [Draft("a", {0: 3})],
        [Draft("a", {0: "somewhere"})],
        [Draft("a", {0: []})],
        [Draft("a", {7: OTHER})],
    ],
)
def test_bad_drafts_are_refused(drafts):
    with pytest.raises(InvalidInput):
        examine_drafts(PROBLEM, drafts)


@pytest.mark.parametrize("method", ["enumeration", "program"])
def test_a_party_may_refuse_what_is_worth_most_to_it(method):
    """Every completion is worth more than no deal; only the red line on the best one is refused."""
    problem = Problem([[[10, 20, 90]]], [5], red_lines=[(0, {0: 2})])
    reports = examine_drafts(
        problem,
        [Draft("open", {}), Draft("low", {0: [0, 1]}), Draft("high", {0: 2})],
        method=method,
    ).drafts
    assert [report.parties["party-1"].accepts for report in reports.values()] == [
        "some",
        "all",
        "none",
    ]
