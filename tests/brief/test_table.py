"""The section on what to table: figures agree with the command, rows are traced, exact cases."""

from __future__ import annotations

import re

import pytest

from detente.brief import render_brief
from detente.brief.answers import BRIEF_DRAWS
from detente.brief.charts.acceptance import Accepted, draw_acceptance
from detente.brief.sections import table
from detente.brief.shares import behind, ends, in_points, percent, told
from detente.cli.next import DRAWS
from detente.deal import Share
from detente.deal.of_case import tabling_of_case
from tests.brief import brief_cases as cases
from tests.brief.brief_page import read
from tests.brief.test_sections import make_context


def uncertain():
    case = cases.build(cases.full())
    context = make_context(case, case.as_of)
    return context, table.view(context)


def test_the_section_shows_what_the_engine_found():
    context, view = uncertain()
    answer = tabling_of_case(context.case, context.day, draws=BRIEF_DRAWS, replications=0)
    assert not view.why
    assert not view.certain
    assert view.acceptable == told(answer.tabling.tabled.acceptable)
    assert view.exists == told(answer.existence.share)
    assert BRIEF_DRAWS == DRAWS  # of the command: the same package in both
    assert view.draws == "2,000"
    assert view.carry == sum(term.low > 0 for term in answer.tabling.terms)
    assert [row.apart == "level" for row in view.terms] == [t.level for t in answer.tabling.terms]
    assert view.even == sum(row.apart == "level" for row in view.terms)
    titles = [context.title(term.issue) for term in answer.tabling.terms]
    assert [row.issue for row in view.terms] == titles
    assert len(view.compared) == 1 + len(answer.tabling.compared)
    (figure,) = view.figures
    assert figure.table == "table-accepted"
    assert "The package: Acceptable " in figure.alt


def test_level_terms_are_as_good_either_way():
    case = cases.build(cases.full())  # accepted in all draws, and so with other options
    context = make_context(case, case.as_of)
    view = table.view(context)
    assert view.even
    told = " ".join(read(render_brief(case)).by_id("table").text.split())
    assert told.count(", as good on these draws") == view.even
    assert told.count(", level") == view.even
    assert "the draws do not tell the option from the best other one; either may be" in told


def test_every_row_has_a_cell_for_every_party():
    _, view = uncertain()
    assert all(len(row.gains) in (0, len(view.parties)) for row in view.compared)
    assert all(len(row.shares) == 1 + len(view.rule) for row in view.accepted)


def test_without_anything_uncertain_it_is_yes_or_no():
    case = cases.build(cases.small())
    view = table.view(make_context(case, case.as_of))
    assert view.certain or view.why
    if view.certain:
        assert view.figures == ()
        assert {row.acceptable for row in view.compared} <= {"yes", "no", "none"}


def test_without_a_rule_it_says_why():
    data = cases.full()
    data.pop("acceptance")
    case = cases.build(data)
    assert "who must accept" in table.view(make_context(case, case.as_of)).why


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(0, 500), "0% (0–1)"),
        (Share(1, 500), "under 1% (0–2)"),
        (Share(499, 500), "over 99% (98–100)"),
        (Share(500, 500), "100% (99–100)"),
        (Share(250, 500), "50% (45–55)"),
        (Share(1, 1, exact=True), "yes"),
        (Share(0, 7, exact=True), "no"),
    ],
)
def test_shares_in_words(share, words):
    assert told(share) == words


def test_behind_or_ahead():
    assert behind(0.164, 0.146, 0.183) == "16.4 (14.6 to 18.3)"
    assert behind(0.009, 0.0, 0.018) == "level: 0.9 (0 to 1.8)"
    assert behind(-0.05, -0.087, -0.013) == "ahead by 5.0 (1.3 to 8.7)"
    assert behind(-0.001, -0.012, 0.011) == "level: ahead by 0.1 (−1.1 to 1.2)"
    assert behind(-0.0001, -0.01, 0.01) == "level: 0 (−1.0 to 1.0)"


def test_no_false_zeros():
    assert percent(0.004) == "under 1%"
    assert percent(0.0) == "0%"
    assert in_points(-0.0004) == "0"
    assert in_points(-0.164) == "−16.4"
    assert ends(0.005, 0.995) == "0–100"


def test_the_chart_tells_what_never_is_from_what_rarely_is():
    rows = (
        Accepted("Package", (Share(400, 500), Share(480, 500)), first=True),
        Accepted("Draft", (Share(0, 500, exact=True), None)),
    )
    figure = draw_acceptance(rows, ("Acceptable", "North"), anchor="a", table="b")
    assert figure.alt == (
        "Package: Acceptable 80% (76–84), North 96% (93–98); Draft: Acceptable no."
    )
    assert len(re.findall("#0072b2", str(figure.svg))) >= 2
