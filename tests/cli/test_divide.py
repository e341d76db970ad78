"""``detente divide``, ``detente link`` and solutions by other programs' definitions, in words."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from click.testing import CliRunner

from detente.case import load_case
from detente.cli.deal_variants import print_variants
from detente.cli.divide import divide, percent
from detente.cli.link import link
from detente.deal.of_case.division import divide_case, linkage_of_case
from detente.deal.of_case.variants import variants_of_case
from detente.errors import InvalidInput, NoSolution

CASE = """\
format: 1
title: Talks on a river
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
  guide: {name: Guide, role: mediator}
issues:
  water: {title: Water, options: {most-north: Most to North, even: Even, most-south: Most to South}}
  road:  {title: Road, options: {none: No road, built: Built}}
  trade: {title: Trade, options: {closed: Closed, open: Open}}
  seat:  {title: Seat, options: {north-city: In the north, south-city: In the south}}
acceptance: {all_of: [north, south]}
preferences:
  north:
    weights: {water: 60, road: 10, trade: 10, seat: 20}
    values:
      water: {most-north: 100, even: 50, most-south: 0}
      road:  {none: 100, built: 0}
      trade: {closed: 0, open: 100}
      seat:  {north-city: 100, south-city: 0}
    no_deal: 40
    basis: made up
  south:
    weights: {water: 30, road: 30, trade: 10, seat: 30}
    values:
      water: {most-north: 0, even: 50, most-south: 100}
      road:  {none: 0, built: 100}
      trade: {closed: 0, open: 100}
      seat:  {north-city: 0, south-city: 100}
    red_lines: [{seat: north-city, judgement: made up}]
    no_deal: 40
    basis: made up
"""


@pytest.fixture
def folder(tmp_path):
    def write(text=CASE):
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def run(command, *arguments):
    result = CliRunner().invoke(command, arguments)
    return result, " ".join(result.stdout.split())


def test_divide_in_words(folder):
    """Of 90 contested points each, North wants water and South all else."""
    result, text = run(divide, folder())
    assert result.exit_code == 0, result.output
    assert "North and South each get 66.7 of their own 100 points." in text
    assert "NOT" not in text
    assert "water 66.7 33.3 North North" in text
    assert "Not contested, since both have a best option in common: trade (open)." in text
    assert "If nothing is split: North 66.7 and South 66.7." in text
    assert "North would accept; it gains 30 points over no deal." in text
    assert "South would accept; it gains 30 points over no deal." in text
    assert "Guide is not judged." in text
    assert "Every contested issue is taken to be divisible" in text
    order = (
        "This takes for granted:",
        "nobody judged would refuse it",
        "Points for each contested",
    )
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "It is not a prediction." in text


def test_divide_as_json_and_who_it_is_between(folder):
    path = folder()
    result, _ = run(divide, path, "--between", "south", "north", "--json")
    data = json.loads(result.stdout)
    assert data["parties"] == ["south", "north"]
    assert data["shares"]["water"] == {"south": "0", "north": "1"}
    assert data["as_package"]["package"]["seat"] == "south-city"
    assert data["as_package"]["acceptable"] is True
    assert data["uncontested"] == {"trade": ["open"]}
    assert (data["equitable"], data["efficient"], data["envy_free"]) == (True, True, True)


def test_swapping_the_parties_swaps_the_division(folder):
    case = load_case(folder())
    one = divide_case(case, ("north", "south"))
    other = divide_case(case, ("south", "north"))
    assert one.division.shares == other.division.shares
    assert one.package == other.package


def test_a_split_is_told_step_by_step(folder):
    _, text = run(
        divide, folder(CASE.replace("water: 60", "water: 65").replace("seat: 20", "seat: 15"))
    )
    assert "% of water goes from North to South; that costs North 2.17 points for each" in text
    assert "for each point that South gains. That makes North" in text
    assert re.search(r"water 72.2 33.3 North [0-9.]+ %, South [0-9.]+ % North", text)
    assert "hands" not in text


def test_parts_that_are_nearly_all_or_nothing_are_not_rounded_away():
    shown = [percent(Fraction(*part)) for part in ((19, 49), (1, 2), (1, 5000), (4999, 5000))]
    assert shown == ["38.8 %", "50 %", "less than 0.1 %", "more than 99.9 %"]


def test_an_order_that_rests_on_mid_points_is_said(folder):
    """North's road may weigh 18 and its seat 15, both 30 for South; at the middle, 10 and 20."""
    ranged = CASE.replace("road: 10, trade: 10", "road: [5, 15], trade: [5, 15]", 1)
    _, text = run(divide, folder(ranged))
    assert "rests on mid-points" not in text
    wider = ranged.replace("[5, 15], seat: 20", "[2, 18], seat: [15, 25]").replace(
        "[5, 15]", "[2, 18]"
    )
    _, text = run(divide, folder(wider))
    assert "The order in which issues move rests on mid-points" in text
    assert "would change the place of road, seat." in text
    _, text = run(divide, folder())
    assert "rests on mid-points" not in text


def test_names_stand_for_ids_and_those_who_would_refuse_come_first(examples):
    _, text = run(divide, str(examples / "ukraine-2025-12"), "--between", "ukraine", "russia")
    assert "Ukraine, Russia and United States would refuse it:" in text
    assert "Ukraine: points add up to 90 and are scaled to 100." in text
    assert "ukraine:" not in text
    assert text.index("would refuse it:") < text.index("Points for each contested issue")


def test_divide_without_an_answer(folder):
    for pair, error, message in (
        (("north", "guide"), NoSolution, "no preferences are recorded for guide"),
        (("north", "nobody"), InvalidInput, "there is no party 'nobody'"),
        (("north", "north"), InvalidInput, "two different parties"),
    ):
        result, _ = run(divide, folder(), "--between", *pair)
        assert isinstance(result.exception, error)
        assert message in str(result.exception)
    agreed = CASE.replace("road:  {none: 0, built: 100}", "road:  {none: 100, built: 0}")
    for issue in ("water", "seat"):
        rows = [line for line in CASE.splitlines() if line.startswith(f"      {issue}:")]
        agreed = agreed.replace(rows[1], rows[0])
    result, _ = run(divide, folder(agreed), "--json")
    assert isinstance(result.exception, NoSolution)
    assert json.loads(result.stdout)["shares"] == {}
    assert "nothing to divide" in json.loads(result.stdout)["reason"]


def test_which_two_is_asked_where_more_are_judged(examples):
    result, _ = run(divide, str(examples / "harbour"))
    assert isinstance(result.exception, InvalidInput)
    assert "preferences of 6 parties; name two of them: developer" in str(result.exception)


def test_link_in_words(folder):
    result, text = run(link, folder())
    assert result.exit_code == 0, result.output
    assert "As things stand, a deal is possible on these judgements" in text
    assert "seat: north-city no 0 – – –" in text
    assert "Can be settled alone, all else left open: water (even); trade (open)." in text
    assert "In brackets, or for example: the options for which the smallest gain is" in text
    assert "In every such coalition: North, South." in text
    assert "Can block every deal by refusing: North; South." in text
    assert "The same holds when red lines of the others are set aside." in text
    assert "They are not predictions" in text


def test_link_when_there_is_no_deal(folder):
    refusing = CASE.replace("no_deal: 40", "no_deal: 95", 1)
    result, text = run(link, folder(refusing))
    assert result.exit_code == 3
    assert "no deal is possible on these judgements" in text
    assert "no coalition can close a deal" in text
    assert "Settling an option in advance only narrows the choice" in text
    assert "Largest groups that some package suits: South." in text
    result, _ = run(link, folder(refusing), "--json")
    data = json.loads(result.stdout)
    assert data["agenda"]["open"]["exists"] is False
    assert data["coalitions"]["respected"]["closing"] == []
    without = CASE.replace("acceptance: {all_of: [north, south]}\n", "")
    result, _ = run(link, folder(without))
    assert isinstance(result.exception, NoSolution)


def test_link_of_the_harbour(examples):
    linkage = linkage_of_case(load_case(examples / "harbour"))
    assert linkage.agenda.open.packages == 55
    assert linkage.coalitions.respected.veto == ("developer", "tourism")
    counts = [c.packages for c in linkage.coalitions.respected.closing]
    assert counts == [32, 27, 20, 12]
    suits_all = 12  # each package for all six is counted in each of the four coalitions of five
    assert sum(counts) - 3 * suits_all == 55


@pytest.mark.parametrize("definitions", ["negmas", "genius", "detente"])
def test_variants_in_words(folder, examples, definitions, capsys):
    case = load_case(examples / "harbour")
    answer = variants_of_case(case, None, definitions)
    print_variants(case, answer)
    text = " ".join(capsys.readouterr().out.split())
    assert "720 packages compared" in text
    assert all(f"{name}: {v.meaning}." in text for name, v in answer.variants.solutions.items())
    assert "every party shown is taken to be needed" in text
    assert answer.to_dict()["definitions"] == definitions
    if definitions == "genius":
        refusing = load_case(folder(CASE.replace("acceptance: {all_of: [north, south]}\n", "")))
        with pytest.raises(NoSolution):
            variants_of_case(refusing)
