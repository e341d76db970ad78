"""Ids from names: readable, unique, always the same, and always allowed."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from detente.case.records import ID_PATTERN, RED_LINE_KEYS
from detente.exchange.names import make_ids
from detente.exchange.rounding import shortest


def test_names_become_words() -> None:
    assert make_ids(["Two-Man Patrols", "19'' LCD", "$4.37"], prefix="item") == [
        "two-man-patrols",
        "item-19-lcd",
        "item-4-37",
    ]
    assert make_ids(["Мир", "Größe", "和平", "  "], prefix="issue") == [
        "mir",
        "grosse",
        "issue-3",
        "issue-4",
    ]


def test_words_of_the_format_and_long_names() -> None:
    assert make_ids(["since", "peak"], prefix="issue") == ["issue-since", "issue-peak"]
    (long,) = make_ids(["a rather long sentence that describes the option in full"], prefix="o")
    assert long == "a-rather-long-sentence-that-describes"


def test_equal_names_are_numbered_in_their_order() -> None:
    assert make_ids(["A", "a", "A-2", "a!"], prefix="x") == ["a", "a-2", "a-2-2", "a-3"]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_ids_are_valid_unique_and_stable(names: list[str]) -> None:
    ids = make_ids(names, prefix="issue")
    assert ids == make_ids(names, prefix="issue")
    assert len(set(ids)) == len(names) == len(ids)
    assert all(ID_PATTERN.fullmatch(made) and made not in RED_LINE_KEYS for made in ids)


@given(st.floats(-1e12, 1e12))
def test_shortest_changes_a_number_by_two_units_at_most(number: float) -> None:
    assert abs(shortest(number) - number) <= 2 * math.ulp(number)
    assert len(repr(shortest(number))) <= len(repr(number))


@given(st.integers(0, 10**6), st.sampled_from([100, 1000]))
def test_shortest_undoes_a_multiplication(whole: int, factor: int) -> None:
    written = whole / 10**4
    assert shortest(shortest(written * factor) / factor) == written
