"""``detente wait``: days in words, tables, JSON, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.case import load_case
from detente.cli.wait import wait
from detente.cli.wait_tables import in_draws
from detente.deal.acceptance.difference import Difference
from detente.deal.acceptance.share import Share
from detente.deal.of_case import course_of_case, problem_of_case
from detente.deal.waiting.record import PartyDay
from detente.deal.waiting.words import compare, inequality, moved, movement, movers
from detente.words import points, signed
from tests.deal.test_of_case import CASE as STILL

CASE = """\
format: 1
title: Two sides of a valley
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
issues:
  border:
    title: Border
    options: {ridge: The ridge, river: The river, road: The road}
  toll: {title: Toll, options: {free: None, paid: Paid}}
acceptance: {all_of: [north, south]}
sources:
  - {id: radio, type: broadcast, title: A broadcast, issued: 2025-05-01}
preferences:
  north:
    scores: {border: {ridge: 70, river: 40, road: 0}, toll: {free: 0, paid: 30}}
    no_deal:
      base: 65
      drift: -10
      shocks:
        - title: Harvest
          date: 2025-09-01
          until: 2025-10-15
          add: 20
          judgement: from other years
    red_lines:
      - {border: road, judgement: said twice, until: 2025-10-31}
      - {toll: paid, judgement: said in July, since: 2025-07-15}
    basis: judgement of A. Coder
  south:
    scores: {border: {ridge: 0, river: 40, road: 70}, toll: {free: 30, paid: 0}}
    no_deal:
      base: [25, 50]
      shocks:
        - {title: Bridge closed, date: 2025-05-01, add: [-4, -2], evidence: [{source: radio}]}
    basis: judgement of B. Coder
"""


@pytest.fixture
def folder(tmp_path: Path):
    def write(text: str = CASE) -> str:
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(wait, arguments)


def flat(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_days_in_words(folder) -> None:
    """North needs 65 less 10 a month; the river without a toll gives it 40, with one 70.

    South has 37.5 less 3 at mid-points: the river with a toll gives it 40, the river without 70. So
    a deal needs 70 >= 65 - m/3 (there from the first day), and during the harvest 70 >= 85 - m/3,
    that is m >= 45: from 1 September (m = 92) on the harvest is no obstacle.
    """
    result = run(folder())
    text = flat(result)
    assert result.exit_code == 0
    assert "At mid-points, on these judgements, a deal exists on every day from 2025-06-01" in text
    assert (
        "North: 70 > 65, so some package that the others would accept beats no deal by 5." in text
    )
    assert "Its no-deal value is falling by 10 in 30 days (drift)." in text
    assert "South: 40 > 34.5, so some package" in text
    assert "2025-09-01 (expected) North Harvest +20" in text
    assert "2025-10-16 (expected) North end of: Harvest +20" in text
    assert "2025-11-01 (expected) North end of: red line on border: road –" in text
    assert "toll: paid –" not in text  # the line of July is not known in June
    assert "Bridge closed" not in text  # in force throughout
    assert "They are not predictions" in text


def test_json_is_the_record_with_dates(folder) -> None:
    path = folder()
    data = json.loads(run(path, "--json", "--draws", "40", "--seed", "2").stdout)
    answer = course_of_case(load_case(path), draws=40, seed=2)
    assert data == json.loads(json.dumps(answer.to_dict())) | {"detente": data["detente"]}
    assert (data["start"], data["end"], data["draws"]) == ("2025-06-01", "2025-11-28", 40)
    assert data["days"][1]["day"] == "2025-06-08"
    assert [c["day"] for c in data["changes"]] == ["2025-09-01", "2025-10-16", "2025-11-01"]
    assert data["changes"][0]["add"] == {"low": 20, "mode": None, "high": 20, "middle": 20}
    assert data["exists"] == [{"first": "2025-06-01", "last": "2025-11-28", "holds": True}]
    assert data["shocks"] == {"north": ["Harvest"], "south": ["Bridge closed"]}
    moved = data["days"][-1]["parties"]["north"]
    assert moved["moved_by"] == {"discount": 0, "drift": -60, "shock 1": 0}


def test_no_deal_is_that_of_the_case_on_every_examined_day(folder) -> None:
    case = load_case(folder())
    answer = course_of_case(case, draws=2)
    assert answer.course is not None
    for found in answer.course.days:
        problem = problem_of_case(case, answer.on(found.day)).problem
        values = [party.no_deal for party in found.parties.values()]
        assert values == pytest.approx(problem.no_deal.tolist())


def test_a_turn_is_told_with_what_brings_it_about(folder) -> None:
    path = folder(CASE.replace("base: 65", "base: 85"))
    text = flat(run(path))
    assert (
        "2025-07-16: from here on a deal exists; North's no-deal value, moved by itself since the "
        "day before, would bring that about." in text
    )
    assert "2025-09-01: from here on no deal exists; North's no-deal value" in text
    assert (
        "North: 70 < 85, so the best that the others would accept falls short of no deal by 15"
        in (text)
    )
    assert "2025-07-16: from here on everybody" not in text  # told once, as a deal
    assert "2025-07-17: from here on everybody who is needed can gain" in text


def test_nothing_moves_is_one_sentence(folder) -> None:
    result = run(folder(STILL.replace("until: 2025-05-31, ", "")), "--until", "2025-07-31")
    assert result.exit_code == 0
    assert flat(result).endswith(
        "Nothing moves from 2025-06-01 to 2025-07-31: no no-deal value drifts, is discounted or "
        "meets a shock, and no red line that is known begins or ends, so every day is like the "
        "first."
    )
    data = json.loads(run(folder(STILL), "--json").stdout)
    assert data["moves"] is False
    assert "days" not in data


def test_exact_numbers_are_told_without_draws(folder) -> None:
    exact = CASE.replace("[25, 50]", "35").replace("[-4, -2]", "-3")
    text = flat(run(folder(exact)))
    assert "draws" not in text
    assert json.loads(run(folder(exact), "--json").stdout)["sampled"] is False


def test_from_and_every(folder) -> None:
    data = json.loads(
        run(
            folder(), "--from", "2025-07-01", "--until", "2025-08-01", "--every", "10", "--json"
        ).stdout
    )
    assert [day["day"] for day in data["days"]] == [
        "2025-07-01",
        "2025-07-11",
        "2025-07-21",
        "2025-07-31",
        "2025-08-01",
    ]


def test_as_of_a_later_day_knows_the_later_line(folder) -> None:
    data = json.loads(run(folder(), "--as-of", "2025-08-01", "--json").stdout)
    assert data["as_of"] == "2025-08-01"
    assert [line["terms"] for line in data["red_lines"]] == [
        {"border": ["road"]},
        {"toll": ["paid"]},
    ]
    assert data["days"][0]["parties"]["north"]["best"] == 40


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--until", "2025-05-30"), "the last day comes 2 days before the first"),
        (("--until", "2095-05-30"), "at most 7,320 days"),
        (("--until", "2035-05-30", "--every", "1"), "choose a larger step"),
        (("--every", "0"), "Invalid value for '--every'"),
        (("--draws", "0"), "Invalid value for '--draws'"),
        (("--from", "soon"), "day"),
    ],
)
def test_wrong_usage(folder, arguments: tuple[str, ...], said: str) -> None:
    result = run(folder(), *arguments)
    assert result.exit_code != 0
    assert said in (result.stderr + str(result.exception))


def test_without_a_rule_there_is_no_answer(folder) -> None:
    text = CASE.replace("acceptance: {all_of: [north, south]}\n", "")
    result = run(folder(text), "--json")
    assert json.loads(result.stdout)["moves"] is None
    assert "does not say who must accept" in json.loads(result.stdout)["reason"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, "0"),
        (-0.04, "0"),
        (35.0, "35"),
        (57.25, "57.3"),
        (-2.5, "\N{MINUS SIGN}2.5"),
        (100, "100"),
    ],
)
def test_numbers(value: float, told: str) -> None:
    assert points(value) == told


def test_comparisons_take_the_decimals_they_need() -> None:
    assert compare(61.2, 38) == "61.2 > 38"
    assert compare(50, 50 + 1e-10) == "50 = 50"
    assert compare(50.001, 50) == "50.001 > 50"
    assert compare(49.96, 50.04) == "49.96 < 50.04"
    assert [signed(v) for v in (0, 3, -3, 0.01)] == ["0", "+3", "\N{MINUS SIGN}3", "0"]


def test_open_draws_make_a_share_a_least_one() -> None:
    assert in_draws(Share(63, 100)) == "63% (53–72)"
    assert in_draws(Share(50, 100, 10)) == "at least 50% (40–70)"


def party_day(
    best: float | None,
    no_deal: float,
    slope: float = 0.0,
    drift: tuple[float, float] | None = None,
) -> PartyDay:
    none = Share(0, 1)
    by = {"discount": 0.0, "drift": slope}
    return PartyDay(
        no_deal,
        no_deal,
        no_deal,
        {},
        0,
        {"discount": 0.0, "drift": 0.0},
        none,
        none,
        slope,
        by,
        best,
        None,
        None,
        None,
        None,
        drift or (slope, slope),
    )


def test_inequalities_in_words() -> None:
    said = {
        inequality("A", party_day(None, 5)): "nothing together",
        inequality("A", party_day(5, 5)): "A: 5 = 5, so the best that the others would accept is",
        inequality("A", party_day(5, 5.01)): "falls short of no deal by less than 0.1",
        inequality("A", party_day(8, 5.5)): "A: 8 > 5.5, so some package that the others would",
    }
    for text, words in said.items():
        assert words in text
    assert movement(party_day(5, 5)) == "Its no-deal value stands still."
    assert "rising by 2 in 30 days (drift)" in movement(party_day(5, 5, 2))


def test_a_drift_that_is_a_range_is_told_with_it() -> None:
    still = party_day(5, 5, 0.0, (-2, 2))
    assert movement(still) == (
        "At the middle of its ranges its no-deal value stands still (drift −2 to +2 in 30 days)."
    )
    assert movers(still, ()) == [("drift", "0 (−2 to +2 in 30 days)")]
    assert movers(party_day(5, 5), ()) == []
    assert movement(party_day(5, 5, 2.0, (-1, 5))) == (
        "At the middle of its ranges its no-deal value is rising by 2 in 30 days (drift −1 to +5)."
    )


def test_a_change_on_the_same_draws_is_level_where_its_interval_holds_0() -> None:
    assert (
        moved(Difference(-0.034, -0.053, -0.015)) == "−3.4 points (−5.3 to −1.5) on the same draws"
    )
    assert moved(Difference(0.01, -0.02, 0.04)) == "level, +1 points (−2 to +4) on the same draws"


def test_the_first_and_the_last_day_are_compared_on_the_same_draws(folder) -> None:
    path = folder(CASE.replace("drift: -10", "drift: [2, 6]"))
    answer = course_of_case(load_case(path), draws=200)
    assert answer.course is not None
    first, last, change = answer.course.days[0], answer.course.days[-1], answer.course.deal_moved
    assert change is not None
    assert change.value == pytest.approx(last.deal.value - first.deal.value)
    assert change.low <= change.value <= change.high < 0
    text = flat(run(path, "--draws", "200"))
    assert f": {moved(change)}." in text
    assert "+24 drift +24 (+2 to +6 in 30" in text
    assert "the less certain the later the day" in text
    level = flat(run(folder(CASE.replace("drift: -10", "drift: [-1, 1]")), "--until", "2025-06-15"))
    assert re.search(r"on 2025-06-15: level, [−+]?[\d.]+ points \(−[\d.]+ to \+?[\d.]+\)", level)
