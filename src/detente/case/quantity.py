"""Numbers that an analyst may not know exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LARGEST = 1e15
"""Numbers lie below it, so that all of them can be told apart."""


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
class Quantity(Written):
    """A number: exact (``30``), a range (``[30, 45]``) or triangular (``{low, mode, high}``).

    Attributes:
        low, high: the ends; equal when the number is exact. ``low <= mode <= high``.
        mode: the likeliest value of a triangular number; None otherwise.
    """

    low: float
    high: float
    mode: float | None = None

    @property
    def exact(self) -> bool:
        """Whether there is only one possible value."""
        return self.low == self.high

    @property
    def mid(self) -> float:
        """The mode of a triangular number, else the middle of the range."""
        return self.mode if self.mode is not None else self.at(0.5)

    def at(self, share: float) -> float:
        """Return the value at a share of the way, 0 ≤ ``share`` ≤ 1, from low over mid to high."""
        if self.exact:
            return self.low
        if self.mode is None:
            return self.low + share * (self.high - self.low)
        if share <= 0.5:
            return self.low + 2 * share * (self.mode - self.low)
        return self.mode + (2 * share - 1) * (self.high - self.mode)

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
    return (
        "a number is written as one, as a range [low, high] or as {low: …, mode: …, high: …} with "
        "its likeliest value"
    )
