"""``detente next`` and ``detente deal --draws``: what is printed, JSON, conditions, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.brief import render_brief
from detente.case import load_case
from detente.cli.deal import deal
from detente.cli.next import next as next_command
from detente.deal.of_case import acceptance_of_case, tabling_of_case
from detente.errors import InvalidInput, NoSolution
from tests.brief.brief_page import read as read_page

RIVER = """\
format: 1
title: A river
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
  chair: {name: The Chair, role: mediator}
issues:
  border: {title: Border, options: {river: On the river, ridge: On the ridge, road: On the road}}
  toll: {title: Toll, options: {free: None, low: Low, high: High}}
acceptance: {all_of: [north, south]}
drafts:
  first:
    title: First text
    date: 2025-05-01
    by: chair
    terms: {border: {option: ridge, judgement: read so}}
  second:
    title: Second text
    date: 2025-05-20
    by: south
    terms:
      border: {option: ridge, judgement: read so}
      toll: {option: high, judgement: read so}
  third: {title: Not seen, date: 2025-05-25, by: north, terms: {}}
preferences:
  north:
    weights: {border: [40, 60], toll: [40, 60]}
    values:
      border: {river: 100, ridge: [20, 60], road: 0}
      toll: {free: 100, low: [40, 70], high: 0}
    no_deal: [20, 50]
    red_lines:
      - {toll: high, judgement: said once}
      - {border: ridge, probability: 0.2, judgement: hinted at}
    basis: judgement of A. Coder
  south:
    weights: {border: [40, 60], toll: [40, 60]}
    values:
      border: {river: 0, ridge: [50, 90], road: 100}
      toll: {free: 0, low: [30, 60], high: 100}
    no_deal: [20, 50]
    basis: judgement of B. Coder
"""


@pytest.fixture
def folder(tmp_path: Path):
    def write(text: str = RIVER) -> str:
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def run(command, *words: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(command, list(words))


def read(command, *words: str) -> dict:
    result = run(command, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_one_sentence_then_the_tables(folder):
    result = run(next_command, folder(), "-n", "400", "--no-questions")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[2].startswith("Table the package below: on these judgements it is acceptable in ")
    text = " ".join(result.stdout.split())
    assert "of 400 held-out draws; Nash " in text
    assert "Kalai–Smorodinsky at mid-points 85% (80–88) the same package" in text
    assert "2 of 2 terms carry, 0 are level." in text
    assert "No other package that may be tabled can be more than" in text
    assert "Next best packages" in text
    assert "Compared, on the same draws" in text
    assert "a statement about the analyst's ranges and judgements, not a prediction" in text


def test_doubtful_red_lines_are_named(folder):
    words = ("-n", "400", "--no-questions", "--of", "first", "--change", "0")
    text = " ".join(run(next_command, folder(), *words).stdout.split())
    assert "It breaches a doubtful red line of North (border: ridge), which is one in" in text
    assert "Counted in first, no term changed; 1 open term is filled." in text
    assert "Of the packages that observe the conditions, table the package below" in text
    assert "Terms changed in the other drafts: second 1 of 2." in text
    assert "Egalitarian at mid-points * 85%" in text
    assert "Egalitarian" not in text.split("Some package")[0]  # it does not observe them
    assert "* does not observe the conditions asked for." in text
    (line,) = read(next_command, folder(), *words)["tabled"]["doubtful_red_lines"]
    assert line["party"] == "north"
    assert 0.15 < line["real"] < 0.25


def test_json_is_the_record_and_the_questions(folder):
    data = read(next_command, folder(), "-n", "300")
    record = tabling_of_case(load_case(folder()), draws=300).to_dict()
    assert data["tabled"] == record["tabled"]
    assert data["deal_exists"] == record["deal_exists"]
    assert data["questions"]["draws"] > 0
    assert data["tabled"]["package"]["toll"] != "high"  # a certain red line
    assert data["seed"] == 0
    assert data["draws"] == data["choosing_draws"] == 300
    assert data["gap"]["replications"] == 10


def test_held_out_draws_are_those_of_deal(folder):
    """The same seed: the Nash package has the same share in both commands."""
    one = read(next_command, folder(), "-n", "200", "--seed", "7", "--no-questions")
    two = read(deal, folder(), "-n", "200", "--seed", "7")
    for name in ("nash", "egalitarian", "kalai_smorodinsky"):
        assert one["compared"][name]["acceptable"] == two["packages"][name]["acceptable"]
    assert one["deal_exists"] == two["deal_exists"]


def test_same_seed_same_bytes(folder):
    words = (folder(), "-n", "150", "--no-questions", "--json")
    first, second = (run(next_command, *words).stdout for _ in range(2))
    assert first == second
    assert run(next_command, *words, "--seed", "1").stdout != first


def test_conditions_are_kept(folder):
    def package(*words: str) -> dict:
        data = read(next_command, folder(), "-n", "200", "--no-questions", *words)
        return data["tabled"]["package"]

    assert package("--no-doubtful")["border"] != "ridge"
    assert package("--with", "border=river,road")["border"] in ("river", "road")
    assert package("--with", "border=road")["border"] == "road"
    assert package("--without", "toll=low")["toll"] == "free"
    assert package("--of", "first", "--change", "0")["border"] == "ridge"
    changed = package("--of", "second", "--change", "1")
    assert changed == {"border": "ridge", "toll": changed["toll"]}
    assert changed["toll"] != "high"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--of", "second", "--change", "0"), "no package observes"),
        (("--with", "toll=high"), "no package observes"),
        (("--with", "toll=high", "--without", "toll=high"), "left without any option"),
    ],
)
def test_where_nothing_may_be_tabled_the_exit_code_is_3(folder, words, message):
    with pytest.raises(NoSolution, match=message):
        run_strict(folder(), *words)
    result = run(next_command, folder(), *words, "--json")
    assert json.loads(result.stdout)["tabled"] is None
    assert message in json.loads(result.stdout)["reason"]


def run_strict(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(
        next_command, list(words), catch_exceptions=False
    )


@pytest.mark.parametrize(
    "words", [("--with", "border=moon"), ("--without", "sea=any"), ("--draft", "fourth")]
)
def test_unknown_names_are_refused(folder, words):
    with pytest.raises(InvalidInput, match=r"there is no|has no"):
        run_strict(folder(), *words)


@pytest.mark.parametrize("words", [("--of", "first"), ("--change", "1"), ("--with", "border")])
def test_wrong_usage(folder, words):
    assert run(next_command, folder(), *words).exit_code == 2


def test_nothing_acceptable_is_an_answer(folder):
    hard = RIVER.replace("no_deal: [20, 50]", "no_deal: [80, 90]")
    result = run(next_command, folder(hard), "-n", "100")
    assert result.exit_code == 3
    assert "Nothing to table on these judgements" in result.stdout
    result = run(deal, folder(hard), "-n", "100")
    assert result.exit_code == 3
    assert "a deal exists in 0% (0–4) of 100 draws" in " ".join(result.stdout.split())


def test_options_that_the_draws_do_not_tell_apart_are_level(folder):
    """South is indifferent and North content: which toll is tabled changes no answer."""
    same = RIVER.replace("toll: {free: 0, low: [30, 60], high: 100}", "toll: {free: 50, low: 50}")
    same = same.replace("toll: {free: 100, low: [40, 70], high: 0}", "toll: {free: 50, low: 50}")
    same = same.replace(", high: High}", "}").replace("{toll: high, judgement: said once}", "")
    same = same.replace("      - \n", "").replace(
        "      toll: {option: high, judgement: read so}\n", ""
    )
    words = (folder(same), "-n", "300", "--no-questions")
    text = " ".join(run(next_command, *words).stdout.split())
    assert "1 of 2 terms carries, 1 is level. Level: the draws do not tell the option" in text
    terms = {term["issue"]: term for term in read(next_command, *words)["terms"]}
    assert (terms["toll"]["level"], terms["toll"]["carries"]) == (True, False)
    assert (terms["border"]["level"], terms["border"]["carries"]) == (False, True)


def test_the_best_other_option_observes_the_conditions(folder):
    def others(*words: str) -> dict:
        data = read(next_command, folder(), "-n", "200", "--no-questions", *words)
        return {term["issue"]: term["alternative"] for term in data["terms"]}

    assert others()["border"] is not None
    assert others("--with", "border=road")["border"] is None
    assert others("--with", "border=river,road")["border"] in ("river", "road")
    assert others("--without", "toll=low")["toll"] == "high"  # a red line, not a condition
    assert others("--of", "first", "--change", "0")["border"] is None
    assert others("--no-doubtful")["border"] in ("river", "road")
    words = ("-n", "200", "--no-questions", "--with", "border=road")
    text = " ".join(run(next_command, folder(), *words).stdout.split())
    assert "–: no other option may be taken." in text


def test_who_is_taken_to_accept_stands_in_the_first_sentence(folder):
    text = RIVER.replace("chair: {", "guards: {name: Guardians, role: principal}\n  chair: {")
    text = text.replace("[north, south]}", "[north, south, guards]}")
    words = (folder(text), "-n", "200")
    told = " ".join(run(next_command, *words, "--no-questions").stdout.split())
    assert "on these judgements it is acceptable, should Guardians accept, in " in told
    told = " ".join(run(deal, *words).stdout.split())
    assert "On these judgements, a deal exists, should Guardians accept, in " in told
    told = " ".join(read_page(render_brief(load_case(words[0]))).by_id("table").text.split())
    assert "the package below is acceptable, should Guardians accept, in " in told


def test_what_does_better_on_the_held_out_draws_is_named():
    """Sixty draws of this seed choose a package that others are ahead of on the next sixty."""
    words = ("examples/ukraine-2025-12", "-n", "60", "--seed", "7", "--no-questions")
    text = " ".join(run(next_command, *words).stdout.split())
    data = read(next_command, *words)
    ahead = [
        str(place)
        for place, row in enumerate(data["runners_up"], start=2)
        if row["difference"]["high"] < 0
    ]
    assert len(ahead) > 1
    told = f"Packages {', '.join(ahead[:-1])} and {ahead[-1]} do better on the held-out draws; "
    assert f"{told}take more draws with --draws." in text
    assert text.count(" ahead by ") >= len(ahead)
    assert "Higher: the other option does better on the held-out draws" in text


def test_a_limit_that_says_nothing_is_left_out(folder):
    easy = RIVER.replace("no_deal: [20, 50]", "no_deal: [0, 5]")
    words = (folder(easy), "-n", "100", "--no-questions")
    assert read(next_command, *words)["gap"]["upper"] == 1.0
    assert "No other package" not in run(next_command, *words).stdout


def test_where_nothing_is_uncertain_it_says_so():
    result = run(next_command, "examples/harbour")
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "Nothing is uncertain, every number is exact." in text
    assert "55 packages are acceptable" in text
    assert "What to ask" not in text
    assert "Compared Harbour" not in text
    assert not re.search(r"draws?\b|seed|level", text)
    text = run(deal, "examples/harbour", "-n", "9").stdout
    assert not re.search(r"draws?\b|Seed|always|never|mid-points", text)
    data = read(next_command, "examples/harbour")
    assert data["questions"] is None
    assert data["tabled"]["acceptable"]["exact"]
    exists = read(deal, "examples/harbour", "-n", "9")["deal_exists"]
    assert (exists["share"], exists["low"], exists["draws"]) == (1.0, 1.0, 1)


def test_drafts_over_draws(folder):
    result = run(deal, folder(), "--draws", "300")
    text = " ".join(result.stdout.split())
    assert "On these judgements, a deal exists in" in text
    assert "of 300 draws from the recorded ranges." in text
    assert "No term is coded of: third." in text
    assert "no: constraints and red lines held for certain rule it out" in text
    data = read(deal, folder(), "--draws", "300", "--draft", "second")
    assert list(data["drafts"]) == ["second"]
    second = data["drafts"]["second"]
    assert second["complete"]
    assert second["parties"]["north"] == {
        "share": 0.0,
        "low": 0.0,
        "high": 0.0,
        "accepted": 0,
        "draws": 300,
        "open": 0,
        "exact": True,
    }
    assert second["parties"]["south"]["share"] == 1.0


def test_draws_and_other_questions_do_not_mix(folder):
    for words in (("--count",), ("--frontier",), ("--within", "1", "--draft", "first")):
        assert run(deal, folder(), "-n", "10", *words).exit_code == 2
    assert run(deal, folder(), "--seed", "3").exit_code == 2


def test_the_case_level_record_says_what_separates_the_package_from_each_draft(folder):
    answer = tabling_of_case(load_case(folder()), draws=200)
    told = {draft.name: draft for draft in answer.from_drafts}
    assert set(told) == {"first", "second"}  # nothing is coded of the third
    changed = [len(draft.changed) for draft in answer.from_drafts]
    assert changed == sorted(changed)
    package = answer.tabling.tabled.package
    assert [told[name].coded for name in ("first", "second")] == [1, 2]
    assert told["first"].filled == {"toll": package["toll"]}
    assert told["second"].changed["toll"] == (("high",), package["toll"])
    assert answer.compared_drafts == ("first",)  # the mediator's
    assert answer.tabling.compared["first"] is not None


def test_acceptance_needs_a_rule(folder):
    with pytest.raises(NoSolution, match="who must accept"):
        acceptance_of_case(load_case(folder(RIVER.replace("acceptance:", "# acceptance:"))))


def test_where_red_lines_leave_nothing_no_draw_is_needed(folder):
    once = "      - {toll: high, judgement: said once}\n"
    barred = RIVER.replace(once, once + "      - {toll: [free, low], judgement: said twice}\n")
    result = run(deal, folder(barred), "-n", "50")
    assert result.exit_code == 3
    assert "No deal is possible: constraints and red lines held for certain" in result.stdout
    data = json.loads(run(deal, folder(barred), "-n", "50", "--json").stdout)
    assert (data["deal_exists"]["high"], data["deal_exists"]["exact"]) == (0.0, True)
    with pytest.raises(NoSolution, match="no package observes"):
        run_strict(folder(barred))
