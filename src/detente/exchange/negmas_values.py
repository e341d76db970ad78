"""Value functions of NegMAS 0.16: what a value of an issue is worth, before its weight."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from detente.case.condition import level_id
from detente.case.yaml_core import parse_scalar
from detente.errors import InvalidInput, NotSupported
from detente.exchange.limits import LARGEST_NUMBER, read_number
from detente.exchange.scenario import Issue

Numbers = Callable[[str, float | None], float]
"""Gives a parameter by name, with its default; None where it is required."""


def _triangle(x: float, number: Numbers) -> float:
    start, middle, end = (number(key, None) for key in ("start", "middle", "end"))
    scale, bias = number("scale", 1.0), number("bias", 0.0)
    if not start < x < end:
        return bias
    if x <= middle:
        return bias + scale * ((x - start) / (middle - start) if middle > start else 1.0)
    return bias + scale * ((end - x) / (end - middle))


FUNCTIONS: dict[str, Callable[[float, Numbers], float]] = {
    "IdentityFun": lambda x, number: x,
    "ConstFun": lambda x, number: number("bias", None),
    "LinearFun": lambda x, number: number("slope", None) * x,
    "AffineFun": lambda x, number: number("slope", None) * x + number("bias", 0.0),
    "QuadraticFun": lambda x, number: (
        number("a2", None) * x * x + number("a1", None) * x + number("bias", 0.0)
    ),
    "TriangularFun": _triangle,
    "ExponentialFun": lambda x, number: (
        number("base", math.e) ** (number("tau", None) * x) + number("bias", 0.0)
    ),
    "LogFun": lambda x, number: (
        number("scale", 1.0) * math.log(number("tau", None) * x, number("base", math.e))
        + number("bias", 0.0)
    ),
    "SinFun": lambda x, number: (
        number("amplitude", 1.0) * math.sin(number("multiplier", 1.0) * x + number("phase", 0.0))
        + number("bias", 0.0)
    ),
    "CosFun": lambda x, number: (
        number("amplitude", 1.0) * math.cos(number("multiplier", 1.0) * x + number("phase", 0.0))
        + number("bias", 0.0)
    ),
}
"""Functions of a number, by the name of their class."""


def class_of(data: object, where: str) -> str:
    """Return the name of the class that a mapping of a NegMAS file is of, without its modules.

    Raises:
        InvalidInput: there is no ``type``.
    """
    written = data.get("type") if isinstance(data, Mapping) else None
    if not isinstance(written, str) or not written:
        raise InvalidInput(f"{where}: the 'type' is missing")
    return written.rpartition(".")[2]


def name_of(value: object) -> str:
    """Return an option or the name of an issue as text; a number is written as a case writes it.

    Raises:
        InvalidInput: it is neither text nor a number nor a truth value.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float) and abs(value) <= LARGEST_NUMBER:
        return level_id(float(value))
    raise InvalidInput("a name in the domain is neither text nor a number")


def worths_of(function: object, issue: Issue, where: str) -> tuple[float, ...]:
    """Return the worth of every option of an issue by a value function of a file.

    Args:
        function: a mapping with ``type`` and parameters; without ``type``, the table itself.
        issue: names of options and, for numbers, their levels.
        where: for messages.

    Raises:
        InvalidInput: a parameter is missing, or an option has no worth.
        NotSupported: a function of another kind.
    """
    if not isinstance(function, Mapping):
        raise InvalidInput(f"{where}: a value function is a mapping")
    if "type" not in function:
        return _table(function, issue, where)
    kind = class_of(function, where)
    if kind == "TableFun":
        return _table(function.get("mapping"), issue, where)
    if kind not in FUNCTIONS:
        known = ", ".join(["TableFun", *FUNCTIONS])
        raise NotSupported(f"{where}: a value function of another kind; known are {known}")
    return tuple(_worth(kind, function, level, where) for level in numbers_of(issue, kind, where))


def numbers_of(issue: Issue, kind: str, where: str) -> tuple[float, ...]:
    """Return the options of an issue as numbers; a constant function does not look at them.

    Raises:
        InvalidInput: they are not numbers.
    """
    if issue.levels or kind == "ConstFun":
        return issue.levels or (0.0,) * len(issue.options)
    return tuple(
        read_number(option, f"{where}: an option under {kind}") for option in issue.options
    )


def _worth(kind: str, function: Mapping[str, Any], level: float, where: str) -> float:
    def number(key: str, default: float | None) -> float:
        given = function.get(key, default)
        return read_number(default if given is None else given, f"{where}: {key}")

    try:
        worth = FUNCTIONS[kind](level, number)
    except (ArithmeticError, ValueError) as error:
        if isinstance(error, InvalidInput):
            raise
        worth = math.nan
    if isinstance(worth, complex) or not abs(worth) <= LARGEST_NUMBER:
        raise InvalidInput(f"{where}: {kind} has no finite worth at {level:g}")
    return float(worth)


def unused_entries(function: Mapping[str, Any], issue: Issue) -> int:
    """Return how many entries of a table no option of the issue takes its worth from."""
    is_plain = "type" not in function
    mapping = function if is_plain else function.get("mapping")
    if not isinstance(mapping, Mapping) or not (is_plain or class_of(function, "") == "TableFun"):
        return 0
    keys = _keys(mapping, issue)
    return len(mapping) - len({keys.get(option) for option in issue.levels or issue.options})


def _table(mapping: object, issue: Issue, where: str) -> tuple[float, ...]:
    if not isinstance(mapping, Mapping):
        raise InvalidInput(f"{where}: the table is missing")
    keys = _keys(mapping, issue)
    worths = []
    for number, option in enumerate(issue.options):
        key = keys.get(issue.levels[number] if issue.levels else option)
        if key is None:
            raise InvalidInput(f"{where}: option {number + 1} has no worth in the table")
        worths.append(read_number(mapping[key], f"{where}: option {number + 1}"))
    return tuple(worths)


def _keys(mapping: Mapping[str, Any], issue: Issue) -> dict[object, str]:
    """Return the keys of a table by level, or by the name of the option that they stand for.

    Keys of YAML are text here: ``1.0`` as well as ``'1.0'`` may be the option that was read as 1.
    """
    parsed = {key: parse_scalar(key) for key in mapping}
    numbers = {
        key: value
        for key, value in parsed.items()
        if isinstance(value, int | float) and abs(value) <= LARGEST_NUMBER
    }
    if issue.levels:
        return {value: key for key, value in numbers.items() if not isinstance(value, bool)}
    keys: dict[object, str] = {name_of(value): key for key, value in numbers.items()}
    keys.update((key, key) for key in mapping)
    return keys
