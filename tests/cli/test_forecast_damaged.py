"""Damaged files and cases: commands answer, or say what is wrong, and never break."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from detente.cli import cli
from detente.errors import DetenteError
from tests.exchange.situation_files import CSV, TRIO, ktab_xml, pair

TABLE = """actor,description,capability,tax position,tax salience,aid position,aid salience
Left,"the left, mostly",40,20..40,60,20..30..40,40.5
Right,,25..35,80,50,70,10
Mid,,10,50,50,50,50
(reference),,,,,55.5,
"""
GOOD = (TABLE, TABLE.replace(",", ";"), CSV, ktab_xml(TRIO, ideals=pair("Ann", "Bo", 0)))
TOKENS = (
    "40-60 .. ... , ; nan inf 1e308 1e-320 -1 100 101 0 1e13 \n \r \0 \ufeff < </ & &amp; $$ =1 "
    "(reference) actor position salience % é \x1b[31m null 1_000 0x10 5. – 1,5 <!DOCTYPE"
).split(" ")
VALUES = (
    "40-60|[40, 60]|[60, 40]|[1, 2, 3]|[]|{}|{low: 1, mode: 2, high: 3}|{low: 1}|{above: 5}|.nan|"
    ".inf|1e308|1e-320|1e-12|-1|0|100|101|true|null|''|text|'40'|40%|2025-01-01|scale|"
    "{value: 5, since: 2030-01-01}|{value: 5, evidence: [{source: x}]}|{places: {a: 1}}|&a 5|*a|é"
).split("|")
EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour"


def damaged(rng: random.Random, text: str) -> str:
    for _ in range(rng.choice((1, 1, 2, 4))):
        place = rng.randrange(len(text) + 1)
        cut = place + rng.choice((0, 0, 1, 5))
        numbers = list(re.finditer(r"\d+(\.\d+)?", text))
        if rng.random() < 0.5 and numbers:
            place, cut = rng.choice(numbers).span()
        text = text[:place] + rng.choice(TOKENS) + text[cut:]
    return text


def ask(*arguments: str | Path) -> str | None:
    """Return what a command prints; None where it says what is wrong."""
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    if result.exception is None:
        return result.stdout
    assert isinstance(result.exception, DetenteError | click.ClickException | SystemExit)
    return None


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_are_answered_or_refused(seed: int, tmp_path: Path) -> None:
    rng, answered = random.Random(seed), 0
    for number in range(12):
        file, out = tmp_path / "file.csv", tmp_path / f"out-{number}"
        text = rng.choice(GOOD)
        file.write_bytes((damaged(rng, text) if number else text).encode())
        told = ask("forecast", file, "--json", "--draws", "2", "--levers")
        if told is not None:
            answered += 1
            assert json.loads(told)["issues"]
        ask("import", rng.choice(("ktab", "situation")), file, "-o", out)
        if ask("export", "situation", file, "-o", tmp_path / f"{number}.csv") is not None:
            again = ask("forecast", tmp_path / f"{number}.csv", "--json", "--model", "mean")
            assert again is not None
    assert answered


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_case_has_problems_with_lines_and_hints_or_is_answered(
    seed: int, tmp_path: Path
) -> None:
    rng, folder = random.Random(seed), tmp_path / "case"
    shutil.copytree(EXAMPLE, folder)
    good = (EXAMPLE / "forecast.yaml").read_text(encoding="utf-8").split("\n")
    places = [k for k, line in enumerate(good) if ":" in line and line.strip()[:1] != "#"]
    for _ in range(5):
        place = rng.choice(places)
        key = good[place].partition(":")[0]
        lines = [*good[:place], f"{key}: {rng.choice(VALUES)}", *good[place + 1 :]]
        (folder / "forecast.yaml").write_text("\n".join(lines), encoding="utf-8")
        result = CliRunner().invoke(cli, ["check", str(folder), "--json"])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        problems = json.loads(result.stdout)["problems"]
        errors = [problem for problem in problems if problem["severity"] == "error"]
        assert all(problem["line"] >= 1 and problem["message"] for problem in errors)
        told = ask("forecast", folder, "--json", "--model", "mean")
        assert (told is None) is bool(errors)
