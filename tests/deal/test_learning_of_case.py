"""Statements of a case: which stand, what they say, conflicts with file and line, draws."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from detente.case import load_case
from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.share import share_of
from detente.deal.belief.drawing import draw
from detente.deal.learning.readings import Answer, Order
from detente.deal.of_case.acceptance import acceptance_of_case
from detente.deal.of_case.belief import belief_of_case
from detente.deal.of_case.learner import belief_with_statements, conflicts_of_case
from detente.deal.of_case.learning import learn_case
from detente.deal.of_case.statements import statements_of_case
from detente.deal.of_case.tabling import tabling_of_case
from detente.errors import InvalidInput

CASE = """\
format: 1
title: Talks on a river
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
issues:
  border: {title: Border, options: {river: The river, ridge: The ridge, line: The line}}
  water: {title: Water, options: {shared: Shared, split: Split}}
acceptance: {all_of: [north, south]}
sources:
  - {id: radio, type: broadcast, title: A broadcast, issued: 2025-04-05}
preferences:
  north:
    weights: {border: [40, 70], water: [30, 60]}
    values:
      border: {river: 100, ridge: [10, 60], line: [0, 40]}
      water: {shared: [0, 100], split: [0, 100]}
    no_deal: [20, 50]
    red_lines:
      - {border: line, since: 2025-05-01, judgement: said in May}
      - {water: split, border: ridge, probability: 0.4, judgement: perhaps}
    basis: judgement of the author
drafts:
  first: {title: First, date: 2025-04-01, judgement: made up, terms: {border: ridge, water: shared}}
  part: {title: Part, date: 2025-04-02, judgement: made up, terms: {border: [ridge, line]}}
positions:
  - {party: north, issue: border, wants: river, date: 2025-03-01, strength: demand, judgement: j}
  - {party: north, issue: border, wants: ridge, rejects: line, date: 2025-04-01, strength: offer,
     evidence: [{source: radio}]}
  - {party: north, issue: water, rejects: split, date: 2025-04-01, strength: refusal, judgement: j}
  - {party: south, issue: border, wants: line, date: 2025-04-01, strength: preference,
     attribution: reported, by: north, judgement: j}
"""
RESPONSES = """\
responses:
  - {party: north, answer: refuses, to: first, date: 2025-04-03, judgement: j}
  - {party: north, answer: accepts, to: first, date: 2025-04-10, judgement: j}
  - {party: north, answer: refuses, to: {border: line}, date: 2025-05-02, judgement: j}
  - {party: north, answer: refuses, to: {border: ridge}, date: 2025-05-03, judgement: j}
  - {party: north, answer: prefers, to: first, over: part, date: 2025-04-20, judgement: j}
  - {party: north, answer: accepts, to: {water: split}, date: 2025-07-01, judgement: later}
"""


@pytest.fixture
def river(tmp_path):
    def load(text=CASE + RESPONSES):
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return load_case(tmp_path)

    return load


def told(case, **more):
    found = statements_of_case(belief_of_case(case), **more)
    return {(s.party, s.address): s for s in found}


def test_the_latest_position_and_the_latest_answer_to_each_text_stand(river) -> None:
    found = told(river())
    assert list(found) == [
        ("north", "positions.2"),
        ("north", "positions.3"),
        ("north", "responses.2"),
        ("north", "responses.5"),
        ("north", "responses.3"),
        ("north", "responses.4"),
        ("south", "positions.4"),
    ]
    assert found["north", "positions.2"].saying == Order(0, ((1, 2),))
    assert found["north", "positions.2"].sources == ("radio",)
    assert found["north", "positions.3"].saying is None
    assert isinstance(found["north", "responses.2"].saying, Answer)
    assert found["north", "responses.2"].saying.day == -52.0
    early = statements_of_case(belief_of_case(river(), date(2025, 4, 5)))
    assert [s.address for s in early if s.party == "north"][-1] == "responses.1"


def test_a_red_line_of_that_day_explains_a_refusal(river) -> None:
    found = told(river())
    assert found["north", "responses.3"].saying is None
    assert "breaches the party's red line 1" in found["north", "responses.3"].means
    assert "may breach the party's red line 2" in found["north", "responses.4"].means
    assert found["north", "responses.5"].saying is None  # part may take split with the ridge


def test_what_others_report_can_be_left_out(river) -> None:
    assert ("south", "positions.4") in told(river())
    assert ("south", "positions.4") not in told(river(), own_only=True)


def test_draws_agree_with_the_statements_and_the_mid_points_stay(river) -> None:
    bare = belief_of_case(river(), statements=False)
    found = belief_with_statements(bare)
    draws, before = draw(found.belief, 500, seed=0), draw(bare.belief, 500, seed=0)
    border, water = draws.values[0][:, 0], draws.values[1][:, 0]
    assert (border[:, 1] >= border[:, 2] - 1e-9).all()
    assert (border[:, 1] + water[:, 0] >= draws.no_deal[:, 0] - 1e-9).all()
    assert not (before.values[0][:, 0, 1] >= before.values[0][:, 0, 2]).all()
    assert found.inputs.notes[-1].startswith("Draws agree with 2 statements")
    assert found.belief.problem.same(bare.belief.problem)
    assert np.array_equal(draws.numbers, draw(found.belief, 500, seed=0).numbers)
    assert draw(belief_of_case(river()).belief, 500, seed=0).same(draws)
    assert draw(found.without_statements().belief, 500, seed=0).same(before)


def test_answers_over_draws_say_what_the_ranges_alone_would_give(river) -> None:
    case = river()
    given = acceptance_of_case(case, draws=400)
    alone = acceptance_of_case(case, draws=400, statements=False)
    assert given.ranges_alone == alone.report.existence.share
    assert alone.ranges_alone is None
    tabled = tabling_of_case(case, draws=400, replications=0, given={"border": ["ridge"]})
    package = tabled.belief.belief.frame.find(tabled.tabling.tabled.package)
    bare = draw(belief_of_case(case, statements=False).belief, 400, seed=0)
    assert tabled.ranges_alone == share_of(decide(bare, [package]).accepted[:, 0])
    assert tabled.tabling.tabled.acceptable.accepted == 400  # it was accepted
    assert 0 < tabled.ranges_alone.accepted < 300


def test_a_conflict_names_the_statement_and_the_ranges_with_their_lines(river, tmp_path) -> None:
    text = (
        CASE
        + "responses:\n  - {party: north, answer: refuses, to: {border: river},"
        + (" date: 2025-05-03, judgement: j}\n")
    )
    case = river(text.replace("no_deal: [20, 50]", "no_deal: [10, 30]"))
    (conflict,) = conflicts_of_case(case)
    lines = (tmp_path / "case.yaml").read_text().splitlines()
    assert conflict.problem.code == "statement-conflict"
    assert "answer: refuses" in lines[conflict.problem.line - 1]
    assert "responses.1" in conflict.problem.message
    places = {place.at: place for place in conflict.ranges}
    assert set(places) >= {"north.no_deal"}
    assert "no_deal" in lines[places["north.no_deal"].line - 1]
    assert places["north.no_deal"].told == "10–30"
    found = belief_with_statements(belief_of_case(case, statements=False))
    assert found.belief.parties[0].constraints == ()
    assert found.inputs.notes[-1].endswith("drawn from judgement alone.")
    learned = learn_case(case).parties["north"]
    assert learned.both is None
    assert learned.alone is not None


def test_accepting_what_the_own_red_line_rules_out_is_a_conflict(river) -> None:
    text = (
        CASE
        + "responses:\n  - {party: north, answer: accepts, to: {border: line},"
        + (" date: 2025-05-03, judgement: j}\n")
    )
    (conflict,) = conflicts_of_case(river(text))
    assert conflict.red_line == "north.red_lines.1"
    assert "north.red_lines.1" in conflict.problem.message


def test_statements_that_contradict_each_other(river) -> None:
    text = CASE + (
        "responses:\n"
        "  - {party: south, answer: prefers, to: {border: river}, over: {border: line},"
        " date: 2025-05-03, judgement: j}\n"
    )
    (conflict,) = conflicts_of_case(river(text))
    assert [place.at for place in conflict.statements] == ["positions.4", "responses.1"]
    assert conflict.ranges == ()
    assert conflicts_of_case(river(text), own_only=True) == ()
    assert learn_case(river(text)).parties["south"].alone is None


def test_the_answer_is_plain_json_and_shares_are_counts(river) -> None:
    found = learn_case(river(), draws=200, seed=3)
    data = json.loads(json.dumps(found.to_dict()))
    north, south = data["parties"]["north"], data["parties"]["south"]
    assert south["judged"] is None
    assert south["alone"]["weights"]["border"] == [0.0, 100.0]
    assert north["both"]["texts"]["first"]["worth"][0] == pytest.approx(20, abs=1e-5)
    assert north["judged"]["texts"]["first"]["worth"][0] == pytest.approx(4, abs=1e-5)
    assert north["both"]["texts"]["first"]["necessarily"] is True
    assert north["shares_both"]["draws"] == 200
    assert data["draws"] == 200
    assert found.to_dict() == learn_case(river(), draws=200, seed=3).to_dict()
    assert list(learn_case(river(), parties=["south"]).parties) == ["south"]


def test_a_party_that_said_nothing_about_worth_implies_nothing_alone(river) -> None:
    found = learn_case(river(), own_only=True, draws=50)
    south, north = found.parties["south"], found.parties["north"]
    assert (south.alone, south.shares_alone) == (None, None)
    assert north.alone is not None
    assert north.shares_alone is not None
    assert found.to_dict()["parties"]["south"]["alone"] is None


def test_an_unknown_party_is_told(river) -> None:
    with pytest.raises(InvalidInput, match="north, south"):
        learn_case(river(), parties=["east"])


def test_swapping_two_parties_swaps_what_is_learned(river) -> None:
    one = learn_case(river(CASE), draws=100).to_dict()["parties"]
    names = {"north": "sud", "south": "north"}
    text = CASE
    for old, new in names.items():
        text = text.replace(old, new)
    text = text.replace("sud", "south")
    two = learn_case(river(text), draws=100).to_dict()["parties"]
    for key in ("alone", "judged", "both", "shares_alone", "shares_both"):
        assert one["north"][key] == two["south"][key]
        assert one["south"][key] == two["north"][key]
