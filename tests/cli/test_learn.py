"""``detente learn`` and the conflicts that ``detente check`` shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli.check import check
from detente.cli.learn import learn
from tests.deal.test_learning_of_case import CASE, RESPONSES

CONFLICT = CASE.replace("no_deal: [20, 50]", "no_deal: [10, 30]") + (
    "responses:\n  - {party: north, answer: refuses, to: {border: river}, date: 2025-05-03,"
    " judgement: j}\n"
)


@pytest.fixture
def folder(tmp_path: Path):
    def write(text: str) -> str:
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(learn, arguments)


def flat(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_statements_intervals_and_shares_in_words(folder) -> None:
    result = run(folder(CASE + RESPONSES), "--draws", "200")
    text = flat(result)
    assert result.exit_code == 0
    assert "2025-04-01 offer on border: ridge; not line [radio]: on border, ridge is worth" in text
    assert "2025-05-02 refuses terms (border: line) (the text refused breaches" in text
    assert "preference on border: line, reported by north: on border, line is worth" in text
    assert " first 0 to 100 4 to 84 20 to 84 necessarily " in text
    assert "Ranks first, share of 200 draws with 95 % interval (seed 0)" in text
    assert "None of them is a prediction." in text


LINKAGE = "    linkages:\n      - {add: [-30, 0], when: {border: river, water: split}}\n"


def test_what_a_silent_party_implies_is_not_told(folder) -> None:
    where = folder(CASE + RESPONSES)
    text = flat(run(where, "--party", "south", "--own-only"))
    assert "Statements alone" in text
    assert " first – – – – " in text
    silent = CASE[: CASE.index("positions:")]
    text = flat(run(folder(silent), "--party", "north", "--draws", "100"))
    assert re.search(r"Draft Statements alone Both [^a-z]+first – \d+% \(", text)
    data = json.loads(run(folder(silent), "--json", "--draws", "100").stdout)["parties"]["north"]
    assert data["alone"] is None
    assert data["shares_alone"] is None
    assert data["shares_both"]["draws"] == 100


def test_the_form_of_linkages_is_said_to_be_the_judgement_s(folder) -> None:
    said = "on which side of zero each is, is taken from the judgement"
    assert said not in flat(run(folder(CASE + RESPONSES), "--draws", "0"))
    linked = CASE.replace("    no_deal: [20, 50]\n", f"    no_deal: [20, 50]\n{LINKAGE}")
    text = flat(run(folder(linked + RESPONSES), "--party", "north", "--draws", "0"))
    assert said in text
    assert "part −100 to 100" not in text  # ridge or line: no river in it
    silent = linked[: linked.index("positions:")]
    assert said not in flat(run(folder(silent), "--party", "north", "--draws", "0"))


def test_shares_and_perhaps_are_told_with_their_ends(folder) -> None:
    text = flat(run(folder(CASE + RESPONSES), "--party", "north", "--draws", "200"))
    assert "(1 pair)" in text
    assert "(1 pairs)" not in text
    assert "Perhaps: no other is surely worth more, its own open terms taken at their best" in text
    assert "(0–0)" not in text
    assert "(100–100)" not in text


def test_only_one_party_and_own_words(folder) -> None:
    where = folder(CASE + RESPONSES)
    text = flat(run(where, "--party", "south", "--own-only", "--draws", "0"))
    assert "No statement says anything about worth." in text
    assert "North" not in text
    assert "Ranks first" not in text
    result = run(where, "--party", "east")
    assert result.exit_code != 0


def test_conflicts_give_exit_code_1_and_places(folder) -> None:
    result = run(folder(CONFLICT), "--draws", "0")
    assert result.exit_code == 1
    text = flat(result)
    assert "1 conflict:" in text
    assert "statement-conflict north: responses.1 cannot hold within the judged ranges" in text
    assert "hint: widen one of" in text
    assert "north.no_deal: 10–30" in text


def test_json_is_the_record(folder) -> None:
    data = json.loads(run(folder(CONFLICT), "--json", "--draws", "0").stdout)
    north = data["parties"]["north"]
    assert north["both"] is None
    assert north["conflicts"][0]["problem"]["code"] == "statement-conflict"
    assert north["alone"]["worths"]["border"]["river"][1] == 100.0
    assert data["seed"] == 0


def test_check_shows_conflicts_as_warnings(folder) -> None:
    result = CliRunner(env={"COLUMNS": "160"}).invoke(check, [folder(CONFLICT)])
    assert result.exit_code == 0
    assert "statement-conflict north: responses.1" in result.output
    listed = json.loads(
        CliRunner(env={"COLUMNS": "160"}).invoke(check, [folder(CONFLICT), "--json"]).stdout
    )
    assert [p["severity"] for p in listed["problems"] if p["code"] == "statement-conflict"] == [
        "warning"
    ]
    quiet = CliRunner(env={"COLUMNS": "160"}).invoke(check, [folder(CASE + RESPONSES)])
    assert "statement-conflict" not in quiet.output
