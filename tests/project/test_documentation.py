"""The documentation says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.cli import COMMANDS, find_command

ROOT = Path(__file__).resolve().parents[2]


def _codes_in_source(room: str = "case") -> set[str]:
    """Codes of problems, as the first argument of a Finding or Problem, or of pydantic's error."""
    folder = ROOT / "src/detente" / room
    text = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    calls = r'(?:Finding|Problem|PydanticCustomError|self\._add|self\._refuse)\(\s*"([a-z-]+)"'
    return set(re.findall(calls, text))


def test_every_problem_code_is_documented_and_exists() -> None:
    page = (ROOT / "docs/reference/problems.md").read_text("utf-8")
    documented = {
        code
        for row in re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE)
        for code in re.findall(r"`([a-z-]+)`", row)
    }
    assert documented == _codes_in_source() | _codes_in_source("stability/of_case")


def test_every_problem_code_has_a_broken_case() -> None:
    expected = "\n".join(path.read_text() for path in (ROOT / "tests/cases").glob("*/expected.txt"))
    shown = set(re.findall(r" ([a-z-]+)$", expected, re.MULTILINE))
    elsewhere = {"constraints-unchecked"}  # too large for a folder: tests/case/test_constraints.py
    assert _codes_in_source() - shown == elsewhere


def test_every_command_is_in_the_readme_and_ends_its_help_with_an_example() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in COMMANDS:
        command = find_command(name)
        assert command.epilog
        assert command.epilog.startswith(f"Example: detente {name}")
        assert f"detente {name}" in readme


def test_the_changelog_names_every_command() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"detente {name}" in text


def test_the_python_of_the_how_to_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    from detente.case import load_case, new_case

    monkeypatch.chdir(tmp_path)
    new_case("my-case", title="Border talks", as_of=date(2025, 12, 4))
    page = (ROOT / "docs/how-to/keep-a-case.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile(code, "keep-a-case.md", "exec"), {})
    assert load_case("my-case").positions[-1].judgement == "told to the author"
