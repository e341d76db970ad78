"""What a party has without an agreement, over time; and red lines that may be none."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from detente.case.plain import to_plain
from detente.case.quantity import Quantity
from detente.case.records import NoDeal, Preferences, RedLine, Shock

DAY = date(2025, 12, 4)
WINTER = {"title": "Winter", "date": "2025-12-20", "until": "2026-02-28", "add": -8}


def no_deal(written: Any) -> NoDeal:
    """Read it as the preferences of a case would."""
    found = Preferences.model_validate({"no_deal": written, "basis": "judgement"}).no_deal
    assert found is not None
    return found


def middle(number: Quantity) -> float:
    return number.mid


def worth(record: NoDeal, day: date) -> float:
    return record.on(day, middle, as_of=DAY)


@pytest.mark.parametrize("written", [40, 37.5, [30, 45], {"low": 30, "mode": 35, "high": 45}])
def test_a_number_alone_is_the_base_and_is_written_back_as_it_was(written: Any) -> None:
    record = no_deal(written)
    assert record == no_deal({"base": written})
    assert record.base == Quantity.read(written)
    assert (record.drift, record.discount) == (Quantity(0, 0), Quantity(1, 1))
    assert to_plain(record) == written


@pytest.mark.parametrize("key", ["at", "drift", "discount", "shocks"])
def test_the_long_form_is_written_back_with_what_is_no_default(key: str) -> None:
    parts = {
        "at": date(2025, 11, 1),
        "drift": [-2, 1],
        "discount": 0.9,
        "shocks": [{"title": "Winter", "date": DAY, "add": [-8, -2], "judgement": "cold"}],
    }
    assert to_plain(no_deal({"base": 40, key: parts[key]})) == {"base": 40, key: parts[key]}


def test_one_shock_may_stand_where_a_list_is_expected() -> None:
    assert [shock.title for shock in no_deal({"base": 40, "shocks": WINTER}).shocks] == ["Winter"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 4), 40),
        (date(2026, 1, 3), 40 * 0.9 - 1 - 8),  # 30 days, in winter
        (date(2026, 2, 28), 40 * 0.9 ** (86 / 30) - 86 / 30 - 8),  # last day of winter
        (date(2026, 3, 1), 40 * 0.9 ** (87 / 30) - 87 / 30),  # over
        (date(2025, 12, 19), 40 * 0.9**0.5 - 0.5),  # the day before
        (date(2025, 11, 4), 40 / 0.9 + 1),  # 30 days earlier
    ],
)
def test_the_worth_by_hand(day: date, expected: float) -> None:
    record = no_deal({"base": 40, "drift": -1, "discount": 0.9, "shocks": [WINTER]})
    assert worth(record, day) == pytest.approx(expected, abs=1e-12)


def test_the_day_that_the_base_is_judged_for_need_not_be_that_of_analysis() -> None:
    record = no_deal({"base": 40, "at": "2025-11-04", "drift": -3})
    assert worth(record, date(2025, 11, 4)) == 40
    assert worth(record, DAY) == 37


@given(
    base=st.floats(0, 100), drift=st.floats(-5, 5), add=st.floats(-20, 20), days=st.integers(0, 999)
)
def test_without_discount_the_worth_is_a_line_with_steps(
    base: float, drift: float, add: float, days: int
) -> None:
    record = NoDeal(
        base=Quantity(base, base),
        drift=Quantity(drift, drift),
        shocks=(Shock(title="Step", date=DAY + timedelta(days=30), add=Quantity(add, add)),),
    )
    step = add if days >= 30 else 0.0
    expected = base + drift * days / 30 + step
    assert worth(record, DAY + timedelta(days=days)) == pytest.approx(expected, abs=1e-9)


def test_a_discount_taken_back_over_centuries_is_beyond_all_bounds() -> None:
    assert worth(no_deal({"base": 40, "discount": 0.01}), date(1800, 1, 1)) == math.inf
    assert worth(no_deal({"base": 0, "discount": 0.01}), date(1800, 1, 1)) == 0
    assert worth(no_deal({"base": 40, "discount": 0.01}), date(2999, 1, 1)) == 0


def test_only_the_shocks_in_force_bear_on_a_day() -> None:
    record = no_deal({"base": [30, 50], "drift": 1, "shocks": [WINTER]})
    assert record.numbers_on(DAY) == (Quantity(30, 50), Quantity(1, 1), Quantity(1, 1))
    assert record.numbers_on(date(2026, 1, 1))[3:] == (Quantity(-8, -8),)


@pytest.mark.parametrize("discount", [0, -0.1, 1.1, [0.5, 1.2], [0, 0.5]])
def test_a_discount_is_a_share_that_is_kept(discount: Any) -> None:
    with pytest.raises(ValidationError, match="above 0 and at most 1"):
        no_deal({"base": 40, "discount": discount})


def test_a_red_line_is_certain_unless_it_says_otherwise() -> None:
    line = RedLine.model_validate({"terms": {"border": "line"}})
    assert (line.probability, line.certain, line.counts) == (1.0, True, True)
    assert "probability" not in to_plain(line)


@pytest.mark.parametrize(("probability", "counts"), [(0.49, False), (0.5, True), (0.9, True)])
def test_a_doubtful_line_counts_from_one_half_on(probability: float, counts: bool) -> None:
    line = RedLine.model_validate({"terms": {"border": "line"}, "probability": probability})
    assert (line.certain, line.counts) == (False, counts)
    assert to_plain(line) == {"border": "line", "probability": probability}


@pytest.mark.parametrize("probability", [0, -0.1, 1.01, True, "0.5", [0.4, 0.6], float("nan")])
def test_a_probability_is_one_number(probability: Any) -> None:
    with pytest.raises(ValidationError, match="above 0 and at most 1"):
        RedLine.model_validate({"terms": {"border": "line"}, "probability": probability})
