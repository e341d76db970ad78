"""The models of the room by id, each with its paper, asked in one way.

:func:`forecast` asks one of them; what each takes besides the situation is in its parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from detente.errors import InvalidInput, NoSolution
from detente.forecast.arguments import seed_of
from detente.forecast.challenge import run_challenge
from detente.forecast.election import elect
from detente.forecast.means import in_all, weighted_mean, weighted_median, weights_of
from detente.forecast.moves import challenge_moves, spatial_moves, trading_moves
from detente.forecast.nash import find_nash
from detente.forecast.parameters import Parameters as Parameters
from detente.forecast.parameters import complete
from detente.forecast.places import find_places
from detente.forecast.records import Forecast, Remark
from detente.forecast.situation import SCALE, Situation, need_situation
from detente.forecast.spatial import SpatialOptions, run_spatial
from detente.forecast.spatial.utilities import distances
from detente.forecast.trading import run_trading

STEPPING = frozenset({"challenge", "spatial", "exchange"})
"""Models that go step by step. What a rule of theirs does with ties may depend on the order."""
AT_ONCE = frozenset({"mean", "median", "election"})
"""Models with a formula for many drawn situations at once, on one dimension."""
UNSETTLED = "positions had not settled when the limit was reached"
SLIGHT = 0.05
"""Differences on the scale of 0 to 100 that are not worth a note."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model.

    Attributes:
        id: as commands and files name it.
        title: for tables.
        called: what sentences call it.
        cite: key of its paper in the bibliography.
        tell: one sentence that says what it does.
        ask: the function that answers.
        parameters: its parameters with their defaults.
    """

    id: str
    title: str
    called: str
    cite: str
    tell: str
    ask: Callable[[Situation, Parameters, int | None], Forecast]
    parameters: Parameters


def forecast(
    situation: Situation,
    model: str = "mean",
    *,
    parameters: Parameters | None = None,
    seed: int | None = None,
) -> Forecast:
    """Ask one model.

    Args:
        situation: who stands where.
        model: id, one of :data:`MODELS`.
        parameters: of the model; those left out have their defaults.
        seed: for models that draw.

    Raises:
        InvalidInput: an unknown model, parameter or value; a situation it cannot read.
        NoSolution: the model has no answer here, and why.

    Example:
        >>> from detente.forecast import forecast, make_situation
        >>> situation = make_situation([0, 40, 100], [50, 50, 100], [1, 2, 1])
        >>> forecast(situation).values.tolist()
        [56.0]
    """
    answer = ask(situation, model, parameters=parameters, seed=seed)
    if model not in STEPPING or answer.seed is not None:
        return answer
    others = _tell_other_readings(answer, MODELS[model])
    return replace(answer, remarks=(*answer.remarks, *others))


def ask(
    situation: Situation,
    model: str,
    *,
    parameters: Parameters | None = None,
    seed: int | None = None,
) -> Forecast:
    """Ask one model as :func:`forecast` does, without asking whether ties decide."""
    need_situation(situation)
    named: object = model
    if not isinstance(named, str) or named not in MODELS:
        raise InvalidInput(f"there is no model {named!r}; there are: {', '.join(MODELS)}")
    chosen = MODELS[model]
    wanted = {} if parameters is None else parameters
    given = complete(model, wanted, defaults=chosen.parameters)
    return replace(chosen.ask(situation, given, seed_of(seed)), model=model, parameters=given)


def _tell_other_readings(answer: Forecast, chosen: Model) -> list[Remark]:
    """Say where the same situation, put down differently, gives other values.

    Rules that take the first of ties let the order decide in which actors are listed, or which end
    of the scale is called 0. With their defaults the models take no such rule, and nothing is said.
    """
    asked, told = answer.situation, []
    for other, turned, how in (
        (_listed_backwards(asked), False, "with the actors listed the other way round"),
        (asked.at(SCALE - asked.positions), True, "with the scale turned round"),
    ):
        values = chosen.ask(other, answer.parameters, None).values
        values = SCALE - values if turned else values
        told += [
            Remark(f"ties decide: {how} the value is {value:.1f} instead of {mine:.1f}", k)
            for k, (mine, value) in enumerate(zip(answer.values, values, strict=True))
            if abs(value - mine) > SLIGHT
        ]
    return told


def _listed_backwards(situation: Situation) -> Situation:
    return replace(
        situation,
        actors=situation.actors[::-1],
        positions=situation.positions[::-1],
        salience=situation.salience[::-1],
        capability=situation.capability[::-1],
        affinities=situation.affinities[::-1, ::-1],
    )


def _mean(situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    weights = weights_of(situation, given["weighting"])
    return Forecast("", situation, weighted_mean(situation.positions, weights), "closed form")


def _median(situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    weights = weights_of(situation, given["weighting"])
    low, high = weighted_median(situation.positions, weights)
    remarks = tuple(
        Remark(f"the middle of {a:g} to {b:g} is taken, every point of which is a median", k)
        for k, (a, b) in enumerate(zip(low, high, strict=True))
        if b > a
    )
    return Forecast("", situation, (low + high) / 2, "closed form", remarks=remarks)


def _nash(situation: Situation, given: Parameters, seed: int | None) -> Forecast:
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
    return Forecast("", situation, np.array(values), "maximum of a concave function, by bisection")


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


def _election(situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    """Let actors elect one of the positions that somebody holds, all dimensions together."""
    held = situation.positions
    points = find_places(held) if given["options"] == "distinct" else held
    weights = situation.weights.sum(axis=1)
    strong = weights > 0
    away = distances(held[strong] / SCALE, situation.salience[strong], points / SCALE)
    chance = elect(
        1 - away,
        in_all(weights)[strong],
        voting=given["voting"],
        victory=given["victory"],
        solver=given["solver"],
    ).probabilities
    return Forecast(
        "",
        situation,
        chance @ points,
        "probabilistic Condorcet election of the positions that are held",
        points=points,
        probabilities=chance,
    )


def _challenge(situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    """Play each dimension by itself."""
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
    last = np.array([(run.means if given["read"] == "mean" else run.medians)[-1] for run in runs])
    return Forecast(
        "",
        situation,
        last,
        f"{given['rounds']} rounds on each dimension; the model does not settle by itself",
        trajectory=np.stack([run.positions for run in runs], axis=-1),
        moves=tuple(move for k, run in enumerate(runs) for move in challenge_moves(run, k)),
    )


def _spatial(situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    named = {key: value for key, value in given.items() if key not in ("read", "max_turns")}
    options = SpatialOptions(**named)
    run = run_spatial(situation, options, max_turns=given["max_turns"], seed=seed)
    weights, last = situation.weights, run.positions[-1]
    middle = (sum(weighted_median(last, weights)) / 2) if given["read"] == "median" else None
    settled = run.stop == "settled"
    return Forecast(
        "",
        situation,
        weighted_mean(last, weights) if middle is None else np.asarray(middle),
        f"{len(run.turns)} turns; " + ("positions settled" if settled else "the limit of turns"),
        trajectory=run.positions,
        moves=spatial_moves(run),
        settled=settled,
        remarks=() if settled else (Remark(UNSETTLED),),
        exact=options.transition == "deterministic",
        seed=run.seed,
    )


def _trading(situation: Situation, given: Parameters, seed: int | None) -> Forecast:
    run = run_trading(situation, rounds=given["rounds"])
    complete = all(done.complete for done in run.rounds)
    return Forecast(
        "",
        situation,
        run.rounds[-1].outcomes,
        f"{given['rounds']} rounds of exchanges with equal gains",
        trajectory=np.concatenate((run.positions[:1], [done.voting for done in run.rounds])),
        moves=trading_moves(run, situation),
        remarks=() if complete else (Remark("the limit of exchanges was reached"),),
        exact=complete,
    )


_SPATIAL = asdict(SpatialOptions())

MODELS: dict[str, Model] = {
    model.id: model
    for model in (
        Model(
            "mean",
            "Compromise (weighted mean)",
            "the weighted mean",
            "achen2006",
            "The mean of the positions, weighted by capability × salience.",
            _mean,
            {"weighting": "capability-salience"},
        ),
        Model(
            "median",
            "Weighted median",
            "the weighted median",
            "black1948",
            "The position with half of the weight (capability × salience) on either side.",
            _median,
            {"weighting": "capability-salience"},
        ),
        Model(
            "nash",
            "Nash bargaining",
            "Nash bargaining",
            "nash1950",
            "The largest weighted product of gains over a disagreement that is given explicitly.",
            _nash,
            {
                "disagreement": "common",
                "failure_cost": 10.0,
                "loss": "quadratic",
                "weighting": "capability-salience",
            },
        ),
        Model(
            "election",
            "Probabilistic Condorcet election",
            "the election",
            "efird2016",
            "The expected outcome of a contest of all positions in which votes make chances.",
            _election,
            {
                "voting": "prop",
                "victory": "linear",
                "solver": "markov-uniform",
                "options": "distinct",
            },
        ),
        Model(
            "challenge",
            "Expected utility (challenge)",
            "the challenge model",
            "scholz2011",
            "Actors give way to whom they expect to lose against, round by round.",
            _challenge,
            {"variant": "printed", "rounds": 1, "stay": 1.0, "read": "mean"},
        ),
        Model(
            "spatial",
            "Spatial Model of Politics",
            "the spatial model",
            "efird2016",
            "Actors challenge, bargain and choose among bargains until positions settle.",
            _spatial,
            {**_SPATIAL, "read": "mean", "max_turns": 100},
        ),
        Model(
            "exchange",
            "Position exchange",
            "the exchange model",
            "stokman1994",
            "Actors give way on one issue for a like gain on another, the best exchange first.",
            _trading,
            {"rounds": 1},
        ),
    )
}
"""The models by id, in the order of tables."""
