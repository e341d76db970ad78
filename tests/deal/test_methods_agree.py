"""Enumeration, merging, mixed-integer programs and plain loops give the same answers."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import find_deal
from detente.deal.enumeration import solutions
from detente.deal.enumeration.grid import Grid, survey_by_enumeration
from detente.deal.enumeration.solutions import solve_by_enumeration
from detente.deal.solutions import NAMES, Wanted, why_none

from .brute_force import BruteForce
from .random_problems import problems

EVERY = 10_000


def everything(problem, survey):
    """Return all solutions that the survey leaves possible, but for equal gain."""
    n = len(problem.bargainers)
    return Wanted(tuple(name for name in NAMES[:4] if not why_none(name, survey, n)), EVERY)


def packages(problem, tied):
    return sorted(problem.find(package) for package in tied)


def check_solutions(problem, deal, truth, *, listed):
    for name, expected in truth.solutions().items():
        solution = deal.solutions[name]
        if expected is None:
            assert solution.package is None
            assert solution.reason
            continue
        value, tied = expected
        assert solution.exact
        assert solution.value == pytest.approx(value, rel=1e-7, abs=1e-6), name
        assert solution.bound == solution.value
        assert problem.find(solution.package) == tied[0], name
        if len(tied) <= listed:
            assert packages(problem, solution.tied) == tied, name
            assert solution.tied_complete
        else:
            assert not solution.tied_complete
            assert set(packages(problem, solution.tied)) < set(tied)


def spread(truth, party, chosen):
    values = [truth.u(party, x) for x in chosen]
    return (min(values), max(values)) if values else (None, None)


def check_parties(problem, deal, truth):
    for party, reach in enumerate(deal.parties.values()):
        if not problem.judged[party]:
            assert (reach.no_deal, reach.best, reach.best_acceptable) == (None, None, None)
            continue
        everywhere = spread(truth, party, truth.possible)
        inside = spread(truth, party, truth.acceptable)
        assert (reach.worst, reach.best) == pytest.approx(everywhere)
        assert reach.best_acceptable == pytest.approx(inside[1])
        worst = inside[0] if deal.method == "enumeration" else None
        assert reach.worst_acceptable == pytest.approx(worst)


@settings(max_examples=250, deadline=None)
@given(problems(max_parties=4, max_issues=5))
def test_enumeration_is_the_plain_loop(problem):
    truth = BruteForce(problem)
    deal = find_deal(problem, method="enumeration", max_ties=EVERY)
    assert deal.exists is truth.exists
    assert deal.packages == len(truth.all)
    assert deal.possible == len(truth.possible)
    assert deal.acceptable == len(truth.acceptable)
    assert deal.certain == len(truth.certain)
    assert deal.all_accept == len(truth.unanimous)
    check_solutions(problem, deal, truth, listed=EVERY)
    check_parties(problem, deal, truth)
    for party, reach in enumerate(deal.parties.values()):
        if problem.judged[party]:
            yes = [x for x in truth.possible if truth.yes(party, x)]
            assert reach.acceptable_packages == len(yes)
            assert reach.accepted_among_acceptable == len(set(yes) & set(truth.acceptable))


@settings(max_examples=250, deadline=None)
@given(problems(max_parties=4, max_issues=5))
def test_merging_is_the_plain_loop(problem):
    truth = BruteForce(problem)
    deal = find_deal(problem, method="merging", max_ties=EVERY)
    assert deal.exists is truth.exists
    assert deal.exact
    check_solutions(problem, deal, truth, listed=EVERY)
    check_parties(problem, deal, truth)
    for name, expected in truth.solutions().items():
        if expected is not None:
            assert deal.solutions[name].tied_count == len(expected[1])


def weighted_nash(truth, weights):
    """Return the packages with the largest weighted product of gains, None where it is zero."""
    powers = [weights[b] for b in truth.bargainers]
    worth = {
        x: math.prod(g**w for g, w in zip(truth.gains(x), powers, strict=True))
        for x in truth.unanimous
        if min(truth.gains(x), default=0) > 1e-9
    }
    best = max(worth.values(), default=None)
    return best and (best, [x for x in worth if worth[x] >= best * (1 - 1e-9)])


@settings(max_examples=150, deadline=None)
@given(problems(max_parties=3, max_issues=4), st.lists(st.floats(0.2, 3), min_size=3, max_size=3))
def test_weighted_nash_is_the_plain_loop(problem, weights):
    truth = BruteForce(problem)
    weights = weights[: len(problem.parties)]
    expected = weighted_nash(truth, weights)
    for method in ("enumeration", "merging", "program"):
        deal = find_deal(problem, method=method, solutions=["nash"], nash_weights=weights)
        found = deal.solutions["nash"]
        assert list(deal.solutions) == ["nash"]
        if expected is None or not truth.bargainers:
            assert found.package is None
            continue
        assert found.value == pytest.approx(expected[0], rel=1e-7)
        assert problem.find(found.package) in expected[1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_programs_are_the_plain_loop(problem):
    truth = BruteForce(problem)
    deal = find_deal(problem, method="program", max_ties=8)
    assert deal.exists is truth.exists
    assert deal.exact
    assert deal.acceptable is None
    assert deal.not_counted
    check_solutions(problem, deal, truth, listed=8)
    check_parties(problem, deal, truth)


@settings(max_examples=60, deadline=None)
@given(problems(max_parties=3, max_issues=5))
def test_blocks_of_any_length_give_the_same(problem):
    whole = survey_by_enumeration(Grid(problem))
    for block in (1, 7):
        grid = Grid(problem, block=block)
        assert survey_by_enumeration(grid).acceptable == whole.acceptable
        assert survey_by_enumeration(grid).own == whole.own
        found = solve_by_enumeration(grid, whole, everything(problem, whole))
        assert found == solve_by_enumeration(Grid(problem), whole, everything(problem, whole))


@settings(max_examples=60, deadline=None)
@given(problems(max_parties=3, max_issues=5))
def test_nothing_kept_in_memory_gives_the_same(problem):
    with pytest.MonkeyPatch.context() as patch:
        grid = Grid(problem, block=5)
        survey = survey_by_enumeration(grid)
        kept = solve_by_enumeration(grid, survey, everything(problem, survey))
        patch.setattr(solutions, "IN_MEMORY", 0)
        assert solve_by_enumeration(grid, survey, everything(problem, survey)) == kept


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(max_parties=2, step=20.0))
def test_programs_name_the_first_of_many_ties(problem):
    """Coarse values tie often; with room for one package, both methods name the same one."""
    one = find_deal(problem, method="enumeration", max_ties=1).solutions
    two = find_deal(problem, method="program", max_ties=1).solutions
    assert {n: s.package for n, s in one.items()} == {n: s.package for n, s in two.items()}
    assert {n: s.tied_complete for n, s in one.items()} == {
        n: s.tied_complete for n, s in two.items()
    }
