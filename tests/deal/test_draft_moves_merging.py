"""The nearest package by merging issues: as enumeration has it, at any size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from detente.deal import Draft, Problem
from detente.deal.drafts import find_moves
from detente.deal.drafts.near import nearest_by_enumeration
from detente.deal.drafts.near_by_merging import nearest_by_merging
from detente.deal.drafts.terms import read_draft
from detente.deal.sizes import ENUMERABLE
from detente.errors import InvalidInput

from .test_draft_moves import questions

CAP = 5


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_merging_is_enumeration(question):
    problem, terms, _ = question
    text = read_draft(problem, Draft("text", terms))
    settled, found = nearest_by_merging(problem, text, cap=CAP)
    assert settled
    truth = nearest_by_enumeration(problem, text, "terms", cap=CAP)
    assert (found is None) == (truth is None)
    if found is not None and truth is not None:
        assert found.packages == truth.packages
        assert (found.count, found.complete) == (truth.count, truth.complete)
        assert (found.distance, found.bound, found.proven) == (truth.distance, truth.bound, True)


def large(seed: int, issues: int = 9, options: int = 6) -> tuple[Problem, Draft]:
    rng = np.random.default_rng(seed)
    problem = Problem(
        [rng.integers(0, 12, (3, options)) for _ in range(issues)],
        [58, 58, 58],
        forbidden=[{0: [0], 1: [0, 1]}],
        red_lines=[(0, {2: [1]}), (1, {3: [2], 4: [0, 1]})],
        linkages=[(2, {5: [0], 6: [1, 2]}, 5.0)],
    )
    terms = {issue: int(rng.integers(options)) for issue in range(issues - 1)}
    return problem, Draft("text", terms)


@pytest.mark.parametrize("seed", range(4))
def test_large_problems_are_merged_and_programs_agree(seed):
    problem, draft = large(seed)
    assert problem.packages > ENUMERABLE
    merged, solved = (
        find_moves(problem, draft, asked=["terms"], method=method, max_ties=3).nearest["terms"]
        for method in ("auto", "program")
    )
    assert (merged.method, solved.method) == ("merging of issues", "mixed-integer program")
    assert merged.exact
    assert merged.distance == solved.distance
    assert merged.tied[0] == solved.tied[0]
    assert merged.tied_count is not None


def test_a_listing_that_grows_too_large_is_given_up():
    problem, draft = large(0)
    assert nearest_by_merging(problem, read_draft(problem, draft), cap=3, limit=5) == (False, None)


def test_only_what_is_asked_is_looked_for():
    problem = Problem([[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]], [30, 30])
    moves = find_moves(problem, Draft("text", {0: 0, 1: 1}), asked=["terms"])
    assert list(moves.nearest) == ["terms"]
    assert moves.improvements.reason == moves.frontier.reason == "it was not asked"
    assert moves.start is None
    with pytest.raises(InvalidInput, match="is among"):
        find_moves(problem, Draft("text", {}), asked=["gossip"])  # type: ignore[list-item]
