"""What models with a formula may not depend on: order, names, units, and which end is called 0.

And what has to follow from moving an actor, or from counting it twice.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.forecast import Situation, forecast, make_situation

Rows = list[tuple[float, float, float]]
"""Position, salience and capability of each actor."""

ASKED: dict[str, tuple[str, dict[str, object]]] = {
    "mean": ("mean", {}),
    "mean, unweighted": ("mean", {"weighting": "none"}),
    "median": ("median", {}),
    "nash": ("nash", {}),
    "nash, absolute": ("nash", {"loss": "absolute"}),
    "nash, from 50": ("nash", {"disagreement": 50.0, "failure_cost": 1.0}),
    "election": ("election", {}),
    "election, all": ("election", {"options": "all"}),
    "election, conditional": ("election", {"solver": "conditional"}),
    "election, square": ("election", {"victory": "square"}),
    "election, cubic": ("election", {"voting": "prop-cubic"}),
}
FOLLOWING = [name for name in ASKED if not name.startswith("election") and name != "nash, from 50"]
"""Those whose answer follows each position: from 50, what failure costs an actor moves with it."""
ADDING = [name for name in ASKED if name not in ("mean, unweighted", "election, all")]
"""Those that add up capability; the others count heads."""
CLOSE = 1e-9 * 100

PLACES = st.one_of(st.sampled_from([0.0, 25.0, 40.0, 50.0, 75.0, 100.0]), st.floats(0, 100))
POWERS = st.one_of(st.sampled_from([1.0, 2.0, 3.0]), st.floats(0.1, 50))
ROWS = st.lists(
    st.tuples(PLACES, st.one_of(st.sampled_from([50.0, 100.0]), st.floats(1, 100)), POWERS),
    min_size=2,
    max_size=8,
)
TIED: Rows = [(0.0, 50.0, 1.0), (40.0, 50.0, 1.0), (60.0, 50.0, 1.0), (100.0, 50.0, 1.0)]
"""Every point from 40 to 60 is a median."""
SAME: Rows = [(40.0, 50.0, 1.0), (40.0, 70.0, 2.0)]
ROUNDED: Rows = [(0.0, 50.0, 1.0), (1e-15, 50.0, 1.0), (25.0, 50.0, 1.0)]
"""Two at one place, but for rounding."""
CAMPS: Rows = [(0.0, 100.0, 3.0), (0.0, 100.0, 3.0), (100.0, 100.0, 6.0)]

every = pytest.mark.parametrize("name", ASKED)
some = settings(max_examples=12, deadline=None)


def situation_of(rows: Rows, *, names: list[str] | None = None) -> Situation:
    positions, salience, capability = (np.array(column) for column in zip(*rows, strict=True))
    return make_situation(positions, salience, capability, actors=names or ())


def value_of(name: str, rows: Rows, *, names: list[str] | None = None) -> float:
    model, parameters = ASKED[name]
    return float(forecast(situation_of(rows, names=names), model, parameters=parameters).values[0])


def worked(check: Callable[..., None]) -> Callable[..., None]:
    """Add the cases in which ties decide."""
    for rows in (TIED, SAME, CAMPS, ROUNDED):
        check = example(rows=rows)(check)
    return check


@every
@some
@given(rows=ROWS)
@worked
def test_the_order_of_actors_makes_no_difference(name: str, rows: Rows) -> None:
    value = value_of(name, rows)
    assert value_of(name, rows[::-1]) == pytest.approx(value, abs=CLOSE)
    assert value_of(name, sorted(rows)) == pytest.approx(value, abs=CLOSE)


@every
@some
@given(rows=ROWS)
@worked
def test_turning_the_scale_turns_the_value(name: str, rows: Rows) -> None:
    turned = [(100 - x, s, c) for x, s, c in rows]
    assert value_of(name, turned) == pytest.approx(100 - value_of(name, rows), abs=CLOSE)


@every
@some
@given(rows=ROWS)
@worked
def test_names_make_no_difference(name: str, rows: Rows) -> None:
    names = [f"z{len(rows) - place}" for place in range(len(rows))]
    assert value_of(name, rows, names=names) == value_of(name, rows)


@every
@some
@given(rows=ROWS)
@worked
def test_the_unit_of_capability_makes_no_difference(name: str, rows: Rows) -> None:
    value = value_of(name, rows)
    for factor in (7.0, 1 / 3, 1e-9, 1e9):
        scaled = [(x, s, factor * c) for x, s, c in rows]
        assert value_of(name, scaled) == pytest.approx(value, abs=CLOSE)


@pytest.mark.parametrize("name", FOLLOWING)
@some
@given(rows=ROWS, actor=st.integers(0, 7), to=st.floats(0, 1))
def test_moving_an_actor_up_never_moves_the_value_down(
    name: str, rows: Rows, actor: int, to: float
) -> None:
    actor %= len(rows)
    x, s, c = rows[actor]
    moved = [*rows[:actor], (x + to * (100 - x), s, c), *rows[actor + 1 :]]
    assert value_of(name, moved) >= value_of(name, rows) - CLOSE


@pytest.mark.parametrize("name", ADDING)
@some
@given(rows=ROWS, actor=st.integers(0, 7))
def test_an_actor_that_is_there_twice_is_one_of_twice_the_capability(
    name: str, rows: Rows, actor: int
) -> None:
    x, s, c = rows[actor % len(rows)]
    strong = [(x, s, 2 * c) if row == (x, s, c) else row for row in rows]
    twice = [*rows, *(row for row in rows if row == (x, s, c))]
    assert value_of(name, twice) == pytest.approx(value_of(name, strong), abs=CLOSE)


@every
@some
@given(rows=ROWS)
@worked
def test_the_value_lies_between_the_outermost_positions(name: str, rows: Rows) -> None:
    low, high = min(rows)[0], max(rows)[0]
    assert low - CLOSE <= value_of(name, rows) <= high + CLOSE


@pytest.mark.parametrize("name", ["mean", "median", "nash", "nash, absolute"])
@some
@given(rows=ROWS, place=PLACES)
def test_who_does_not_care_makes_no_difference(name: str, rows: Rows, place: float) -> None:
    idle = (place, 0.0, 5.0)
    assert value_of(name, [idle, *rows]) == pytest.approx(value_of(name, rows), abs=CLOSE)
