"""``detente vary``: tipping values in words, tables, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.case import load_case
from detente.cli.vary import vary
from detente.deal.of_case.sensitivity import vary_case
from detente.errors import InvalidInput, NoSolution
from tests.brief.test_tornado import CASE

MORE = """\
drafts:
  half:
    title: Half each, and an open road
    date: 2025-05-01
    by: [north]
    evidence: [{source: radio}]
    terms: {water: {option: half, evidence: [{source: radio}]}}
sources:
  - {id: radio, type: broadcast, title: A broadcast, issued: 2025-05-01}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(CASE + MORE, encoding="utf-8")
    return tmp_path


def run(*words: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(vary, [str(word) for word in words])


def folded(text: str) -> str:
    return " ".join(text.split())


def test_tipping_values_come_first_and_in_words(folder: Path) -> None:
    done = run(folder, "--tips-only")
    assert done.exit_code == 0, done.output
    text = folded(done.output)
    assert "A deal exists. – It would be gone if the no-deal value of North were above 70" in text
    assert "(judged 40 to 80)" in text
    assert "the worth of “Half each” on “Water” to North were below 33.33 (judged 30 to 70)" in text
    assert "Of 2 numbers with a range 2 can flip this by themselves." in text
    assert "not of what will happen" in text
    assert "Sobol" not in text


def test_everything_is_told(folder: Path) -> None:
    done = run(folder, "--draws", "400")
    assert done.exit_code == 0, done.output
    text = folded(done.output)
    for words in ("north.no_deal", "total Sobol index", "Rival concepts", "Nash and egalitarian"):
        assert words in text


def test_verdicts_and_numbers_can_be_chosen(folder: Path) -> None:
    done = run(
        folder, "--verdict", "draft:half", "--verdict", "egalitarian", "--number", "north.no_deal"
    )
    assert done.exit_code == 0, done.output
    text = folded(done.output)
    assert "Draft half can be completed so that it is acceptable." in text
    assert "The egalitarian package is the best by that concept." in text
    assert "Of 1 numbers" not in text
    assert "Of 1 number with a range 1 can flip this by itself." in text


def test_json_has_addresses_and_is_the_record(folder: Path) -> None:
    done = run(folder, "--json", "--draws", "200", "--seed", "3")
    data = json.loads(done.stdout)
    again = vary_case(load_case(folder), draws=200, seed=3).to_dict()
    assert {k: v for k, v in data.items() if k != "detente"} == json.loads(json.dumps(again))
    first = data["tipping"]["deal"]["tips"][0]
    assert first["number"] in ("north.no_deal", "north.values.water.half")
    assert abs(first["before"] - first["after"]) <= 1e-6
    assert data["tornado"]["draws"] == 200
    assert ["north.no_deal"] in data["sobol"]["blocks"]
    assert set(data["consents"]) == {"north", "south"}


def test_the_same_seed_gives_the_same_bytes(folder: Path) -> None:
    one, two = (run(folder, "--json", "--draws", "200", "--seed", "7").stdout for _ in range(2))
    assert one == two
    assert one != run(folder, "--json", "--draws", "200", "--seed", "8").stdout


def test_swapping_the_parties_swaps_the_tips(folder: Path, tmp_path: Path) -> None:
    """North and South exchange ids: the same tipping values stand under the other name."""
    turned = CASE.replace("north", "n#").replace("south", "north").replace("n#", "south")
    (tmp_path / "turned").mkdir()
    (tmp_path / "turned" / "case.yaml").write_text(turned, encoding="utf-8")
    (tmp_path / "same").mkdir()
    (tmp_path / "same" / "case.yaml").write_text(CASE, encoding="utf-8")
    told = []
    for name in ("same", "turned"):
        data = vary_case(load_case(tmp_path / name), parts=("tipping",), draws=200).to_dict()
        tips = data["tipping"]["deal"]["tips"]
        told.append([(t["number"], t["value"], t["direction"]) for t in tips])
    names = {"north": "south", "south": "north"}
    swapped = [(f"{names[n.split('.')[0]]}.{n.split('.', 1)[1]}", v, d) for n, v, d in told[1]]
    assert sorted(swapped) == sorted(told[0])


def test_what_is_unknown_is_refused(folder: Path) -> None:
    case = load_case(folder)
    with pytest.raises(InvalidInput, match=r"did you mean 'north\.no_deal'"):
        vary_case(case, numbers=["north.no-deal"])
    with pytest.raises(InvalidInput, match="the drafts are: half"):
        vary_case(case, verdicts=["draft:whole"])
    with pytest.raises(InvalidInput, match="is no verdict"):
        vary_case(case, verdicts=["peace"])


def test_without_a_rule_there_is_no_answer(tmp_path: Path) -> None:
    text = CASE.replace("acceptance: {all_of: [north, south]}\n", "")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(NoSolution):
        vary_case(load_case(tmp_path))
