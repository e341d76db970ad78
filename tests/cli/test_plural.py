"""Parties whose names are plural: other verbs and pronouns, and no other word or number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.case import load_case
from detente.cli import cli

CASE = """\
format: 1
title: A river
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  allies: {name: Allies, role: principal}
issues:
  border: {title: Border, options: {river: On the river, ridge: On the ridge, road: On the road}}
  toll: {title: Toll, options: {free: None, low: Low, high: High}}
acceptance: {all_of: [north, allies]}
preferences:
  north:
    weights: {border: [40, 60], toll: [40, 60]}
    values:
      border: {river: 100, ridge: [20, 60], road: 0}
      toll: {free: 100, low: [40, 70], high: 0}
    no_deal: [20, 50]
    basis: judgement of A. Coder
  allies:
    weights: {border: [40, 60], toll: [40, 60]}
    values:
      border: {river: 0, ridge: [50, 90], road: 100}
      toll: {free: 0, low: [30, 80], high: 100}
    no_deal: [20, 50]
    red_lines: [{border: river, judgement: said once}]
    basis: judgement of A. Coder
"""
MOVES = """\
options:
  north: {attack: {title: Attack, judgement: it can}}
  allies: {signs: {title: Signature, judgement: they can}}
preferences:
  north: {statements: [not attack, signs]}
  allies: {statements: [signs, not attack]}
basis: judgement of A. Coder
"""
FORMS = (
    ("whether they would", "whether it would"),
    ("worth to them", "worth to it"),
    ("matters more to them", "matters more to it"),
    ("matters to them", "matters to it"),
    ("where their best", "where its best"),
    ("allies lifted their", "allies lifted its"),
    ("allies gave up their", "allies gave up its"),
    ("that their red line", "that its red line"),
    ("their statement", "its statement"),
)


def case_in(folder: Path, *, plural: bool, no_deal: int | None = None) -> Path:
    folder.mkdir()
    text = CASE.replace("name: Allies,", "name: Allies, plural: true,") if plural else CASE
    if no_deal is not None:
        text = text.replace("no_deal: [20, 50]", f"no_deal: {no_deal}")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    (folder / "moves.yaml").write_text(MOVES, encoding="utf-8")
    assert load_case(folder).parties["allies"].plural == plural
    return folder


def said(folder: Path, *words: str) -> str:
    found = CliRunner(env={"COLUMNS": "300"}).invoke(cli, [words[0], str(folder), *words[1:]])
    assert found.exit_code == 0, found.output
    return " ".join(found.stdout.replace(str(folder), "").replace("─", "").split())


@pytest.mark.parametrize(
    ("words", "no_deal", "expected"),
    [
        (("next", "--draws", "500", "--seed", "1"), None, "whether they would accept package"),
        (("why",), 90, "and Allies lifted their red line R1"),
        (("stability", "--state", "1"), None, "their statement 1, “signs”, holds"),
    ],
)
def test_a_plural_name_changes_the_grammar_and_nothing_else(
    tmp_path: Path, words: tuple[str, ...], no_deal: int | None, expected: str
) -> None:
    one, many = (
        said(case_in(tmp_path / name, plural=name == "many", no_deal=no_deal), *words)
        for name in ("one", "many")
    )
    assert one != many
    assert expected in many
    assert expected not in one
    for plural, singular in FORMS:
        one, many = (
            re.sub(plural, singular, text, flags=re.IGNORECASE).lower() for text in (one, many)
        )
    assert one == many
