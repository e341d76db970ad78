"""``detente why``: conflicts, moves and limits in words, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.case import load_case
from detente.cli.why import why
from detente.deal import find_deal
from detente.deal.of_case import problem_of_case
from detente.deal.of_case.whynot import why_of_case
from detente.errors import NoSolution
from tests.deal.test_of_case import CASE

OUTSIDER = """\
format: 1
title: Two sides and a neighbour
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
  east: {name: East, role: other}
issues:
  border: {title: Border, options: {river: At the river, ridge: On the ridge}}
  toll: {title: Toll, options: {free: None, paid: Paid}}
constraints:
  - never: {border: ridge, toll: paid}
    note: nobody collects tolls on a ridge
  - if: {border: river}
    then: {toll: [free, paid]}
acceptance: {all_of: [north, south]}
sources:
  - {id: radio, type: broadcast, title: A broadcast, issued: 2025-05-01}
preferences:
  north:
    scores: {border: {river: 60, ridge: 0}, toll: {free: 0, paid: 40}}
    no_deal: 50
    red_lines:
      - {border: ridge, judgement: said twice}
    basis: judgement of A. Coder
  south:
    scores: {border: {river: 0, ridge: 50}, toll: {free: 50, paid: 0}}
    no_deal: 30
    basis: judgement of B. Coder
  east:
    red_lines:
      - {border: river, toll: free, evidence: [{source: radio}]}
    basis: judgement of C. Coder
"""


@pytest.fixture
def folder(tmp_path: Path):
    def write(text: str) -> str:
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def run(*arguments: str) -> Result:
    return CliRunner().invoke(why, arguments)


def flat(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_no_deal_in_words(folder) -> None:
    result, text = run(folder(OUTSIDER)), flat(run(folder(OUTSIDER)))
    assert result.exit_code == 0
    assert "No deal is possible on these judgements. 2 sets of demands cannot hold" in text
    assert (
        "South's no-deal value (30 points), North's red line R1 on “Border” and East's red line R2 "
        "on “Border” and “Toll” cannot all hold." in text
    )
    assert "R2 East's refusal of “At the river” on “Border” together with “None” on “Toll”" in text
    assert "The rule does not need East's consent; its red line excludes packages all the" in text
    assert (
        "If East lifted its red line R2 on “Border” and “Toll”, 1 package would be acceptable"
        in text
    )
    assert "North +10 and South +20" in text
    assert "A deal appears if South's no-deal value falls by 30 points, from 30 to 0." in text
    assert "no advice to give anything up" in text


def test_no_deal_as_json(folder) -> None:
    data = json.loads(run(folder(OUTSIDER), "--json").stdout)
    assert data["exists"] is False
    assert [c["demands"] for c in data["conflicts"]["conflicts"]] == [
        ["no-deal:north", "no-deal:south", "red-line:1"],
        ["no-deal:south", "red-line:0", "red-line:1"],
    ]
    assert [r["demands"] for r in data["conflicts"]["repairs"]] == [
        ["no-deal:south"],
        ["red-line:1"],
        ["no-deal:north", "red-line:0"],
    ]
    assert data["unblocking"]["single"][3]["best"]["package"] == {"border": "river", "toll": "free"}
    assert all(c["verified"] for c in data["conflicts"]["conflicts"])
    assert data["demands"]["red-line:1"]["evidence"] == [
        {"source": "radio", "quote": None, "at": ""}
    ]
    assert data["demands"]["red-line:0"]["judgement"] == "said twice"
    assert data["demands"]["no-deal:south"]["basis"] == {"south": "judgement of B. Coder"}
    assert data["demands"]["constraint:0"]["judgement"] == "nobody collects tolls on a ridge"
    assert data["demands"]["constraint:1"]["never"] == []
    assert data["limits"]["alone"]["south"]["change"] == -30
    assert data["unblocking"]["single"][-1]["opens"] is False
    assert data["pivots"] is None


def test_every_demand_says_what_it_rests_on(examples: Path) -> None:
    for name in ("harbour", "ukraine-2025-12"):
        answer = why_of_case(load_case(examples / name))
        for key, demand in answer.demands.items():
            ground = answer.grounds[key]
            if demand.kind != "constraint":
                assert ground.evidence or ground.judgement or ground.basis, key


def test_a_case_with_a_deal_says_who_decides(examples: Path) -> None:
    result = run(str(examples / "harbour"))
    text = flat(result)
    assert result.exit_code == 0
    assert "A deal is possible on these judgements. 55 packages are acceptable." in text
    assert "Harbour Company's no-deal value could rise by 22 points, from 55 to 77" in text
    assert "could rise by 9 points each before no deal is left" in text
    data = json.loads(run(str(examples / "harbour"), "--json").stdout)
    assert data["pivots"]["parties"]["environment"] == {
        "role": "among",
        "judged": True,
        "if_consents": 73,
        "if_lifts_red_lines": 73,
        "can_do_without": True,
        "without": 32,
        "against": 20,
    }
    assert data["conflicts"] is data["unblocking"] is None


def test_a_case_too_large_to_go_through_is_counted(examples: Path) -> None:
    result = run(str(examples / "ukraine-2025-12"))
    assert result.exit_code == 0
    assert "745,771 packages are acceptable" in flat(result)
    assert "777,600,000 packages are too many to go through" in flat(result)
    found = find_deal(problem_of_case(load_case(examples / "ukraine-2025-12")).problem)
    assert found.acceptable == 745_771


def test_parties_nobody_judged_are_taken_to_accept(folder) -> None:
    text = flat(run(folder(CASE)))
    assert "A deal is possible on these judgements. 7 packages are acceptable." in text
    assert "Guide: taken to accept, since nobody judged preferences." in text


def test_what_cannot_be_asked(folder) -> None:
    rule = "acceptance: {all_of: [north, south], and_at_least: 1, among: [guide]}\n"
    for text, said in (
        (CASE.replace(rule, ""), "does not say who must accept"),
        (CASE.replace(rule, "acceptance: {all_of: [guide]}\n"), "nobody has judged"),
    ):
        result = run(folder(text), "--json")
        assert isinstance(result.exception, NoSolution)  # the entry point exits with 3
        assert said in str(result.exception)
        assert said in json.loads(result.stdout)["reason"]


def test_the_limit_cuts_the_lists(folder) -> None:
    text = flat(run(folder(OUTSIDER), "--limit", "1"))
    assert "… and 1 more; --limit shows them." in text
    assert run(folder(OUTSIDER), "--limit", "0").exit_code == 2


def test_patterns_know_their_constraint(folder) -> None:
    inputs = problem_of_case(load_case(folder(CASE)))
    assert len(inputs.constraint_of) == len(inputs.problem.forbidden)
    assert inputs.constraint_of == (0, 1, 1)
