"""The nine scenarios of the reference folder, against Genius's formula and published solutions.

They have no licence of their own and stay out of the project; DETENTE_REFERENCE names the folder.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.case import read_case
from detente.deal import Problem, find_deal
from detente.deal.of_case import problem_of_case
from detente.exchange import Scenario, case_of_scenario, read_genius, save_new_case
from tests.exchange.agreement import CLOSE, DAY, imported, largest_difference
from tests.exchange.genius_formula import GeniusProfile

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = Path(os.environ.get("DETENTE_REFERENCE", ROOT.parent / "shared" / "reference"))
DEAL = REFERENCE / "cases" / "deal"
NAMES = [
    "airport_site_A",
    "ampo_city",
    "england_zimbabwe",
    "itex_cypress",
    "jobs",
    "killer_robot_3",
    "laptop",
    "politics_3",
    "tram_3",
]

pytestmark = pytest.mark.skipif(
    not (DEAL / "scenarios").is_dir(), reason="DETENTE_REFERENCE names no folder with scenarios"
)


@cache
def published(name: str) -> dict[str, Any]:
    data = json.loads((DEAL / "reference_solutions.json").read_text("utf-8"))
    found = data[name]
    assert isinstance(found, dict)
    return found


@cache
def scenario(name: str) -> Scenario:
    return read_genius(DEAL / "scenarios" / name, profiles=published(name)["profiles"])


def outcome(name: str, values: list[Any]) -> tuple[int, ...]:
    """Return a published outcome by indices; NegMAS adds a dummy where indices have gaps."""
    named = [issue for issue, _ in published(name)["issues"]]
    by_name = dict(zip(named, values, strict=True))
    return tuple(issue.options.index(str(by_name[issue.name])) for issue in scenario(name).issues)


@pytest.mark.parametrize("name", NAMES)
def test_every_package_has_the_utility_that_genius_gives_it(name: str) -> None:
    read = scenario(name)
    files = [GeniusProfile(DEAL / "scenarios" / name / party.file) for party in read.parties]

    def worth(party: int, package: tuple[int, ...]) -> float:
        values = [issue.options[o] for issue, o in zip(read.issues, package, strict=True)]
        return files[party].worth(values)

    assert largest_difference(read, worth, most=25_000 if len(read.parties) < 4 else 1_000) <= CLOSE
    assert [party.reservation for party in read.parties] == [file.reservation for file in files]


@pytest.mark.parametrize("name", NAMES)
def test_ranges_and_solutions_are_the_published_ones(name: str) -> None:
    read, expected = scenario(name), published(name)["genius"]
    for party, (lowest, highest) in zip(read.parties, expected["ranges"], strict=True):
        assert party.lowest == pytest.approx(lowest, abs=CLOSE)
        assert party.highest == pytest.approx(highest, abs=CLOSE)
    for solution in ("nash", "kalai", "ks", "max_welfare"):
        pairs = zip(expected[solution]["outcomes"], expected[solution]["utils"], strict=True)
        for values, utilities in pairs:
            package = outcome(name, values)
            got = [party.utility(package) for party in read.parties]
            assert got == pytest.approx(utilities, abs=CLOSE)


@pytest.mark.parametrize("name", NAMES)
def test_detente_finds_the_published_solutions_of_the_imported_case(name: str) -> None:
    """NegMAS measures gains from the worst package where the reservation value lies below it."""
    expected = published(name)["genius"]
    given = problem_of_case(imported(scenario(name))).problem
    lowest = [100 * party.lowest for party in scenario(name).parties]
    disagreement = [max(r, u) for r, u in zip(given.no_deal, lowest, strict=True)]
    deal = find_deal(Problem(given.values, disagreement))
    nash = [u for u in deal.solutions["nash"].utilities.values() if u is not None]
    assert any(
        [u / 100 for u in nash] == pytest.approx(found, abs=1e-9)
        for found in expected["nash"]["utils"]
    )
    gains = [100 * u - d for u, d in zip(expected["kalai"]["utils"][0], disagreement, strict=True)]
    assert deal.solutions["egalitarian"].value == pytest.approx(min(gains), abs=1e-9)
    most = 100 * sum(expected["max_welfare"]["utils"][0]) - sum(disagreement)
    assert deal.solutions["utilitarian"].value == pytest.approx(most, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_the_saved_case_has_no_problem(name: str, tmp_path: Path) -> None:
    case = case_of_scenario(scenario(name), as_of=DAY).case
    assert save_new_case(case, tmp_path / "case") == case
    assert read_case(tmp_path / "case").problems == ()


def test_indices_that_start_at_two_need_no_dummy_issue() -> None:
    read = scenario("ampo_city")
    assert len(read.issues) == 10
    assert [party.name for party in read.parties] == ["AMPO", "City"]
    assert sum("evaluated twice" in warning for warning in read.warnings) <= 2
    assert sum("'similarity_function' were passed over" in w for w in read.warnings) == 2


def test_the_discount_of_laptop_is_told_and_kept() -> None:
    imported_case = case_of_scenario(scenario("laptop"), as_of=DAY)
    assert sum("0.42441038" in warning for warning in imported_case.warnings) == 2
    assert all("0.42441038" in p.basis for p in imported_case.case.preferences.values())


def test_killer_robot_uses_the_clipped_integer_formula_and_profiles_that_were_asked_for() -> None:
    read = scenario("killer_robot_3")
    assert [issue.kind for issue in read.issues].count("integer") == 2
    assert len(read.parties) == 3
    assert any("KillerRobot_util4.xml" in w and "left out" in w for w in read.warnings)
