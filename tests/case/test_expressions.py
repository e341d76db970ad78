"""The grammar of conditions over options; the stability room tests what they evaluate to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InvalidInput
from detente.expressions import (
    And,
    ExpressionError,
    If,
    Iff,
    Literal,
    Not,
    Or,
    options_in,
    parse,
)

OPTIONS = {"a": 0, "b": 1, "c": 2, "keep-arms": 3}
A, B, C, K = (Literal(bit) for bit in range(4))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a and b or c", Or((And((A, B)), C))),
        ("a or b and c", Or((A, And((B, C))))),
        ("not a and b", And((Literal(0, False), B))),
        ("not (a and b)", Not(And((A, B)))),
        ("not not a", A),
        ("a->b", If(A, B)),
        ("keep-arms->a", If(K, A)),
        ("a -> b -> c", If(A, If(B, C))),
        ("if a then b", If(A, B)),
        ("b if a", If(A, B)),
        ("if a or b then c", If(Or((A, B)), C)),
        ("a iff b iff c", Iff(Iff(A, B), C)),
        ("a<->keep-arms", Iff(A, K)),
        ("!a&b|c", Or((And((Literal(0, False), B)), C))),
    ],
)
def test_binding(text: str, meant: object) -> None:
    assert parse(text, OPTIONS) == meant


@pytest.mark.parametrize(
    ("text", "place"),
    [("a and", 6), ("a b", 3), ("(a", 3), ("a)", 2), ("", 1), ("a + b", 3), ("if a b", 6)],
)
def test_what_is_no_expression_is_told_with_its_character(text: str, place: int) -> None:
    with pytest.raises(ExpressionError, match=f"character {place}: ") as error:
        parse(text, OPTIONS)
    assert (error.value.place, error.value.word) == (place, "")


def test_an_unknown_option_is_told_with_what_was_meant() -> None:
    with pytest.raises(InvalidInput, match=r"character 7: .*did you mean 'keep-arms'") as error:
        parse("a and keep-arm", OPTIONS)
    assert isinstance(error.value, ExpressionError)
    assert (error.value.word, error.value.meant) == ("keep-arm", "keep-arms")


@pytest.mark.parametrize("text", ["(" * 500 + "a" + ")" * 500, "not " * 500 + "a",
                                  " iff ".join("a" * 500), " -> ".join("a" * 500)])  # fmt: skip
def test_what_is_nested_too_deeply_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match="inside each other"):
        parse(text, OPTIONS)


def test_what_is_too_long_is_refused_and_what_is_long_is_read() -> None:
    assert options_in(parse(" or ".join(["a", "b"] * 400), OPTIONS)) == {0, 1}
    with pytest.raises(ExpressionError, match="too many"):
        parse(" or ".join("a" * 2000), OPTIONS)


@given(st.text("ab()!&|-> <iffthenor", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = options_in(parse(text, OPTIONS))
    except ExpressionError as error:
        found, place = frozenset(), error.place
    else:
        place = 1
    assert found <= {0, 1}
    assert 1 <= place <= len(text) + 1
