"""``detente vary``: tipping values in words, tables, JSON, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.case import load_case
from detente.cli.vary import vary
from detente.cli.vary_draws import print_sobol
from detente.deal.of_case.sensitivity import vary_case
from detente.deal.of_case.tabling import tabling_of_case
from detente.deal.sensitivity.sobol import Index, Sobol
from detente.errors import InvalidInput, NoSolution
from tests.brief.test_tornado import CASE

EXAMPLES = Path(__file__).parents[2] / "examples"
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
    assert "Over all 400 draws the package to table is acceptable in" in text
    assert re.search(r"Nash and egalitarian │? ?yes 100% \(\d+% to 100%\) of \d+", text)
    assert re.search(r"north\.no_deal \S+ \S+ −\d+ −\d+ to −\d+", text)
    assert not re.search(r"-\d+ to", text)


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
    with pytest.raises(InvalidInput, match="at least 50 draws"):
        vary_case(case, concepts=10)


def test_without_a_rule_there_is_no_answer(tmp_path: Path) -> None:
    text = CASE.replace("acceptance: {all_of: [north, south]}\n", "")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(NoSolution):
        vary_case(load_case(tmp_path))


@pytest.mark.parametrize(("name", "seed"), [("harbour", 0), ("harbour", 5), ("ukraine-2025-12", 0)])
def test_the_package_is_the_one_that_next_tables(name: str, seed: int) -> None:
    case = load_case(EXAMPLES / name)
    tabled = tabling_of_case(case, seed=seed, replications=0).tabling.tabled
    found = vary_case(case, parts=("tipping",), verdicts=("package",), seed=seed, beyond=False)
    assert found.package == tabled.package


def test_the_package_does_not_depend_on_the_draws_of_the_tornado(folder: Path) -> None:
    case = load_case(folder)
    tabled = tabling_of_case(case).tabling.tabled.package
    for draws in (100, 5000):
        assert vary_case(case, parts=("tipping",), draws=draws).package == tabled


def test_exact_no_deal_values_stand_in_the_table() -> None:
    text = folded(run(EXAMPLES / "harbour", "--tips-only").output)
    assert "Mayor of the town yes 30 52 0 –" in text
    assert "Neighbouring towns yes 31 34 0 –" in text
    assert "hiring: open, loan: 3, compensation: 300." in text


def index(total: float, low: float, high: float) -> Index:
    return Index(total, total, low, high, low, high)


def test_indices_of_an_answer_that_hardly_varies_are_left_out(folder: Path, capsys) -> None:
    answer = vary_case(load_case(folder), parts=("tipping", "sobol"), draws=200)
    assert answer.sobol is not None
    blocks = answer.sobol.blocks
    rows = {
        "deal": (index(2.0, 0.0, 4.0), index(0.5, 0.4, 0.6)),
        "package": (index(0.2, -0.1, 0.3), index(0.9, 0.7, 1.1)),
        "room": (index(0.9, 0.8, 1.0), index(0.1, 0.0, 0.7)),
    }
    variance = {"deal": 0.0002, "package": 0.2, "room": 3.0}
    found = Sobol(blocks, rows, variance, 64, 256, 0, False)
    assert {v: found.unfit(v) for v in rows} == {"deal": "steady", "package": "", "room": "wide"}
    assert found.to_dict()["indices"]["package"][1]["total_high"] == 1.1  # raw
    print_sobol(answer, found, 8)
    text = folded(capsys.readouterr().out)
    assert text.index("0.90 (0.70 to 1.00)") < text.index("0.20 (0.00 to 0.30)")
    assert "2.00" not in text
    assert "“a deal exists” is left out: it is the same in more than 98% of the draws" in text
    assert "“largest room” is left out: some interval of its indices is longer than 0.5." in text


def test_too_many_packages_compare_concepts_at_the_middle_only(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr("detente.deal.of_case.sensitivity.affordable", lambda _: 49)
    text = folded(run(folder, "--draws", "200").output)
    assert "Nash and egalitarian yes" in text
    assert "compared at the middle only" in text
    assert "--concepts 50 or more" in text
    assert "Still among its best" not in text
    asked = vary_case(load_case(folder), parts=("concepts",), draws=200, concepts=60).concepts
    assert asked is not None
    assert asked.draws == 60
    assert run(folder, "--concepts", "49").exit_code == 2
