"""Expressions: what they mean, how they bind, and what a mistake in one is told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InvalidInput
from detente.stability import Expression, evaluate, parse, pattern
from detente.stability.graph.expressions import (
    And,
    Constant,
    If,
    Iff,
    Literal,
    Not,
    Or,
    options_in,
)

OPTIONS = {"a": 0, "b": 1, "c": 2}
ALL = np.arange(8)


def truth(text: str) -> list[bool]:
    """The truth of an expression in all eight states, a in the lowest bit."""
    return evaluate(parse(text, OPTIONS), ALL).tolist()


def by_hand(rule: Callable[[bool, bool, bool], bool]) -> list[bool]:
    return [rule(a, b, c) for c, b, a in product((False, True), repeat=3)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a", lambda a, b, c: a),
        ("not a", lambda a, b, c: not a),
        ("!a", lambda a, b, c: not a),
        ("not not a", lambda a, b, c: a),
        ("a and b", lambda a, b, c: a and b),
        ("a & b & c", lambda a, b, c: a and b and c),
        ("a | b", lambda a, b, c: a or b),
        ("a or b and c", lambda a, b, c: a or (b and c)),
        ("(a or b) and c", lambda a, b, c: (a or b) and c),
        ("not a and b", lambda a, b, c: (not a) and b),
        ("not (a and b)", lambda a, b, c: not (a and b)),
        ("a -> b", lambda a, b, c: not a or b),
        ("if a then b", lambda a, b, c: not a or b),
        ("b if a", lambda a, b, c: not a or b),
        ("a iff b", lambda a, b, c: a == b),
        ("a <-> b", lambda a, b, c: a == b),
        ("a -> b -> c", lambda a, b, c: not a or (not b or c)),
        ("(a -> b) -> c", lambda a, b, c: not (not a or b) or c),
        ("a or b -> c", lambda a, b, c: not (a or b) or c),
        ("a -> b iff c", lambda a, b, c: not a or (b == c)),
        ("a iff b or c", lambda a, b, c: a == (b or c)),
        ("a iff b iff c", lambda a, b, c: (a == b) == c),
        ("if a then if b then c", lambda a, b, c: not a or not b or c),
        ("true", lambda a, b, c: True),
        ("a and false", lambda a, b, c: False),
        ("  a  &\tb ", lambda a, b, c: a and b),
    ],
)
def test_meaning_and_binding(text: str, rule: Callable[[bool, bool, bool], bool]) -> None:
    assert truth(text) == by_hand(rule)


def test_ids_may_look_like_words_and_have_signs_inside() -> None:
    options = {"order": 0, "not-yet": 1, "if_ever.2": 2}
    found = evaluate(parse("order and not-yet or not if_ever.2", options), ALL).tolist()
    assert found == by_hand(lambda a, b, c: (a and b) or not c)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "character 1: an option is expected here"),
        ("a and", "character 6: an option is expected here"),
        ("a b", "character 3: 'b' is not expected here"),
        ("(a or b", "character 8: a bracket is not closed"),
        ("a)", "character 2"),
        ("a ? b", "character 3: this is no option and no sign"),
        ("if a b", "character 6: 'if' wants a 'then'"),
        ("and a", "character 1: an option is expected here"),
        ("a and d", "character 7: there is no option 'd'"),
        ("1a", "character 1: this is no option and no sign"),
    ],
)
def test_mistakes_are_told_with_their_place(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(text, OPTIONS)
    assert message in str(caught.value)


def test_a_near_name_is_suggested() -> None:
    with pytest.raises(InvalidInput, match="no option 'withdrow'; did you mean 'withdraw'"):
        parse("not withdrow", {"withdraw": 0, "attack": 1})


def test_patterns() -> None:
    assert evaluate(pattern("Y-N"), ALL).tolist() == by_hand(lambda a, b, c: a and not c)
    assert evaluate(pattern("---"), ALL).all()
    with pytest.raises(InvalidInput, match="not 'y'"):
        pattern("Yy-")


def expressions() -> st.SearchStrategy[Expression]:
    leaves = st.one_of(
        st.builds(Literal, st.integers(0, 2), st.booleans()), st.builds(Constant, st.booleans())
    )

    def larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        many = st.lists(parts, max_size=3).map(tuple)
        return st.one_of(
            st.builds(Not, parts),
            st.builds(And, many),
            st.builds(Or, many),
            st.builds(If, parts, parts),
            st.builds(Iff, parts, parts),
        )

    return st.recursive(leaves, larger, max_leaves=8)


def one(expression: Expression, code: int) -> bool:
    """The meaning in one state, by plain Python."""
    match expression:
        case Literal(option, wanted):
            return bool(code >> option & 1) == wanted
        case Constant(value):
            return value
        case Not(part):
            return not one(part, code)
        case And(parts):
            return all(one(part, code) for part in parts)
        case Or(parts):
            return any(one(part, code) for part in parts)
        case If(when, then):
            return one(then, code) if one(when, code) else True
        case Iff(left, right):
            return one(left, code) == one(right, code)


@given(expressions())
def test_many_states_at_once_as_one_by_one(expression: Expression) -> None:
    assert evaluate(expression, ALL).tolist() == [one(expression, code) for code in range(8)]


@given(expressions())
def test_options_that_are_not_named_do_not_matter(expression: Expression) -> None:
    for option in {0, 1, 2} - options_in(expression):
        assert (evaluate(expression, ALL) == evaluate(expression, ALL ^ (1 << option))).all()


def written(expression: Expression) -> str:
    """The text of an expression, every part in brackets."""
    match expression:
        case Literal(option, wanted):
            return "abc"[option] if wanted else f"not {'abc'[option]}"
        case Constant(value):
            return str(value).lower()
        case Not(part):
            return f"not ({written(part)})"
        case And(parts):
            return " and ".join(f"({written(part)})" for part in parts) or "true"
        case Or(parts):
            return " or ".join(f"({written(part)})" for part in parts) or "false"
        case If(when, then):
            return f"({written(when)}) -> ({written(then)})"
        case Iff(left, right):
            return f"({written(left)}) iff ({written(right)})"


@given(expressions())
def test_what_is_written_is_read_again(expression: Expression) -> None:
    again = parse(written(expression), OPTIONS)
    assert (evaluate(again, ALL) == evaluate(expression, ALL)).all()
