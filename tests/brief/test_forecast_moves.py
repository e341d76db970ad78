"""Who moves whom, in the brief: sentences from fields, with names, units and numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from detente.brief.sections import forecast
from detente.brief.settling import Settled, Settling
from detente.brief.settling_lead import gained
from detente.brief.settling_places import in_unit
from detente.forecast import MODELS
from detente.forecast.records import Move
from tests.brief import brief_cases as cases
from tests.brief.settling_view import altered, flat, off, page, settled, shown, told


def test_moves_are_told_with_who_whom_and_why() -> None:
    view = shown(cases.placed())
    assert [model.title for model in view.moves] == [
        MODELS[m].title for m in ("challenge", "spatial", "exchange")
    ]
    assert not view.gained
    for model in view.moves:
        assert len(model.moves) <= forecast.MOVES
        for sentence in map(told, model.moves):
            assert re.match(
                r"(The border|Troops at the border), turn \d+: (North|South|Lake) moves from "
                r"[\d.]+ to [\d.]+ (soldiers )?towards (North|South|Lake)",
                sentence,
            )
            assert ", because" in sentence
            assert "capitulation" not in sentence


def moved(data: dict[str, Any], model: str, *moves: Move) -> list[str]:
    """Return the sentences on the moves that are put down by hand on the first issue."""

    def change(found: Settling) -> Settling:
        return replace(found, issues=tuple(map(altering, found.issues)))

    def altering(each: Settled) -> Settled:
        answer = each.forecasts[model]
        here = each.line.id == "border" or model == "exchange"
        noted = replace(answer, moves=moves if here else ())
        return replace(each, forecasts={**each.forecasts, model: noted})

    view = forecast.view(altered(data, change))
    title = MODELS[model].title
    return [told(s) for m in view.moves if m.title == title for s in m.moves]


CHALLENGE = {"own expected utility": 0.5, "other's expected utility": 1.25}
BARGAIN = {
    "chance to prevail": 0.25,
    "salience": 0.6,
    "other's salience": 0.4,
    "probability of this bargain": 0.5,
    "bargains to choose from": 2.0,
}
EXCHANGE = {
    "gain of each": 1.5,
    "shift of the outcome": 25.0,
    "shift in return": 12.0,
    "salience": 0.5,
    "salience in return": 0.2,
}


def test_a_challenge_says_what_the_two_expect_of_it() -> None:
    move = Move(1, 0, 0, 40.0, 70.0, 1, "compromise", CHALLENGE)
    (sentence,) = moved(cases.placed(), "challenge", move)
    assert sentence == (
        "The border, turn 1: North moves from 40 to 70 towards South, because of a challenge "
        "between the two, from which it expects to gain 0.5 and South 1.25 (in the model’s own "
        "units of worth)."
    )


@pytest.mark.parametrize(
    ("challenger", "whose"), [(0, "its own challenge"), (1, "a challenge by South")]
)
def test_a_bargain_says_whose_challenge_it_was(challenger: int, whose: str) -> None:
    move = Move(2, 0, 0, 40.0, 52.5, 1, "bargain", BARGAIN, challenger)
    (sentence,) = moved(cases.placed(), "spatial", move)
    assert sentence == (
        f"The border, turn 2: North moves from 40 to 52.5 towards South, because of {whose}, with "
        "a chance to prevail of 0.25 against 0.75 and a salience of 0.6 against 0.4."
    )


def test_equally_good_offers_are_each_followed_in_part() -> None:
    first = Move(1, 0, 0, 40.0, 55.0, 1, "compromise", CHALLENGE, share=0.5)
    second = Move(1, 0, 0, 55.0, 50.0, 2, "compromise", CHALLENGE, share=0.5)
    one, two = moved(cases.placed(), "challenge", first, second)
    assert "from 40 to 55 towards South (one of two equally good for it, each followed 1/2" in one
    assert "from 55 to 50 towards Lake (one of two equally good for it, each followed 1/2" in two


def test_an_exchange_says_what_is_given_in_return_in_the_units_of_both_issues() -> None:
    move = Move(1, 0, 1, 50.0, 75.0, 1, "exchange", EXCHANGE, in_return=0)
    (sentence,) = moved(cases.placed(), "exchange", move)
    assert sentence == (
        "Troops at the border, turn 1: North moves from 200 to 300 soldiers towards South, because "
        "South moves on The border in return: the outcomes shift by 100 soldiers and 12 points, "
        "and each of the two gains 1.5 (in the model’s own units of worth)."
    )
    part = replace(move, share=0.37)
    (sentence,) = moved(cases.placed(), "exchange", part)
    assert "South (made to 37%, since others gain as much and need the same room), " in sentence


def test_verbs_follow_the_number_of_the_name() -> None:
    data = cases.placed()
    data["parties"]["north"] |= {"name": "Northern allies", "plural": True}
    challenge = Move(1, 0, 0, 40.0, 70.0, 1, "compromise", CHALLENGE)
    (sentence,) = moved(data, "challenge", challenge)
    assert sentence == (
        "The border, turn 1: Northern allies move from 40 to 70 towards South, because of a "
        "challenge between the two, from which they expect to gain 0.5 and South 1.25 (in the "
        "model’s own units of worth)."
    )
    bargain = Move(1, 0, 0, 40.0, 52.5, 1, "bargain", BARGAIN, 0)
    assert (
        "move from 40 to 52.5 towards South, because of their own challenge"
        in (moved(data, "spatial", bargain)[0])
    )
    exchange = Move(1, 1, 1, 50.0, 75.0, 0, "exchange", EXCHANGE, in_return=0)
    assert (
        "South moves from 200 to 300 soldiers towards Northern allies, because Northern "
        in (moved(data, "exchange", exchange)[0])
    )
    assert (
        "because Northern allies move on The border in return"
        in (moved(data, "exchange", exchange)[0])
    )


def test_the_largest_moves_come_first_and_the_rest_is_counted() -> None:
    moves = [Move(1, 0, 0, 0.0, size, 1, "compromise", CHALLENGE) for size in (10.0, 40.0, 30.0)]
    assert [
        re.findall(r"to (\d+) towards", s) for s in moved(cases.placed(), "challenge", *moves)
    ] == [
        ["40"],
        ["30"],
    ]


def test_positions_over_turns_are_those_of_the_model() -> None:
    view, found = shown(cases.placed()), settled(cases.placed())
    runs = {each.line.id: each for each in found.issues}
    troops = runs["troops"].forecasts["spatial"]
    assert troops.trajectory is not None
    rows = [row for row in view.turn_rows if row.issue == "Troops at the border (soldiers)"]
    assert [row.party for row in rows] == ["North", "South"]
    for k, row in enumerate(rows):
        path = troops.trajectory[:, k, 0]
        line = runs["troops"].line
        assert row.places[0] == in_unit(line, path[0])
        assert row.places[-1] == in_unit(line, path[-1])
        assert row.last == str(len(path) - 1)


def test_models_in_which_positions_move_stand_beside_their_error() -> None:
    text = flat(page(cases.placed()).by_id("forecast").text)
    assert not any(gained(model) for model in ("challenge", "spatial", "exchange"))
    assert (
        "In the challenge model, the spatial model and the exchange model positions move; none of "
        "them measured better than the weighted mean."
    ) in text
    for model in shown(cases.placed()).moves:
        assert f"{model.title}, elsewhere off by {model.error} points on average:" in text
    assert f"Spatial Model of Politics, off by {off('spatial')} points elsewhere" in text


def test_where_a_run_had_not_settled_the_table_has_its_last_swings() -> None:
    def swinging(found: Settling) -> Settling:
        return replace(found, issues=tuple(map(altering, found.issues)))

    def altering(each: Settled) -> Settled:
        run = each.forecasts["spatial"]
        assert run.trajectory is not None
        places = np.tile(run.trajectory[:1], (31, 1, 1))
        places[1:, 0, 0] = [20.0, 60.0] * 15
        noted = replace(run, trajectory=places, settled=False)
        return replace(each, forecasts={**each.forecasts, "spatial": noted})

    assert all(row.swing == "" for row in shown(cases.placed()).turn_rows)
    made = altered(cases.placed(), swinging)
    rows = [row for row in forecast.view(made).turn_rows if row.issue == "The border"]
    assert rows[0].swing == "20 to 60"
    assert rows[1].swing == rows[1].places[0]
    table = flat(page(cases.placed(), made).by_id("forecast-turns").text)
    assert "Last 6 turns, from – to" in table
    assert "20 to 60" in table
    assert "Last 6 turns" not in page(cases.placed()).by_id("forecast-turns").text
