"""YAML 1.2 core schema, places and refusals."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.yaml_core import parse_scalar, parse_yaml


@pytest.mark.parametrize(
    "text", ["no", "on", "yes", "off", "y", "12:30", "2025-12-04", "1_000", "0b1"]
)
def test_what_yaml_11_would_convert_stays_text(text: str) -> None:
    root, problems = parse_yaml(f"key: {text}\n{text}: x\n", "f.yaml")
    assert not problems
    assert root is not None
    assert root.plain() == {"key": text, text: "x"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None), ("~", None), ("", None), ("true", True), ("FALSE", False), ("12", 12),
        ("-3", -3), ("0o17", 15), ("0x1F", 31), ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0),
        ("-.inf", -math.inf), ("+12", 12), ("1.", 1.0), ("12e", "12e"), ("0x", "0x"), ("-", "-"),
    ],
)  # fmt: skip
def test_core_schema(text: str, value: object) -> None:
    """YAML 1.2.2, section 10.3.2, tag resolution of the core schema."""
    assert parse_scalar(text) == value
    assert type(parse_scalar(text)) is type(value)


def test_quoted_scalars_are_text() -> None:
    root, _ = parse_yaml("a: '12'\nb: \"true\"\nc: |\n  1\n", "f.yaml")
    assert root is not None
    assert root.plain() == {"a": "12", "b": "true", "c": "1\n"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        ("a: {x: 1, x: 2}\n", "duplicate-key", 1, 11),
        ("a: &anchor 1\n", "yaml-anchor", 1, 4),
        ("a: 1\nb: *anchor\n", "yaml-alias", 2, 4),
        ("a: !!int 1\n", "yaml-tag", 1, 4),
        ("a: [1\n", "yaml-syntax", 2, 1),
        ("\ta: 1\n", "yaml-syntax", 1, 1),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 3, 1),
        ("a: {[x]: 1}\n", "yaml-key", 1, 5),
        ("a: \x01\n", "yaml-syntax", 1, 4),
        ("ключ: да\n😀: [\n", "yaml-syntax", 3, 1),
    ],
)
def test_refusals_have_a_place(text: str, code: str, line: int, column: int) -> None:
    _, problems = parse_yaml(text, "f.yaml")
    assert (problems[0].code, problems[0].line, problems[0].column) == (code, line, column)


def test_columns_count_code_points() -> None:
    root, _ = parse_yaml("{😀é: 1, b: 2}\n", "f.yaml")
    assert root is not None
    assert root.entries["b"][0].column == 9
    assert root.entries["b"][1].start == 11


def test_nesting_has_an_end() -> None:
    _, problems = parse_yaml("[" * 5000 + "]" * 5000, "f.yaml")
    assert [p.code for p in problems] == ["yaml-syntax"]


@given(st.text(max_size=60))
def test_any_text_gives_a_tree_or_a_problem(text: str) -> None:
    root, problems = parse_yaml(text, "f.yaml")
    assert root is None or root.plain() is not NotImplemented
    assert all(p.line >= 1 and p.column >= 1 for p in problems)
