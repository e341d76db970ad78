"""Every model on one input: properties that all share, and what each refuses."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.forecast import MODELS, Situation, forecast, make_situation


def random_situation(seed: int, *, actors: int = 7, dimensions: int = 2) -> Situation:
    rng = np.random.default_rng(seed)
    shape = (actors, dimensions)
    return make_situation(
        rng.uniform(0, 100, shape),
        rng.uniform(5, 100 / dimensions, shape),
        rng.uniform(1, 5, actors),
        actors=[f"a{place}" for place in range(actors)],
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", range(5))
def test_names_and_order_of_actors_do_not_matter(model: str, seed: int) -> None:
    situation = random_situation(seed)
    order = np.random.default_rng(seed).permutation(7)
    other = make_situation(
        situation.positions[order], situation.salience[order], situation.capability[order]
    )
    assert forecast(situation, model).values == pytest.approx(
        forecast(other, model).values, abs=1e-6
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", range(5))
def test_turning_the_scale_round_turns_the_forecast_round(model: str, seed: int) -> None:
    """Positions x and 100 - x. (``scholz-code`` prefers compromises low on the scale: a fault.)"""
    situation = random_situation(seed)
    turned = situation.at(100 - situation.positions)
    assert forecast(turned, model).values == pytest.approx(
        100 - forecast(situation, model).values, abs=1e-6
    )


@pytest.mark.parametrize("model", MODELS)
def test_where_all_agree_that_is_the_forecast(model: str) -> None:
    situation = make_situation(np.full((4, 2), 30.0), np.full((4, 2), 20.0), [1, 2, 3, 4])
    found = forecast(situation, model)
    assert found.values == pytest.approx([30, 30], abs=1e-2)
    assert all(move.before == pytest.approx(move.after, abs=1e-2) for move in found.moves)


@pytest.mark.parametrize("model", MODELS)
def test_forecasts_lie_among_the_positions_and_are_plain_data(model: str) -> None:
    situation = random_situation(8)
    found = forecast(situation, model)
    low, high = situation.positions.min(axis=0), situation.positions.max(axis=0)
    assert ((found.values >= low - 1e-6) & (found.values <= high + 1e-6)).all()
    told = json.loads(json.dumps(found.to_dict()))
    assert told["model"] == model
    assert set(told["values"]) == set(situation.dimensions)
    assert told["parameters"].keys() == MODELS[model].parameters.keys()


@pytest.mark.parametrize("model", ["challenge", "spatial", "exchange"])
def test_moves_add_up_to_the_trajectory(model: str) -> None:
    situation = random_situation(9)
    found = forecast(situation, model)
    assert found.trajectory is not None
    assert found.moves
    where = situation.positions.copy()
    turn = 0
    for move in found.moves:
        while move.turn > turn:
            assert np.allclose(where, found.trajectory[turn], atol=1e-9) or model == "challenge"
            turn += 1
        if model != "challenge":
            assert where[move.actor, move.dimension] == pytest.approx(move.before, abs=1e-9)
        where[move.actor, move.dimension] = move.after
        assert move.towards != move.actor
    assert np.allclose(where, found.trajectory[-1], atol=1e-9)


def test_an_election_gives_a_distribution() -> None:
    found = forecast(random_situation(3), "election")
    assert found.probabilities.sum() == pytest.approx(1)
    assert found.probabilities @ found.points == pytest.approx(found.values)


def test_stochastic_runs_repeat_by_their_seed() -> None:
    situation = random_situation(12)
    drawn = {"transition": "stochastic"}
    first, again, other = (
        forecast(situation, "spatial", parameters=drawn, seed=seed) for seed in (1, 1, 2)
    )
    assert (first.values == again.values).all()
    assert not np.array_equal(first.trajectory, other.trajectory)
    assert not first.exact
    with pytest.raises(InvalidInput, match="needs a seed"):
        forecast(situation, "spatial", parameters=drawn)


def test_issues_of_yes_or_no_work() -> None:
    """KTAB breaks off where all positions are 0 or 100, and with a full share of risk."""
    situation = make_situation([0, 0, 100, 100, 100], [40, 90, 50, 60, 30], [3, 1, 2, 2, 1])
    for share in ("one-third", "full"):
        found = forecast(situation, "spatial", parameters={"risk_share": share})
        assert 0 <= found.values[0] <= 100


def test_unknown_models_parameters_and_words_are_refused() -> None:
    situation = random_situation(1)
    with pytest.raises(InvalidInput, match="there is no model 'crystal-ball'; there are: mean"):
        forecast(situation, "crystal-ball")
    with pytest.raises(InvalidInput, match="model mean has no parameter 'rounds'"):
        forecast(situation, parameters={"rounds": 3})
    with pytest.raises(InvalidInput, match="voting is one of"):
        forecast(situation, "spatial", parameters={"voting": "loud"})


def test_the_spatial_model_needs_attention_to_be_shared() -> None:
    crowded = make_situation(np.full((2, 2), 50.0), np.full((2, 2), 60.0), [1, 1])
    with pytest.raises(InvalidInput, match="saliences of actor-1 sum to 120"):
        forecast(crowded, "spatial")
    idle = make_situation([0, 100, 50], [0, 50, 50], [1, 1, 1])
    with pytest.raises(InvalidInput, match="actor-1 has salience 0"):
        forecast(idle, "spatial")


def test_where_ties_decide_the_answer_says_so() -> None:
    """Two equal actors at the ends: in KTAB whoever is listed first prevails."""
    tied = make_situation([0, 100], [50, 50], [1, 1])
    (other, *_) = forecast(tied, "spatial", parameters={"compatible": True}).remarks
    assert other.text.startswith("ties decide: with the actors listed the other way round")
    assert other.dimension == 0
    assert not forecast(tied, "spatial").remarks
    assert forecast(tied, "spatial").values == pytest.approx([50])
    assert not forecast(random_situation(2), "spatial").remarks


def test_models_have_names_for_sentences() -> None:
    called = [model.called for model in MODELS.values()]
    assert len(set(called)) == len(called)
    assert MODELS["mean"].called == "the weighted mean"


def test_an_actor_who_hardly_counts_bounds_nash_without_a_crash() -> None:
    for weight in (1e-6, 1e-9):
        situation = make_situation([100, 0], [66.7, weight], [0.88, 1e-3])
        found = forecast(situation, "nash", parameters={"disagreement": 0.0, "failure_cost": 0.05})
        assert 0 <= found.values[0] <= 100


def test_who_does_not_care_does_not_bound_nash() -> None:
    """With salience 0 nobody has a part in an issue, and need not gain."""
    nobody = make_situation([100, 0], [66.7, 0], [0.88, 1.83])
    found = forecast(nobody, "nash", parameters={"disagreement": 0.0, "failure_cost": 0.05})
    assert found.values[0] == pytest.approx(100, abs=1e-3)
