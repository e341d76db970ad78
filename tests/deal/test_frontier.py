"""The frontier by every method is the one that plain loops over all pairs of packages find."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal.frontier import find_frontier

from .brute_force import BruteForce
from .random_problems import problems

SETS = ("all_accept", "acceptable", "possible")


def members(truth, over):
    return {
        "all_accept": truth.unanimous,
        "acceptable": truth.acceptable,
        "possible": truth.possible,
    }[over]


def efficient(truth, over):
    """Return {rounded gains: packages in order}, by comparing every package with every other."""
    packages = members(truth, over)
    vectors = [tuple(round(g, 7) for g in truth.gains(x)) for x in packages]
    points = {}
    for x, mine in zip(packages, vectors, strict=True):
        if not any(dominates(other, mine) for other in set(vectors)):
            points.setdefault(mine, []).append(x)
    return points


def dominates(one, other):
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def listing(problem, frontier):
    """Return {rounded gains: (count, first package)} and refuse a point listed twice."""
    found = {}
    for point in frontier.points:
        vector = tuple(round(g, 7) for g in point.gains.values())
        assert vector not in found
        found[vector] = (point.count, problem.find(point.package))
    return found


def check(problem, frontier, over, truth=None):
    truth = truth or BruteForce(problem)
    if not truth.bargainers:
        assert frontier.size == 0
        assert frontier.reason
        return
    expected = efficient(truth, over)
    assert frontier.exact
    assert frontier.epsilon is None
    assert bool(frontier.reason) == (not expected)
    assert listing(problem, frontier) == {v: (len(xs), xs[0]) for v, xs in expected.items()}
    assert frontier.packages == sum(len(xs) for xs in expected.values())
    for number, vector in enumerate(listing(problem, frontier)):
        tied = [problem.find(x) for x in frontier.tied(number, at_most=10_000)]
        assert tied == expected[vector]


@settings(max_examples=250, deadline=None)
@given(problems(max_parties=4, max_issues=5), st.sampled_from(SETS))
def test_merging_is_the_plain_loop(problem, over):
    frontier = find_frontier(problem, over=over, method="merging")
    assert frontier.method in ("merging of issues", "none")
    check(problem, frontier, over)


@settings(max_examples=150, deadline=None)
@given(problems(max_parties=4, max_issues=5), st.sampled_from(SETS))
def test_enumeration_is_the_plain_loop(problem, over):
    frontier = find_frontier(problem, over=over, method="enumeration")
    assert frontier.method in ("enumeration", "none")
    check(problem, frontier, over)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(max_parties=3), st.sampled_from(SETS))
def test_programs_are_the_plain_loop(problem, over):
    truth = BruteForce(problem)
    if not truth.bargainers:
        return
    expected = efficient(truth, over)
    frontier = find_frontier(problem, over=over, method="program", max_points=10_000)
    assert frontier.exact
    found = listing(problem, frontier)
    assert set(found) == set(expected)
    for vector, (count, first) in found.items():
        assert first == expected[vector][0]
        assert count in (None, len(expected[vector]))
