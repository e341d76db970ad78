"""Numbers in ranges: the case file and the deal room mean the same by them."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.quantity import Quantity
from detente.deal.belief.ranges import Range
from detente.ranges import Ranged

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted)


@given(NUMBERS, st.floats(0, 1))
def test_the_way_goes_from_low_over_mid_to_high(numbers: list[float], share: float) -> None:
    low, mode, high = numbers
    size = max(1.0, *map(abs, numbers))
    for number in (Ranged(low, high), Ranged(low, high, mode), Ranged(low, low, low)):
        assert number.at(0) == number.low
        assert number.at(0.5) == pytest.approx(number.mid, abs=1e-9 * size)
        assert number.at(1) == pytest.approx(number.high, abs=1e-9 * size)
        assert number.low - 1e-9 * size <= number.at(share) <= number.high + 1e-9 * size
        assert number.exact == (number.low == number.high)


@given(NUMBERS, st.booleans(), st.floats(0, 1))
def test_case_and_deal_agree(numbers: list[float], triangular: bool, share: float) -> None:
    low, mode, high = numbers
    given_, drawn = (kind(low, high, mode if triangular else None) for kind in (Quantity, Range))
    assert (given_.exact, given_.mid, given_.at(share)) == (
        drawn.exact,
        drawn.mid,
        drawn.at(share),
    )


def test_a_mode_is_the_middle_where_there_is_one() -> None:
    assert Ranged(10, 20).mid == 15
    assert Ranged(10, 20, 11).mid == 11
    assert Ranged(10, 20, 11).at(0.25) == 10.5
    assert Ranged(10, 20, 11).at(0.75) == 15.5


@pytest.mark.parametrize("kind", [Ranged, Range, Quantity])
def test_numbers_are_values(kind: type[Ranged]) -> None:
    """Equal, hashed, printed and pickled by what they are: other processes draw from them."""
    number = kind(1.0, 2.0, 1.5)
    assert number == kind(1.0, 2.0, 1.5) != kind(1.0, 2.0)
    assert len({number, kind(1.0, 2.0, 1.5)}) == 1
    assert pickle.loads(pickle.dumps(number)) == number
    assert repr(number) == f"{kind.__name__}(low=1.0, high=2.0, mode=1.5)"
    with pytest.raises(AttributeError):
        number.low = 0.0  # type: ignore[misc]


def test_two_kinds_of_numbers_are_never_equal() -> None:
    assert Quantity(1.0, 2.0) != Range(1.0, 2.0)
