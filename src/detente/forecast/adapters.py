"""How each model of the room answers: its engine, asked about a situation, as a forecast.

Each function takes the id of the model, the situation, all parameters of the model (checked) and a
seed, which models that draw nothing leave aside.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.errors import NoSolution
from detente.forecast.challenge import run_challenge
from detente.forecast.election import elect_kinds
from detente.forecast.means import in_all, weighted_mean, weighted_median, weights_of
from detente.forecast.moves import challenge_moves, spatial_moves, trading_moves
from detente.forecast.nash import find_nash
from detente.forecast.parameters import Parameters
from detente.forecast.places import find_places
from detente.forecast.records import LIMIT_OF_EXCHANGES, Forecast, Remark
from detente.forecast.situation import SCALE, Situation
from detente.forecast.spatial import SpatialOptions, run_spatial
from detente.forecast.spatial.utilities import distances
from detente.forecast.trading import run_trading

UNSETTLED = "positions had not settled when the limit was reached"


def ask_mean(model: str, situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    """Take the weighted mean on each dimension."""
    weights = weights_of(situation, given["weighting"])
    return Forecast(
        model,
        situation,
        weighted_mean(situation.positions, weights),
        "closed form",
        parameters=given,
    )


def ask_median(model: str, situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    """Take the weighted median on each dimension, in the middle of all where there are several."""
    weights = weights_of(situation, given["weighting"])
    low, high = weighted_median(situation.positions, weights)
    remarks = tuple(
        Remark(f"the middle of {a:g} to {b:g} is taken, every point of which is a median", k)
        for k, (a, b) in enumerate(zip(low, high, strict=True))
        if b > a
    )
    return Forecast(
        model, situation, (low + high) / 2, "closed form", remarks=remarks, parameters=given
    )


def ask_nash(model: str, situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    """Solve each dimension by itself; utilities fall with distance as a share of the scale."""
    point, cost = given["disagreement"], float(given["failure_cost"])
    weights = weights_of(situation, given["weighting"])
    values = []
    for k, name in enumerate(situation.dimensions):
        x, s = situation.positions[:, k] / SCALE, np.ones(situation.n_actors)
        anchor = _anchor(situation, k, point)
        away = np.zeros_like(x) if anchor is None else np.abs(x - anchor)
        lost = -(away**2 if given["loss"] == "quadratic" else away) - cost
        try:
            found = find_nash(x, weights[:, k], lost, salience=s, loss=given["loss"])
        except NoSolution as error:
            raise NoSolution(f"on {name}: {error}") from None
        values.append(SCALE * found.value)
    return Forecast(
        model,
        situation,
        np.array(values),
        "maximum of a concave function, by Brent's method",
        parameters=given,
    )


def _anchor(situation: Situation, dimension: int, point: Any) -> float | None:
    """Return the disagreement outcome as a share; None: failure costs everybody the same."""
    if point == "common":
        return None
    if point == "reference":
        where = float(situation.reference[dimension])
        if np.isnan(where):
            name = situation.dimensions[dimension]
            raise NoSolution(f"the reference point on {name} is not known; give a disagreement")
        return where / SCALE
    return float(point) / SCALE


def ask_election(model: str, situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    """Let actors elect one of the positions that somebody holds, all dimensions together.

    The Markov solvers are exact here; those of KTAB stop at a limit.
    """
    held = situation.positions
    points = find_places(held) if given["options"] == "distinct" else held
    weights = situation.weights.sum(axis=1)
    strong = weights > 0
    away = distances(held[strong] / SCALE, situation.salience[strong], points / SCALE)
    chance = elect_kinds(
        1 - away,
        in_all(weights)[strong],
        np.ones(len(points)),
        voting=given["voting"],
        victory=given["victory"],
        solver=given["solver"],
    )
    return Forecast(
        model,
        situation,
        chance @ points,
        "probabilistic Condorcet election of the positions that are held",
        points=points,
        probabilities=chance,
        parameters=given,
    )


def ask_challenge(
    model: str, situation: Situation, given: Parameters, seed: int | None
) -> Forecast:
    """Play each dimension by itself; moves are in the order of rounds."""
    runs = [
        run_challenge(
            situation.positions[:, k],
            situation.salience[:, k] / SCALE,
            capability=situation.capability,
            variant=given["variant"],
            rounds=given["rounds"],
            stay=given["stay"],
        )
        for k in range(situation.n_dimensions)
    ]
    moves = [move for k, run in enumerate(runs) for move in challenge_moves(run, k)]
    last = np.array([(run.means if given["read"] == "mean" else run.medians)[-1] for run in runs])
    return Forecast(
        model,
        situation,
        last,
        f"{given['rounds']} rounds on each dimension; the model does not settle by itself",
        trajectory=np.stack([run.positions for run in runs], axis=-1),
        moves=tuple(sorted(moves, key=lambda move: move.turn)),
        parameters=given,
    )


def ask_spatial(model: str, situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    """Play turns on all dimensions together, and read the forecast off the last positions."""
    named = {key: value for key, value in given.items() if key not in ("read", "max_turns")}
    options = SpatialOptions(**named)
    run = run_spatial(situation, options, max_turns=given["max_turns"], seed=seed)
    weights, last = situation.weights, run.positions[-1]
    middle = (sum(weighted_median(last, weights)) / 2) if given["read"] == "median" else None
    settled = run.stop == "settled"
    return Forecast(
        model,
        situation,
        weighted_mean(last, weights) if middle is None else np.asarray(middle),
        f"{len(run.turns)} turns; " + ("positions settled" if settled else "the limit of turns"),
        trajectory=run.positions,
        moves=spatial_moves(run),
        settled=settled,
        remarks=() if settled else (Remark(UNSETTLED),),
        exact=settled and options.transition == "deterministic",
        parameters=given,
        seed=run.seed,
    )


def ask_exchange(model: str, situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    """Play rounds of exchanges between dimensions, and take what is voted in the last."""
    run = run_trading(situation, rounds=given["rounds"])
    complete = all(done.complete for done in run.rounds)
    return Forecast(
        model,
        situation,
        run.rounds[-1].outcomes,
        f"{given['rounds']} rounds of exchanges with equal gains",
        trajectory=np.concatenate((run.positions[:1], [done.voting for done in run.rounds])),
        moves=trading_moves(run, situation),
        remarks=() if complete else (Remark(LIMIT_OF_EXCHANGES),),
        exact=complete,
        parameters=given,
    )
