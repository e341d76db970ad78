"""Coalitions that can close a deal, against a plain loop over all of them."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings

from detente.deal import Acceptance, Problem
from detente.deal.division import examine_coalitions
from detente.deal.division.coalitions import find_winning
from detente.errors import InvalidInput, NotSupported

from .brute_force import BruteForce
from .random_problems import acceptances, problems

few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def subsets(items):
    items = sorted(items)
    return [set(c) for k in range(len(items) + 1) for c in itertools.combinations(items, k)]


def wins(rule, members):
    return set(rule.all_of) <= members and len(members & set(rule.among)) >= rule.at_least


def minimal(family):
    return [one for one in family if not any(other < one for other in family)]


class Slow:
    """Every coalition and every package, by definition."""

    def __init__(self, problem, respected):
        self.brute = BruteForce(problem)
        rule, self.named = problem.acceptance, set(problem.acceptance.named)
        self.packages = [
            x
            for x in self.brute.possible
            if not respected or not any(self.brute.holds(k.pattern, x) for k in problem.red_lines)
        ]
        self.closing = minimal([c for c in subsets(self.named) if wins(rule, c) and self.agree(c)])
        blocking = [c for c in subsets(self.named) if all(c & closing for closing in self.closing)]
        self.blocking = minimal(blocking) if self.closing else []
        agreed = [c for c in subsets(self.named) if self.agree(c)]
        self.maximal = [c for c in agreed if c and not any(c < other for other in agreed)]

    def agree(self, members):
        return self.count(members) > 0

    def count(self, members):
        return sum(self.all_say_yes(members, x) for x in self.packages)

    def all_say_yes(self, members, x):
        return all(self.says(p, x) in (True, None) for p in members)

    def says(self, party, x):
        said = self.brute.yes(party, x)
        return None if said is None else bool(said)


def check(problem, reading, slow, *, counted):
    def named(family):
        return sorted(tuple(problem.parties[p] for p in sorted(one)) for one in family)

    assert sorted(c.members for c in reading.closing) == named(slow.closing)
    assert sorted(reading.blocking) == named(slow.blocking)
    assert sorted(reading.maximal) == named(slow.maximal)
    assert reading.everybody == slow.agree(slow.named)
    assert reading.complete
    in_all = set.intersection(*slow.closing) if slow.closing else set()
    in_none = slow.named - set().union(*slow.closing) if slow.closing else set()
    assert named([in_all]) == [reading.veto]
    assert named([in_none]) == [reading.dummies]
    for closing in reading.closing:
        members = {problem.parties.index(name) for name in closing.members}
        assert closing.packages == (slow.count(members) if counted else None)
        x = problem.find(closing.package)
        assert x in slow.packages
        assert slow.all_say_yes(members, x)
        assert closing.others == {
            problem.parties[p]: slow.says(p, x)
            for p in range(len(problem.parties))
            if p not in members
        }
        judged = [p for p in sorted(members) if problem.judged[p]]
        gains = [slow.brute.u(p, x) - problem.no_deal[p] for p in judged]
        assert list(closing.gains.values()) == pytest.approx(gains)
        if judged:
            best = max(
                min(slow.brute.u(p, y) - problem.no_deal[p] for p in judged)
                for y in slow.packages
                if slow.all_say_yes(members, y)
            )
            assert min(gains) == pytest.approx(best, abs=2e-6)


@few
@given(problems(max_issues=3))
def test_by_brute_force(problem):
    found = examine_coalitions(problem)
    check(problem, found.respected, Slow(problem, True), counted=True)
    check(problem, found.set_aside, Slow(problem, False), counted=True)
    json.dumps(found.to_dict())


@settings(max_examples=15, deadline=None)
@given(problems(max_issues=3))
def test_programs_find_the_same(problem):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("detente.deal.division.accepting.ENUMERABLE", 0)
        patch.setattr("detente.deal.division.maxmin.ENUMERABLE", 0)
        found = examine_coalitions(problem)
    check(problem, found.respected, Slow(problem, True), counted=False)
    check(problem, found.set_aside, Slow(problem, False), counted=False)


@given(acceptances(5))
def test_winning_coalitions_of_the_rule(rule):
    expected = minimal([c for c in subsets(rule.named) if wins(rule, c)])
    assert sorted(map(sorted, find_winning(rule))) == sorted(map(sorted, expected))


@few
@given(problems(max_issues=3, all_judged=True))
def test_a_coalition_can_close_exactly_when_there_is_a_deal(problem):
    """With the red lines of all respected, the deal room asks the same question."""
    found = examine_coalitions(problem)
    assert bool(found.respected.closing) == bool(BruteForce(problem).acceptable)
    closing = {c.members for c in found.set_aside.closing}
    assert {c.members for c in found.respected.closing} <= closing


def test_a_deal_without_the_party_whose_red_line_stands_in_the_way():
    problem = Problem(
        [[[50, 0], [50, 0], [0, 50]]],
        [20, 20, 20],
        red_lines=[(2, {0: 0})],
        acceptance=Acceptance((0,), 1, (1, 2)),
        parties=["host", "neighbour", "guarantor"],
        options=[["treaty", "nothing"]],
    )
    found = examine_coalitions(problem)
    assert found.winning == (("host", "neighbour"), ("host", "guarantor"))
    assert found.respected.closing == ()
    assert found.respected.blocking == ()
    (closing,) = found.set_aside.closing
    assert closing.members == ("host", "neighbour")
    assert closing.package == {"issue-1": "treaty"}
    assert closing.others == {"guarantor": False}
    assert found.set_aside.veto == ("host", "neighbour")
    assert found.set_aside.dummies == ("guarantor",)
    assert found.set_aside.blocking == (("host",), ("neighbour",))


def test_nobody_has_to_accept():
    problem = Problem([[[50, 0]]], [60], acceptance=Acceptance((), 0, (0,)))
    found = examine_coalitions(problem)
    assert [c.members for c in found.respected.closing] == [()]
    assert found.respected.closing[0].gains == {}
    assert found.respected.blocking == ()
    assert found.respected.veto == ()
    assert found.respected.dummies == ("party-1",)


def test_bad_arguments_are_named():
    problem = Problem([[[1]] * 20], [0] * 20, acceptance=Acceptance((), 10, tuple(range(20))))
    with pytest.raises(NotSupported, match="184,756 minimal winning"):
        examine_coalitions(problem)
    with pytest.raises(InvalidInput, match="node_limit"):
        examine_coalitions(Problem([[[1]]], [0]), node_limit=0)
