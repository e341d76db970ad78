"""``detente new``, ``check`` and ``show``."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from detente.case import read_case
from detente.cli.check import check
from detente.cli.new import new
from detente.cli.show import show

ROOT = Path(__file__).resolve().parents[2]
UKRAINE = str(ROOT / "examples" / "ukraine-2025-12")
BROKEN = ROOT / "tests" / "cases"


def test_a_new_case_has_no_error_and_takes_title_and_date(tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    result = CliRunner().invoke(new, [str(folder), "--title", "No: yes", "--as-of", "2025-12-04"])
    assert result.exit_code == 0, result.output
    loaded = read_case(folder)
    assert [problem.code for problem in loaded.problems] == ["placeholder", "placeholder"]
    assert loaded.case is not None
    assert (loaded.case.title, str(loaded.case.as_of)) == ("No: yes", "2025-12-04")


def test_new_never_writes_into_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = CliRunner().invoke(new, [str(tmp_path)])
    assert result.exit_code != 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_check_prints_place_code_message_and_hint() -> None:
    result = CliRunner().invoke(check, [str(BROKEN / "bad-values")])
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    expected = (BROKEN / "bad-values" / "expected.txt").read_text("utf-8").splitlines()
    assert sum(line.startswith("    hint: ") for line in lines) == len(expected)
    assert all(any(line.startswith(start + " ") for line in lines) for start in _starts(expected))


def _starts(expected: list[str]) -> list[str]:
    return [line.replace(" ", ": ", 1) for line in expected]


def test_check_json_has_every_field() -> None:
    result = CliRunner().invoke(check, [str(BROKEN / "not-judged"), "--json"])
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert (data["ok"], data["errors"], data["warnings"]) == (True, 0, 2)
    assert set(data["problems"][0]) == {
        "code", "message", "file", "line", "column", "hint", "severity",
    }  # fmt: skip


def test_show_as_of_a_date_leaves_out_what_came_later() -> None:
    """Ukraine on the size of its forces: no limits on 20 November, 800,000 on 24 December."""
    before = CliRunner().invoke(show, [UKRAINE, "--json", "--as-of", "2025-12-04"])
    after = CliRunner().invoke(show, [UKRAINE, "--json"])
    wants = [json.loads(r.stdout)["issues"]["forces"]["ukraine"]["wants"] for r in (before, after)]
    assert wants == [["none"], ["c800"]]


def test_show_tells_the_answers_to_whole_texts_up_to_the_day() -> None:
    before = CliRunner().invoke(show, [UKRAINE, "--json", "--as-of", "2025-12-04"])
    told = [(r["party"], r["answer"], r["to"]) for r in json.loads(before.stdout)["responses"]]
    assert ("europe", "prefers", "e3-27") in told
    assert ("ukraine", "accepts", "p-20") not in told
    printed = CliRunner().invoke(show, [UKRAINE, "--quotes"]).stdout
    assert "Answers to whole texts until 2025-12-29" in printed
    assert "Ukraine, accepts p-20, 2025-12-24 (Volodymyr Zelenskyy)" in printed


def test_show_says_terms_that_were_answered_in_options(tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    CliRunner().invoke(new, [str(folder), "--title", "Talks", "--as-of", "2025-12-04"])
    terms = "{border: river, troops: {above: 2000}}"
    answer = f"{{party: south, answer: prefers, to: {{troops: 0}}, over: {terms}"
    (folder / "responses.yaml").write_text(f"- {answer}, date: 2025-12-03, judgement: heard}}\n")
    result = CliRunner(env={"COLUMNS": "160"}).invoke(show, [str(folder)])
    assert "prefers troops: 0 over border: river, troops: 3000 or 4000" in " ".join(
        result.stdout.split()
    )


def test_show_history_gives_each_move_with_its_sources() -> None:
    result = CliRunner().invoke(show, [UKRAINE, "--history", "forces", "--json"])
    moves = json.loads(result.stdout)["positions"]["ukraine"]
    assert [move["date"] for move in moves] == sorted(move["date"] for move in moves)
    assert all(move["evidence"] for move in moves)


def test_show_prints_the_quotation_on_demand() -> None:
    quotation = "Either we liberate these territories by force"
    assert quotation not in CliRunner().invoke(show, [UKRAINE]).stdout
    shown = CliRunner().invoke(show, [UKRAINE, "--history", "donetsk", "--quotes"]).stdout
    assert quotation in " ".join(shown.split())


def test_show_names_the_nearest_issue() -> None:
    result = CliRunner().invoke(show, [UKRAINE, "--history", "force"])
    assert result.exit_code == 2
    assert "did you mean 'forces'?" in result.output
