"""The examples of the documentation do what it says."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
from pathlib import Path

from detente.deal import problem

ROOT = Path(__file__).resolve().parents[2]


def test_docstring_of_problem():
    assert doctest.testmod(problem).failed == 0
    assert doctest.testmod(problem).attempted >= 3


def test_how_to_find_a_deal(monkeypatch):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs/how-to/find-a-deal.md").read_text("utf-8")
    shown = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", page, re.DOTALL)
    assert len(shown) == 3
    names: dict[str, object] = {}
    for code, expected in shown:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, names)
        assert not expected or printed.getvalue() == expected
