"""What a problem refuses, and the small pieces that the methods share."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal import Acceptance, Pattern, Problem, find_deal, give_verdicts, if_then
from detente.deal.solutions import NAMES
from detente.errors import InvalidInput, NotConverged, NotSupported

from .random_problems import patterns

VALUES = [[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]]
NAN = float("nan")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"values": []}, "at least one issue"),
        ({"values": [[[], []]]}, "issue 0 has no options"),
        ({"values": [[[1, NAN], [0, 1]]]}, "not finite"),
        ({"values": [[[1, np.inf], [0, 1]]]}, "not finite"),
        ({"values": [[[1, 2]]]}, "shape"),
        ({"values": [[1, 2]]}, "shape"),
        ({"values": [[[1, 2], [3]]]}, "rectangular"),
        ({"values": [[["a"], ["b"]]]}, "numbers"),
        ({"no_deal": []}, "at least one"),
        ({"no_deal": [[1, 2]]}, "one number for each party"),
        ({"no_deal": [1, NAN]}, "not finite"),
        ({"no_deal": [-np.inf, 0]}, "not finite"),
        ({"judged": [True]}, "True or False for each of the 2"),
        ({"judged": [1, 0]}, "True or False"),
        ({"parties": ["a"]}, "1 names are given for 2 parties"),
        ({"parties": ["a", "a"]}, "same name"),
        ({"issues": ["a", "a"]}, "same name"),
        ({"options": [["a", "b", "c"]]}, "1 of 2 issues"),
        ({"options": [["a", "b", "b"], ["x", "y"]]}, "same name"),
        ({"forbidden": [{}]}, "at least one issue"),
        ({"forbidden": [{2: 0}]}, "issues are numbered 0 to 1"),
        ({"forbidden": [{-1: 0}]}, "issues are numbered 0 to 1"),
        ({"forbidden": [{0: 3}]}, "options are numbered 0 to 2"),
        ({"forbidden": [{0: -1}]}, "options are numbered 0 to 2"),
        ({"forbidden": [{0: []}]}, "could never hold"),
        ({"forbidden": [{"a": 0}]}, "by index"),
        ({"red_lines": [(2, {0: 0})]}, "red line 1 belongs to party 2"),
        ({"linkages": [(-1, {0: 0}, 3)]}, "linkage 1 belongs to party -1"),
        ({"linkages": [(0, {0: 0}, NAN)]}, "not finite"),
        ({"acceptance": Acceptance()}, "names no party"),
        ({"acceptance": Acceptance(all_of=(0, 0))}, "twice"),
        ({"acceptance": Acceptance(all_of=(2,))}, "does not exist"),
        ({"acceptance": Acceptance(at_least=2, among=(0,))}, "asks for 2 parties among"),
        ({"acceptance": Acceptance(all_of=(0,), at_least=-1)}, "asks for -1"),
    ],
)
def test_bad_input_is_named(arguments, message):
    given_ = {"values": VALUES, "no_deal": [30, 30], **arguments}
    with pytest.raises(InvalidInput, match=message):
        Problem(given_.pop("values"), given_.pop("no_deal"), **given_)


@pytest.mark.parametrize("arguments", [{"max_ties": 0}, {"node_limit": 0}, {"method": "guess"}])
def test_bad_arguments_of_the_question(arguments):
    with pytest.raises(InvalidInput):
        find_deal(Problem(VALUES, [30, 30]), **arguments)


def test_a_problem_cannot_be_changed():
    problem = Problem(VALUES, [30, 30])
    with pytest.raises(AttributeError):
        problem.no_deal = np.zeros(2)
    with pytest.raises(ValueError, match="read-only"):
        problem.values[0][0, 0] = 1


def test_the_callers_arrays_are_not_kept():
    tables, no_deal = [np.ones((1, 2))], np.zeros(1)
    problem = Problem(tables, no_deal)
    tables[0][:], no_deal[:] = 5, 5
    assert problem.utility(0, (0,)) == 1
    assert problem.gains((1,)) == [1]


def test_numbers_of_a_party_without_preferences_are_ignored():
    problem = Problem([[[1, 0], [NAN, NAN]]], [0, NAN], judged=[True, False])
    deal = find_deal(problem)
    assert deal.exists is None
    assert deal.assuming == ("party-2",)
    assert deal.solutions["nash"].utilities == {"party-1": 1.0, "party-2": None}
    assert deal.solutions["nash"].verdicts["party-2"].accepts is None


def test_nobody_has_preferences():
    """Existence is still an answer; solutions say that there is nothing to compare."""
    problem = Problem([[[0, 0], [0, 0]]], [0, 0], judged=[False, False])
    for method in ("enumeration", "program"):
        deal = find_deal(problem, method=method)
        assert deal.exists is None
        assert "no party" in deal.solutions["nash"].reason
        assert "no party" in deal.solutions["utilitarian"].reason
    refused = Problem(
        [[[0, 0], [0, 0]]], [0, 0], judged=[False, False], red_lines=[(0, {0: 0}), (1, {0: 1})]
    )
    assert find_deal(refused).exists is False


def test_thresholds_met_exactly_are_met():
    """0.1 + 0.2 misses 0.3 by 4e-17 in binary; the tolerance is 1e-9, no more and no less."""
    tables = [[[0.1, 0.0]], [[0.2, 0.0]]]
    for method in ("enumeration", "program"):
        assert find_deal(Problem(tables, [0.3]), method=method).exists
        assert find_deal(Problem(tables, [0.3 + 0.9e-9]), method=method).exists
        assert find_deal(Problem(tables, [0.3 + 1.1e-9]), method=method).exists is False
        assert find_deal(Problem(tables, [0.3 + 1e-7]), method=method).exists is False


def test_no_gain_for_anybody():
    """Acceptable and worth nothing more: a deal without Nash and Kalai–Smorodinsky solutions."""
    for method in ("enumeration", "program"):
        deal = find_deal(Problem([[[5, 0], [5, 0]]], [5, 5]), method=method)
        assert deal.exists
        assert "gains anything" in deal.solutions["nash"].reason
        assert "gains anything" in deal.solutions["kalai_smorodinsky"].reason
        assert deal.solutions["egalitarian"].value == 0
        assert deal.solutions["nash"].to_dict()["package"] is None


def test_one_party_cannot_gain():
    """No product of gains; Kalai–Smorodinsky compares those who can gain."""
    problem = Problem([[[5, 5, 5], [1, 9, 4]]], [5, 0])
    for method in ("enumeration", "program"):
        solutions = find_deal(problem, method=method).solutions
        assert "at least one party with no gain" in solutions["nash"].reason
        assert solutions["kalai_smorodinsky"].package == {"issue-1": "option-2"}


def test_each_can_gain_but_never_together():
    problem = Problem([[[5, 9], [9, 5]]], [5, 5])
    for method in ("enumeration", "program"):
        solutions = find_deal(problem, method=method).solutions
        assert "at least one party with no gain" in solutions["nash"].reason
        assert solutions["kalai_smorodinsky"].value == 0
        assert solutions["kalai_smorodinsky"].tied_count == 2


def test_indifference_ties_everything():
    """3^6 packages are worth the same; the list is capped and says so."""
    problem = Problem([[[1, 1, 1]] * 2] * 6, [0, 0])
    by_enumeration = find_deal(problem, max_ties=3).solutions
    by_program = find_deal(problem, max_ties=3, method="program").solutions
    first = dict.fromkeys(problem.issues, "option-1")
    by_merging = find_deal(problem, max_ties=3, method="merging").solutions
    for name in by_enumeration:
        assert by_enumeration[name].tied_count == by_merging[name].tied_count == 729
        assert by_merging[name].tied == by_enumeration[name].tied
        if name != "equal_gain":  # it is read off the frontier, whatever the method
            assert by_program[name].tied_count is None
        assert not by_program[name].tied_complete
        assert by_enumeration[name].package == by_program[name].package == first


def test_too_many_packages_to_enumerate():
    huge = Problem([np.zeros((1, 10))] * 10, [0])
    with pytest.raises(NotSupported):
        find_deal(huge, method="enumeration")


def test_a_limit_that_is_too_low_is_said():
    rng = np.random.default_rng(5)
    tables = [rng.integers(0, 1000, (5, 8)) / 10 for _ in range(10)]
    problem = Problem(tables, [612.0] * 5)
    with pytest.raises(NotConverged, match="node_limit"):
        find_deal(problem, method="program", node_limit=1)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_if_then_is_the_implication(data):
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    condition, consequence = data.draw(patterns(sizes)), data.draw(patterns(sizes))
    never = [
        Pattern(tuple((i, tuple(sorted(o))) for i, o in sorted(pattern.items())))
        for pattern in if_then(condition, consequence, sizes)
    ]
    for package in itertools.product(*map(range, sizes)):
        applies = all(package[i] in options for i, options in condition.items())
        follows = all(package[i] in options for i, options in consequence.items())
        assert any(p.holds(package) for p in never) is (applies and not follows)


def test_names_and_indices():
    problem = Problem(VALUES, [30, 30])
    assert problem.find(problem.describe((2, 1))) == (2, 1)
    for wrong in ({}, {"issue-1": "option-1"}, {"issue-1": "option-9", "issue-2": "option-1"}):
        with pytest.raises(InvalidInput):
            problem.find(wrong)
    with pytest.raises(InvalidInput):
        problem.restrict([[0], []])


def test_verdicts_speak_of_all_parties_alike():
    problem = Problem(VALUES, [30, 30], judged=[True, True], red_lines=[(0, {1: 1})])
    assert give_verdicts(problem, (1, 0))["party-1"].because == "gains 40 points over no deal"
    assert give_verdicts(problem, (0, 0))["party-2"].because == "falls 30 points short of no deal"
    said = give_verdicts(problem, (1, 1))["party-1"]
    assert said.because == "breaches its red line issue-2: option-2"
    even = give_verdicts(Problem(VALUES, [70, 40.001]), (1, 0))
    assert even["party-1"].because == "is worth as much as no deal"
    assert even["party-2"].because == "falls less than 0.01 points short of no deal"


def test_the_result_is_plain_json():
    data = find_deal(Problem(VALUES, [30, 30])).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert {"exists", "packages", "acceptable", "exact", "method", "solutions", "parties"} <= set(
        data
    )
    assert set(data["solutions"]) == set(NAMES)
    assert {"package", "utilities"} <= set(data["solutions"]["nash"])
    assert {"no_deal", "best", "acceptable_packages"} <= set(data["parties"]["party-1"])
    assert (data["seed"], data["detente"]) == (None, find_deal.__globals__["detente"].__version__)


def test_a_quorum_may_leave_a_party_out_at_its_worst():
    """Two of three suffice; the best sum gives the third the least it can get."""
    tables = [[[50, 0], [50, 10], [0, 40]]]
    rule = Acceptance(at_least=2, among=(0, 1, 2))
    for method in ("enumeration", "program"):
        deal = find_deal(Problem(tables, [20, 20, 20], acceptance=rule), method=method)
        assert deal.solutions["utilitarian"].package == {"issue-1": "option-1"}
        assert deal.solutions["utilitarian"].gains["party-3"] == -20
        assert "no acceptable package is accepted by every" in deal.solutions["nash"].reason
        assert deal.solutions["utilitarian"].verdicts["party-3"].accepts is False


def test_values_that_differ_by_rounding_only_are_tied():
    """0.1 + 0.2 and 0.3 are the same worth."""
    tables = [[[0.1, 0.3]] * 2, [[0.2, 0.0]] * 2]
    for method in ("enumeration", "program"):
        deal = find_deal(Problem(tables, [0, 0], forbidden=[{0: 1, 1: 0}]), method=method)
        for solution in deal.solutions.values():
            assert solution.tied_count == 2
            assert solution.package == {"issue-1": "option-1", "issue-2": "option-1"}
