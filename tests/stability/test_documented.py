"""The Python of the pages on stability runs, and gives what stands behind it as a comment."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

PAGES = sorted((Path(__file__).parents[2] / "docs" / "explanation").glob("stability*.md"))


def blocks() -> list[Any]:
    return [
        pytest.param(code, id=f"{page.stem}-{place}")
        for page in PAGES
        for place, code in enumerate(
            re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)
        )
    ]


@pytest.mark.parametrize("code", blocks())
def test_block(code: str) -> None:
    lines, names, compared = code.splitlines(), {}, 0  # type: ignore[var-annotated]
    for statement in ast.parse(code).body:
        if not isinstance(statement, ast.Expr):
            exec(compile(ast.Module([statement], []), "page", "exec"), names)
            continue
        value = eval(compile(ast.Expression(statement.value), "page", "eval"), names)
        _, _, said = lines[(statement.end_lineno or 1) - 1].partition("  # ")
        if said and (_is_plain(value) or said[0] in "([{"):
            assert said.startswith(repr(value)), (ast.unparse(statement), value, said)
            compared += 1
    assert compared or "#" not in code


def _is_plain(value: object) -> bool:
    """Whether a value is written as it is; of records a page may tell in words what they say."""
    if isinstance(value, tuple | list):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, bool | int | float | str)
