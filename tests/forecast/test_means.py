"""Means and medians: definitions, ties, levers, and the limit of the Nash solution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import NoSolution
from detente.forecast import Situation, forecast, make_situation
from detente.forecast.means import shift_of_mean, weighted_mean, weighted_median
from detente.forecast.nash import find_nash

NUMBERS = st.lists(
    st.tuples(st.floats(0, 100), st.floats(1, 100), st.floats(0.1, 10)), min_size=2, max_size=9
)


def situation_of(rows: list[tuple[float, float, float]]) -> Situation:
    return make_situation(*(np.array(column) for column in zip(*rows, strict=True)))


@given(NUMBERS)
def test_mean_and_median_by_the_definitions(rows: list[tuple[float, float, float]]) -> None:
    situation = situation_of(rows)
    total = sum(s * c for _, s, c in rows)
    mean = sum(x * s * c for x, s, c in rows) / total
    assert forecast(situation).values[0] == pytest.approx(mean, abs=1e-9)
    low, high = weighted_median(situation.positions, situation.weights)
    for median in (low[0], high[0]):
        below = sum(s * c for x, s, c in rows if x < median)
        above = sum(s * c for x, s, c in rows if x > median)
        assert max(below, above) <= total / 2 * (1 + 1e-9)


def test_every_point_between_two_halves_is_a_median() -> None:
    found = forecast(make_situation([0, 40, 60, 100], [50] * 4, [1] * 4), "median")
    assert found.values.tolist() == [50]
    assert found.notes == (
        "the middle of 40 to 60 is taken, every point of which is a median on dimension-1",
    )


@given(NUMBERS, st.integers(0, 8), st.floats(-5, 5))
def test_the_lever_of_the_mean_is_exact(
    rows: list[tuple[float, float, float]], actor: int, shift: float
) -> None:
    situation, actor = situation_of(rows), actor % len(rows)
    moved = situation.positions.copy()
    moved[actor] += shift
    change = weighted_mean(moved, situation.weights) - weighted_mean(
        situation.positions, situation.weights
    )
    assert change == pytest.approx(shift * shift_of_mean(situation)[actor], abs=1e-9)


@given(NUMBERS)
def test_nash_goes_to_the_mean_as_failure_gets_worse(
    rows: list[tuple[float, float, float]],
) -> None:
    situation = situation_of(rows)
    far = forecast(situation, "nash", parameters={"failure_cost": 1e7}).values[0]
    assert far == pytest.approx(forecast(situation).values[0], abs=1e-3)


@given(NUMBERS)
def test_nash_with_absolute_loss_goes_to_a_median(rows: list[tuple[float, float, float]]) -> None:
    situation = situation_of(rows)
    parameters = {"failure_cost": 1e7, "loss": "absolute"}
    far = forecast(situation, "nash", parameters=parameters).values[0]
    low, high = weighted_median(situation.positions, situation.weights)
    away = np.array([far - low[0], high[0] - far])
    total = situation.weights.sum()
    gap = abs(2 * situation.weights[situation.positions < far].sum() / total - 1)
    assert away.min() >= -1e-3 or gap < 1e-5


def test_nash_is_the_best_point_of_a_fine_grid() -> None:
    rng = np.random.default_rng(2)
    for loss in ("quadratic", "absolute"):
        for _ in range(30):
            x, w, s = rng.uniform(0, 1, 6), rng.uniform(0.5, 2, 6), rng.uniform(0.2, 1, 6)
            d = -s * rng.uniform(1, 1.5, 6)
            found = find_nash(x, w, d, salience=s, loss=loss)  # type: ignore[arg-type]
            grid = np.linspace(found.low, found.high, 20_001)[1:-1]
            away = np.abs(grid[:, None] - x)
            gain = -s * (away**2 if loss == "quadratic" else away) - d
            products = (w * np.log(gain)).sum(axis=1)
            assert found.product >= products.max() - 1e-12
            assert abs(found.value - grid[products.argmax()]) <= (found.high - found.low) / 10_000


def test_where_nobody_may_lose_nothing_may_be_left() -> None:
    situation = make_situation([0, 50, 100], [50] * 3, [1] * 3, reference=[50])
    with pytest.raises(NoSolution, match="on dimension-1: there is no outcome in which everybody"):
        forecast(situation, "nash", parameters={"disagreement": "reference", "failure_cost": 0.0})
    found = forecast(
        situation, "nash", parameters={"disagreement": "reference", "failure_cost": 1.0}
    )
    assert found.values[0] == pytest.approx(50)


def test_what_is_left_between_two_roundings_is_nothing() -> None:
    """All but one stand at the point of disagreement, but for the last digit."""
    situation = make_situation([50, 50.00000000000001, 99], [50] * 3, [1] * 3)
    given = {"disagreement": 50.0, "failure_cost": 0.0}
    with pytest.raises(NoSolution, match="there is no outcome in which everybody gains"):
        forecast(situation, "nash", parameters=given)
    little = forecast(situation, "nash", parameters={**given, "failure_cost": 1e-12})
    assert little.values[0] == pytest.approx(50, abs=2e-4)


@pytest.mark.parametrize("weighting", ["capability-salience", "capability", "salience", "none"])
def test_weightings(weighting: str) -> None:
    situation = make_situation([0, 100], [20, 60], [3, 2])
    found = forecast(situation, parameters={"weighting": weighting}).values[0]
    expected = {
        "capability-salience": 100 * 120 / 180,
        "capability": 40,
        "salience": 75,
        "none": 50,
    }
    assert found == pytest.approx(expected[weighting])
