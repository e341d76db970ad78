"""The examples of the documentation do what it says."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
from pathlib import Path

import pytest

import detente.deal
import detente.deal.of_case
from detente.deal import problem

ROOT = Path(__file__).resolve().parents[2]


def test_docstring_of_problem():
    assert doctest.testmod(problem).failed == 0
    assert doctest.testmod(problem).attempted >= 3


@pytest.mark.parametrize(("page", "blocks"), [("find-a-deal", 3), ("move-a-draft", 1)])
def test_how_to(monkeypatch, page, blocks):
    monkeypatch.chdir(ROOT)
    text = (ROOT / f"docs/how-to/{page}.md").read_text("utf-8")
    shown = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", text, re.DOTALL)
    assert len(shown) == blocks
    names: dict[str, object] = {}
    for code, expected in shown:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, names)
        assert not expected or printed.getvalue() == expected


@pytest.mark.parametrize("room", [detente.deal, detente.deal.of_case])
def test_every_public_name_has_a_home(room):
    homes = [name for names in room._HOMES.values() for name in names]
    assert sorted(homes) == sorted(room.__all__)
    for name in room.__all__:
        assert getattr(room, name) is not None
