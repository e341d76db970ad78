"""Numbers that an analyst may not know exactly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from detente.ranges import Ranged

LARGEST = 1e15
"""Numbers lie below it, so that all of them can be told apart."""


_DIGITS = r"-?\d{1,15}(?:\.\d{1,15})?"
_DASHED = re.compile(rf"({_DIGITS})\s*(?:-|–|—|−|\.{{2,}}|…|to)\s*({_DIGITS})")
_ALONE = re.compile(rf"({_DIGITS})\s*%?")


def find_meant(text: str) -> str:
    """Return how a number is written that a text seems to mean; empty where that is not clear.

    Examples:
        >>> find_meant("40-60")
        'a range is written [40, 60]'
        >>> find_meant("40%")
        'the number is written 40, without quotation marks or a sign after it'
    """
    dashed = _DASHED.fullmatch(text.strip())
    if dashed:
        return f"a range is written [{dashed[1]}, {dashed[2]}]"
    alone = _ALONE.fullmatch(text.strip())
    if alone:
        return f"the number is written {alone[1]}, without quotation marks or a sign after it"
    return ""


def is_number(value: object) -> bool:
    """Tell whether a value is a finite number; a truth value is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < LARGEST  # not infinite, and not nan


class Written:
    """Lets pydantic build a class with its ``read`` method, without unions and their messages."""

    @classmethod
    def read(cls, value: object) -> Self:
        """Build from the written form."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)


@dataclass(frozen=True, slots=True)
class Quantity(Ranged, Written):
    """A number: exact (``30``), a range (``[30, 45]``) or triangular (``{low, mode, high}``).

    Attributes:
        low, high: the ends; equal when the number is exact. ``low <= mode <= high``.
        mode: the likeliest value of a triangular number; None otherwise.
    """

    def __str__(self) -> str:
        if self.exact:
            return f"{self.low:g}"
        if self.mode is None:
            return f"{self.low:g}–{self.high:g}"
        return f"{self.low:g}–{self.high:g}, likeliest {self.mode:g}"

    def plain(self) -> float | list[float] | dict[str, float]:
        """Return the number as it is written in a case file."""
        if self.mode is not None:
            return {"low": self.low, "mode": self.mode, "high": self.high}
        return self.low if self.exact else [self.low, self.high]

    @classmethod
    def read(cls, value: object) -> Self:
        """Build from the written form; a Quantity is returned as it is."""
        if isinstance(value, cls):
            return value
        numbers = _quantity_numbers(value)
        low, mode, high = numbers
        if not low <= (low if mode is None else mode) <= high:
            raise PydanticCustomError("bad-range", "the numbers of a range go from low to high")
        return cls(float(low), float(high), None if mode is None else float(mode))


def _quantity_numbers(value: object) -> tuple[float, float | None, float]:
    if is_number(value):
        return value, None, value  # type: ignore[return-value]
    if isinstance(value, list | tuple) and len(value) == 2 and all(map(is_number, value)):
        return value[0], None, value[1]
    if isinstance(value, Mapping) and set(value) == {"low", "mode", "high"}:
        low, mode, high = value["low"], value["mode"], value["high"]
        if all(map(is_number, (low, mode, high))):
            return low, mode, high
    raise PydanticCustomError("bad-number", _how_written(value))


def _how_written(value: object) -> str:
    """Return how a number is written; the triangle that three numbers seem to mean is spelt out."""
    if isinstance(value, list | tuple) and len(value) == 3 and all(map(is_number, value)):
        low, mode, high = value
        return (
            f"a number with a likeliest value is written {{low: {low}, mode: {mode}, high: {high}}}"
        )
    meant = find_meant(value) if isinstance(value, str) else ""
    if meant:
        return meant
    return (
        "a number is written as one, as a range [low, high] or as {low: …, mode: …, high: …} with "
        "its likeliest value"
    )
