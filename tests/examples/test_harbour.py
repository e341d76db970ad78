"""The bundled harbour case, counted by an enumeration that shares nothing with the engine."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from detente.case.load import read_case
from detente.case.records import Case, Preferences
from tests.examples.conftest import HARBOUR

ISSUES = {"A": "site", "B": "ecology", "C": "hiring", "D": "loan", "E": "compensation"}
PARTIES = {
    "SportCo": "developer",
    "DoT": "tourism",
    "mayor": "mayor",
    "other_cities": "cities",
    "union": "union",
    "enviroment": "environment",
}
OPTIONS = {
    "A": ("water", "mixed", "land"),
    "B": ("damage", "balance", "improve"),
    "C": ("union-first", "two-to-one", "one-to-one", "open"),
    "D": ("3", "2", "1", "0"),
    "E": ("600", "450", "300", "150", "0"),
}
"""Options of the case in the order of the game, which counts them from 1."""

Package = dict[str, str]


def _worth(preferences: Preferences, package: Package) -> float:
    return sum(preferences.scores[issue].points[option].low for issue, option in package.items())


def _accepting(case: Case, package: Package) -> set[str]:
    return {
        party
        for party, preferences in case.preferences.items()
        if preferences.no_deal is not None
        and _worth(preferences, package) >= preferences.no_deal.base.low
    }


@pytest.fixture(scope="module")
def packages(harbour: Case) -> list[Package]:
    issues = harbour.issues
    choices = product(*(issue.option_ids for issue in issues.values()))
    return [dict(zip(issues, choice, strict=True)) for choice in choices]


def test_check_finds_nothing() -> None:
    assert read_case(HARBOUR).problems == ()


def test_55_of_720_packages_pass_and_12_suit_everybody(
    harbour: Case, packages: list[Package]
) -> None:
    assert len(packages) == 720
    accepting = [_accepting(harbour, package) for package in packages]
    rule = harbour.acceptance
    assert rule is not None
    passing = [
        who
        for who in accepting
        if who >= set(rule.all_of) and len(who & set(rule.among)) >= (rule.and_at_least or 0)
    ]
    assert len(passing) == 55
    assert sum(len(who) == 6 for who in accepting) == 12


def test_rule_is_all_but_one_with_two_vetoes(harbour: Case) -> None:
    rule = harbour.acceptance
    assert rule is not None
    assert set(rule.all_of) == {"developer", "tourism"}
    assert len(rule.all_of) + (rule.and_at_least or 0) == len(harbour.parties) - 1


def test_points_thresholds_and_first_deal_are_the_published_ones(
    harbour: Case, base_game: dict[str, Any]
) -> None:
    for name, party in PARTIES.items():
        published = base_game["parties"][name]
        preferences = harbour.preferences[party]
        assert preferences.no_deal is not None
        assert preferences.no_deal.base.low == published["threshold"]
        for letter, points in published["scores"].items():
            given = preferences.scores[ISSUES[letter]].points
            assert [given[option].low for option in OPTIONS[letter]] == points
    opening = harbour.drafts["opening"].terms
    for term in base_game["initial_deal"]:
        letter, number = term[0], int(term[1:])
        assert opening[ISSUES[letter]].option is not None
        assert opening[ISSUES[letter]].option.options == (OPTIONS[letter][number - 1],)


def test_acceptable_to_each_party_alone(
    harbour: Case, packages: list[Package], base_game: dict[str, Any]
) -> None:
    accepting = [_accepting(harbour, package) for package in packages]
    for name, count in base_game["measured"]["acceptable_to_party_alone"].items():
        assert sum(PARTIES[name] in who for who in accepting) == count


def test_single_text_maximises_the_product_of_gains(harbour: Case, packages: list[Package]) -> None:
    def gain(package: Package) -> float:
        total = 1.0
        for preferences in harbour.preferences.values():
            assert preferences.no_deal is not None
            total *= _worth(preferences, package) - preferences.no_deal.base.low
        return total

    best = max((p for p in packages if len(_accepting(harbour, p)) == 6), key=gain)
    terms = harbour.drafts["single-text"].terms
    assert {issue: term.option.options[0] for issue, term in terms.items() if term.option} == best


def test_positions_follow_the_rules_they_state(harbour: Case) -> None:
    assert len(harbour.positions) == 4 * len(harbour.parties)
    for position in harbour.positions:
        scores = harbour.preferences[position.party].scores
        best_of = {
            issue: max(worth.low for worth in values.points.values())
            for issue, values in scores.items()
        }
        assert position.issue in sorted(best_of, key=lambda issue: -best_of[issue])[:2]
        share = 1.0 if position.strength == "demand" else 0.5
        expected = {
            option
            for option, worth in scores[position.issue].points.items()
            if worth.low >= share * best_of[position.issue]
        }
        assert position.wants is not None
        assert set(position.wants.options) == expected


def test_nothing_made_up_passes_for_evidence(harbour: Case) -> None:
    assert list(harbour.evidence()) == []
    records = (*harbour.positions, *harbour.drafts.values())
    assert all(record.judgement for record in records)
