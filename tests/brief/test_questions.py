"""The section on what to ask next."""

from __future__ import annotations

import re

import pytest

from detente.brief import render_brief
from detente.brief.charts.worths import Bar, draw_worths
from detente.brief.render import make_context
from detente.brief.sections import questions
from detente.cli.next import DRAWS
from detente.deal.of_case import questions_of_case, tabling_of_case
from tests.brief import brief_cases as cases
from tests.brief.brief_page import read
from tests.deal.test_asking_of_case import dam


def flat(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def page():
    return read(render_brief(dam()))


def test_questions_are_told_in_words_with_what_follows(page):
    told = flat(page.by_id("questions").text)
    assert re.search(r"Ask (Upriver|Downriver) \w+", told)
    assert re.search(r"If yes \(in \d+% of the draws\) table P\d+, accepted in", told)
    assert re.search(r"Worth [\d.]+ \([\d.]+ to [\d.]+\) points", told)
    assert "They do not say what anybody will answer" in told
    assert "Valued on 20,000 draws of their own:" in told


def test_packages_and_questions_are_those_of_the_command(page):
    case = dam()
    context = make_context(case, case.as_of)
    tabled = tabling_of_case(case, draws=DRAWS)
    assert tabled.tabling.tabled.package == context.answers.tabling.tabling.tabled.package
    asked = questions_of_case(case, standing=tabled.tabling.tabled.package, belief=tabled.belief)
    view = questions.view(context)
    worths = [asked.worth(one) for one in asked.leading]
    assert [row.worth for row in (*view.told, *view.rest)] == worths[: len(view.told + view.rest)]
    spoken = {row.name: {c.issue: c.after.label for c in row.changes} for row in view.packages}
    problem, issues = asked.asking.problem, case.issues
    for package, name in asked.called.items():
        for title, label in spoken.get(name, {}).items():
            issue = next(i for i in issues if issues[i].title == title)
            assert issues[issue].label(problem.describe(package)[issue]) == label
    told = flat(page.by_id("questions-packages").text)
    assert all(label in told for changes in spoken.values() for label in changes.values())
    assert " ;" not in told


def test_the_package_is_the_one_of_the_section_before():
    context = make_context(dam(), dam().as_of)
    view = questions.view(context)
    tabled = context.answers.tabling.tabling.tabled.package
    standing = {change.issue: change.after.label for change in view.standing}
    issues = context.case.issues
    assert standing == {issues[i].title: issues[i].label(o) for i, o in tabled.items()}
    assert 0 < len(view.told) <= questions.TOLD
    assert all(row.verdict == "yes" for row in view.told)
    assert {row.verdict for row in view.rest} <= {"yes", "not told from none", "no"}
    named = {part.text for row in (*view.told, *view.rest) for part in (*row.ask, *row.then)}
    listed = {"P1", *(row.name for row in view.packages)}
    assert {text for text in named if re.fullmatch(r"P\d+", text)} <= listed
    assert all(row.changes for row in view.packages)


def test_where_nothing_can_be_said_it_is_one_sentence():
    case = cases.build(cases.small())
    view = questions.view(make_context(case, case.as_of))
    assert view.why == "the case does not say who must accept"
    assert not view.figures


def test_where_no_answer_matters_it_says_so():
    case = cases.build(cases.full())  # the package to table is accepted whatever the numbers are
    view = questions.view(make_context(case, case.as_of))
    assert view.idle
    assert view.accepted == "100.0% (100.0% to 100.0%)"
    assert not view.told
    assert "no single answer is known to change what to table" in flat(
        read(render_brief(case)).by_id("questions").text
    )


def test_bars_say_what_they_show():
    bars = (
        Bar("North: whether it would accept package P2", 5.6, 5.2, 5.9, "5.6 (5.2 to 5.9)", True),
        Bar("South: anything", 0.0, 0.0, 0.2, "0.0 (0.0 to 0.20)", False),
    )
    figure = draw_worths(bars, anchor="questions-worth", table="questions-list")
    assert figure.alt == (
        "North: whether it would accept package P2: 5.6 (5.2 to 5.9); "
        "South: anything: 0.0 (0.0 to 0.20)."
    )
    assert "5.6 (5.2 to 5.9)" in figure.svg
    assert figure.table == "questions-list"
