"""Numbers of results: nine decimals, twelve digits, no sign at zero."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.rounding import rounded


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.1 + 0.2, "0.3"),
        (62.29999999999999, "62.3"),
        (-0.0, "0.0"),
        (-1e-12, "0.0"),
        (100, "100.0"),
        (1 / 3, "0.333333333"),
        (np.float64(2 / 3), "0.666666667"),
        (1234567.1234567, "1234567.12346"),
        (None, "null"),
    ],
)
def test_what_json_has(value: float | None, told: str) -> None:
    assert json.dumps(rounded(value)) == told


@given(st.floats(-999.999, 999.999))
def test_below_a_thousand_it_is_nine_decimals(value: float) -> None:
    assert rounded(value) == round(value, 9)
    assert math.copysign(1, rounded(value)) == (-1 if round(value, 9) < 0 else 1)


@given(st.floats(-1e15, 1e15))
def test_it_is_near_and_stays(value: float) -> None:
    found = rounded(value)
    assert abs(found - value) <= max(5.1e-10, 5.1e-12 * abs(value))
    assert rounded(found) == found
    assert rounded(-value) == 0.0 - found
