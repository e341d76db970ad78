"""Conditions of ``.gmcr`` files: lists of options that are taken or not, and unions of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from detente.errors import InvalidInput
from detente.exchange.patterns import Pattern
from detente.stability.graph.expressions import And, Expression, Literal, Or

_WANTED = {"Y": True, "N": False}


def read_conditions(given: object, bits: Sequence[int], where: str) -> tuple[Expression, ...]:
    """Return a list of conditions as expressions.

    Args:
        given: as it stands in the file.
        bits: for each option of the file, in its order, its place in the model.
        where: how messages name the list.

    Raises:
        InvalidInput: something in it is no condition, or names an option that is not there.
    """
    if not isinstance(given, list):
        raise InvalidInput(f"{where}: a list of conditions is needed here")
    return tuple(
        _condition(item, bits, f"{where}, condition {number}")
        for number, item in enumerate(given, start=1)
    )


def write_condition(patterns: Sequence[Pattern]) -> Any:
    """Return a union of patterns as it stands in a file; a single one without ``compound``."""
    written = [_pairs(pattern) for pattern in patterns]
    return written[0] if len(written) == 1 else {"compound": True, "members": written}


def _condition(given: object, bits: Sequence[int], where: str) -> Expression:
    if isinstance(given, dict):
        members = given.get("members")
        if given.get("compound") is not True or not isinstance(members, list):
            raise InvalidInput(f'{where}: an object has "compound": true and a list of "members"')
        return Or(tuple(_condition(member, bits, where) for member in members))
    if not isinstance(given, list):
        raise InvalidInput(f'{where}: a condition is a list of pairs such as [0, "Y"]')
    literals = tuple(_literal(pair, bits, where) for pair in given)
    _check_once((literal.option for literal in literals), bits, where)
    return And(literals)


def _literal(pair: object, bits: Sequence[int], where: str) -> Literal:
    if not isinstance(pair, list) or len(pair) != 2:
        raise InvalidInput(f'{where}: a condition is a list of pairs such as [0, "Y"]')
    option, letter = pair
    if not isinstance(letter, str) or letter not in _WANTED:
        raise InvalidInput(f'{where}: an option is taken ("Y") or not ("N")')
    return Literal(bits[read_index(option, len(bits), f"{where}: options")], _WANTED[letter])


def _check_once(options: Iterable[int], bits: Sequence[int], where: str) -> None:
    seen: set[int] = set()
    for option in options:
        if option in seen:
            number = bits.index(option)
            raise InvalidInput(f"{where}: names option {number} twice")
        seen.add(option)


def read_index(given: object, count: int, where: str) -> int:
    """Return a place in a list, counted from 0.

    Raises:
        InvalidInput: it is no whole number, or there is no such place.
    """
    if not isinstance(given, int) or isinstance(given, bool):
        raise InvalidInput(f"{where} are named by their number, from 0")
    if not 0 <= given < count:
        shown = given if abs(given) < 10**9 else "a huge number"
        known = f"0 to {count - 1}" if count else "none at all"
        raise InvalidInput(f"{where} are {known}, and {shown} is named")
    return given


def _pairs(pattern: Pattern) -> list[list[object]]:
    mask, value = pattern
    return [
        [bit, "Y" if value >> bit & 1 else "N"]
        for bit in range(mask.bit_length())
        if mask >> bit & 1
    ]
