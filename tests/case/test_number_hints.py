"""Numbers that are written in another way: what was meant is told, where it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from detente.case.checks.forecast import LEAST_CAPABILITY, LEAST_SALIENCE
from detente.case.load import read_case
from detente.case.quantity import find_meant
from detente.errors import Problem
from detente.forecast.situation import CAPABILITY
from detente.forecast.situation import LEAST_SALIENCE as ROOM

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("40-60", "a range is written [40, 60]"),
        ("-5 – 0.5", "a range is written [-5, 0.5]"),
        ("40..60", "a range is written [40, 60]"),
        ("40 to 60", "a range is written [40, 60]"),
        ("40", "the number is written 40, without quotation marks or a sign after it"),
        ("40 %", "the number is written 40, without quotation marks or a sign after it"),
        ("forty", ""),
        ("b-4", ""),
        ("2025-01-04", ""),
    ],
)
def test_what_a_text_means(text: str, told: str) -> None:
    assert find_meant(text) == told


def problem_of(tmp_path: Path, old: str, new: str) -> Problem:
    """Return the one error of the example with something changed in its forecast.yaml."""
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLE, folder)
    file = folder / "forecast.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    (problem,) = [one for one in read_case(folder).problems if one.severity == "error"]
    return problem


CAPABILITY_LINE, SITE_LINE = "    capability: [20, 100]", "      site:    [water, mixed]"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        (CAPABILITY_LINE, "    capability: 40-60", "bad-number", "a range is written [40, 60]"),
        (CAPABILITY_LINE, "    capability: 40%", "bad-number", "the number is written 40"),
        (CAPABILITY_LINE, "    capability: 1e-320", "forecast-number", "a smaller unit"),
        (CAPABILITY_LINE, "    capability: [0, 1]", "forecast-number", "leave out who"),
        (CAPABILITY_LINE, "    capability: .inf", "bad-number", "a number is written as one"),
        (SITE_LINE, "      site: 40-60", "unknown-option", "a range is written [40, 60]"),
        (SITE_LINE, "      site: '40'", "unknown-option", "the number is written 40"),
        (SITE_LINE, "      site: 140", "forecast-number", "a line goes from 0 to 100"),
        (SITE_LINE, "      site: watr", "unknown-option", "did you mean 'water'?"),
        (
            CAPABILITY_LINE,
            f"    salience: {{site: 1e-12}}\n{CAPABILITY_LINE}",
            "forecast-number",
            "write 0 for who does not care",
        ),
    ],
)
def test_a_wrong_number_is_told_with_line_and_hint(
    tmp_path: Path, old: str, new: str, code: str, words: str
) -> None:
    problem = problem_of(tmp_path, old, new)
    assert (problem.file, problem.code) == ("forecast.yaml", code)
    text = (EXAMPLE / "forecast.yaml").read_text(encoding="utf-8")
    assert problem.line == text[: text.index(old)].count("\n") + 1
    assert problem.column > 5
    assert words in f"{problem.message}; {problem.hint}"


def test_a_case_takes_what_the_forecast_room_takes() -> None:
    assert LEAST_SALIENCE == ROOM
    assert CAPABILITY[0] == LEAST_CAPABILITY
