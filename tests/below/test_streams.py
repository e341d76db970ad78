"""Keys of random streams: by form, then by content, never by id; draws hang on them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.streams import digest, find_keys

FORMS = st.lists(st.sampled_from(["", "a", "b", "ab", "č"]), max_size=12)
NAMES = st.lists(st.text(max_size=4), max_size=8, unique=True)


@pytest.mark.parametrize(
    ("content", "first_eight_bytes"),
    [("", 0xE3B0C44298FC1C14), ("abc", 0xBA7816BF8F01CFEA), (b"abc", 0xBA7816BF8F01CFEA)],
)
def test_a_digest_is_the_start_of_sha_256(content: str | bytes, first_eight_bytes: int) -> None:
    """The hashes of the empty text and of ``abc`` are examples of FIPS 180-4."""
    assert digest(content) == first_eight_bytes


def test_text_is_taken_in_utf_8() -> None:
    assert digest("č") == digest("č".encode()) != digest("c")


def test_equal_forms_are_ranked_by_content() -> None:
    a, b = digest("a"), digest("b")
    assert find_keys(["a", "b", "a", "a"], contents=["3", "2", "1", "2"]) == (
        (a, 2),
        (b, 0),
        (a, 0),
        (a, 1),
    )


def test_without_contents_equal_forms_are_ranked_by_place() -> None:
    a, b = digest("a"), digest("b")
    assert find_keys(["a", "b", "a"]) == ((a, 0), (b, 0), (a, 1))
    assert find_keys(["a", "a"], contents=["same", "same"]) == ((a, 0), (a, 1))
    assert find_keys([]) == find_keys([], contents=[]) == ()


@given(FORMS)
def test_no_two_streams_have_one_key(forms: list[str]) -> None:
    keys = find_keys(forms)
    assert len(set(keys)) == len(keys) == len(forms)
    assert [key for key, _ in keys] == [digest(form) for form in forms]


@given(FORMS, st.data())
def test_the_order_of_the_list_makes_no_difference(forms: list[str], data: st.DataObject) -> None:
    contents = [str(k) for k in range(len(forms))]
    order = data.draw(st.permutations(range(len(forms))))
    keys = find_keys(forms, contents=contents)
    turned = find_keys([forms[k] for k in order], contents=[contents[k] for k in order])
    assert turned == tuple(keys[k] for k in order)


@given(NAMES, st.data())
def test_a_change_of_one_leaves_the_streams_of_the_others(
    forms: list[str], data: st.DataObject
) -> None:
    keys = find_keys(forms)
    for place in range(len(forms)):
        changed = [*forms[:place], data.draw(st.text(min_size=5, max_size=9)), *forms[place + 1 :]]
        found = find_keys(changed)
        assert found[:place] == keys[:place]
        assert found[place + 1 :] == keys[place + 1 :]


def test_the_numbers_of_a_stream_stay_what_they_are() -> None:
    """Pinned: every share of draws that a brief prints comes from streams like these."""
    key = find_keys(["form", "form"], contents=["2", "1"])[0]
    found = np.random.default_rng([7, *key]).random(3)
    assert found.tolist() == [0.30290138905776076, 0.5512422942184163, 0.7231233361209303]
