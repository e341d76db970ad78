"""Rules over options, and state numbers, in the interchange form of graph models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.errors import InvalidInput
from detente.exchange.patterns import Pattern
from detente.exchange.wording import printable
from detente.expressions import Expression, parse
from detente.stability.graph.expressions import pattern


def read_rule(given: object, names: Mapping[str, int], where: str) -> Expression:
    """Return an expression over options, or a pattern of Y/N letters.

    Args:
        given: as it stands in the file.
        names: place of each option by its id, in the order of the places.
        where: how messages name the record.

    Raises:
        InvalidInput: it is neither.
    """
    if not isinstance(given, str):
        raise InvalidInput(f"{where}: an expression over options, or Y/N letters, is needed here")
    try:
        if len(given) == len(names) and not set(given) - set("YN-") and given not in names:
            return pattern(given)
        return parse(given, names)
    except InvalidInput as error:
        raise InvalidInput(f"{where}: {printable(str(error))}") from None


def write_rule(rule: Pattern, n_options: int) -> str:
    """Return a pattern in Y/N letters, first option first."""
    mask, value = rule
    return "".join(
        ("Y" if value >> bit & 1 else "N") if mask >> bit & 1 else "-" for bit in range(n_options)
    )


def read_state(given: object, most: int, where: str) -> int:
    """Return a state from 0, of its number from 1.

    Raises:
        InvalidInput: it is no whole number from 1 to ``most``.
    """
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= most:
        raise InvalidInput(f"{where}: states are numbers from 1 to {most}")
    return given - 1


def read_text(record: Mapping[str, Any], key: str, where: str) -> str:
    """Return a text of a record, empty where there is none.

    Raises:
        InvalidInput: it is something else.
    """
    given = record.get(key, "")
    if not isinstance(given, str):
        raise InvalidInput(f'{where}: "{key}" is text')
    return given
