"""What holds for every command: help, exit codes, no traceback, JSON on standard output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente import __version__
from detente.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
HARBOUR = ROOT / "examples" / "harbour"
BROKEN = ROOT / "tests" / "cases"
ON_A_CASE = [
    "check",
    "show",
    "deal",
    "why",
    "drafts",
    "link",
    "stability",
    "forecast",
    "brief",
]
WITH_JSON = ["check", "show", "deal", "why", "drafts", "link"]


def run(
    *arguments: object, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detente", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "COLUMNS": "", "PYTHONUTF8": "1", **env},
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.returncode == 0
    assert f"Example: detente {command}" in result.stdout.rstrip().splitlines()[-1]


@pytest.mark.parametrize("command", ON_A_CASE)
def test_a_folder_that_is_not_there_is_wrong_usage(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "absent")
    assert result.returncode == 2
    assert "there is no such folder" in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ON_A_CASE)
@pytest.mark.parametrize("case", ["syntax", "unknown-ids", "bad-types"])
def test_no_command_computes_on_a_case_with_errors(command: str, case: str) -> None:
    result = run(command, BROKEN / case)
    assert result.returncode == 1
    expected = (BROKEN / case / "expected.txt").read_text("utf-8").splitlines()
    said = result.stdout + result.stderr
    assert all(line.split(" ")[0] in said for line in expected)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", WITH_JSON)
def test_json_is_all_there_is_on_standard_output(command: str) -> None:
    result = run(command, HARBOUR, "--json")
    assert result.returncode == 0, result.stderr
    data = json.loads(result.stdout)
    assert data["detente"] == __version__


@pytest.mark.parametrize("command", ["show", "deal", "why", "drafts", "link", "brief"])
def test_a_date_that_is_none(command: str) -> None:
    result = run(command, HARBOUR, "--as-of", "yesterday")
    assert result.returncode == 2
    assert "write it as 2025-12-04" in result.stderr


def test_the_current_folder_is_the_default(tmp_path: Path) -> None:
    assert run("check", cwd=HARBOUR).returncode == 0
    result = run("check", cwd=tmp_path)
    assert result.returncode == 2
    assert "detente new" in result.stderr


def test_a_misspelt_command_gets_a_suggestion() -> None:
    result = run("chek")
    assert result.returncode == 2
    assert "Did you mean 'check'?" in result.stderr


def test_an_internal_fault_shows_no_traceback_and_no_text_of_the_case(tmp_path: Path) -> None:
    """A fault whose message quotes the case: only its kind and place are printed."""
    (tmp_path / "sitecustomize.py").write_text(
        "import detente.case.load as load\n"
        "def broken(folder): raise KeyError('The SECRET border')\n"
        "load.read_case = load.load_case = broken\n"
    )
    result = run("check", HARBOUR, PYTHONPATH=str(tmp_path))
    assert result.returncode == 70
    assert "internal error (KeyError in sitecustomize, line 2" in result.stderr
    assert "SECRET" not in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("arguments", ["show {} --json", "deal {}", "drafts {}", "link {}"])
def test_a_closed_pipe_is_no_error(arguments: str) -> None:
    command = f"{sys.executable} -m detente {arguments.format(HARBOUR)}"
    shell = f"{command} | head -c 10; echo; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert result.stdout.splitlines()[-1] in ("0", "141")


def test_output_survives_a_terminal_without_unicode() -> None:
    result = run("show", HARBOUR, PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0", LC_ALL="C")
    assert result.returncode == 0, result.stderr
    assert "2024" in result.stdout


@pytest.mark.parametrize(("command", "nothing"), [("deal", "exists"), ("drafts", "drafts")])
def test_a_question_without_an_answer_is_json_too(command: str, nothing: str) -> None:
    result = run(command, BROKEN / "no-acceptance", "--json")
    assert result.returncode == 3
    data = json.loads(result.stdout)
    assert not data[nothing]
    assert data["reason"]
