"""Every folder of ``tests/cases`` is broken on purpose; ``expected.txt`` says how, and where.

A line of it is ``file:line:column code``. All problems must be found, and no others.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case import read_case
from detente.errors import InvalidInput, Problem

FOLDER = Path(__file__).resolve().parent.parent / "cases"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def _line(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}:{problem.column} {problem.code}"


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_expected_problems(name: str) -> None:
    expected = (FOLDER / name / "expected.txt").read_text("utf-8").splitlines()
    loaded = read_case(FOLDER / name)
    assert sorted(map(_line, loaded.problems)) == sorted(expected)
    assert (loaded.case is None) == bool(loaded.errors)


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("name", CASES)
def test_messages_are_sentences_with_a_hint_where_one_helps(name: str) -> None:
    for problem in read_case(FOLDER / name).problems:
        assert problem.message
        assert not problem.message.endswith(".")
        assert "pydantic" not in problem.message.lower()
        assert "input should" not in problem.message.lower()


def test_suggestions_name_what_was_meant() -> None:
    hints = {p.message: p.hint for p in read_case(FOLDER / "unknown-ids").problems}
    assert hints["there is no party 'suoth'"] == "did you mean 'south'?"
    assert hints["there is no issue 'boarder'"] == "did you mean 'border'?"


def test_load_case_refuses_every_case_with_errors() -> None:
    from detente.case import load_case

    for name in CASES:
        if read_case(FOLDER / name).errors:
            with pytest.raises(InvalidInput):
                load_case(FOLDER / name)
