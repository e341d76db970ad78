"""``detente commit``: inequalities with numbers, what would turn them, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.case import load_case
from detente.cli.commit import commit
from detente.errors import InvalidInput, NoSolution

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TALKS = """\
format: 1
title: Two sides and a ford
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
issues:
  border: {title: Border, options: {river: At the river, ridge: On the ridge}}
acceptance: {all_of: [north, south]}
preferences:
  north: {scores: {border: {river: 100, ridge: 0}}, no_deal: 25, basis: judgement}
  south: {scores: {border: {river: 0, ridge: 100}}, no_deal: 25, basis: judgement}
"""
FORD = """\
commitment:
  stake: the ford
  period: one year
  sides:
    north: {wins: 0.6, cost: 0.1, discount: 0.5}
    south: {wins: 0.7, cost: 0.1, discount: 0.5, rises: 0.2}
  basis: judgement of A. Coder
"""


def folder(path: Path, text: str = TALKS + FORD) -> Path:
    (path / "case.yaml").write_text(text, "utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commit, list(map(str, arguments)), env={"COLUMNS": "100"})


def flat(text: str) -> str:
    return " ".join(text.split())


def test_each_inequality_with_the_numbers_in_it(tmp_path: Path) -> None:
    told = flat(run(folder(tmp_path)).stdout)
    assert "At stake: the ford. 1 is all of it for North, 0 all of it for South." in told
    assert "A period is one year." in told
    assert (
        "On these judgements, this holds: rise of power (2), and this fails: share for both (1)."
        in told
    )
    assert "1. Is there a share that both prefer to fighting? (Fearon 1995, pp. 387, 391)" in told
    assert "0.6 + 0.7 − 1 = 0.3 > 0.1 + 0.1 = 0.2: fails, 0.1 is missing." in told
    assert "The inequality would hold with any one of these:" in told
    assert "- guarantee: a further cost of 0.05 on whichever side turns to force" in told
    assert "- verification: expectations of winning that come down by 0.1 together" in told
    assert "- side payment: payments from outside, kept only in peace, of 0.1 in all" in told
    assert "2. If South grows stronger, would North keep a deal rather than fight now?" in told
    assert "0.5 × 0.6 − 0.4 = −0.1 ≤ (1 − 0.5) × 0.1 = 0.05: holds, 0.15 to spare." in told
    assert "North gets 0.667 where it offers first and 0.333 where South does" in told
    assert "draws" not in told


def test_what_is_missing_is_named_and_nothing_is_filled_in(tmp_path: Path) -> None:
    told = flat(run(folder(tmp_path)).stdout)
    assert (
        "Left out: If South grows stronger, would North keep a deal rather than fight now, given "
        "what fighting destroys? (Powell 2006, pp. 182–183); not given: destroyed."
    ) in told
    assert "not given: wins_striking_first of North, wins_striking_first of South." in told
    assert "not given: rises of North." in told
    assert "An inequality that holds is no promise kept" in told


def test_ranges_and_draws_with_their_interval(tmp_path: Path) -> None:
    text = (TALKS + FORD).replace("wins: 0.7", "wins: [0.4, 0.8]")
    told = flat(run(folder(tmp_path, text), "--draws", 500, "--seed", 7).stdout)
    assert (
        "at mid-points, these hold: share for both (1), rise of power (2). Over the ranges 1"
        in told
    )
    assert "500 draws, seed 7. A share of the draws is a statement about the analyst's" in told
    assert "It would hold for every value in the ranges with any one of these:" in told
    assert "further cost of 0.1 on whichever side" in told


def test_json_carries_everything(tmp_path: Path) -> None:
    result = run(folder(tmp_path), "--json")
    data = json.loads(result.stdout)
    first = data["inequalities"][0]
    assert result.exit_code == 0
    assert (first["left"], first["right"], first["holds"]) == (0.3, 0.2, False)
    assert first["ends"] == [0.5, 0.4]
    assert [lever["amount"] for lever in first["levers"]] == [0.05, 0.1, 0.1]
    assert data["shares"]["a_offers_first"] == 0.666666667
    assert data["grounds"]["north.commitment.cost"]["judgement"] == "judgement of A. Coder"
    assert data["parameters"] == {"tolerance": 1e-9, "draws": None}
    assert {"seed", "detente", "method", "exact", "left_out"} <= set(data)


def test_without_such_numbers_there_is_no_answer(tmp_path: Path) -> None:
    result = run(folder(tmp_path, TALKS))
    assert isinstance(result.exception, NoSolution)
    assert "add commitment: with wins: and cost: of two sides" in str(result.exception)
    told = run(folder(tmp_path, TALKS), "--json")
    assert isinstance(told.exception, NoSolution)
    data = json.loads(told.stdout)
    assert data["inequalities"] == []
    assert "says nothing of what fighting" in data["reason"]


def test_a_case_with_errors_is_not_computed_on(tmp_path: Path) -> None:
    result = run(folder(tmp_path, (TALKS + FORD).replace("wins: 0.6", "wins: 60")))
    assert isinstance(result.exception, InvalidInput)
    assert [problem.code for problem in result.exception.problems] == ["bad-share"]


def test_the_examples() -> None:
    told = flat(run(EXAMPLES / "ukraine-2025-12").stdout)
    assert (
        "On these judgements, at mid-points, these hold: share for both (1), first strike (4 and "
        "5), rise of power (7 and 9), fighting to the finish (10), and these fail: best demand (2 "
        "and 3), rise of power (6 and 8). Over the ranges 7, 9 and 10 hold for every value; 1, 2, "
        "3, 4, 5, 6 and 8 hold for some values."
    ) in told
    assert (
        "How many hold is no score: 2 with 3, 6 with 8 and 7 with 9 ask the same of either side; 4 "
        "with 5, 6 with 7 and 8 with 9 are two models of one question."
    ) in told
    assert "from outside that stops if there is war" in told
    assert "2,000 draws, seed 0." in told
    assert isinstance(run(EXAMPLES / "harbour").exception, NoSolution)


def test_an_earlier_day_cites_no_later_source() -> None:
    ukraine = EXAMPLES / "ukraine-2025-12"
    late = {s.id for s in load_case(ukraine).sources if s.issued > "2025-11-30"}

    def cited(*more: str) -> set[str]:
        grounds = json.loads(run(ukraine, "--draws", "10", "--json", *more).stdout)["grounds"]
        return {item["source"] for ground in grounds.values() for item in ground["evidence"]}

    assert late & cited()
    assert not late & cited("--as-of", "2025-11-30")


def test_what_would_break_a_deal_is_no_guarantee() -> None:
    """Where an inequality holds there is nothing to do; a dearer war is no step either."""
    told = json.loads(run(EXAMPLES / "ukraine-2025-12", "--json").stdout)["inequalities"]
    for each in told:
        if each["holds"]:
            assert {lever["kind"] for lever in each["levers"]} <= {"another judgement"}
        else:
            assert {lever["kind"] for lever in each["levers"]} > {"another judgement"}
        dearer = [x["kind"] for x in each["levers"] if x["words"].startswith("fighting that costs")]
        assert set(dearer) <= {"another judgement"}
    assert [each["demand"] for each in told if each["demand"]] == [
        {"asked": 0.675, "accepted": 0.55},
        {"asked": 0.325, "accepted": 0.45},
    ]
    shown = flat(run(EXAMPLES / "ukraine-2025-12").stdout)
    assert "- if judged otherwise: fighting that costs Russia 0.307 or more instead of" in shown
    assert "- if judged otherwise: fighting that costs Ukraine 0.307 or more instead of" in shown


@pytest.mark.parametrize("arguments", [["--draws", "0"], ["--seed", "-1"], ["--as-of", "soon"]])
def test_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    assert run(folder(tmp_path), *arguments).exit_code == 2
