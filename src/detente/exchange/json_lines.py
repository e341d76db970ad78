"""JSON with a line for each record, so that a person can read it and compare two of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def json_by_lines(told: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """Return an object as JSON; the entries of its lists and objects have a line each.

    Args:
        told: plain data.
        ascii_only: write other letters as escapes, for programs that guess the encoding.
    """
    return "\n".join(_lines(told, ascii_only)) + "\n"


def _lines(told: Mapping[str, Any], ascii_only: bool) -> Iterator[str]:
    def written(value: object) -> str:
        return json.dumps(value, ensure_ascii=ascii_only)

    for place, (key, value) in enumerate(told.items()):
        start = "{" if not place else " "
        end = "}" if place == len(told) - 1 else ","
        if not isinstance(value, list | dict) or not value:
            yield f"{start}{written(key)}: {written(value)}{end}"
            continue
        opened, closed = "[]" if isinstance(value, list) else "{}"
        yield f"{start}{written(key)}: {opened}"
        rows = (
            [written(item) for item in value]
            if isinstance(value, list)
            else [f"{written(name)}: {written(item)}" for name, item in value.items()]
        )
        yield from (f"  {row}," for row in rows[:-1])
        yield f"  {rows[-1]}{closed}{end}"
