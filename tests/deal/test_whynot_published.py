"""Leave-one-out and exclusion counts of the published scored games (see tests/published)."""

from __future__ import annotations

import pytest

from detente.deal.whynot import find_conflicts, find_limits, find_pivots
from tests.published.test_scored_games import GAMES, IDS, everyone, problem_of

pytestmark = pytest.mark.parametrize("game", IDS)


def test_packages_without_one_party(game):
    """Passing deals that a party refuses, and deals that pass counting it as refusing."""
    expected, found = GAMES[game]["expected"], find_pivots(problem_of(game))
    assert found.packages == expected["passing"]
    for party, pivot in found.parties.items():
        assert pivot.against == expected["passing_without"][party]
        if party in GAMES[game]["veto"]:
            assert (pivot.role, pivot.can_do_without, pivot.without) == ("all_of", False, 0)
        else:
            assert pivot.role == "among"
            assert pivot.without == expected["without_consent"][party]
            assert pivot.can_do_without == (expected["without_consent"][party] > 0)


def test_leaving_one_party_out_where_all_must_accept(game):
    expected, found = GAMES[game]["expected"], find_pivots(everyone(game))
    assert found.packages == expected["unanimous"]
    for party, pivot in found.parties.items():
        assert pivot.if_consents == pivot.if_lifts_red_lines == expected["without_consent"][party]
        binding = found.binding[f"no-deal:{party}"]
        assert binding.opens == expected["without_consent"][party] - expected["unanimous"]


@pytest.mark.parametrize("method", ["enumeration", "program"])
def test_how_far_no_deal_values_could_rise(game, method):
    """What a party gets at best while all others accept is as far as its threshold can go."""
    expected, found = GAMES[game]["expected"], find_limits(everyone(game), method=method)
    for party, limit in found.alone.items():
        assert limit.limit == expected["best_if_others_accept"][party]
        assert limit.no_deal == GAMES[game]["thresholds"][party]
    assert found.together.points == expected["maxmin"]["value"]
    assert found.total.points == 0


def test_a_threshold_above_the_best_makes_a_conflict_of_which_it_is_part(game):
    expected, problem = GAMES[game]["expected"], everyone(game)
    party = problem.parties[0]
    values = problem.no_deal.copy()
    values[0] = expected["best_if_others_accept"][party] + 1
    found = find_conflicts(_raised(problem, values))
    assert not found.exists
    assert all(f"no-deal:{party}" in conflict.demands for conflict in found.conflicts)


def _raised(problem, no_deal):
    from detente.deal import Problem

    return Problem(
        problem.values,
        no_deal,
        acceptance=problem.acceptance,
        parties=problem.parties,
        issues=problem.issues,
        options=problem.options,
    )
