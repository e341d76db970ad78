"""``detente deal`` with --frontier, --count, --definitions and --power: one question at a time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli.deal import deal

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HARBOUR = str(EXAMPLES / "harbour")
UKRAINE = str(EXAMPLES / "ukraine-2025-12")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deal, arguments)


def test_the_frontier_is_listed_best_smallest_gain_first():
    result = run(HARBOUR, "--frontier")
    assert result.exit_code == 0
    assert "Of the acceptable packages 51 are efficient" in result.stdout
    assert "15 of 51: the best of each party, and others far apart" in " ".join(
        result.stdout.split()
    )
    data = json.loads(run(HARBOUR, "--frontier", "--json").stdout)
    assert (data["size"], data["packages"], data["exact"], data["complete"]) == (51, 51, True, True)
    utilities = [tuple(point["utilities"].values()) for point in data["points"]]
    for one in utilities:
        assert not any(
            other != one and min(a - b for a, b in zip(other, one, strict=True)) >= 0
            for other in utilities
        )


def test_a_long_frontier_says_how_much_is_shown():
    text = " ".join(run(UKRAINE, "--frontier").stdout.split())
    assert "15 of " in text
    assert "all efficient packages are found, and only efficient ones" in text


def test_the_count_is_exact_where_it_can_be():
    result = run(HARBOUR, "--count")
    assert "55 of 720 packages are acceptable. This is exact." in result.stdout
    data = json.loads(run(UKRAINE, "--count", "--json").stdout)
    assert (data["count"], data["exact"], data["seed"]) == (745_771, True, None)
    assert data["judgements"]["ukraine"]["basis"]


def test_power_moves_the_nash_package_towards_the_party():
    plain = json.loads(run(HARBOUR, "--json").stdout)
    tilted = json.loads(run(HARBOUR, "--power", "developer=5", "--json").stdout)
    worth = [d["solutions"]["nash"]["utilities"]["developer"] for d in (plain, tilted)]
    assert worth[1] > worth[0]
    assert tilted["parameters"]["nash_weights"] == [5.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    assert plain["solutions"]["egalitarian"] == tilted["solutions"]["egalitarian"]


def test_definitions_of_other_programs():
    data = json.loads(run(HARBOUR, "--definitions", "genius", "--json").stdout)
    assert data["definitions"] == "genius"
    assert run(HARBOUR, "--definitions", "negmas").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--frontier", "--count"], "one at a time"),
        (["--draft", "opening", "--power", "mayor=2"], "one at a time"),
        (["--within", "2"], "add --draft ID"),
        (["--seed", "3"], "add --count"),
        (["--power", "mayor"], "write it as PARTY=2"),
        (["--power", "mayor=much"], "write it as PARTY=2"),
        (["--count", "--seed", "-1"], "not in the range"),
        (["--definitions", "other"], "is not one of"),
    ],
)
def test_wrong_usage(arguments, said):
    result = run(HARBOUR, *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize("power", ["nobody=2", "mayor=0", "mayor=-1", "mayor=nan", "mayor=inf"])
def test_powers_that_cannot_be(power):
    result = run(HARBOUR, "--power", power)
    assert result.exit_code != 0
    assert str(result.exception)


def test_questions_without_a_rule(tmp_path):
    for source in Path(HARBOUR).glob("*.yaml"):
        text = source.read_text("utf-8")
        (tmp_path / source.name).write_text(
            re.sub(r"^acceptance:\n(?: .*\n)+", "", text, flags=re.M)
        )
    for question in ("--frontier", "--count"):
        result = run(str(tmp_path), question)
        assert "does not say who must accept" in str(result.exception)
