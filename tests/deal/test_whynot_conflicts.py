"""All minimal conflicts and repairs: both methods against all subsets of demands."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import Problem
from detente.deal.whynot import find_conflicts

from .random_problems import patterns, problems
from .whynot_brute import conflicts_and_repairs, demand_tests

CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@st.composite
def tight(draw, *, max_parties=3, lines=5):
    """Draw a problem in which a deal is rare: more red lines, higher no-deal values."""
    base = draw(problems(max_parties=max_parties, max_issues=4, step=10.0))
    rise = draw(st.sampled_from([0.0, 20.0, 40.0, 80.0]))
    drawn = st.tuples(st.integers(0, len(base.parties) - 1), patterns(base.sizes))
    more = draw(st.lists(drawn, max_size=lines))
    return Problem(
        base.values,
        base.no_deal + rise,
        judged=base.judged,
        forbidden=base.forbidden,
        red_lines=[*((k.party, k.pattern) for k in base.red_lines), *more],
        linkages=[(k.party, k.pattern, k.add) for k in base.linkages],
        acceptance=base.acceptance,
    )


def keys(found):
    return {frozenset(item.demands) for item in found}


def check(problem, found, constraints=None):
    conflicts, repairs = conflicts_and_repairs(problem, constraints)
    tests = demand_tests(problem, constraints)
    assert list(found.demands) == list(tests)
    assert found.complete
    assert found.exact
    if frozenset() in repairs:
        assert found.exists
        assert found.conflicts == found.repairs == ()
        return
    assert not found.exists
    assert keys(found.conflicts) == conflicts
    assert keys(found.repairs) == repairs
    for conflict in found.conflicts:
        assert conflict.verified
        assert list(conflict.without) == list(conflict.demands)
        for given_up, package in conflict.without.items():
            x = problem.find(package)
            assert all(tests[k](x) for k in conflict.demands if k != given_up)
            assert not tests[given_up](x)
    for repair in found.repairs:
        x = problem.find(repair.package)
        assert {k for k, test in tests.items() if not test(x)} == set(repair.demands)


@settings(max_examples=150, deadline=None, suppress_health_check=CHECKS)
@given(tight())
def test_enumeration_finds_what_all_subsets_show(problem):
    check(problem, find_conflicts(problem, method="enumeration"))


@settings(max_examples=100, deadline=None, suppress_health_check=CHECKS)
@given(tight(max_parties=4))
def test_the_oracle_finds_what_all_subsets_show(problem):
    check(problem, find_conflicts(problem, method="program"))
