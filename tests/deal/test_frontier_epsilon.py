"""ε-frontiers keep their promise: checked word for word, for every package of the set."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import Problem
from detente.deal.frontier import find_frontier
from detente.errors import NotSupported

from .brute_force import TIE, BruteForce
from .random_problems import problems
from .test_frontier import SETS, members


def comfortable(truth, over, margin):
    """Return the packages that everybody whose acceptance is needed likes by so much."""
    problem, rule = truth.p, truth.p.acceptance

    def likes(party, x):
        return not problem.judged[party] or truth.u(party, x) - problem.no_deal[party] >= margin

    if over == "all_accept":
        return [x for x in truth.unanimous if all(likes(b, x) for b in truth.bargainers)]
    return [
        x
        for x in members(truth, over)
        if over == "possible"
        or (
            all(likes(p, x) for p in rule.all_of)
            and sum(likes(p, x) for p in rule.among) >= rule.at_least
        )
    ]


def keeps_its_promise(truth, frontier):
    problem, over, epsilon = truth.p, frontier.over, frontier.epsilon
    assert not frontier.exact
    listed = [problem.find(point.package) for point in frontier.points]
    assert set(listed) <= set(members(truth, over))
    margin = epsilon if frontier.method == "merging of issues" else 0.0
    assert (f"at least {epsilon:g} points" in frontier.guarantee) == (
        frontier.method == "merging of issues" and over != "possible"
    )
    promised = comfortable(truth, over, margin) if margin else members(truth, over)
    for x in promised:
        mine = truth.gains(x)
        assert any(
            all(a > b - epsilon - TIE for a, b in zip(truth.gains(y), mine, strict=True))
            for y in listed
        ), (x, mine, epsilon)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    problems(max_parties=4, max_issues=5),
    st.sampled_from(SETS),
    st.sampled_from([0.5, 2.0, 7.0, 25.0]),
    st.sampled_from(["merging", "enumeration"]),
)
def test_of_a_given_width(problem, over, epsilon, method):
    truth = BruteForce(problem)
    if truth.bargainers:
        frontier = find_frontier(problem, over=over, epsilon=epsilon, method=method)
        if not frontier.size:
            assert not members(truth, over)
            return
        assert frontier.epsilon == epsilon
        keeps_its_promise(truth, frontier)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    problems(max_parties=4, max_issues=5, step=0.1),
    st.sampled_from(SETS),
    st.sampled_from(["merging", "enumeration"]),
)
def test_of_the_width_that_fits(problem, over, method):
    truth = BruteForce(problem)
    whole = find_frontier(problem, over=over)
    if whole.size < 4:
        return
    frontier = find_frontier(problem, over=over, method=method, max_points=whole.size - 1)
    assert frontier.size < whole.size or frontier.exact
    if not frontier.exact:
        assert "ε-frontier" in frontier.because
        keeps_its_promise(truth, frontier)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(max_parties=3, max_options=3), st.sampled_from(SETS), st.sampled_from([3.0, 15.0]))
def test_by_programs(problem, over, epsilon):
    truth = BruteForce(problem)
    if not truth.bargainers:
        return
    frontier = find_frontier(
        problem, over=over, epsilon=epsilon, method="program", max_points=10_000
    )
    keeps_its_promise(truth, frontier)
    exact = {tuple(point.gains.values()) for point in find_frontier(problem, over=over).points}
    assert all(
        any(point.gains == dict(zip(frontier.bargainers, v, strict=True)) for v in exact)
        for point in frontier.points
    )


def test_a_width_too_small_for_the_limit_is_refused():
    opposed = [[range(10), range(9, -1, -1)] for _ in range(3)]
    problem = Problem([[list(row) for row in table] for table in opposed], [0, 0])
    for method in ("merging", "enumeration"):
        with pytest.raises(NotSupported, match="raise epsilon or max_points"):
            find_frontier(problem, epsilon=0.01, max_points=5, method=method)


def test_a_wider_grid_lists_fewer_packages():
    rows = [
        [[3.1 * k * (n + 1) for k in range(9)], [7.7 * (8 - k) for k in range(9)]]
        for n in (0, 1, 2)
    ]
    problem = Problem(rows, [10, 10])
    sizes = [find_frontier(problem, epsilon=e).size for e in (0.01, 5.0, 30.0)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == find_frontier(problem).size
    assert sizes[-1] < sizes[0] / 2
