"""``detente deal`` and ``detente drafts``: answers in words, JSON, exit codes."""

from __future__ import annotations

import json
import os

import pytest
from click.testing import CliRunner

from detente.cli.deal import deal
from detente.cli.drafts import drafts
from detente.cli.output import solver_talk_on_stderr
from detente.errors import InvalidInput, NoSolution

from .test_of_case import CASE


@pytest.fixture
def folder(tmp_path):
    def write(text):
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def run(command, *arguments):
    return CliRunner().invoke(command, arguments)


def test_harbour(examples):
    result = run(deal, str(examples / "harbour"))
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "A deal is possible on these judgements: 55 of 720 packages" in text
    assert "12 of them suit every party that the rule names." in text
    assert "They are not predictions." in text
    assert result.stderr == ""


def test_harbour_as_json(examples):
    result = run(deal, str(examples / "harbour"), "--json")
    data = json.loads(result.stdout)
    assert (data["exists"], data["packages"], data["acceptable"]) == (True, 720, 55)
    assert (data["exact"], data["method"]) == (True, "enumeration")
    assert data["parties"]["mayor"]["acceptable_packages"] == 646


def test_a_case_too_large_to_go_through_is_counted_where_few_combinations_are_left(examples):
    result = run(deal, str(examples / "ukraine-2025-12"))
    text = " ".join(result.stdout.split())
    assert "745,771 of 777,600,000 packages satisfy the constraints" in text
    assert "Method: merging of issues; 777,600,000 packages are too many" in text
    assert result.exit_code in (0, 3)


def test_existence_may_depend_on_a_party_nobody_judged(folder):
    result = run(deal, folder(CASE))
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "depends on Guide, without recorded preferences. If they accept, 7 of 30" in text
    assert "Guide: taken to accept" in text
    assert "not known" in text
    assert "Must accept: North and South, and at least 1 of Guide." in text


def test_no_deal_is_an_answer_with_its_own_exit_code(folder):
    text = CASE.replace("no_deal: 35", "no_deal: 100")
    result = run(deal, folder(text))
    assert result.exit_code == 3
    assert "No deal is possible on these judgements: none of 30 packages" in result.stdout
    assert "Nash: none, because no package is acceptable." in result.stdout
    as_json = run(deal, folder(text), "--json")
    assert as_json.exit_code == 3
    assert json.loads(as_json.stdout)["exists"] is False


def test_no_rule_and_no_preferences(folder):
    rule = "acceptance: {all_of: [north, south], and_at_least: 1, among: [guide]}\n"
    result = run(deal, folder(CASE.replace(rule, "")))
    assert isinstance(result.exception, NoSolution)  # the entry point explains it and exits with 3
    only_guide = CASE.replace(rule, "acceptance: {all_of: [guide]}\n")
    result = run(deal, folder(only_guide))
    assert result.exit_code == 3
    assert "no party that the acceptance rule names has preferences" in result.stdout


def test_a_case_with_errors_is_not_computed(folder):
    result = run(deal, folder(CASE.replace("no_deal: 35", "no_deel: 35")))
    assert isinstance(result.exception, InvalidInput)
    assert result.exception.problems


def test_the_date_moves_the_red_lines(folder):
    path = folder(CASE)
    june, may = (json.loads(run(deal, path, "--json", "--as-of", d).stdout) for d in DATES)
    assert june["acceptable"] == 7
    assert may["acceptable"] != 7
    assert may["as_of"] == "2025-05-31"


DATES = ("2025-06-01", "2025-05-31")


def test_drafts_in_words(folder):
    result = run(drafts, folder(CASE))
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "second: breaches red lines of North (troops: 300 or 400)." in text
    assert "first: text outside the listed options on water; taken as open." in text
    assert "Left out, dated later: third." in text
    assert "1/3" not in text
    assert "0/3" in text
    assert "not judged" in text


def test_drafts_as_json(examples):
    result = run(drafts, str(examples / "harbour"), "--json")
    data = json.loads(result.stdout)
    assert set(data["drafts"]) == {"opening", "town-paper", "single-text"}
    assert data["drafts"]["single-text"]["accepts"] == dict.fromkeys(data["judgements"], True)


def test_no_drafts_is_explained(folder):
    result = run(drafts, folder(CASE), "--as-of", "2025-01-01")
    assert isinstance(result.exception, NoSolution)


def test_the_solver_cannot_write_into_the_data(capfd):
    with solver_talk_on_stderr():
        os.write(1, b"chatter of a library\n")
    os.write(1, b"data\n")
    captured = capfd.readouterr()
    assert captured.out == "data\n"
    assert "chatter" in captured.err
