"""Draws of what states are worth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.case import load_case
from detente.errors import InvalidInput, NotSupported
from detente.holding import draw_worths, model_of_case
from tests.holding.test_model import EXAMPLES, MOVES, swapped
from tests.stability.moves_cases import HEAD, case_of

RANGES: dict[str, Any] = {
    "north": HEAD["preferences"]["north"] | {"no_deal": [20, 50]},
    "south": HEAD["preferences"]["south"] | {"no_deal": [20, 50]},
}


def test_shapes_and_ranges() -> None:
    found = model_of_case(case_of(MOVES, preferences=RANGES))
    drawn = draw_worths(found, 400, seed=3)
    assert drawn.worths.shape == (400, 2, 5)
    assert drawn.drawn == ("north", "south")
    north = drawn.worths[:, 0]
    assert (north[:, 1] == 50).all()
    assert (north[:, 0] >= 20).all()
    assert (north[:, 0] <= 50).all()
    added = north[:, 2] - north[:, 0]
    assert (added >= 2 - 1e-9).all()
    assert (added <= 6 + 1e-9).all()
    assert added.std() > 0.8


def test_the_same_seed_gives_the_same_draws() -> None:
    found = model_of_case(case_of(MOVES, preferences=RANGES))
    one, two, three = (draw_worths(found, 50, seed=seed).worths for seed in (1, 1, 2))
    assert np.array_equal(one, two)
    assert not np.array_equal(one, three)


def test_exact_numbers_give_the_model_itself() -> None:
    moves = MOVES | {"preferences": {
        "north": {"worths": "outcomes", "add": [{"when": "break", "worth": 4}]},
        "south": {"statements": ["sign", "not attack"]},
    }}  # fmt: skip
    found = model_of_case(case_of(moves))
    drawn = draw_worths(found, 3)
    assert drawn.drawn == ()
    assert drawn.worths[2, 0].tolist() == [35, 50, 39, 35, 39]
    order = np.argsort(drawn.worths[0, 1], kind="stable").tolist()
    assert order == np.argsort(found.model.preferences[1].levels, kind="stable").tolist()  # type: ignore[union-attr]


def test_the_outcomes_are_drawn_as_in_the_deal_room() -> None:
    """Worths of the package in the draws of the deal room, taken one problem at a time."""
    from detente.deal.belief.drawing import draw
    from detente.deal.of_case import belief_of_case

    case = load_case(EXAMPLES / "ukraine-2025-12")
    found = model_of_case(case, draft="us-28")
    drawn = draw_worths(found, 6, seed=5)
    draws = draw(belief_of_case(case).belief, 6, seed=5)
    assert found.asked is not None
    # With US support alone a state in which the text stands adds nothing to what is agreed.
    signed = found.titles.index("The text stands: US support")
    assert signed in found.signed
    today = found.status_quo
    for k in range(6):
        problem = draws.problem_of(k)
        package = problem.find(found.asked.package)
        for place, party in enumerate(found.model.decision_makers[:2]):
            who = problem.parties.index(party)
            assert drawn.worths[k, place, signed] == pytest.approx(problem.utility(who, package))
            assert drawn.worths[k, place, today] == pytest.approx(float(problem.no_deal[who]))
    assert (drawn.worths[:, 2:] == drawn.worths[:1, 2:]).all()


def test_weights_of_options_are_drawn() -> None:
    moves = MOVES | {"preferences": {
        "north": {"weights": {"sign": [1, 3], "attack": [-4, -2]}},
        "south": {"ranking": [1, 2, [3, 4, 5]]},
    }}  # fmt: skip
    worths = draw_worths(model_of_case(case_of(moves)), 200, seed=1).worths
    assert (worths[:, 0, 0] == 0).all()
    assert 1 <= worths[:, 0, 1].min() <= worths[:, 0, 1].max() <= 3
    assert np.allclose(worths[:, 0, 1], worths[:, 0, 2])
    assert (worths[:, 0, 3] < worths[:, 0, 1]).all()


def test_swapping_two_parties_swaps_their_draws() -> None:
    one = draw_worths(model_of_case(case_of(MOVES, preferences=RANGES)), 30, seed=9)
    parties = {key: HEAD["parties"][key] for key in ("south", "north")}
    case = case_of(swapped(MOVES), parties=parties, preferences=swapped(RANGES))
    other = draw_worths(model_of_case(case), 30, seed=9)
    assert np.allclose(one.worths, other.worths)
    assert other.drawn == ("south", "north")


def test_changing_one_range_leaves_all_other_numbers_alone() -> None:
    wider = {**MOVES["preferences"], "south": {"worths": "outcomes", "add": [
        {"when": "attack", "worth": [-9, -4]}]}}  # fmt: skip
    one = draw_worths(model_of_case(case_of(MOVES, preferences=RANGES)), 30, seed=9).worths
    case = case_of(MOVES | {"preferences": wider}, preferences=RANGES)
    two = draw_worths(model_of_case(case), 30, seed=9).worths
    assert np.array_equal(one[:, 0], two[:, 0])
    assert np.array_equal(one[:, 1, :3], two[:, 1, :3])
    assert not np.array_equal(one[:, 1, 3], two[:, 1, 3])


def test_what_cannot_be_drawn_is_refused() -> None:
    moves = MOVES | {"preferences": MOVES["preferences"] | {"south": {"pairs": ["1 > 2"]}}}
    found = model_of_case(case_of(moves))
    with pytest.raises(NotSupported, match="pairs of south"):
        draw_worths(found, 10)
    with pytest.raises(InvalidInput, match="draws"):
        draw_worths(model_of_case(case_of(MOVES)), 0)
