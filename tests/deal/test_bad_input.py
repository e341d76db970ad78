"""Bad input to the public functions: refused by name, never answered and never a bare exception."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from detente.deal import (
    Acceptance,
    Draft,
    Problem,
    compare_drafts,
    count_packages,
    divide_issues,
    examine_agenda,
    examine_coalitions,
    examine_drafts,
    find_conflicts,
    find_deal,
    find_frontier,
    find_limits,
    find_moves,
    find_pivots,
    find_unblocking,
    give_verdicts,
    if_then,
    solve_variants,
)
from detente.errors import InvalidInput

NAN = math.nan
HUGE = 10**400
VALUES = [[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]]
OPEN = Problem(VALUES, [30, 30])
SHUT = Problem([[[100, 0], [0, 100]]], [60, 60])
DRAFT = Draft("a", {0: 0})


def build(**changed: Any) -> Problem:
    return Problem(**{"values": VALUES, "no_deal": [30, 30], **changed})


def moves(**given: Any) -> object:
    return find_moves(OPEN, DRAFT, **given)


def unblock(**given: Any) -> object:
    return find_unblocking(SHUT, **given)


def on_open(function: Callable[..., object]) -> Callable[..., object]:
    return lambda **given: function(OPEN, **given)


PROBLEMS: list[tuple[str, Any, str]] = [
    ("values", None, "values must be a list; None is given"),
    ("values", 5, "values must be a list"),
    ("values", "abc", "values must be a list"),
    ("values", {}, "values must be a list"),
    ("values", [[["1"], ["2"]]], "rectangular array of numbers"),
    ("values", [[[True], [False]]], "rectangular array of numbers"),
    ("values", [[[1j], [2]]], "rectangular array of numbers"),
    ("values", [[[HUGE], [1]]], "above 1e\\+12 in size"),
    ("values", [[[1e308], [1]]], "issue 0 for party 0 hold a number above 1e\\+12"),
    ("values", [[[1], [-2e12]]], "issue 0 for party 1 hold a number above"),
    ("values", [[[1], [None]]], "party 1 hold a number that is not finite"),
    ("no_deal", ["1", "2"], "no_deal must be a rectangular array"),
    ("no_deal", [1e13, 0], "no-deal values hold a number above"),
    ("no_deal", {0: 1, 1: 2}, "no_deal must be a rectangular array"),
    ("judged", [True, [False]], "True or False for each of the 2"),
    ("forbidden", None, "forbidden must be a list; None is given"),
    ("forbidden", 5, "forbidden must be a list"),
    ("forbidden", {0: 1}, "forbidden must be a list"),
    ("forbidden", [None], "constraint 1 must be a mapping by index"),
    ("forbidden", [[0, 1]], "constraint 1 must be a mapping"),
    ("forbidden", [{True: 0}], "True is none"),
    ("forbidden", [{0.9: 0}], "0.9 is none"),
    ("forbidden", [{0: 0.9}], "constraint 1: .* 0.9 is none"),
    ("forbidden", [{0: [True]}], "True is none"),
    ("forbidden", [{0: {0: 1}}], "must list options of issue 0 by index"),
    ("forbidden", [{0: "0"}], "must list options of issue 0 by index"),
    ("forbidden", [{HUGE: 0}], "a huge number"),
    ("red_lines", None, "red_lines must be a list"),
    ("red_lines", [(0,)], "red line 1 must be given as \\(party, pattern\\)"),
    ("red_lines", [(0, {0: 0}, 3)], "red line 1 must be given as"),
    ("red_lines", [None], "red line 1 must be given as"),
    ("red_lines", [{0: 0}], "red line 1 must be given as"),
    ("red_lines", [("a", {0: 0})], "red line 1: .* text is none"),
    ("red_lines", [(0.9, {0: 0})], "0.9 is none"),
    ("red_lines", [(True, {0: 0})], "True is none"),
    ("red_lines", [(-1, {0: 0})], "party -1; parties are numbered 0 to 1"),
    ("red_lines", [(2, {0: 0})], "red line 1 belongs to party 2"),
    ("linkages", None, "linkages must be a list"),
    ("linkages", [(0, {0: 0})], "linkage 1 must be given as \\(party, pattern, points added\\)"),
    ("linkages", [(0, {0: 0}, "a")], "what linkage 1 adds must be a number; text is given"),
    ("linkages", [(0, {0: 0}, None)], "must be a number; None is given"),
    ("linkages", [(0, {0: 0}, True)], "must be a number; True is given"),
    ("linkages", [(0, {0: 0}, 1j)], "must be a number"),
    ("linkages", [(0, {0: 0}, HUGE)], "finite"),
    ("linkages", [(0, {0: 0}, -2e12)], "above 1e\\+12"),
    ("linkages", [(0.5, {0: 0}, 1)], "0.5 is none"),
    ("acceptance", "all", "must be a detente.deal.Acceptance"),
    ("acceptance", 0, "must be a detente.deal.Acceptance"),
    ("acceptance", (0, 1), "must be a detente.deal.Acceptance"),
    ("acceptance", Acceptance(("a",)), "all_of of the acceptance rule: .* text is none"),
    ("acceptance", Acceptance((0.5,)), "0.5 is none"),
    ("acceptance", Acceptance((True, False)), "True is none"),
    ("acceptance", Acceptance("01"), "all_of of the acceptance rule must be a list"),
    ("acceptance", Acceptance(None), "all_of of the acceptance rule must be a list"),
    ("acceptance", Acceptance((), 1.5, (0, 1)), "at_least .* whole number"),
    ("acceptance", Acceptance((), None, (0, 1)), "at_least .* whole number"),
    ("acceptance", Acceptance((), True, (0, 1)), "at_least .* whole number"),
    ("parties", "ab", "names of parties must be a list; text is given"),
    ("parties", [1, 2], "names of parties must be text"),
    ("parties", ["a", ""], "none empty"),
    ("parties", [["x"], ["y"]], "names of parties must be text"),
    ("issues", "ab", "names of issues must be a list"),
    ("issues", 5, "names of issues must be a list"),
    ("options", ["abc", "xy"], "options of issue 0 must be a list"),
    ("options", [None, None], "options of issue 0 must be a list"),
    ("options", [[1, 2, 3], [4, 5]], "options of issue 0 must be text"),
    ("options", 5, "must be a list"),
]

WHOLE: list[tuple[Callable[..., object], tuple[str, ...]]] = [
    (on_open(find_deal), ("max_ties", "node_limit")),
    (on_open(count_packages), ("samples", "seed", "max_states")),
    (on_open(find_frontier), ("max_points", "node_limit")),
    (on_open(find_limits), ("node_limit",)),
    (on_open(find_pivots), ("node_limit",)),
    (
        on_open(find_conflicts),
        ("repair_size", "max_conflicts", "max_repairs", "max_work", "node_limit"),
    ),
    (unblock, ("max_moves", "node_limit")),
    (moves, ("within", "max_ties", "node_limit")),
    (lambda **given: examine_drafts(OPEN, [DRAFT], **given), ("node_limit",)),
    (on_open(examine_coalitions), ("node_limit",)),
    (on_open(examine_agenda), ("max_links", "node_limit")),
    (on_open(solve_variants), ("max_ties",)),
]
NULLABLE = ("max_points", "repair_size", "within")

CALLS: list[tuple[Callable[[], object], str]] = [
    (lambda: find_deal(OPEN, solutions=None), "solutions must be a list"),
    (lambda: find_deal(OPEN, solutions="nash"), "solutions must be a list; text is given"),
    (lambda: find_deal(OPEN, solutions=[[]]), "solutions are listed by name"),
    (lambda: find_deal(OPEN, nash_weights="ab"), "nash_weights must be a list"),
    (lambda: find_deal(OPEN, nash_weights=5), "nash_weights must be a list"),
    (lambda: find_deal(OPEN, nash_weights={0: 1, 1: 2}), "nash_weights must be a list"),
    (lambda: find_deal(OPEN, nash_weights=[1]), "each of the 2 parties"),
    (lambda: find_deal(OPEN, nash_weights=["a", 1]), "nash_weights must be a number; text"),
    (lambda: find_deal(OPEN, nash_weights=[None, 1]), "must be a number; None"),
    (lambda: find_deal(OPEN, nash_weights=[True, 1]), "must be a number; True"),
    (lambda: find_deal(OPEN, nash_weights=[NAN, 1]), "finite"),
    (lambda: find_deal(OPEN, nash_weights=[HUGE, 1]), "finite"),
    (lambda: find_deal(OPEN, nash_weights=[0, 1]), "above 0"),
    (lambda: find_deal(OPEN, nash_weights=[1000, 1]), "divide all nash_weights"),
    (lambda: find_deal(OPEN, node_limit=2**31), "node_limit must be at most"),
    (lambda: count_packages(OPEN, confidence="a"), "confidence must be a number"),
    (lambda: count_packages(OPEN, confidence=None), "confidence must be a number"),
    (lambda: count_packages(OPEN, confidence=NAN), "confidence is not finite"),
    (lambda: count_packages(OPEN, red_lines=None), "red_lines must be True or False"),
    (lambda: count_packages(OPEN, red_lines="x"), "red_lines must be True or False"),
    (lambda: find_frontier(OPEN, over=[]), "over is one of"),
    (lambda: find_frontier(OPEN, epsilon="a"), "epsilon must be a number"),
    (lambda: find_frontier(OPEN, epsilon=[1]), "epsilon must be a number"),
    (lambda: find_frontier(OPEN, epsilon=NAN), "epsilon is not finite"),
    (lambda: find_conflicts(OPEN, constraints=5), "constraints must be a list"),
    (lambda: find_pivots(OPEN, constraints=[None]), "each group in constraints must be a list"),
    (lambda: find_unblocking(SHUT, constraints=[5]), "each group in constraints must be a list"),
    (lambda: find_conflicts(OPEN, constraints=[["a"]]), "in constraints: .* text is none"),
    (lambda: find_unblocking(SHUT, conflicts=5), "answer of find_conflicts"),
    (lambda: find_unblocking(SHUT, conflicts=find_conflicts(OPEN)), "another problem"),
    (lambda: solve_variants(OPEN, definitions=[]), "definitions are one of"),
    (lambda: solve_variants(OPEN, weights=[NAN, 1]), "negmas definitions take no weights"),
    (
        lambda: solve_variants(OPEN, definitions="genius", weights="ab"),
        "genius definitions take no weights",
    ),
    (lambda: solve_variants(OPEN, definitions="detente", weights="ab"), "must be a list; text"),
    (lambda: solve_variants(OPEN, definitions="detente", weights=[NAN, 1]), "finite"),
    (lambda: solve_variants(OPEN, definitions="detente", weights=[0, 1]), "above 0"),
    (lambda: solve_variants(OPEN, definitions="detente", weights=[1]), "2 parties that bargain"),
    (lambda: moves(asked=None), "what is asked is among"),
    (lambda: moves(asked=[[]]), "what is asked is among"),
    (lambda: compare_drafts(OPEN, None, None), "must be a detente.deal.Draft"),
    (lambda: find_moves(OPEN, 5), "must be a detente.deal.Draft"),
    (lambda: examine_drafts(OPEN, [5]), "must be a detente.deal.Draft"),
    (lambda: examine_drafts(OPEN, None), "drafts must be a list"),
    (lambda: examine_drafts(OPEN, {}), "drafts must be a list"),
    (lambda: examine_drafts(OPEN, [Draft(None, {})]), "name of a draft must be text"),
    (lambda: examine_drafts(OPEN, [Draft("a", None)]), "terms of draft 'a' must be a mapping"),
    (lambda: find_moves(OPEN, Draft("a", [0])), "terms of draft 'a' must be a mapping"),
    (lambda: find_moves(OPEN, Draft("a", {True: 0})), "draft 'a': .* True is none"),
    (lambda: find_moves(OPEN, Draft("a", {1.0: "other"})), "draft 'a': .* 1.0 is none"),
    (lambda: find_moves(OPEN, Draft("a", {0: None})), "draft 'a': .* None is none"),
    (lambda: divide_issues(None), "points must be a mapping by name"),
    (lambda: divide_issues({"a": 5, "b": 5}), "points of a must be a mapping by name"),
    (lambda: divide_issues({"a": [1], "b": [2]}), "points of a must be a mapping by name"),
    (lambda: divide_issues({1: {"x": 1}, "b": {"x": 1}}), "names that are text"),
    (lambda: divide_issues({"a": {1: 1}, "b": {1: 1}}), "names that are text"),
    (lambda: divide_issues({"a": {"x": HUGE}, "b": {"x": 1}}), "above 1e\\+12"),
    (lambda: divide_issues({"a": {"x": 1e308}, "b": {"x": 1}}), "points of a for x are above"),
    (lambda: divide_issues({"a": {"x": Fraction(HUGE)}, "b": {"x": 1}}), "above 1e\\+12"),
    (lambda: divide_issues({"a": {"x": 1}, "b": {"x": 1}}, whole="no"), "True or False"),
    (lambda: examine_agenda(OPEN, outside=[["1", "2"], ["3", "4"]]), "array of numbers"),
    (lambda: examine_agenda(OPEN, thorough=None), "thorough must be True or False"),
    (lambda: examine_agenda(OPEN).effect_of_dropping("x"), "name an issue of the agenda"),
    (lambda: examine_agenda(OPEN).effect_of_settling("issue-1", "x"), "one of its options"),
    (lambda: OPEN.utility(2, (0, 0)), "utility belongs to party 2; parties are numbered 0 to 1"),
    (lambda: OPEN.utility(-1, (0, 0)), "utility belongs to party -1"),
    (lambda: OPEN.utility("a", (0, 0)), "utility: .* text is none"),
    (lambda: OPEN.utility(None, (0, 0)), "utility: .* None is none"),
    (lambda: OPEN.utility(0.9, (0, 0)), "0.9 is none"),
    (lambda: OPEN.utility(HUGE, (0, 0)), "a huge number"),
    (lambda: OPEN.find(None), "a complete package gives one option for every issue"),
    (lambda: OPEN.find({"issue-1": "option-1", "issue-2": []}), "it has: option-1, option-2"),
    (lambda: OPEN.restrict(None), "kept must be a list"),
    (lambda: OPEN.restrict([5, [0]]), "kept, for each issue, must be a list"),
    (lambda: OPEN.restrict([[9], [0]]), "an option that issue 0 does not have"),
    (lambda: OPEN.restrict([[-1], [0]]), "numbered 0 to 2"),
    (lambda: OPEN.restrict([[0.5], [0]]), "0.5 is none"),
    (lambda: OPEN.restrict([["a"], [0]]), "text is none"),
    (lambda: OPEN.revise(acceptance=0), "must be a detente.deal.Acceptance"),
    (lambda: OPEN.revise(red_lines=[(0,)]), "red line 1 must be given as"),
    (lambda: OPEN.revise(no_deal=[1e13, 0]), "no-deal values hold a number above"),
    (lambda: if_then({0: 0}, 5, [3, 2]), "the consequence must be a mapping"),
    (lambda: if_then({0: 0}, {1: 0}, None), "sizes must be a list"),
]

PACKAGES: list[tuple[Any, str]] = [
    ((9, 9), "an option that issue 0 does not have; its options are numbered 0 to 2"),
    ((0, -1), "an option that issue 1 does not have"),
    ((0,), "one option for each of the 2 issues, by index; 1 are given"),
    ((0, 0, 0), "3 are given"),
    (("a", "b"), "text is none"),
    ((0.5, 0), "0.5 is none"),
    ((NAN, 0), "nan is none"),
    ((True, 0), "True is none"),
    ((HUGE, 0), "an option that issue 0 does not have"),
    (None, "a package must be a list; None is given"),
    (5, "a package must be a list; 5 is given"),
]

ASKED: dict[str, Callable[[Any], object]] = {
    "count_packages": count_packages,
    "divide": lambda given: give_verdicts(given, (0, 0)),
    "examine_agenda": examine_agenda,
    "examine_coalitions": examine_coalitions,
    "examine_drafts": lambda given: examine_drafts(given, [DRAFT]),
    "compare_drafts": lambda given: compare_drafts(given, DRAFT, DRAFT),
    "find_conflicts": find_conflicts,
    "find_deal": find_deal,
    "find_frontier": find_frontier,
    "find_limits": find_limits,
    "find_moves": lambda given: find_moves(given, DRAFT),
    "find_pivots": find_pivots,
    "find_unblocking": find_unblocking,
    "solve_variants": solve_variants,
}


@pytest.mark.parametrize(("name", "value", "message"), PROBLEMS)
def test_a_problem_is_made_of_good_parts(name: str, value: Any, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        build(**{name: value})


@pytest.mark.parametrize("given", [None, 5, "x", [VALUES], {}])
@pytest.mark.parametrize("name", ASKED)
def test_only_a_problem_is_a_problem(name: str, given: Any) -> None:
    with pytest.raises(InvalidInput, match="problem must be a detente"):
        ASKED[name](given)


@pytest.mark.parametrize(
    ("call", "name"), [(call, name) for call, names in WHOLE for name in names]
)
def test_whole_numbers_are_whole(call: Callable[..., object], name: str) -> None:
    bad = ["a", 1.5, 2.0, NAN, True, [1], *([] if name in NULLABLE else [None])]
    for value in bad:
        with pytest.raises(InvalidInput, match=f"{name} must be a whole number, at least"):
            call(**{name: value})
    with pytest.raises(InvalidInput, match=f"{name} must"):
        call(**{name: -1})


@pytest.mark.parametrize(("call", "message"), CALLS)
def test_a_mistake_is_named(call: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        call()


@pytest.mark.parametrize(("package", "message"), PACKAGES)
@pytest.mark.parametrize(
    "use",
    [
        lambda package: OPEN.utility(0, package),
        OPEN.gains,
        OPEN.describe,
        lambda package: give_verdicts(OPEN, package),
    ],
    ids=["utility", "gains", "describe", "give_verdicts"],
)
def test_a_package_fits_the_problem(
    use: Callable[[Any], object], package: Any, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        use(package)


def test_numbers_of_other_kinds_are_taken() -> None:
    """NumPy's whole numbers, fractions and lists in place of tuples are as good as any."""
    problem = Problem(
        [[[Fraction(1, 2), 1], [1, 0]]],
        np.array([0, 0]),
        red_lines=[[np.int64(0), {np.int64(0): [np.int64(1)]}]],
        acceptance=Acceptance([0, 1]),
    )
    assert problem.acceptance == Acceptance((0, 1))
    assert problem.utility(np.int64(0), (np.int64(0),)) == 0.5
    assert problem.describe((np.int64(1),)) == {"issue-1": "option-2"}
    parameters = find_deal(problem, max_ties=np.int64(3)).parameters
    assert type(parameters["max_ties"]) is int


def test_the_largest_numbers_are_taken() -> None:
    problem = Problem([[[1e12, 0], [0, 1e12]]], [-1e12, -1e12], linkages=[(0, {0: 0}, 1e12)])
    assert problem.utility(0, (0,)) == 2e12
    assert find_deal(problem).exists


def test_weights_of_parties_that_nobody_asks_may_be_nought() -> None:
    problem = build(acceptance=Acceptance((0,)))
    assert find_deal(problem, nash_weights=[1, 0]).solutions["nash"].exact


def test_conflicts_of_an_equal_problem_are_taken() -> None:
    equal = Problem([[[100, 0], [0, 100]]], [60, 60])
    assert SHUT.same(equal)
    assert not SHUT.same(equal.revise(no_deal=[60, 61]))
    found = find_unblocking(SHUT, conflicts=find_conflicts(equal))
    assert found.to_dict() == find_unblocking(SHUT).to_dict()
