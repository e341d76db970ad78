"""Ranges in, distributions out: quantiles, even-handed draws, and the same answers at once."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from detente.errors import InvalidInput, NoSolution, NotConverged
from detente.forecast import MODELS, Forecast, forecast, make_situation
from detente.forecast.means import shift_of_mean
from detente.forecast.nearest import count_nearest, find_nearest
from detente.forecast.uncertainty import (
    Bar,
    Numbers,
    UncertainSituation,
    draw_situations,
    find_spread,
    find_tornado,
    forecast_many,
    make_uncertain,
    tornado,
)
from detente.forecast.uncertainty.spread import share_of
from detente.intervals import wilson
from detente.run import Processes

NAN = np.nan


def numbers(low: list[float], mode: list[float], high: list[float]) -> Numbers:
    return Numbers(*(np.array(part, dtype=float)[:, None] for part in (low, mode, high)))


def example(order: tuple[int, ...] = (0, 1, 2)) -> UncertainSituation:
    """Three actors; ranges of all three kinds."""
    at = list(order)
    middle = make_situation(
        np.array([10.0, 50, 90])[at],
        np.array([50.0, 60, 70])[at],
        np.array([1.0, 2, 3])[at],
        actors=np.array(["a", "b", "c"])[at].tolist(),
    )
    positions = numbers([0, 50, 80], [NAN, NAN, 95], [20, 50, 100])
    capability = Numbers(np.array([1.0, 1, 3]), np.array([NAN, 2, NAN]), np.array([1.0, 4, 3]))
    return make_uncertain(
        middle,
        positions=Numbers(*(part[at] for part in (positions.low, positions.mode, positions.high))),
        capability=Numbers(
            *(part[at] for part in (capability.low, capability.mode, capability.high))
        ),
    )


def test_quantiles_are_those_of_the_distributions() -> None:
    share = np.linspace(0, 1, 101)
    for low, mode, high in ((0.0, 25.0, 100.0), (10.0, 10.0, 30.0), (0.0, 5.0, 5.0)):
        table = Numbers(*(np.array([value]) for value in (low, mode, high)))
        expected = stats.triang((mode - low) / (high - low), low, high - low).ppf(share)
        assert np.allclose(table.quantile(share), expected)
    uniform = Numbers(np.array([20.0]), np.array([NAN]), np.array([30.0]))
    assert np.allclose(uniform.quantile(share), 20 + 10 * share)
    exact = Numbers(np.array([7.0]), np.array([NAN]), np.array([7.0]))
    assert (exact.quantile(share) == 7).all()


def test_the_middle_is_the_mode_or_the_middle_of_the_range() -> None:
    found = example().middle
    assert found.positions[:, 0].tolist() == [10, 50, 95]
    assert found.capability.tolist() == [1, 2, 3]


def test_draws_stay_in_their_ranges_and_repeat_by_their_seed() -> None:
    uncertain = example()
    drawn, again, other = (draw_situations(uncertain, 500, seed=seed) for seed in (4, 4, 5))
    assert (drawn.positions == again.positions).all()
    assert not np.array_equal(drawn.positions, other.positions)
    assert (
        (drawn.positions >= uncertain.positions.low) & (drawn.positions <= uncertain.positions.high)
    ).all()
    assert (drawn.positions[:, 1] == 50).all()
    assert (drawn.salience == uncertain.middle.salience).all()
    assert drawn.positions[:, 0].mean() == pytest.approx(10, abs=1)
    assert drawn.capability[:, 1].mean() == pytest.approx(7 / 3, abs=0.1)


def test_swapping_actors_swaps_draws_and_nothing_else() -> None:
    order = (2, 0, 1)
    first = draw_situations(example(), 200, seed=1)
    second = draw_situations(example(order), 200, seed=1)
    assert (second.positions == first.positions[:, list(order)]).all()
    assert (second.capability == first.capability[:, list(order)]).all()


def test_bars_say_what_was_asked_and_are_rounded() -> None:
    uncertain = example()
    for bar in find_tornado(uncertain, "election", parameters={"victory": "square"}, seed=3):
        told = json.loads(json.dumps(bar.to_dict(uncertain.middle)))
        assert (told["model"], told["seed"], told["dimension"]) in (
            ("election", 3, "dimension-1"),
            ("election", 3, None),
        )
        assert told["parameters"] == {**MODELS["election"].parameters, "victory": "square"}
        assert told["low"] == round(bar.low, 9)


def test_a_model_that_does_not_converge_in_the_middle_has_bars_without_forecasts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def give_up(*_: object, **__: object) -> Forecast:
        raise NotConverged("no")

    monkeypatch.setattr(tornado, "ask", give_up)
    bars = find_tornado(example(), "spatial")
    assert len(bars) == 3
    assert all(np.isnan([bar.at_low, bar.at_middle, bar.at_high]).all() for bar in bars)


@pytest.mark.parametrize("chain", [[0, 1.8e-7, 0.9e-7, 100], [0, 0.9e-7, 100, 100]])
@pytest.mark.parametrize("options", ["distinct", "all"])
@pytest.mark.parametrize("voting", ["prop", "asym-prospect"])
def test_places_that_rounding_parts_are_one_in_draws_as_well(
    chain: list[float], options: str, voting: str
) -> None:
    given = {"options": options, "voting": voting}
    for order in (chain, chain[::-1]):
        situation = make_situation(order, [50] * 4, [1] * 4)
        drawn = draw_situations(make_uncertain(situation), 3)
        found = forecast_many(drawn, "election", parameters=given)
        alone = forecast(situation, "election", parameters=given)
        assert found[:, 0] == pytest.approx([alone.values[0]] * 3, abs=1e-9)


@pytest.mark.parametrize("model", ["mean", "median", "election", "nash", "challenge", "spatial"])
@pytest.mark.parametrize("ties", [False, True])
def test_many_at_once_are_one_by_one(model: str, ties: bool) -> None:
    uncertain = example()
    if ties:
        exact = numbers([50, 50, 80], [NAN, NAN, 95], [50, 50, 100])
        uncertain = make_uncertain(uncertain.middle, positions=exact)
    drawn = draw_situations(uncertain, 12, seed=2)
    found = forecast_many(drawn, model)
    for draw in range(12):
        one = make_situation(drawn.positions[draw], drawn.salience[draw], drawn.capability[draw])
        assert found[draw] == pytest.approx(forecast(one, model).values, abs=1e-9)


def test_rules_that_depend_on_the_order_of_options_see_the_same_order() -> None:
    drawn = draw_situations(example((2, 0, 1)), 10, seed=3)
    law = {"voting": "asym-prospect"}
    found = forecast_many(drawn, "election", parameters=law)
    for draw in range(10):
        one = make_situation(drawn.positions[draw], drawn.salience[draw], drawn.capability[draw])
        assert found[draw] == pytest.approx(forecast(one, "election", parameters=law).values)


def test_answers_do_not_depend_on_who_works_them_out() -> None:
    drawn = draw_situations(example(), 40, seed=7)
    told: list[int] = []
    alone = forecast_many(drawn, "challenge", progress=told.append)
    assert told == [16, 32, 40]
    with Processes(2) as executor:
        shared = forecast_many(drawn, "challenge", executor=executor)
        stochastic = {"transition": "stochastic"}
        by_two = forecast_many(drawn, "spatial", parameters=stochastic, executor=executor)
    assert np.array_equal(alone, shared)
    assert np.array_equal(by_two, forecast_many(drawn, "spatial", parameters=stochastic))


def test_draws_without_an_answer_are_counted() -> None:
    middle = make_situation([10, 90], [50, 50], [1, 1], reference=[50])
    positions = numbers([10, 40], [NAN, NAN], [10, 90])
    drawn = draw_situations(make_uncertain(middle, positions=positions), 200, seed=3)
    parameters = {"disagreement": "reference", "failure_cost": 0.0}
    values = forecast_many(drawn, "nash", parameters=parameters)[:, 0]
    same_side = drawn.positions[:, 1, 0] < 50
    assert (np.isnan(values) == ~same_side).all()
    spread = find_spread(values)
    assert spread.draws + spread.without == 200
    with pytest.raises(NoSolution, match="no answer in any draw"):
        find_spread(np.full(3, NAN))


def test_shares_of_options_add_up_and_count_the_nearest() -> None:
    spread = find_spread(
        np.array([0.0, 24, 26, 50, 74, 76, 100]), {"high": 100, "low": 0, "mid": 50}
    )
    assert {name: share.value * 7 for name, share in spread.options.items()} == pytest.approx(
        {"low": 2, "mid": 3, "high": 2}
    )
    assert list(spread.options) == ["low", "mid", "high"]


def test_a_forecast_equally_near_to_several_options_counts_a_part_for_each() -> None:
    tied = find_spread(np.array([25.0, 25.0, 50.0]), {"low": 0, "mid": 50, "same": 50})
    values = [share.value for share in tied.options.values()]
    assert values == pytest.approx([2 / 9, (2 / 3 + 1 / 2) / 3, (2 / 3 + 1 / 2) / 3])
    assert (tied.options["low"].low, tied.options["low"].high) == pytest.approx(
        tuple(map(float, wilson(2 / 3, 3)))
    )
    mirrored = find_spread(100 - np.array([25.0, 60.0]), {"low": 0, "mid": 50})
    assert mirrored.options["mid"].value == 1


@given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.integers(0, 20))
def test_the_nearest_options_are_those_of_a_plain_search(places: list[int], at: int) -> None:
    options = {f"o{k}": place / 3 for k, place in enumerate(places)}
    best = min(abs(Fraction(place) - at) for place in places)
    near = tuple(f"o{k}" for k, place in enumerate(places) if abs(place - at) == best)
    assert find_nearest(options, at / 3) == near
    counts = count_nearest(options, np.array([at / 3, at / 3]))
    assert counts == pytest.approx({o: 2 / len(near) if o in near else 0 for o in options})
    assert find_nearest({}, 5.0) == ()
    assert count_nearest({}, np.array([5.0])) == {}


def test_bars_know_the_middle_and_who_is_met() -> None:
    """The election jumps where the one in the middle meets a neighbour, not in between."""
    middle = make_situation([0, 50, 100], [50, 50, 50], [1, 1, 1], actors=["a", "b", "c"])
    table = make_uncertain(middle, positions=numbers([0, 0, 90], [NAN] * 3, [0, 100, 100]))
    at_90 = replace(middle, positions=np.array([[0.0], [50], [95]]))
    bars = {bar.actor: bar for bar in find_tornado(table, "election")}
    assert bars[1].meets == ((0,), (), ())
    assert bars[2].meets == ((), (), ())
    assert bars[1].at_middle == pytest.approx(float(forecast(at_90, "election").values[0]))
    assert bars[1].to_dict(table.middle)["meets"] == {"low": ["a"], "middle": [], "high": []}
    same = make_situation([50, 50], [50, 50], [1, 1], actors=["a", "b"])
    met = make_uncertain(same, positions=numbers([40, 50], [NAN] * 2, [60, 50]))
    assert find_tornado(met)[0].meets == ((), (1,), ())


def test_bars_are_ranked_by_all_three_values() -> None:
    """Both ends may give the same, and the middle something else."""
    flat = Bar(0, "position", 0, 0, 100, 30.0, 31.0, 30.5)
    bent = Bar(1, "position", 0, 0, 100, 30.0, 30.0, 60.0)
    assert (flat.width, bent.width) == (1, 30)
    assert Bar(0, "salience", 0, 0, 9, NAN, 40.0, 45.0).width == 5
    assert Bar(0, "salience", 0, 0, 9, NAN, NAN, 45.0).width == 0
    assert Bar(0, "salience", 0, 0, 9, NAN, 40.0, 45.0).to_dict(example().middle)["at_low"] is None


def test_wilson_intervals() -> None:
    """10 of 100; and the ends."""
    found = share_of(10, 100)
    assert (found.low, found.high) == pytest.approx((0.05523, 0.17437), abs=1e-5)
    assert share_of(0, 50).low == 0
    assert share_of(50, 50).high == 1


def test_the_tornado_of_the_mean_is_its_lever() -> None:
    uncertain = example()
    bars = find_tornado(uncertain)
    assert [(bar.actor, bar.number) for bar in bars if bar.number == "position"] == [
        (2, "position"),
        (0, "position"),
    ]
    share = shift_of_mean(uncertain.middle)
    for bar in bars:
        if bar.number == "position":
            assert bar.at_high - bar.at_low == pytest.approx(
                (bar.high - bar.low) * share[bar.actor, 0]
            )
    assert [bar.width for bar in bars] == sorted((bar.width for bar in bars), reverse=True)


@pytest.mark.parametrize(
    ("low", "mode", "high", "said"),
    [
        ([20, 50, 90], [NAN] * 3, [10, 50, 90], "range of position of a on dimension-1 is not low"),
        ([0, 50, 90], [NAN, 60, NAN], [10, 55, 90], "range of position of b on dimension-1"),
        ([0, 50, 90], [NAN] * 3, [10, 50, 120], "position of c on dimension-1 is 120"),
    ],
)
def test_bad_ranges_are_named(
    low: list[float], mode: list[float], high: list[float], said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        make_uncertain(example().middle, positions=numbers(low, mode, high))


@pytest.mark.parametrize("model", ["mean", "median", "nash", "election", "challenge", "spatial"])
def test_at_salience_0_an_actor_has_no_part_in_a_tornado_either(model: str) -> None:
    """C, who may care or not: at the low end the forecast is that of the other three."""
    table = [0, 40, 60, 100], [50, 50, 25, 40], [1, 1, 2, 1]
    middle = make_situation(*table)
    low = np.array([[50.0], [50.0], [0.0], [40.0]])
    high = np.array([[50.0], [50.0], [50.0], [40.0]])
    uncertain = make_uncertain(middle, salience=Numbers(low, np.full((4, 1), np.nan), high))
    (bar,) = find_tornado(uncertain, model)
    others = make_situation(*([column[k] for k in (0, 1, 3)] for column in table))
    assert bar.at_low == pytest.approx(forecast(others, model).values[0], abs=1e-9)
