"""GeniusWeb files, feature by feature. All scenarios are made up."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from detente.errors import InvalidInput, NotSupported
from detente.exchange import Scenario, read_geniusweb
from tests.exchange.agreement import CLOSE, imported, largest_difference

DOMAIN = {
    "name": "jobs",
    "issuesValues": {
        "lease car": {"values": ["no", "yes"]},
        "salary": {"range": ["2", "4", "0.5"]},
    },
}


def space(**changes: Any) -> dict[str, Any]:
    return {
        "name": "worker",
        "issueUtilities": {
            "lease car": {"discreteutils": {"valueUtilities": {"no": 0.1, "yes": 1.0}}},
            "salary": {
                "numberutils": {
                    "lowValue": 2, "lowUtility": 0.0, "highValue": 4, "highUtility": 0.8,
                }
            },
        },
        "issueWeights": {"lease car": 0.6, "salary": 0.4},
        "domain": DOMAIN,
        "reservationBid": {"issuevalues": {"lease car": "no", "salary": 3.0}},
        **changes,
    }  # fmt: skip


TEXT_IN_TABLE = space()["issueUtilities"] | {
    "lease car": {"discreteutils": {"valueUtilities": {"no": "0.1", "yes": 1.0}}}
}
TEXT_ON_LINE = space()["issueUtilities"] | {
    "salary": {
        "numberutils": {"lowValue": 2, "lowUtility": "0", "highValue": 4, "highUtility": 0.8}
    }
}


def read(folder: Path, *spaces: dict[str, Any], domain: Any = DOMAIN) -> Scenario:
    if domain is not None:
        (folder / "jobs.json").write_text(json.dumps(domain))
    for number, given in enumerate(spaces):
        text = json.dumps({"LinearAdditiveUtilitySpace": given})
        (folder / f"p{number}.json").write_text(text)
    return read_geniusweb(folder)


def worth(_: int, package: tuple[int, ...]) -> float:
    car, salary = package
    return 0.6 * (0.1, 1.0)[car] + 0.4 * 0.2 * salary


def test_utilities_and_the_reservation_bid(tmp_path: Path) -> None:
    scenario = read(tmp_path, space())
    assert scenario.issues[1].levels == (2.0, 2.5, 3.0, 3.5, 4.0)
    assert largest_difference(scenario, worth) <= CLOSE
    assert scenario.parties[0].reservation == pytest.approx(0.06 + 0.16, abs=CLOSE)
    assert scenario.warnings == ()
    preferences = imported(scenario).preferences["worker"]
    assert preferences.no_deal is not None
    assert preferences.no_deal.base.mid == pytest.approx(22, abs=100 * CLOSE)


def test_the_domain_inside_a_profile_serves_as_well(tmp_path: Path) -> None:
    scenario = read(tmp_path, space(), domain=None)
    assert list(scenario.files) == ["p0.json"]
    assert largest_difference(scenario, worth) <= CLOSE


@pytest.mark.parametrize("bid", [None, {"issuevalues": {}}])
def test_no_reservation_bid_means_that_anything_is_accepted(tmp_path: Path, bid: object) -> None:
    scenario = read(tmp_path, space(reservationBid=bid))
    assert scenario.parties[0].reservation == -math.inf


def test_values_and_issues_that_are_left_out_count_nothing_and_are_told(tmp_path: Path) -> None:
    utilities = space()["issueUtilities"]
    utilities["lease car"] = {"discreteutils": {"valueUtilities": {"yes": 1}}}
    bid = {"issuevalues": {"lease car": "yes"}}
    scenario = read(tmp_path, space(issueUtilities=utilities, reservationBid=bid))
    assert scenario.parties[0].evaluations[0] == (0.0, 1.0)
    assert scenario.parties[0].reservation == 0.6
    assert len(scenario.warnings) == 2


def test_a_readme_is_no_part_of_a_scenario(tmp_path: Path) -> None:
    alone = read(tmp_path, space())
    (tmp_path / "README.txt").write_text("{ this is no JSON\n")
    assert read_geniusweb(tmp_path) == alone


def test_other_files(tmp_path: Path) -> None:
    (tmp_path / "specials.json").write_text("{}")
    assert "specials.json: neither" in read(tmp_path, space()).warnings[0]
    (tmp_path / "other.json").write_text(json.dumps({"SumOfGroupsUtilitySpace": {}}))
    with pytest.raises(NotSupported, match=r"other\.json: a profile of another kind"):
        read_geniusweb(tmp_path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"issueWeights": {"salary": 1}}, "no weight"),
        ({"issueUtilities": {"lease car": {}, "salary": {}}}, "neither discreteutils"),
        ({"issueUtilities": []}, "are objects"),
        ({"domain": {"name": "x", "issuesValues": {}}}, "another domain"),
        ({"reservationBid": {"issuevalues": {"lease car": "maybe"}}}, "not in the domain"),
        ({"issueWeights": {"lease car": "much", "salary": 0.4}}, "a number"),
        ({"issueWeights": {"lease car": "0.6", "salary": 0.4}}, "without quotation marks"),
        ({"issueUtilities": TEXT_IN_TABLE}, "issue 1: utility: .* without quotation marks"),
        ({"issueUtilities": TEXT_ON_LINE}, "issue 2: lowUtility: .* without quotation marks"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, changes: Any, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        read(tmp_path, space(**changes))


@pytest.mark.parametrize(
    "values",
    [{}, {"values": []}, {"values": ["a", "a"]}, {"range": [1, 2]}, {"range": [0, 1e9, 1]}, 5],
)
def test_an_issue_that_has_no_values(tmp_path: Path, values: object) -> None:
    with pytest.raises(InvalidInput, match=r"jobs\.json, issue 1"):
        read(tmp_path, space(), domain={"name": "x", "issuesValues": {"lease car": values}})
