"""Thresholds to one decimal that stay true."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.render import make_context
from detente.brief.sections import answer
from detente.brief.thresholds import about, in_points
from tests.brief import brief_cases as cases
from tests.brief.brief_page import page_of, read
from tests.brief.test_left_open import DAY, told


@pytest.mark.parametrize(
    ("value", "down", "up"),
    [
        (49.77, "about 49.7", "about 49.8"),
        (39.05, "about 39", "about 39.1"),
        (18.2, "18.2", "18.2"),
        (18.2 - 1e-12, "18.2", "18.2"),
        (18.2 + 1e-12, "18.2", "18.2"),
        (22.0, "22", "22"),
        (0.04, "less than 0.1", "about 0.1"),
        (-3.27, "about −3.3", "about −3.2"),
        (0.0, "0", "0"),
    ],
)
def test_rounding_to_the_safe_side(value: float, down: str, up: str) -> None:
    assert (about(value, up=False), about(value, up=True)) == (down, up)


@given(st.floats(0.1, 200))
def test_what_is_said_is_never_beyond(value: float) -> None:
    low, high = (
        float(about(value, up=up).removeprefix("about ").replace("−", "-")) for up in (False, True)
    )
    assert low - 1e-6 <= value <= high + 1e-6
    assert high - low <= 0.1 + 1e-6


def test_units() -> None:
    assert [in_points(t) for t in ("1", "about 1", "0", "2.5", "less than 0.1")] == [
        "1 point",
        "about 1 point",
        "0 points",
        "2.5 points",
        "less than 0.1 points",
    ]


def with_odd_numbers() -> dict[str, Any]:
    data = cases.full()
    data["preferences"]["south"]["values"]["border"]["river"] = 50.137
    data["preferences"]["north"]["values"]["border"]["river"] = 60.273
    data["preferences"]["south"]["no_deal"] = 20.125
    return data


def test_prose_has_one_decimal_at_most() -> None:
    """South can have 67.5685 at best, 47.4435 above its no-deal value of 20.125."""
    data = with_odd_numbers()
    page = read(page_of(data))
    text = " ".join(page.by_id("why").text.split())
    assert "South's no-deal value could rise by about 47.4 points, from 20.1 to about 67.5" in text
    second = told(answer.view(make_context(cases.build(data), DAY)).sentences[1])
    assert "rises by more than about" in second
    for sentence in (text, second):
        assert re.findall(r"\d\.\d{2,}", sentence) == []


def test_falls_are_rounded_up() -> None:
    data = with_odd_numbers()
    data["preferences"]["north"]["no_deal"] = 79
    data["preferences"]["south"]["no_deal"] = 60.125
    text = " ".join(read(page_of(data)).by_id("why").text.split())
    assert "A deal appears if" in text
    assert "falls by about" in text
