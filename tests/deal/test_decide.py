"""Who accepts which package in which draw: matrices against plain loops; intervals."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.deal import decide, draw
from detente.deal.acceptance.decide import decide_all, utilities
from detente.deal.rule import rule_of
from detente.errors import InvalidInput, NotSupported
from detente.intervals import of_difference, wilson
from tests.deal.beliefs import beliefs
from tests.deal.test_belief import two_parties


def accepts(problem, party, package):
    if any(k.party == party and k.pattern.holds(package) for k in problem.red_lines):
        return False
    if not problem.judged[party]:
        return True
    return problem.utility(party, package) >= problem.no_deal[party] - 1e-9


def acceptable(problem, package, kind):
    rule = rule_of(problem, kind)
    blocked = [p.holds(package) for p in problem.forbidden]
    blocked += [k.pattern.holds(package) for k in problem.red_lines]
    if rule is None or any(blocked):
        return False
    answers = [accepts(problem, p, package) for p in rule.parties]
    return all(answers[: rule.needed]) and sum(answers[rule.needed :]) >= rule.quorum


@settings(max_examples=80, deadline=None)
@given(beliefs(max_parties=3), st.sampled_from(["acceptable", "certain", "all_accept"]))
def test_decisions_are_those_of_plain_loops(belief, kind):
    draws = draw(belief, 6, seed=0)
    packages = list(itertools.product(*(range(size) for size in draws.problem.sizes)))
    found = decide(draws, packages, kind=kind)
    for s in range(len(draws)):
        problem = draws.problem_of(s)
        for m, package in enumerate(packages):
            assert found.accepted[s, m] == acceptable(problem, package, kind)
            for p in range(len(problem.parties)):
                assert found.own[p, s, m] == accepts(problem, p, package)


@settings(max_examples=30, deadline=None)
@given(beliefs(max_parties=3))
def test_blocks_together_are_all_packages(belief):
    draws = draw(belief, 4, seed=1)
    everything = list(itertools.product(*(range(size) for size in draws.problem.sizes)))
    parts = list(decide_all(draws))
    assert np.concatenate([packages for packages, _ in parts]).tolist() == [
        list(package) for package in everything
    ]
    whole = decide(draws, everything)
    assert np.array_equal(np.hstack([d.accepted for _, d in parts]), whole.accepted)


@settings(max_examples=30, deadline=None)
@given(beliefs(max_parties=2, all_judged=True))
def test_utilities_are_those_of_the_problem(belief):
    draws = draw(belief, 3, seed=2)
    packages = [tuple(size - 1 for size in draws.problem.sizes), (0,) * len(draws.problem.sizes)]
    for p in range(len(draws.problem.parties)):
        found = utilities(draws, packages, p)
        for s, m in itertools.product(range(3), range(2)):
            expected = draws.problem_of(s).utility(p, packages[m])
            assert found[s, m] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("packages", [[(0,)], [(0, 3)], [(0, -1)], [(0.5, 1)], 3, [[0, 1], [0]]])
def test_what_is_no_package_is_refused(packages):
    with pytest.raises(InvalidInput):
        decide(draw(two_parties(), 2, seed=0), packages)


def test_an_unknown_kind_is_refused():
    with pytest.raises(InvalidInput, match="all_accept"):
        decide(draw(two_parties(), 2, seed=0), [(0, 0)], kind="Certain")


def test_too_many_packages_are_not_gone_through():
    from detente.deal import Draws, Problem

    problem = Problem([[[0.0, 1.0]]] * 24, [0.0])
    tables = tuple(np.zeros((1, 1, 2)) for _ in range(24))
    none = np.zeros((1, 0))
    flags = np.zeros((1, 0), dtype=bool)
    draws = Draws(problem, tuple(tables), np.zeros((1, 1)), none, flags, flags[0], none)
    with pytest.raises(NotSupported):
        next(decide_all(draws))


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
@pytest.mark.parametrize(("k", "n"), [(0, 10), (3, 10), (10, 10), (640, 2000)])
def test_intervals_are_those_of_scipy(k, n, level):
    expected = stats.binomtest(k, n).proportion_ci(confidence_level=level, method="wilson")
    low, high = wilson(k, n, level=level)
    assert (low, high) == pytest.approx((expected.low, expected.high))


def test_paired_differences_cover_the_truth():
    generator = np.random.default_rng(0)
    covered = 0
    for _ in range(400):
        u = generator.random((300, 2))
        one, two = u[:, 0] < 0.6, (u[:, 0] < 0.45) | (u[:, 1] < 0.1)
        truth = 0.6 - (0.45 + 0.55 * 0.1)
        _, low, high = of_difference(one, two)
        covered += low <= truth <= high
    assert 0.92 <= covered / 400 <= 0.98
