"""What red lines and constraints leave open, against brute force; and how the brief says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.brief import render_brief
from detente.brief.left_open import find_only, is_clear
from detente.brief.render import make_context
from detente.brief.sections import answer, deal, drafts
from detente.deal import Problem, find_deal
from detente.deal.of_case.arrays import problem_of_case
from tests.brief import brief_cases as cases
from tests.brief.brief_page import page_of, read

DAY = date(2025, 12, 4)
SIZES = (3, 2, 3)


@st.composite
def patterns(draw: Any) -> dict[int, set[int]]:
    issues = draw(st.sets(st.integers(0, 2), min_size=1, max_size=2))
    return {
        i: draw(st.sets(st.integers(0, SIZES[i] - 1), min_size=1, max_size=SIZES[i]))
        for i in issues
    }


def problem(seed: int, forbidden: list[Any], lines: list[Any]) -> Problem:
    rng = np.random.default_rng(seed)
    values = [rng.integers(0, 40, (2, size)) for size in SIZES]
    pairs = [(n % 2, line) for n, line in enumerate(lines)]
    return Problem(values, [30, 25], forbidden=forbidden, red_lines=pairs)


def open_packages(found: Problem, patterns: Any, kept: Any) -> list[tuple[int, ...]]:
    return [x for x in product(*kept) if not any(pattern.holds(x) for pattern in patterns)]


@given(
    st.integers(0, 10**6),
    st.lists(patterns(), max_size=4),
    st.lists(patterns(), max_size=5),
    st.tuples(*(st.sets(st.integers(0, size - 1), min_size=1) for size in SIZES)),
)
@settings(max_examples=150, deadline=None)
def test_a_clear_package_is_found_wherever_there_is_one(
    seed: int, forbidden: list[Any], lines: list[Any], kept: Any
) -> None:
    found = problem(seed, forbidden, lines)
    every = [*found.forbidden, *(line.pattern for line in found.red_lines)]
    stay = [sorted(options) for options in kept]
    assert is_clear(found, stay, every) is bool(open_packages(found, every, stay))


@given(
    st.integers(0, 10**6),
    st.lists(patterns(), max_size=3),
    st.lists(patterns(), min_size=1, max_size=5),
)
@settings(max_examples=150, deadline=None)
def test_what_is_left_is_told_with_its_cause(
    seed: int, forbidden: list[Any], lines: list[Any]
) -> None:
    found = problem(seed, forbidden, lines)
    answer = find_deal(found).to_dict()
    told = find_only(found, answer, None)
    own, rules = [line.pattern for line in found.red_lines], list(found.forbidden)
    every = [range(size) for size in SIZES]
    clear = open_packages(found, [*own, *rules], every)
    solved = any(solution["package"] for solution in answer["solutions"].values())
    for number, issue in enumerate(found.issues) if solved else ():
        left = {package[number] for package in clear}
        assert (issue in told) == (len(left) == 1)
        if issue in told:
            by_lines = {x[number] for x in open_packages(found, own, every)} == left
            by_rules = {x[number] for x in open_packages(found, rules, every)} == left
            both = "constraints" if by_rules else "red lines and constraints"
            assert told[issue] == ("red lines" if by_lines else both)
    assert solved or not told


def test_with_linkage_no_deal_values_can_leave_one_option_too() -> None:
    found = Problem([[[60, 0], [60, 0]], [[40, 0], [0, 40]]], [50, 50])
    answer = find_deal(found).to_dict()
    outlook = {"option-1": {"exists": True}, "option-2": {"exists": False}}
    linkage = {"agenda": {"settled": {"issue-1": outlook}}}
    assert find_only(found, answer, None) == {}
    assert find_only(found, answer, linkage) == {"issue-1": "deal"}


def context(data: dict[str, Any]) -> Any:
    return make_context(cases.build(data), DAY)


def told(sentence: Any) -> str:
    return " ".join("".join(part.text for part in sentence).split())


def test_the_deal_section_lists_what_was_forced_apart() -> None:
    data = cases.full()
    view = deal.view(context(data))
    assert [(title, why) for title, _, why in view.forced] == [
        ("The border", "red lines exclude all others")
    ]
    table = read(page_of(data)).by_id("solutions-forced")
    assert "At the river" in table.text
    assert "The border" not in [title for title, _ in view.same]


def test_other_options_are_spoken_of_only_where_they_are_known_to_be_left() -> None:
    made = context(cases.full())
    words = "where acceptable packages have other options too"
    assert words in read(render_brief(made.case, answers=made.answers)).by_id("deal").text
    without = replace(made.answers, linkage=None)
    assert words not in read(render_brief(made.case, answers=without)).by_id("deal").text


def test_where_every_issue_is_forced_the_links_still_lead_somewhere() -> None:
    data = cases.full()
    data["preferences"]["south"]["red_lines"] += [
        {"troops": {"above": 0}, "judgement": "so it says"},
        {"toll": "paid", "judgement": "so it says"},
    ]
    for party in ("north", "south"):
        data["preferences"][party]["no_deal"] = 1
    view = deal.view(context(data))
    assert len(view.forced) == 3
    assert not view.packages
    page = read(page_of(data))
    assert page.by_id("solutions").tag == "h3"
    second = told(answer.view(context(data)).sentences[1])
    assert "solutions" not in second
    assert second.count("is the only option that the recorded red lines leave on") == 3


def barred() -> dict[str, Any]:
    """A draft with brackets: one reading breaches a line of North, the other a line of South."""
    data = cases.full()
    data["drafts"] = {
        "one": {
            "title": "Paper with brackets",
            "date": "2025-11-20",
            "by": "lake",
            "terms": {"border": {"option": ["ford", "hill"], "evidence": [{"source": "gazette"}]}},
        }
    }
    return data


def test_a_draft_whose_every_reading_breaches_a_line_is_not_called_clear() -> None:
    data = barred()
    for party in ("north", "south"):
        data["preferences"][party]["no_deal"] = 99
    made = context(data)
    assert made.answers.barred == ("one",)
    third = told(answer.view(made).sentences[2])
    assert "every reading of Paper with brackets (D1) breaches some red line" in third
    assert "no red line is breached" not in third
    (outcome,) = drafts.view(made).outcomes
    assert (outcome.breached, outcome.barred) == ((), True)
    text = " ".join(read(page_of(data)).by_id("outcomes").text.split())
    assert "; every reading breaches at least one" in text


def test_a_draft_with_a_clear_reading_is_still_called_clear() -> None:
    data = barred()
    data["drafts"]["one"]["terms"]["border"]["option"] = ["ford", "river"]
    for party in ("north", "south"):
        data["preferences"][party]["no_deal"] = 99
    made = context(data)
    assert made.answers.barred == ()
    third = told(answer.view(made).sentences[2])
    assert "no red line is breached by the terms of Paper with brackets (D1)" in third


def test_the_causes_hold_on_the_arrays_of_the_case() -> None:
    found = problem_of_case(cases.build(cases.full()), DAY).problem
    border = found.issues.index("border")
    kept = [list(range(size)) for size in found.sizes]
    kept[border] = [o for o, name in enumerate(found.options[border]) if name != "river"]
    assert is_clear(found, kept, [line.pattern for line in found.red_lines]) is False
    assert is_clear(found, kept, found.forbidden) is True
