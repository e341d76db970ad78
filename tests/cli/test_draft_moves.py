"""``detente deal --draft`` and the change log and alignment of ``detente drafts``."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.cli.change_log import at_least_said, gained
from detente.cli.output import solver_talk_on_stderr
from tests.brief import brief_cases as cases
from tests.cli.test_every_command import BROKEN, HARBOUR, run

UKRAINE = HARBOUR.parent / "ukraine-2025-12"


def written(data: dict[str, Any], folder: Path) -> Path:
    """Write a case into a folder; sources without their texts."""
    for source in data.get("sources", []):
        source.pop("text", None)
    (folder / "case.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return folder


def answer(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_draft_is_told_what_it_would_have_to_change() -> None:
    result = run("deal", HARBOUR, "--draft", "opening", "--within", "2")
    assert result.returncode == 0
    said = " ".join(result.stdout.split())
    assert "To be acceptable, opening would have to change 3 of its 5 terms. So near are 10" in said
    assert "site water mixed −6 +11 −6 +4 +5 +22" in said
    assert "all together −30 +51 −24 +34 +11 +77" in said
    assert "No package within 2 changed terms is better for somebody and worse for nobody" in said
    assert "the draft as it stands is efficient" in said
    assert "nobody can gain without a loss to another; it is not acceptable." in said
    assert "Environmental league 25, would refuse (no deal 55)" in said
    assert "the rule does not need Environmental league for it" in said
    assert "Gains and losses of one party within the package cancel" in said
    assert "It breaches no red line in force" in said
    assert "not a prediction" in said


def test_red_lines_that_a_draft_breaches_stand_at_the_top() -> None:
    said = run("deal", UKRAINE, "--draft", "us-28", "--within", "0").stdout
    assert "It breaches 4 red lines in force:\n  – Ukraine (recognition: " in said
    assert said.index("4 red lines") < said.index("To be acceptable")
    data = answer("deal", UKRAINE, "--draft", "us-28", "--within", "0")
    assert [line["party"] for line in data["breached"]] == ["ukraine"] * 4


@pytest.mark.parametrize(
    ("value", "cell", "prose"),
    [
        (0.0, "0", "0"),
        (1e-12, "0", "0"),
        (0.0076, "+<0.1", "less than 0.1"),
        (0.26, "+0.3", "0.3"),
        (12.0, "+12", "12"),
    ],
)
def test_what_is_above_nothing_is_never_shown_as_nothing(
    value: float, cell: str, prose: str
) -> None:
    assert (gained(value), at_least_said(value)) == (cell, prose)
    assert gained(-value) == cell.replace("+", "−")


def test_the_width_is_that_of_columns_where_it_is_set() -> None:
    for width in (60, 90, 200):
        out = run("deal", HARBOUR, "--draft", "single-text", COLUMNS=str(width)).stdout
        assert max(map(len, out.splitlines())) <= width
        assert width < 200 or max(map(len, out.splitlines())) > 120


def test_only_the_noise_of_the_solver_is_swallowed(capfd: pytest.CaptureFixture[str]) -> None:
    with solver_talk_on_stderr():
        os.write(1, b"HighsMipSolverData::somewhere tmpSolver.run();\nsomething else\n")
    out, err = capfd.readouterr()
    assert (out, err) == ("", "something else\n")


def test_json_has_the_three_answers_with_their_certificates() -> None:
    data = answer("deal", HARBOUR, "--draft", "opening", "--within", "2")
    assert data["draft"] == "opening"
    assert data["parameters"]["within"] == 2
    terms, value = data["nearest"]["terms"], data["nearest"]["value"]
    assert (terms["distance"], terms["bound"], terms["gap"], terms["exact"]) == (3, 3, 0, True)
    assert (terms["tied_count"], len(terms["tied"])) == (10, 10)
    assert (value["distance"], len(value["step"]["changed"])) == (174, 4)
    assert data["improvements"]["efficient"] is True
    assert data["frontier"]["efficient"] is True
    assert data["standing"] == "draft"
    assert data["judgements"]["developer"]["judged"]
    assert data["date"] == "2024-03-04"


def test_an_acceptable_draft_need_not_change() -> None:
    data = answer("deal", HARBOUR, "--draft", "single-text")
    assert data["nearest"]["terms"]["distance"] == 0
    assert data["nearest"]["terms"]["tied_count"] == 1
    said = run("deal", HARBOUR, "--draft", "single-text").stdout
    assert "single-text is acceptable as it stands: no term has to change.\n" in said


def test_a_misspelt_draft_gets_a_suggestion_and_the_list() -> None:
    result = run("deal", HARBOUR, "--draft", "openning")
    assert result.returncode == 2
    assert result.stdout == ""
    assert "no draft 'openning'; did you mean 'opening'?" in result.stderr
    assert "opening, town-paper, single-text" in result.stderr


def test_a_later_draft_is_not_asked_about() -> None:
    result = run("deal", HARBOUR, "--draft", "single-text", "--as-of", "2024-04-01")
    assert result.returncode == 2
    assert "'single-text' is dated 2024-04-29, after 2024-04-01" in result.stderr
    result = run("deal", HARBOUR, "--draft", "x", "--as-of", "2024-01-01")
    assert "there is no draft up to 2024-01-01" in result.stderr


def test_within_needs_a_draft_and_a_number() -> None:
    assert "add --draft ID" in run("deal", HARBOUR, "--within", "2").stderr
    assert run("deal", HARBOUR, "--within", "2").returncode == 2
    assert run("deal", HARBOUR, "--draft", "opening", "--within", "-1").returncode == 2


def test_no_acceptable_package_is_exit_code_3(tmp_path: Path) -> None:
    data = cases.full()
    data["preferences"]["north"]["no_deal"] = 100
    folder = written(data, tmp_path)
    result = run("deal", folder, "--draft", "one")
    assert result.returncode == 3
    assert "one cannot become acceptable: no package is acceptable." in result.stdout
    assert f"'detente why {folder}' says what" in " ".join(result.stdout.split())
    assert json.loads(run("deal", folder, "--draft", "one", "--json").stdout)["nearest"]["terms"][
        "reason"
    ]


def test_without_a_rule_the_question_has_no_answer(tmp_path: Path) -> None:
    data = cases.full()
    del data["acceptance"]
    result = run("deal", written(data, tmp_path), "--draft", "one", "--json")
    assert result.returncode == 3
    assert "does not say who must accept" in json.loads(result.stdout)["reason"]


def test_text_outside_the_options_is_named(tmp_path: Path) -> None:
    said = run("deal", written(cases.full(), tmp_path), "--draft", "two").stdout
    assert "2 terms coded, 1 with text outside the listed options, taken as open." in said
    assert "Taken where its text is outside the options: toll: " in said


def test_a_change_log_names_terms_points_and_red_lines() -> None:
    data = answer("drafts", UKRAINE, "--from", "us-28", "--to", "p-20")
    (log,) = data["changes"]
    kinds = {change["issue"]: change["kind"] for change in log["issues"]}
    assert kinds["donetsk"] == "changed"
    assert kinds["other-regions"] == "same"
    assert kinds["g8"] == "dropped"
    assert kinds["ratify"] == "added"
    assert {(k["party"], k["before"], k["after"]) for k in log["red_lines"]} == {
        ("ukraine", "breached", "clear"),
        ("russia", "clear", "breached"),
        ("russia", "clear", "at risk"),
    }
    back = answer("drafts", UKRAINE, "--from", "p-20", "--to", "us-28")["changes"][0]
    for party, (low, high) in log["total"].items():
        assert back["total"][party] == pytest.approx([-high, -low])


def test_a_change_log_is_printed() -> None:
    said = " ".join(
        run("drafts", HARBOUR, "--from", "opening", "--to", "single-text").stdout.split()
    )
    assert "ecology changed damage improve −11 +25 −12 0 0 +55" in said
    assert "all together −43 +62 −22 +48 +26 +77" in said


@pytest.mark.parametrize("half", [["--from", "opening"], ["--to", "opening"]])
def test_a_change_log_needs_two_drafts(half: list[str]) -> None:
    result = run("drafts", HARBOUR, *half)
    assert result.returncode == 2
    assert "--from ID --to ID" in result.stderr


def test_an_unknown_draft_of_a_change_log() -> None:
    result = run("drafts", HARBOUR, "--from", "opening", "--to", "single")
    assert result.returncode == 2
    assert "did you mean 'single-text'?" in result.stderr


def test_drafts_sums_up_changes_and_alignment() -> None:
    data = answer("drafts", UKRAINE)
    assert [(log["from"], log["to"]) for log in data["changes"]][-1] == ("us-dec", "p-20")
    pairs = {(p["first"], p["second"]): p["statements"] for p in data["alignment"]["pairs"]}
    last = pairs["ukraine", "europe"][-1]
    assert (last["since"], len(last["overlap"]), last["both"]) == ("2025-12-24", 3, 3)
    entry = next(
        e for e in data["alignment"]["drafts"] if (e["draft"], e["party"]) == ("us-28", "russia")
    )
    assert entry["statements"][0]["since"] == "2025-11-20"
    assert entry["statements"][-1]["coded"] == 17
    assert entry["judged"]["lowest"] == pytest.approx(51.25, abs=0.1)
    said = " ".join(run("drafts", UKRAINE).stdout.split())
    assert "us-28 1 / 2 of 17 3 / 3 of 17 2 / 0 of 17 0 / 1 of 17" in said
    assert "Ukraine – European allies of Ukraine 3 of 3 2025-12-24" in said
    assert "us-28 41 to 45 % 57 % 92 % 40 %" in said


def test_overlap_is_explained_only_where_it_is_shown() -> None:
    said = " ".join(run("drafts", UKRAINE, "--as-of", "2025-11-21").stdout.split())
    assert ("Overlap:" in said) == ("Parties Overlap Since" in said)
    assert "Not compared, since no issue is one on which both said it:" in said


def test_as_of_leaves_out_later_drafts_and_statements() -> None:
    data = answer("drafts", UKRAINE, "--as-of", "2025-12-05")
    assert [log["to"] for log in data["changes"]][-1] == "eu-24"
    assert max(data["alignment"]["dates"]) <= "2025-12-05"


def test_a_case_without_a_rule_still_has_a_change_log(tmp_path: Path) -> None:
    data = cases.full()
    del data["acceptance"]
    folder = written(data, tmp_path)
    log = answer("drafts", folder, "--from", "one", "--to", "two")["changes"][0]
    assert {c["issue"]: c["kind"] for c in log["issues"]} == {
        "border": "changed",
        "troops": "added",
        "toll": "to outside text",
    }


def test_broken_cases_are_not_computed_on() -> None:
    result = run("deal", BROKEN / "unknown-ids", "--draft", "x")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
