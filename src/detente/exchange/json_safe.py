"""JSON from strangers: duplicate keys, numbers without bounds and deep nesting are errors."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from detente.errors import InvalidInput
from detente.exchange.limits import DEEPEST

_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_DIGITS = 400
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_json(data: bytes, name: str) -> Any:
    """Return the contents of a JSON file as plain data.

    Args:
        data: contents of the file, UTF-8.
        name: of the file, for messages.

    Raises:
        InvalidInput: the file is not JSON, or uses what only hostile files do.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(f"{name}: the file is not UTF-8; save it again as UTF-8") from None
    _check_depth(text, name)
    reader = _Reader(name)
    try:
        return json.loads(
            text,
            object_pairs_hook=reader.pairs,
            parse_constant=reader.constant,
            parse_int=reader.whole,
            parse_float=reader.broken,
        )
    except json.JSONDecodeError as error:
        raise InvalidInput(f"{name}:{error.lineno}:{error.colno}: this is not JSON") from None
    except RecursionError:
        raise InvalidInput(f"{name}: nested too deeply; refused") from None


class _Reader:
    """Turns the parts of a JSON text into data, refusing what no scenario needs."""

    def __init__(self, name: str) -> None:
        self.name = name

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            raise InvalidInput(f"{self.name}: a key stands twice in one object; refused")
        if any(_SURROGATE.search(text) for text in _texts(pairs)):
            raise InvalidInput(f"{self.name}: half of a surrogate pair is no character; refused")
        return made

    def constant(self, written: str) -> NoReturn:
        raise InvalidInput(f"{self.name}: {written} is not a number of JSON; refused")

    def whole(self, written: str) -> int:
        return int(self._short(written))

    def broken(self, written: str) -> float:
        return float(self._short(written))

    def _short(self, written: str) -> str:
        if len(written) > _DIGITS:
            raise InvalidInput(f"{self.name}: a number of {len(written):,} digits; refused")
        return written


def _texts(pairs: list[tuple[str, Any]]) -> list[str]:
    found = [key for key, _ in pairs]
    for _, value in pairs:
        listed = value if isinstance(value, list) else [value]
        found += [item for item in listed if isinstance(item, str)]
    return found


def _check_depth(text: str, name: str) -> None:
    depth = 0
    for match in _STRUCTURE.finditer(text):
        sign = match.group()
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            raise InvalidInput(f"{name}: nested more than {DEEPEST} deep; refused")
