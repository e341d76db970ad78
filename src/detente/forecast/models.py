"""The models of the room by id, each with its paper, asked in one way.

:func:`forecast` asks one of them; what each takes besides the situation is in its parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from detente.errors import InvalidInput
from detente.forecast.adapters import (
    ask_challenge,
    ask_election,
    ask_exchange,
    ask_mean,
    ask_median,
    ask_nash,
    ask_spatial,
)
from detente.forecast.arguments import seed_of
from detente.forecast.parameters import Parameters as Parameters
from detente.forecast.parameters import complete
from detente.forecast.readings import depends, tell_other_readings
from detente.forecast.records import Forecast
from detente.forecast.situation import Situation, need_situation
from detente.forecast.spatial import SpatialOptions
from detente.forecast.spatial.run import MAX_TURNS

STEPPING = frozenset({"challenge", "spatial", "exchange"})
"""Models that go step by step."""
AT_ONCE = frozenset({"mean", "median", "election"})
"""Models with a formula for many drawn situations at once, on one dimension."""
JUMPING = frozenset({"election"})
"""Models that count positions which are one place once: they jump where actors meet or part."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model.

    Attributes:
        id: as commands and files name it.
        title: for tables.
        called: what sentences call it.
        cite: key of its paper in the bibliography.
        tell: one sentence that says what it does.
        ask: the function that answers (see :mod:`~detente.forecast.adapters`).
        parameters: its parameters with their defaults.
    """

    id: str
    title: str
    called: str
    cite: str
    tell: str
    ask: Callable[[str, Situation, Parameters, int | None], Forecast]
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
        NotSupported: more actors and dimensions than it takes.
        NotConverged: a calculation of it does not settle (a spatial run with ``compatible``).

    Example:
        >>> from detente.forecast import forecast, make_situation
        >>> situation = make_situation([0, 40, 100], [50, 50, 100], [1, 2, 1])
        >>> forecast(situation).values.tolist()
        [56.0]
    """
    answer = ask(situation, model, parameters=parameters, seed=seed)
    if answer.seed is not None or not depends(answer.parameters):
        return answer
    others = tell_other_readings(
        answer, lambda other: MODELS[model].ask(model, other, answer.parameters, None)
    )
    return replace(answer, remarks=(*answer.remarks, *others))


def ask(
    situation: Situation,
    model: str,
    *,
    parameters: Parameters | None = None,
    seed: int | None = None,
) -> Forecast:
    """Ask one model as :func:`forecast` does, without asking whether order or direction decide."""
    need_situation(situation)
    named: object = model
    if not isinstance(named, str) or named not in MODELS:
        raise InvalidInput(f"there is no model {named!r}; there are: {', '.join(MODELS)}")
    chosen = MODELS[model]
    wanted = {} if parameters is None else parameters
    given = complete(model, wanted, defaults=chosen.parameters)
    return chosen.ask(model, situation, given, seed_of(seed))


MODELS: dict[str, Model] = {
    model.id: model
    for model in (
        Model(
            "mean",
            "Compromise (weighted mean)",
            "the weighted mean",
            "achen2006",
            "The mean of the positions, weighted by capability × salience.",
            ask_mean,
            {"weighting": "capability-salience"},
        ),
        Model(
            "median",
            "Weighted median",
            "the weighted median",
            "black1948",
            "The position with half of the weight (capability × salience) on either side.",
            ask_median,
            {"weighting": "capability-salience"},
        ),
        Model(
            "nash",
            "Nash bargaining",
            "Nash bargaining",
            "nash1950",
            "The largest weighted product of gains over a disagreement that is given explicitly.",
            ask_nash,
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
            ask_election,
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
            ask_challenge,
            {"variant": "printed", "rounds": 1, "stay": 1.0, "read": "mean"},
        ),
        Model(
            "spatial",
            "Spatial Model of Politics",
            "the spatial model",
            "efird2016",
            "Actors challenge, bargain and choose among bargains until positions settle.",
            ask_spatial,
            {**asdict(SpatialOptions()), "read": "mean", "max_turns": MAX_TURNS},
        ),
        Model(
            "exchange",
            "Position exchange",
            "the exchange model",
            "stokman1994",
            "Actors give way on one issue for a like gain on another, the best exchange first.",
            ask_exchange,
            {"rounds": 1},
        ),
    )
}
"""The models by id, in the order of tables."""
