"""Every model on one input: properties that all share, and what each refuses."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.forecast import (
    MODELS,
    Situation,
    find_levers,
    forecast,
    make_situation,
    models,
)
from detente.forecast.election import elect
from detente.forecast.records import Remark


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


@pytest.mark.parametrize(
    ("model", "parameters"), [("challenge", {"rounds": 3}), ("spatial", {}), ("exchange", {})]
)
def test_moves_add_up_to_the_trajectory(model: str, parameters: dict[str, object]) -> None:
    situation = random_situation(9)
    found = forecast(situation, model, parameters=parameters)
    assert found.trajectory is not None
    assert found.moves
    where = situation.positions.copy()
    turn = 0
    for move in found.moves:
        while move.turn > turn:
            assert np.allclose(where, found.trajectory[turn], atol=1e-9)
            turn += 1
        assert where[move.actor, move.dimension] == pytest.approx(move.before, abs=1e-9)
        where[move.actor, move.dimension] = move.after
        assert move.towards != move.actor
    assert np.allclose(where, found.trajectory[-1], atol=1e-9)


def test_a_round_of_exchanges_begins_part_of_the_way_to_what_was_voted_in_the_last() -> None:
    """By 0.4 (1 - s) + 0.1; the trajectory has the votes."""
    situation = random_situation(9)
    found = forecast(situation, "exchange", parameters={"rounds": 2})
    assert found.trajectory is not None
    first, voted, last = found.trajectory
    pull = 0.5 - 0.4 * situation.salience / 100
    where = first + pull * (voted - first)
    assert not np.allclose(where, voted)
    assert {move.turn for move in found.moves} == {1, 2}
    for move in found.moves:
        if move.turn == 2:
            assert move.before == pytest.approx(where[move.actor, move.dimension])
            where[move.actor, move.dimension] = move.after
    assert where == pytest.approx(last)


def test_a_run_that_is_cut_short_is_not_exact() -> None:
    situation = random_situation(4)
    short = forecast(situation, "spatial", parameters={"max_turns": 1})
    assert (short.exact, short.settled) == (False, False)
    whole = forecast(situation, "spatial")
    assert (whole.exact, whole.settled) == (True, True)


def test_the_election_is_the_fixed_point_of_its_contests() -> None:
    """``q(a) = (1/m) Σ_b V(a, b) (p(a) + p(b))``, to rounding and not to KTAB's limit of 1e-6."""
    situation = random_situation(5, dimensions=1)
    found = forecast(situation, "election")
    away = np.abs(situation.positions - found.points.T) / 100
    weights = situation.weights[:, 0] * 1e4 / situation.weights.sum()
    held = elect(1 - away, weights, solver="markov-uniform")
    p, v = found.probabilities, held.victories
    again = (v * (p[:, None] + p)).sum(axis=1) / len(p)
    assert np.abs(again - p).max() < 1e-15
    gap = np.abs(held.probabilities - p).max()
    assert 1e-9 < gap < 1e-5


@pytest.mark.parametrize("model", MODELS)
def test_models_whose_rules_know_no_order_are_asked_once(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> tuple[Remark, ...]:
        raise AssertionError

    monkeypatch.setattr(models, "tell_other_readings", refuse)
    assert forecast(random_situation(6), model).model == model


@pytest.mark.parametrize("model", ["election", "spatial"])
def test_where_the_order_of_options_decides_the_answer_says_so(model: str) -> None:
    """Losses weigh more than gains, and whose they are depends on which option comes first."""
    situation = random_situation(7, dimensions=1)
    given = {"voting": "asym-prospect"}
    found = forecast(situation, model, parameters=given)
    turned = forecast(situation.at(100 - situation.positions), model, parameters=given)
    assert abs(100 - turned.values[0] - found.values[0]) > 0.05
    (remark,) = found.remarks
    assert remark.text == (
        "the order of options decides: with the scale turned round the value is "
        f"{100 - turned.values[0]:.1f} instead of {found.values[0]:.1f}"
    )


def test_records_are_whole_and_plain_by_the_ids_of_the_situation() -> None:
    situation = random_situation(9)
    found = forecast(situation, "exchange")
    moves = [move.to_dict(situation) for move in found.moves]
    assert json.loads(json.dumps(moves)) == found.to_dict()["moves"]
    assert {move["actor"] for move in moves} <= set(situation.actors)
    levers = find_levers(situation, "median", dimension=1)
    for lever, actor in zip(levers, situation.actors, strict=True):
        told = json.loads(json.dumps(lever.to_dict(situation)))
        assert (told["actor"], told["dimension"]) == (actor, "dimension-2")
        assert (told["model"], told["seed"]) == ("median", None)
        assert told["parameters"] == MODELS["median"].parameters
        assert told["version"] == found.version


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
