"""``detente forecast``: sentences that say no more than is so, and are not too many."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case import load_case
from detente.cli.forecast_given import Question
from detente.cli.forecast_words import tell_bare
from detente.exchange import situation_file_of_case
from detente.forecast import make_situation
from detente.forecast.uncertainty import make_uncertain
from tests.cli.test_forecast import RIVER, TABLE, data_of, flat, run

TOWNS = RIVER.replace(
    "east: {name: East, role: principal}", "east: {name: Towns, role: ally, plural: true}"
)
IDLE = TOWNS.replace("{border: 10}", "{border: 10, toll: 0}").replace(
    "positions: {border: road}", "positions: {border: road, toll: 20}"
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write(tmp_path, RIVER)


def write(folder: Path, text: str) -> Path:
    (folder / "case.yaml").write_text(text, "utf-8")
    return folder


def said(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return flat(result.stdout)


def test_who_does_not_care_has_no_part_and_lacks_no_number(case: Path) -> None:
    told = said(write(case, IDLE), "--model", "exchange")
    assert "with North and South, and without Towns (no part in toll)." in told
    assert "Towns are left out on toll: their salience is 0, so that they have no weight" in told
    assert "for want of" not in told
    warnings = situation_file_of_case(load_case(case)).warnings
    assert "east on toll are left out: their salience is 0, so that they have no weight here" in (
        warnings
    )
    assert "east are left out: they have no part in toll" in warnings
    assert any("leave out east, who have a part in only some of them" in w for w in warnings)
    assert not any("for want" in warning or "not stand" in warning for warning in warnings)


def test_the_leader_is_the_best_of_those_asked_not_of_all_measured(case: Path) -> None:
    assert "the smallest of the seven models. On" in said(case)
    nowhere = ("--set", "nash.disagreement=reference", "--set", "nash.failure_cost=0")
    silent = said(case, "--issue", "border", *nowhere)
    assert "the smallest of those of the seven models that have an answer and" not in silent
    assert "the smallest of those of the seven models that have an answer. On" in silent
    eight = [f"--model={model}" for model in data_of(case)["parameters"]]
    more = said(case, *eight, "--model", "spatial, 1 turn")
    assert "the smallest of the models asked" in more


def test_where_leader_and_mean_agree_nobody_asks_which_is_nearer(case: Path) -> None:
    told = said(case, "--issue", "toll")
    assert (
        "both the election and the weighted mean say 22.0 thalers, nearest to the step 20." in told
    )
    assert "nobody knows" not in told
    assert "nobody knows" in said(case, "--issue", "border")
    assert "nobody knows" in said(case)


def test_the_step_of_a_scale_is_named_beside_its_value(case: Path) -> None:
    told = said(case, "--issue", "toll", "--model", "challenge")
    value = data_of(case, "--issue", "toll")["issues"]["toll"]["challenge"]
    step = value["option"]
    assert (
        f"{value['in_unit']:.1f} thalers by the challenge model, nearest to the step {step}."
        in (told)
    )


def test_the_error_is_called_the_larger_part_only_where_it_is(tmp_path: Path) -> None:
    larger = "and is the larger part"
    narrow, wide = tmp_path / "narrow.csv", tmp_path / "wide.csv"
    head = "actor,capability,tax position,tax salience\n"
    narrow.write_text(f"{head}A,1,40..60,50\nB,1,50,50\nC,1,45,50\n", "utf-8")
    wide.write_text(f"{head}A,1,0..100,100\nB,1,0..100,100\nC,1,0..100,1\n", "utf-8")
    asked = ("--model", "mean", "--draws", 200)
    assert f"is not in it, {larger}." in said(narrow, *asked)
    told = said(wide, *asked)
    assert larger not in told
    assert "is not in it." in told


def test_many_turns_are_cut_and_all_of_them_in_json(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = ["actor,capability,t position,t salience", "N,2,40,50", "S,1,70,30", "V,2,100,80"]
    table.write_text("\n".join(rows), "utf-8")
    asked = (table, "--model", "spatial", "--steps")
    turns = len(data_of(*asked)["issues"]["t"]["spatial"]["trajectory"]) - 1
    assert turns > 12
    told = said(*asked)
    assert [told.count(f"Turn {k} ") for k in (1, 11, 12, turns)] == [1, 1, 0, 1]
    assert f"… and {turns - 12} more turns; --limit shows them. The last: Turn {turns} " in told
    assert f"… and {turns - 1} more turns; --limit shows them. The last:" in said(
        *asked, "--limit", 1
    )
    everything = said(*asked, "--limit", turns)
    assert "more turn" not in everything
    assert all(f"Turn {k}" in everything for k in range(1, turns + 1))


def test_titles_and_notes_have_one_colon(case: Path) -> None:
    text = IDLE.replace("      capability: 1\n", "", 1)
    told = said(write(case, text), "--issue", "border")
    assert "South has no part in any issue: no capability is given." in told
    towns = RIVER.replace("positions: {border: road}", "positions: {}")
    several = said(write(case, towns))
    assert "East is left out on border and toll: no position is given" in several


def test_the_summary_names_the_mean_errors(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE, "utf-8")
    assert "by issue (mean error in points of 100: the election 24." in said(table)


def test_columns_and_dashes_are_explained(case: Path) -> None:
    told = said(write(case, IDLE), "--issue", "border", "--levers", "--tornado")
    assert "no part" in told
    assert "– No shift: the actor stands at that end of the line." in told
    apart = "Apart: from the lowest to the highest value, of low end, middle and high end."
    assert told.count(apart) == 1


def test_help_says_which_models_are_varied() -> None:
    told = flat(run("--help").stdout)
    assert "of the leading model, or of each model that --model names." in told
    assert "and turns with --steps." in told


def test_halves_are_rounded_away_from_zero() -> None:
    uncertain = make_uncertain(make_situation([0, 100], [50, 50], [1, 1]))
    line = Question("t", "T", uncertain, {})
    assert [tell_bare(line, place) for place in (31.25, 31.35, 22.0, 0.04)] == [
        "31.3",
        "31.4",
        "22.0",
        "0.0",
    ]


def test_the_data_are_called_a_data_set(case: Path) -> None:
    assert "resolved issues of the data set DEU III (a part):" in said(case)


def test_what_is_expected_of_a_challenge_has_a_name(case: Path) -> None:
    told = said(case, "--issue", "border", "--model", "challenge", "--steps")
    assert " by a challenge, in the model's units of worth, and " in told
