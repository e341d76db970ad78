"""What public functions of the room take as numbers, and what they say of anything else.

A mistake in an argument is told as :class:`~detente.errors.InvalidInput` that names the argument,
never as an error of NumPy from somewhere inside.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Collection
from decimal import Decimal
from numbers import Real

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
MOST_ROUNDS, MOST_TURNS = 1_000, 10_000
"""Rounds of challenges or exchanges at most, and turns of the spatial model."""


def numbers(given: object, what: str) -> Floats:
    """Return an array of floats, a new one; nan where None is given, or a number is masked.

    Args:
        given: numbers, nested evenly.
        what: they are, for messages: a noun that goes with "have to be".

    Raises:
        InvalidInput: texts, truth values, complex numbers, rows of different length, or no array.
    """
    try:
        raw = np.asarray(given)
        if isinstance(given, np.ma.MaskedArray):
            raw = raw.astype(object)
            raw[np.ma.getmaskarray(given)] = None
        plain = raw.dtype.kind in "iuf" or (
            raw.dtype.kind == "O" and all(map(_is_real_or_missing, raw.flat))
        )
        if plain:
            return np.array(raw, dtype=float)
    except (ValueError, TypeError, OverflowError, ArithmeticError, RecursionError):
        pass
    raise InvalidInput(
        f"{what} have to be numbers, in rows of the same length: no text, truth values or complex "
        "numbers"
    )


def need(value: object, kind: type | tuple[type, ...], what: str) -> None:
    """Refuse a value of another kind.

    Args:
        value: as given.
        kind: its class, or classes.
        what: is needed, in words.

    Raises:
        InvalidInput: it is of another kind.
    """
    if not isinstance(value, kind):
        raise InvalidInput(f"{what} is needed here, and this is of type {type(value).__name__}")


def choice(value: object, allowed: Collection[str], what: str) -> str:
    """Return one of some words.

    Raises:
        InvalidInput: it is none of them.
    """
    if isinstance(value, str) and value in allowed:
        return value
    raise InvalidInput(f"{what} is one of: {', '.join(allowed)}")


def whole(value: object, what: str, *, low: int, high: int | None = None) -> int:
    """Return a whole number within limits.

    Raises:
        InvalidInput: it is none, or beyond them.
    """
    if not isinstance(value, bool | np.bool_):
        try:
            found = operator.index(value)  # type: ignore[arg-type]
        except TypeError:
            pass
        else:
            if low <= found and (high is None or found <= high):
                return found
    limits = f"{low:,} or more" if high is None else f"{low:,} to {high:,}"
    raise InvalidInput(f"{what} is a whole number, {limits}")


def number(
    value: object, what: str, *, low: float, high: float = math.inf, above: bool = False
) -> float:
    """Return a finite number within limits.

    Args:
        value: as given.
        what: it is, for messages.
        low, high: limits that it may reach; above ``low`` alone where ``above`` is true.

    Raises:
        InvalidInput: it is none, or beyond them.
    """
    if _is_real(value):
        try:
            found = float(value)  # type: ignore[arg-type]
        except OverflowError:
            found = math.inf
        reached = found > low if above else found >= low
        if math.isfinite(found) and reached and found <= high:
            return found
    limits = f"above {low:g}" if above else f"{low:g} or more"
    limits += "" if high == math.inf else f", at most {high:g}"
    raise InvalidInput(f"{what} is a number, {limits}")


def seed_of(value: object) -> int | None:
    """Return a seed; None where none is given.

    Raises:
        InvalidInput: it is no whole number, 0 or more.
    """
    return None if value is None else whole(value, "the seed", low=0)


def _is_real(value: object) -> bool:
    return isinstance(value, Real | Decimal) and not isinstance(value, bool | np.bool_)


def _is_real_or_missing(value: object) -> bool:
    return value is None or _is_real(value)
