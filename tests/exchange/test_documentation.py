"""The pages on exchange say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.case import load_case
from detente.exchange import scenario_of_case, write_negmas
from detente.exchange.genius_values import REAL_PARAMETERS
from detente.exchange.limits import LARGEST_FILE, LARGEST_YAML, MOST_ISSUES, MOST_PARTIES

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_python_of_the_how_to_prints_what_the_page_shows(
    examples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write_negmas(scenario_of_case(load_case(examples / "harbour")), "harbour-negmas")
    page = (DOCS / "how-to/exchange-files.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    exec(compile(code, "exchange-files.md", "exec"), {})
    assert capsys.readouterr().out == shown


def test_the_reference_names_every_function_and_limit() -> None:
    from detente.exchange.negmas_values import FUNCTIONS

    page = (DOCS / "reference/exchange-formats.md").read_text("utf-8")
    assert all(f"`{name}`" in page for name in FUNCTIONS)
    assert all(f'ftype="{name}"' in page for name in REAL_PARAMETERS)
    assert f"at most {LARGEST_FILE // 2**20} MiB (YAML: {LARGEST_YAML // 2**20} MiB)" in page
    assert f"at most {MOST_PARTIES} parties, {MOST_ISSUES:,} issues" in page
