"""Numbers, conditions and worths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from detente.case.condition import Condition
from detente.case.quantity import Quantity
from detente.case.records import Issue
from detente.case.values import Values

FORCES = Issue.model_validate(
    {"title": "Forces", "scale": {"from": 400, "to": 1000, "step": 100, "unit": "thousand"}}
)


def mid(number: Quantity) -> float:
    return number.mid


def test_the_three_forms_of_a_number() -> None:
    assert Quantity.read(30) == Quantity(30, 30)
    assert Quantity.read([30, 45]).mid == 37.5
    assert Quantity.read({"low": 30, "mode": 31, "high": 45}).mid == 31
    assert str(Quantity.read([30, 45])) == "30–45"


@pytest.mark.parametrize(
    "bad", ["30", None, True, [45, 30], [1], {"low": 1, "high": 2}, float("nan")]
)
def test_what_is_no_number(bad: object) -> None:
    with pytest.raises(PydanticCustomError):
        Quantity.read(bad)


@given(st.lists(st.floats(0, 100), min_size=3, max_size=3).map(sorted), st.floats(0, 1))
def test_a_share_of_the_way_stays_inside(ends: list[float], share: float) -> None:
    for number in (Quantity(ends[0], ends[2]), Quantity(ends[0], ends[2], ends[1])):
        assert ends[0] - 1e-9 <= number.at(share) <= ends[2] + 1e-9
        assert Quantity.read(number.plain()) == number
        assert number.at(0.5) == pytest.approx(number.mid)


def test_a_single_peak_falls_alike_on_both_sides() -> None:
    values = Values.read({"peak": 600, "falls": "linear", "zero_at": 900})
    worth = values.at(FORCES, mid)
    assert worth["600"] == 100
    assert worth["700"] == worth["500"] == pytest.approx(200 / 3)
    assert worth["400"] == pytest.approx(100 / 3)
    assert worth["900"] == worth["1000"] == 0


@pytest.mark.parametrize("zero", [900, [200, 300], {"low": 800, "mode": 850, "high": 1000}])
def test_one_zero_for_both_sides_is_written_back_as_one(zero: object) -> None:
    values = Values.read({"peak": 600, "zero_at": zero})
    worth = values.at(FORCES, mid)
    assert worth["500"] == pytest.approx(worth["700"])
    assert values.plain() == {"peak": 600, "zero_at": zero}
    assert Values.read(values.plain()) == values


def test_a_side_without_a_zero_stays_at_the_top() -> None:
    worth = Values.read({"peak": 600, "zero_above": 800, "falls": "quadratic"}).at(FORCES, mid)
    assert worth == {"400": 100, "500": 100, "600": 100, "700": 75, "800": 0, "900": 0, "1000": 0}


def test_levels_in_between_lie_on_the_line() -> None:
    worth = Values.read({"400": 0, "600": 100, "1000": [10, 30]}).at(FORCES, mid)
    assert worth == {"400": 0, "500": 50, "600": 100, "700": 80, "800": 60, "900": 40, "1000": 20}


@pytest.mark.parametrize(
    "bad",
    [
        {}, {"peak": 600}, {"peak": 600, "zero_at": 900, "zero_above": 800},
        {"peak": 600, "zero_at": 600},
        {"peak": 600, "zero_at": 900, "falls": "slowly"}, {"peak": 600, "zero_att": 900}, 5,
    ],
)  # fmt: skip
def test_what_are_no_values(bad: object) -> None:
    with pytest.raises(PydanticCustomError):
        Values.read(bad)


def test_conditions() -> None:
    assert Condition.read({"above": 600, "below": 900}).of(FORCES) == ("700", "800")
    assert Condition.read([600, "400"]).of(FORCES) == ("400", "600")
    assert Condition.read(600).plain() == 600
    named = Issue.model_validate({"title": "x", "options": {"a": "A", "b": "B"}})
    assert Condition.read({"above": 600}).of(named) == ()
    for bad in ({"over": 600}, {}, [], None, {"above": "x"}, [["a"]]):
        with pytest.raises(PydanticCustomError):
            Condition.read(bad)


def test_records_are_immutable() -> None:
    with pytest.raises(ValidationError):
        FORCES.title = "other"
