"""NegMAS itself loads what is written and agrees on every number.

Runs where DETENTE_NEGMAS_PYTHON names an interpreter that has NegMAS 0.16.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from detente.case import load_case
from detente.exchange import Scenario, scenario_of_case, write_genius, write_negmas
from tests.exchange.agreement import CLOSE, packages

PYTHON = os.environ.get("DETENTE_NEGMAS_PYTHON", "")
ORACLE = Path(__file__).with_name("negmas_oracle.py")

pytestmark = pytest.mark.skipif(not PYTHON, reason="DETENTE_NEGMAS_PYTHON names no interpreter")


def asked(folder: Path, outcomes: list[list[Any]]) -> dict[str, Any]:
    done = subprocess.run(
        [PYTHON, str(ORACLE), str(folder)],
        input=json.dumps(outcomes),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


def outcomes_of(scenario: Scenario, *, numbers: bool) -> list[list[Any]]:
    made = []
    for package in packages([len(issue.options) for issue in scenario.issues], 300):
        row: list[Any] = []
        for issue, option in zip(scenario.issues, package, strict=True):
            named = f"{issue.options[option]} {issue.unit}".rstrip()
            row.append(int(issue.levels[option]) if numbers and issue.levels else named)
        made.append(row)
    return made


def agrees(scenario: Scenario, answer: dict[str, Any]) -> bool:
    pairs = zip(
        packages([len(issue.options) for issue in scenario.issues], 300),
        answer["utilities"],
        strict=True,
    )
    return all(
        abs(party.utility(package) - got) <= CLOSE
        for package, row in pairs
        for party, got in zip(scenario.parties, row, strict=True)
    )


def test_negmas_loads_the_yaml_of_a_case(examples: Path, tmp_path: Path) -> None:
    scenario = scenario_of_case(load_case(examples / "harbour"))
    write_negmas(scenario, tmp_path / "out")
    answer = asked(tmp_path / "out", outcomes_of(scenario, numbers=True))
    assert answer["names"] == [party.name for party in scenario.parties]
    assert answer["reserved"] == [party.reservation for party in scenario.parties]
    assert agrees(scenario, answer)


def test_negmas_loads_the_xml_of_a_case(examples: Path, tmp_path: Path) -> None:
    """Its scale is that of Genius where the largest evaluations are 1, as they are here."""
    scenario = scenario_of_case(load_case(examples / "harbour"))
    write_genius(scenario, tmp_path / "out")
    answer = asked(tmp_path / "out", outcomes_of(scenario, numbers=False))
    assert agrees(scenario, answer)
