"""Which values the numbers of a bargaining model may have: one check of each kind for all of them.

A message says what was asked for and what was given; of what is no number, its type.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from detente.errors import InvalidInput
from detente.stability.commitment.records import TOLERANCE

Bounds = Literal["probability", "cost", "discount", "loss", "share"]
_WITHIN: dict[str, tuple[float, float, str]] = {
    "probability": (0.0, 1.0, "from 0 to 1"),
    "share": (0.0, 1.0, "from 0 to 1"),
    "cost": (0.0, math.inf, "at least 0"),
    "discount": (np.nextafter(0.0, 1.0), np.nextafter(1.0, 0.0), "above 0 and below 1"),
    "loss": (0.0, np.nextafter(1.0, 0.0), "at least 0 and below 1"),
}


def check_number(value: Any, name: str, *, kind: Bounds) -> float:
    """Return a number as a float, if it is one of its kind.

    Raises:
        InvalidInput: it is no finite number, or out of bounds.
    """
    if not isinstance(value, int | float | np.number):
        raise _wrong(value, name, kind)
    return float(check_numbers(value, name, kind=kind))


def check_numbers(value: Any, name: str, *, kind: Bounds) -> Any:
    """Return a number as a float, or numbers as an array of floats, if all are of their kind.

    Raises:
        InvalidInput: one of them is no finite number, or out of bounds.
    """
    try:
        found = np.asarray(value)
    except ValueError:  # rows of different lengths
        raise _wrong(value, name, kind) from None
    if found.dtype.kind not in "iuf":
        raise _wrong(value, name, kind)
    low, high, _ = _WITHIN[kind]
    wrong = ~(np.isfinite(found) & (low <= found) & (found <= high))
    if wrong.any():
        raise _wrong(found[wrong].flat[0], name, kind)
    return found.astype(np.float64) if found.ndim else float(found)


def check_order(low: Any, high: Any, names: tuple[str, str]) -> None:
    """Refuse a least value above the greatest; values that are level may be in any order.

    Raises:
        InvalidInput: it is above.
    """
    least, most = np.broadcast_arrays(low, high)
    wrong = np.flatnonzero(least > most + TOLERANCE)
    if len(wrong):
        one, other = least.flat[wrong[0]], most.flat[wrong[0]]
        raise InvalidInput(
            f"{names[0]} is at most {names[1]}, and {_told(one)} is above {_told(other)}"
        )


def check_parts(one: Any, other: Any, names: tuple[str, str]) -> None:
    """Refuse two shares that together are more than the whole.

    Raises:
        InvalidInput: they are.
    """
    total = np.max(np.add(one, other))
    if total > 1 + TOLERANCE:
        raise InvalidInput(
            f"{names[0]} and {names[1]} are shares of one whole, together at most 1, not "
            f"{_told(total)}"
        )


def check_two(values: Any, name: str) -> tuple[Any, Any]:
    """Return what is given for the first side and for the second.

    Raises:
        InvalidInput: these are not two.
    """
    if isinstance(values, str) or not isinstance(values, Sequence | np.ndarray):
        raise InvalidInput(f"{name} are two, of the first side and of the second, not {values!r}")
    if len(values) != 2:
        raise InvalidInput(
            f"{name} are two, of the first side and of the second, and {len(values)} are given"
        )
    return values[0], values[1]


def _wrong(value: Any, name: str, kind: Bounds) -> InvalidInput:
    return InvalidInput(f"{name} is a finite number {_WITHIN[kind][2]}, not {_told(value)}")


def _told(value: Any) -> str:
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    return f"{value:.12g}" if number else f"of type {type(value).__name__}"
