"""Absurd arguments: nothing but errors of ours comes out of any public function of the room."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pytest

from detente.errors import DetenteError, InvalidInput, NotSupported
from detente.forecast import (
    MODELS,
    Forecast,
    Move,
    Naming,
    Situation,
    find_levers,
    forecast,
    make_situation,
    tell_move,
    tell_run,
    tell_turns,
)
from detente.forecast.accuracy import Resolved, crps, run_backtest, score
from detente.forecast.challenge import run_challenge
from detente.forecast.election import elect
from detente.forecast.nash import find_nash
from detente.forecast.spatial import SpatialOptions, run_spatial
from detente.forecast.trading import run_trading
from detente.forecast.uncertainty import (
    Numbers,
    draw_situations,
    find_spread,
    find_tornado,
    forecast_many,
    make_uncertain,
)

ONE = make_situation([0, 40, 100], [50, 50, 100], [1, 2, 1])
TWO = make_situation([[0, 90], [40, 10], [100, 60]], [[50, 50], [50, 30], [60, 40]], [1, 2, 1])
IDLE = make_situation([[0, 90], [40, 10], [100, 60]], [[50, 50], [0, 0], [60, 40]], [1, 2, 1])
RANGES = make_uncertain(
    ONE, positions=Numbers(ONE.positions, np.full((3, 1), np.nan), np.array([[9.0], [49], [100]]))
)
DRAWN = draw_situations(RANGES, 3)
RUN, OTHER = forecast(TWO, "challenge"), forecast(TWO, "mean")
FOREIGN = Move(99, 7, 5, 0.0, 1.0, 9, "bargain")
NAMES = Naming(("a", "b", "c"), ("x", "y"))


class Weird:
    """Raises when it is looked into."""

    def __iter__(self) -> Any:
        raise ValueError("weird")


ABSURD: tuple[Any, ...] = (
    None, "", "text", "1", b"x", True, 0, -1, 1.5, 10**12, 10**400, 1e308, 1e-320, -1e308,
    float("nan"), float("inf"), 1 + 2j, [], [[]], [1], [1, 2, 3], [[1], [2, 3]], [None, 1, 2],
    ["a", "b", "c"], [float("nan")] * 3, [1e308] * 3, [1e-320] * 3, [True, False, True], {},
    {1: 2}, {"weighting": "x"}, {"stay": float("nan")}, {"disagreement": [1]}, {"a": "b"},
    {"a": float("nan")}, {1, 2}, object(), Weird(), print, datetime.date(2020, 1, 1),
    decimal.Decimal("3.5"), np.array([]), np.zeros((3, 3)), np.ones((3, 1)), np.ones((2, 2, 2)),
    np.array(["a", "b"]), np.array([1 + 1j]), np.array([1, None, "x"], dtype=object),
    np.array(3), np.int64(1), np.bool_(True), np.ma.array([1.0, 2, 3], mask=[False, True, False]),
    range(3), "mean", "spatial", ONE, TWO, IDLE, RANGES, DRAWN, RUN, OTHER, FOREIGN,
    np.zeros((1001, 1)),
)  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A call that is in order."""

    function: Callable[..., Any]
    positional: Sequence[Any]
    named: Mapping[str, Any]

    def broken(self) -> list[Callable[[], Any]]:
        """Return the call with one argument replaced by each absurd value."""
        made: list[Callable[[], Any]] = []
        for value in ABSURD:
            for place in range(len(self.positional)):
                given = [*self.positional[:place], value, *self.positional[place + 1 :]]
                made.append(partial(self.function, *given, **self.named))
            for name in self.named:
                kept = {**self.named, name: value}
                made.append(partial(self.function, *self.positional, **kept))
        return made


def turns_of(told: Forecast, naming: Naming, **named: Any) -> list[Any]:
    return list(tell_turns(told, naming, **named))


X, S, C = np.array([0.0, 40, 100]), np.array([0.5, 0.5, 1]), np.array([1.0, 2, 1])
CALLS = {
    "make_situation": Call(
        make_situation,
        ([0, 40, 100], [50, 50, 100], [1, 2, 1]),
        {"actors": "abc", "dimensions": "x", "reference": [5], "affinities": np.eye(3)},
    ),
    "Situation": Call(
        Situation,
        (("a", "b", "c"), ("x",), X[:, None], X[:, None], X, np.zeros(1), np.eye(3)),
        {},
    ),
    "find_levers": Call(find_levers, (ONE, "median"), {"dimension": 0, "shift": 5, "seed": 1}),
    "find_nash": Call(find_nash, (X, C, -1e5 * C), {"salience": S, "loss": "absolute"}),
    "Numbers": Call(Numbers, (X, X, X), {}),
    "make_uncertain": Call(
        make_uncertain, (ONE,), {"positions": None, "salience": None, "capability": None}
    ),
    "draw_situations": Call(draw_situations, (RANGES, 3), {"seed": 1}),
    "forecast_many": Call(
        forecast_many, (DRAWN, "nash"), {"parameters": {}, "progress": None, "executor": None}
    ),
    "find_spread": Call(find_spread, (X, {"a": 1.0, "b": 50.0}), {}),
    "find_tornado": Call(find_tornado, (RANGES, "mean"), {"dimension": 0, "parameters": {}}),
    "run_backtest": Call(
        run_backtest, ([Resolved("a", ONE, 30.0)], {"m": ("median", {})}), {"seed": 0}
    ),
    "score": Call(score, (X, X), {"ranked": X, "baseline": X, "seed": 0}),
    "crps": Call(crps, (X, np.array([0.2, 0.3, 0.5]), 5.0), {}),
    "run_challenge": Call(
        run_challenge, (X, S), {"capability": C, "variant": "printed", "rounds": 1, "stay": 0.5}
    ),
    "elect": Call(
        elect,
        (np.array([[1.0, 0], [0, 1], [0.5, 0.2]]), C),
        {"voting": "prop", "victory": "linear", "solver": "conditional"},
    ),
    "SpatialOptions": Call(
        SpatialOptions,
        (),
        {"voting": "prop", "risk_share": "half", "transition": "stochastic", "compatible": True},
    ),
    "run_spatial": Call(run_spatial, (TWO, SpatialOptions()), {"max_turns": 2, "seed": 1}),
    "run_trading": Call(run_trading, (TWO,), {"rounds": 1, "max_deals": 100}),
    "tell_run": Call(tell_run, (RUN,), {}),
    "tell_turns": Call(turns_of, (RUN, NAMES), {"dimensions": [0]}),
    "tell_move": Call(tell_move, (RUN, RUN.moves[0]), {"naming": NAMES}),
    **{
        f"forecast {model}": Call(forecast, (TWO, model), {"parameters": {}, "seed": 1})
        for model in MODELS
    },
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_absurd_arguments_give_errors_of_ours_or_a_result(call: Call) -> None:
    call.function(*call.positional, **call.named)
    refused = 0
    for broken in call.broken():
        try:
            broken()
        except DetenteError as error:
            refused += len(str(error)) > 10
    assert refused > len(ABSURD) // 2


@pytest.mark.parametrize("model", MODELS)
def test_absurd_parameters_are_refused_by_name(model: str) -> None:
    for name, default in MODELS[model].parameters.items():
        for value in ABSURD:
            if isinstance(value, bool | int | float | str) and not isinstance(value, np.generic):
                continue  # some of these are in order
            with pytest.raises(InvalidInput, match=name):
                forecast(TWO, model, parameters={name: value})
        forecast(TWO, model, parameters={name: default})


@pytest.mark.parametrize(
    ("said", "call"),
    [
        ("positions and salience have to be numbers", lambda: make_situation("ab", [1], [1])),
        ("rows of the same length", lambda: make_situation([[1], [1, 2]], [1], [1])),
        ("of actor-1 on dimension-1 is missing", lambda: make_situation([None, 1], [1, 1], [1, 1])),  # type: ignore[arg-type]
        ("is 1e.308, and 1e-15 to 1e.15", lambda: make_situation([1, 1], [1, 1], [1, 1e308])),
        ("is 9.99989e-321, and", lambda: make_situation([1, 1], [1, 1], [1, 1e-320])),
        ("below 1e-09; write 0", lambda: make_situation([1, 1], [1, 1e-320], [1, 1])),
        ("index of a dimension is a whole number, 0 to 1", lambda: find_levers(TWO, dimension=2)),
        ("index of a dimension", lambda: find_levers(TWO, dimension=-1)),
        ("index of a dimension", lambda: find_levers(TWO, dimension=0.0)),  # type: ignore[arg-type]
        ("the shift is a number, above 0, at most 100", lambda: find_levers(ONE, shift=np.nan)),
        ("the seed is a whole number, 0 or more", lambda: forecast(ONE, seed=1.5)),  # type: ignore[arg-type]
        ("the seed is a whole number, 0 or more", lambda: forecast(ONE, seed=True)),
        ("the seed is a whole number, 0 or more", lambda: forecast(ONE, seed=-1)),
        ("parameters are a mapping", lambda: forecast(ONE, parameters=[1])),  # type: ignore[arg-type]
        ("parameters are a mapping", lambda: forecast(ONE, parameters={1: 2})),  # type: ignore[dict-item]
        ("a situation .see make_situation. is needed", lambda: forecast([1, 2])),  # type: ignore[arg-type]
        ("number of draws is a whole number", lambda: draw_situations(RANGES, 1.5)),  # type: ignore[arg-type]
        ("the place of an option is a number", lambda: find_spread(X, {"a": np.nan})),
        ("a method map", lambda: forecast_many(DRAWN, "nash", executor=3)),  # type: ignore[arg-type]
    ],
)
def test_messages_say_what_is_wrong_and_what_is_taken(said: str, call: Callable[[], Any]) -> None:
    with pytest.raises(InvalidInput, match=said):
        call()


@pytest.mark.parametrize("run", [RUN, OTHER], ids=["challenge", "mean"])
@pytest.mark.parametrize(
    "move",
    [
        FOREIGN,
        Move(1, 7, 0, 0.0, 1.0, None, "exchange"),
        Move(1, 0, 0, 0.0, 1.0, 1, "bargain"),
        replace(RUN.moves[0], turn=2),
        replace(RUN.moves[0], turn="x"),  # type: ignore[arg-type]
        *forecast(TWO, "spatial").moves[:1],
    ],
)
def test_a_move_of_another_run_is_not_told(run: Forecast, move: Move) -> None:
    with pytest.raises(InvalidInput, match="move"):
        tell_move(run, move, naming=NAMES)


def test_ranges_upside_down_are_named() -> None:
    low, high = ONE.positions.copy(), ONE.positions.copy()
    low[1] = 90
    with pytest.raises(InvalidInput, match="the range of position of actor-2 on dimension-1"):
        make_uncertain(ONE, positions=Numbers(low, np.full((3, 1), np.nan), high))
    with pytest.raises(InvalidInput, match="the range of position of actor-2"):
        make_uncertain(
            ONE, positions=Numbers(high, np.full((3, 1), np.nan), high * [[1], [np.nan], [1]])
        )
    with pytest.raises(InvalidInput, match="do not have the shape"):
        make_uncertain(ONE, capability=Numbers(low, low, low))


def test_sizes_have_a_limit() -> None:
    with pytest.raises(NotSupported, match=r"1,001 actors; a situation takes 1,000 at most"):
        make_situation(np.zeros(1001), np.ones(1001), np.ones(1001))
    with pytest.raises(NotSupported, match=r"1,001 dimensions"):
        make_situation(np.zeros((2, 1001)), np.ones((2, 1001)), np.ones(2))
    with pytest.raises(NotSupported, match=r"ask for 5,555,555 at most"):
        draw_situations(RANGES, 10**12)


def test_masked_numbers_are_missing_and_others_are_taken_from_anything() -> None:
    masked = np.ma.array([1.0, 2.0], mask=[False, True])
    with pytest.raises(InvalidInput, match="position of actor-2 on dimension-1 is missing"):
        make_situation(masked, [1, 1], [1, 1])
    found = make_situation(range(2), (decimal.Decimal(1), 1), np.array([1, 2], dtype=np.int8))  # type: ignore[arg-type]
    assert found.positions[:, 0].tolist() == [0, 1]
    assert found.salience.dtype == found.capability.dtype == np.float64


def test_a_drawn_situation_that_a_model_does_not_take_has_no_answer() -> None:
    """Saliences that are drawn one by one may share more than 100, which others do not."""
    middle = make_situation([[0, 90], [40, 10], [100, 60]], [[50, 45], [50, 30], [60, 40]], [1] * 3)
    low, high = middle.salience.copy(), middle.salience.copy()
    low[0, 0], high[0, 0] = 40, 60
    drawn = draw_situations(
        make_uncertain(middle, salience=Numbers(low, np.full((3, 2), np.nan), high)), 20
    )
    found = forecast_many(drawn, "spatial")
    assert np.isnan(found[:, 0]).tolist() == (drawn.salience[:, 0].sum(axis=1) > 100).tolist()
    assert 0 < np.isnan(found[:, 0]).sum() < 20
