"""Counts, lists and numbers in words."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.words import (
    MINUS,
    capital,
    counted,
    difference,
    fixed,
    listed,
    points,
    signed,
    trimmed,
)

NUMBERS = st.floats(-1e6, 1e6) | st.integers(-2000, 2000).map(lambda n: n / 20)
DIGITS = st.integers(0, 8)


def read(text: str) -> Decimal:
    return Decimal(text.replace(MINUS, "-").replace(",", ""))


@pytest.mark.parametrize(
    ("items", "told"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_lists(items: list[str], told: str) -> None:
    assert listed(items, "or") == told
    assert listed(iter(items), "or") == told
    assert listed(items) == told.replace(" or ", " and ")


def test_counts() -> None:
    assert [counted(n, "party", "parties") for n in (0, 1, 2)] == [
        "0 parties",
        "1 party",
        "2 parties",
    ]
    assert counted(1024, "package") == "1,024 packages"
    assert counted(12 * 10**11, "package") == "about 1.2 × 10¹² packages"


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [
        (31.25, 1, "31.3"),
        (31.35, 1, "31.4"),
        (-31.25, 1, f"{MINUS}31.3"),
        (22, 1, "22.0"),
        (-0.04, 1, "0.0"),
        (1234.5, 0, "1,235"),
        (0.5, 0, "1"),
        (np.float64(31.25), 1, "31.3"),
        (1e30, 1, f"1{',000' * 10}.0"),
    ],
)
def test_numbers_of_fixed_decimals(value: float, digits: int, told: str) -> None:
    assert fixed(value, digits) == told


@given(NUMBERS, DIGITS)
def test_fixed_decimals_are_points_with_idle_zeros(value: float, digits: int) -> None:
    assert read(fixed(value, digits)) == read(points(value, digits))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2.50", "2.5"),
        ("-2.00", "−2"),
        ("100", "100"),
        ("1,024.0", "1,024"),
        ("-0.0", "0"),
        ("0", "0"),
        ("-0", "0"),
        ("-10", "−10"),
    ],
)
def test_written_numbers(text: str, told: str) -> None:
    assert trimmed(text) == told


@given(NUMBERS, DIGITS)
def test_written_numbers_say_the_same_without_idle_zeros(value: float, digits: int) -> None:
    text = f"{value:,.{digits}f}"
    told = trimmed(text)
    assert read(told) == read(text)
    assert not told.startswith(f"{MINUS}0") or read(told) != 0
    assert "-" not in told
    assert "." not in told or told[-1] not in "0."


@given(NUMBERS, DIGITS)
def test_points_are_the_nearest_with_so_many_decimals(value: float, digits: int) -> None:
    told = points(value, digits)
    assert abs(read(told) - Decimal(value)) <= Decimal("0.5000001") * Decimal(
        10
    ) ** -digits + Decimal("1e-9")
    assert points(-value, digits) == (
        told[1:] if told[0] == MINUS else f"{MINUS}{told}" * (told != "0") or "0"
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [(55.65, "55.7"), (0.05, "0.1"), (-0.05, "−0.1"), (0.04, "0"), (-0.04, "0"), (50, "50")],
)
def test_halves_are_rounded_up_whatever_their_binary_digits(value: float, told: str) -> None:
    assert points(value) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(5, "+5"), (-2.5, "−2.5"), (0, "0"), (0.04, "0"), (-0.04, "0"), (0.05, "+0.1")],
)
def test_changes(value: float, told: str) -> None:
    assert signed(value) == told


@given(NUMBERS)
def test_a_change_is_points_with_a_sign(value: float) -> None:
    assert signed(value).removeprefix("+") == points(value)
    assert signed(value).startswith("+") == (read(points(value)) > 0)


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [(0.4, 2, "+0.40"), (-2, 2, "−2.00"), (-0.004, 2, "0"), (0.0, 1, "0"), (-39.4, 0, "−39")],
)
def test_differences_keep_their_decimals(value: float, digits: int, told: str) -> None:
    assert difference(value, digits) == told


@given(NUMBERS, st.integers(0, 4))
def test_a_difference_turned_round_has_the_other_sign(value: float, digits: int) -> None:
    turned = str.maketrans({"+": MINUS, MINUS: "+"})
    assert difference(-value, digits) == difference(value, digits).translate(turned)


@pytest.mark.parametrize(
    ("text", "told"), [("", ""), ("a B", "A B"), ("čaj", "Čaj"), ("1 state", "1 state")]
)
def test_a_sentence_begins_with_a_capital(text: str, told: str) -> None:
    assert capital(text) == told
