"""Three scored negotiation games with published numbers of deals.

The score tables are those of the repository S-Abdelnabi/LLM-Deliberation (MIT licence), folders
games_descriptions/base, base_7players and game1, described in Abdelnabi et al., "Cooperation,
Competition, and Maliciousness: LLM-Stakeholders Interactive Negotiation" (NeurIPS 2024, arXiv
2309.17234), after the scorable games of Susskind (1985). Rule: a deal passes if both veto parties
accept and all parties but one at most accept; a party accepts at or above its threshold. 204/52 is
printed in the repository's evaluation/adjust_games.ipynb and 57_21 is the name of one of its logs;
the remaining figures come from an independent enumeration.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.deal import Acceptance, Problem, find_deal
from detente.deal.programs.program import Program

GAMES = json.loads((Path(__file__).parent / "scored_games.json").read_text(encoding="utf-8"))
IDS = sorted(GAMES.keys() - {"about"})

pytestmark = pytest.mark.parametrize("game", IDS)


def problem_of(game, acceptance=None):
    data = GAMES[game]
    parties, issues = list(data["thresholds"]), list(data["scores"])
    veto = tuple(parties.index(party) for party in data["veto"])
    rest = tuple(p for p in range(len(parties)) if p not in veto)
    return Problem(
        [[data["scores"][issue][party] for party in parties] for issue in issues],
        list(data["thresholds"].values()),
        acceptance=acceptance or Acceptance(veto, len(parties) - 1 - len(veto), rest),
        parties=parties,
        issues=issues,
        options=[
            [f"{i}{n + 1}" for n in range(len(data["scores"][i][parties[0]]))] for i in issues
        ],
    )


def everyone(game):
    return problem_of(game, Acceptance(tuple(range(len(GAMES[game]["thresholds"])))))


def deals(solution):
    return [list(package.values()) for package in solution.tied]


def test_numbers_of_deals_by_enumeration(game):
    expected, deal = GAMES[game]["expected"], find_deal(problem_of(game))
    assert deal.exists
    assert deal.method == "enumeration"
    assert (deal.packages, deal.acceptable, deal.all_accept) == (
        expected["total"],
        expected["passing"],
        expected["unanimous"],
    )
    for party, reach in deal.parties.items():
        assert reach.acceptable_packages == expected["alone"][party]
        assert reach.accepted_among_acceptable == expected["passing_per_party"][party]
        left_out = deal.acceptable - reach.accepted_among_acceptable
        assert left_out == expected["passing_without"][party]
        assert reach.best == 100


def test_numbers_of_deals_by_the_program(game):
    """Cut off one acceptable package after the other until the program has none left."""
    expected = GAMES[game]["expected"]
    for kind, count in (("acceptable", "passing"), ("all_accept", "unanimous")):
        program = Program(problem_of(game), kind, node_limit=10_000)
        found = set()
        while (hit := program.search({})) is not None:
            found.add(hit.package)
            program.exclude(hit.package)
        assert len(found) == expected[count]


@pytest.mark.parametrize("method", ["enumeration", "program"])
def test_solutions_over_the_deals_that_all_accept(game, method):
    expected, deal = GAMES[game]["expected"], find_deal(everyone(game), method=method)
    thresholds = sum(GAMES[game]["thresholds"].values())
    nash, egalitarian = deal.solutions["nash"], deal.solutions["egalitarian"]
    utilitarian = deal.solutions["utilitarian"]
    assert deal.exact
    assert nash.value == expected["nash"]["value"]
    assert deals(nash) == expected["nash"]["deals"]
    assert egalitarian.value == expected["maxmin"]["value"]
    assert deals(egalitarian) == expected["maxmin"]["deals"]
    assert utilitarian.value + thresholds == expected["max_sum"]["value"]
    assert deals(utilitarian) == expected["max_sum"]["deals"]


@pytest.mark.parametrize("method", ["enumeration", "program"])
def test_the_quorum_does_not_change_what_all_bargainers_gain(game, method):
    """Nash and the largest smallest gain lie where everybody accepts, whatever the quorum."""
    expected, deal = GAMES[game]["expected"], find_deal(problem_of(game), method=method)
    assert deal.exists
    assert deal.solutions["nash"].value == expected["nash"]["value"]
    assert deal.solutions["egalitarian"].value == expected["maxmin"]["value"]
    assert deal.solutions["utilitarian"].value >= deal.solutions["egalitarian"].value


def test_all_deals_that_all_accept(game):
    listed = sorted(map(tuple, GAMES[game]["expected"]["unanimous_deals"]))
    problem = everyone(game)
    assert len(listed) == GAMES[game]["expected"]["unanimous"]
    for names in listed:
        package = problem.find(dict(zip(problem.issues, names, strict=True)))
        assert min(problem.gains(package)) >= 0


@pytest.mark.parametrize("method", ["enumeration", "program"])
def test_one_party_against_all_others(game, method):
    """Without one party's consent: how many deals, and how much it could get in them."""
    expected, parties = GAMES[game]["expected"], list(GAMES[game]["thresholds"])
    for index, party in enumerate(parties):
        if method == "program" and party not in GAMES[game]["veto"]:
            continue
        others = Acceptance(tuple(p for p in range(len(parties)) if p != index))
        deal = find_deal(problem_of(game, others), method=method)
        if method == "enumeration":
            assert deal.acceptable == expected["without_consent"][party]
        assert deal.parties[party].best_acceptable == expected["best_if_others_accept"][party]


def test_max_sum_over_all_packages(game):
    """With thresholds of 0 everything is acceptable."""
    data = GAMES[game]
    parties, issues = list(data["thresholds"]), list(data["scores"])
    tables = [[data["scores"][issue][party] for party in parties] for issue in issues]
    deal = find_deal(Problem(tables, [0] * len(parties)))
    assert deal.acceptable == data["expected"]["total"]
    assert deal.solutions["utilitarian"].value == data["expected"]["max_sum_all"]
