"""Numbers far from the 0–100 scale: nothing met exactly is lost, and nothing unproved is called so.

Most of these problems were found by a hostile tester.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal import Acceptance, Problem, count_packages, find_deal, find_frontier

from .brute_force import BruteForce


@pytest.mark.parametrize(
    ("rows", "no_deal", "acceptable"),
    [
        ([[[12_300.0, 0], [1 / 3, 0]]] * 30, [0, 10.0], 1),
        ([[[1e4, 0], [1 / 3 + 1 / 13, 0]]] * 60, [0, 60 * (1 / 3 + 1 / 13)], 1),
        ([[[1e7, 0], [1 / 3, 0]]] + [[[0, 0], [0, 0]]] * 23, [0, 1 / 3], 2**23),
    ],
)
def test_a_threshold_met_exactly_beside_a_party_with_large_numbers(rows, no_deal, acceptable):
    problem = Problem(rows, no_deal)
    deal = find_deal(problem, solutions=["utilitarian"])
    assert deal.method == "merging of issues"
    assert deal.exists is True
    assert count_packages(problem).count == acceptable
    assert find_frontier(problem).size == 1


@pytest.mark.parametrize("no_deal", [-1e3, -1e6, -1e8, -1e9])
def test_a_party_that_accepts_anything(no_deal):
    """No deal written as a very low number: every solution is there, as by enumeration."""
    problem = Problem([[[3, 7, 8], [3.5, 3.2, 2.7]]] + [[[0, 0], [0, 0]]] * 3, [-8, no_deal])
    truth = find_deal(problem, method="enumeration").solutions
    for name, solution in find_deal(problem, method="merging").solutions.items():
        assert solution.package == truth[name].package, name
        assert solution.value == pytest.approx(truth[name].value, rel=1e-12)


def test_a_quorum_of_one_that_accepts_anything():
    rows = [[[6, 15, 2, 14], [1, -9, -7, -6]], [[9, 9, 5], [-3, -8, -5]]]
    problem = Problem(rows, [16, -1e9], acceptance=Acceptance((), 0, (1,)))
    solution = find_deal(problem, method="merging").solutions["egalitarian"]
    assert solution.value == 999_999_998.0


def test_programs_withhold_certificates_where_numbers_are_of_very_different_sizes():
    rows = [
        [[28, 8], [0, 2.6], [-4, -5]],
        [[0, 0, 0], [8.6, 8, 2.6], [-5, -4, 2]],
        [[18, 0, 22], [1.8, 3.3, 0.8], [0, -1, 9]],
    ]
    problem = Problem(rows, [68 / 3, -1e9, -4])
    best = find_deal(problem, method="enumeration").solutions["nash"]
    found = find_deal(problem, method="program")
    nash = found.solutions["nash"]
    assert not found.exact
    assert not nash.exact
    assert nash.bound >= best.value
    assert not nash.tied_complete


def test_programs_do_not_call_a_frontier_complete_whose_points_they_cannot_tell_apart():
    problem = Problem([[[0, 1e-6, 2e-6], [2e-6, 1e-6, 0]]], [0, 0])
    assert find_frontier(problem).size == 3
    by_programs = find_frontier(problem, method="program")
    assert not by_programs.exact
    assert "those missing differ by less than" in by_programs.guarantee


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**6))
def test_merging_is_the_plain_loop_whatever_the_sizes(seed):
    """Each party on a scale of its own, from 1e-3 to 1e5, thirds and sevenths among the numbers."""
    rng = np.random.default_rng(seed)
    parties = int(rng.integers(2, 4))
    scale = 10.0 ** rng.integers(-3, 6, parties)
    part = rng.choice([1, 3, 7, 13], parties)
    rows = [
        rng.integers(0, 20, (parties, int(rng.integers(1, 4)))) / part[:, None] * scale[:, None]
        for _ in range(int(rng.integers(1, 5)))
    ]
    chosen = [row[:, rng.integers(row.shape[1])] for row in rows]
    problem = Problem(rows, sum(chosen) * rng.choice([0.5, 1.0]))
    truth = BruteForce(problem)
    deal = find_deal(problem, method="merging")
    assert deal.exists is truth.exists
    for name, expected in truth.solutions().items():
        solution = deal.solutions[name]
        assert (solution.package is None) == (expected is None), name
        if expected is not None:
            assert solution.value == pytest.approx(expected[0], rel=1e-9, abs=1e-8), name
