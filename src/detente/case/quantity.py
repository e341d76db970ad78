"""Numbers an analyst may not know exactly, conditions on an issue, and the worth of its options."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

if TYPE_CHECKING:
    from detente.case.records import Issue


def level_id(level: float) -> str:
    """Return the id of a level of a scale: ``600``, ``0.5``; whole numbers carry no point."""
    return str(int(level)) if float(level).is_integer() else repr(float(level))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _level(option: str) -> float | None:
    try:
        number = float(option)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


class _Read:
    """Lets pydantic build a class with its ``read`` method, without unions and their messages."""

    @classmethod
    def read(cls, value: object) -> Self:
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)


@dataclass(frozen=True, slots=True)
class Quantity(_Read):
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
    if _is_number(value):
        return value, None, value  # type: ignore[return-value]
    if isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_number, value)):
        return value[0], None, value[1]
    if isinstance(value, Mapping) and set(value) == {"low", "mode", "high"}:
        low, mode, high = value["low"], value["mode"], value["high"]
        if all(map(_is_number, (low, mode, high))):
            return low, mode, high
    raise PydanticCustomError(
        "bad-number", "a number is written 30, [30, 45] or {low: 30, mode: 35, high: 45}"
    )


@dataclass(frozen=True, slots=True)
class Condition(_Read):
    """Which options of one issue: some by id, or those of a scale beyond a level.

    Attributes:
        options: ids, in the order written; empty when the condition is a range.
        below, above: the levels strictly below / above; None for no limit.
    """

    options: tuple[str, ...] = ()
    below: float | None = None
    above: float | None = None

    @property
    def is_range(self) -> bool:
        """Whether the condition is a range of levels rather than a list of options."""
        return self.below is not None or self.above is not None

    def of(self, issue: Issue) -> tuple[str, ...]:
        """Return the ids of the options of an issue that meet the condition, in its order."""
        if not self.is_range:
            return tuple(option for option in issue.option_ids if option in self.options)
        if issue.scale is None:
            return ()
        low = -math.inf if self.above is None else self.above
        high = math.inf if self.below is None else self.below
        return tuple(level_id(level) for level in issue.scale.levels if low < level < high)

    def plain(self) -> object:
        """Return the condition as it is written in a case file."""
        if self.is_range:
            limits = {"above": self.above, "below": self.below}
            return {key: limit for key, limit in limits.items() if limit is not None}
        written = [_written_option(option) for option in self.options]
        return written[0] if len(written) == 1 else written

    @classmethod
    def read(cls, value: object) -> Self:
        """Build from an option, a list of options, or ``{above: 400, below: 800}``."""
        if isinstance(value, cls):
            return value
        if isinstance(value, Mapping):
            return cls._read_range(value)
        listed: list[Any] = list(value) if isinstance(value, list | tuple) else [value]
        if not listed or not all(isinstance(item, str) or _is_number(item) for item in listed):
            raise PydanticCustomError(
                "bad-option",
                "an option is an id, a list of ids, or {above: …, below: …} on a scale",
            )
        options = [item if isinstance(item, str) else level_id(item) for item in listed]
        return cls(tuple(dict.fromkeys(options)))

    @classmethod
    def _read_range(cls, value: Mapping[Any, Any]) -> Self:
        if not value or not set(value) <= {"above", "below"}:
            raise PydanticCustomError(
                "bad-option", "a range of a scale is written {above: 400, below: 800}"
            )
        if not all(_is_number(limit) for limit in value.values()):
            raise PydanticCustomError("bad-option", "above and below are numbers")
        return cls((), value.get("below"), value.get("above"))


def _written_option(option: str) -> str | int | float:
    level = _level(option)
    if level is None:
        return option
    return int(level) if level.is_integer() else level


@dataclass(frozen=True, slots=True)
class Values(_Read):
    """What each option of an issue is worth to a party, 0–100 (or in points, under ``scores``).

    Either ``points`` for options or levels (between given levels of a scale the worth is
    interpolated along the straight line), or single-peaked on a scale: 100 at ``peak``, falling to
    0 at ``zero_below`` and ``zero_above``; a side without a zero stays at 100.

    Attributes:
        points: option id to worth; empty in the single-peaked form.
        peak: best level; None with ``points``.
        zero_below, zero_above: levels of no worth; None where that side does not fall.
        falls: ``linear`` in the distance from the peak, or ``quadratic`` (as in spatial models).
    """

    points: Mapping[str, Quantity]
    peak: Quantity | None = None
    zero_below: Quantity | None = None
    zero_above: Quantity | None = None
    falls: Literal["linear", "quadratic"] = "linear"

    def at(self, issue: Issue, pick: Callable[[Quantity], float]) -> dict[str, float]:
        """Return the worth of every option of the issue, each number taken by ``pick``.

        ``pick`` turns a quantity into a number, for example ``lambda q: q.mid``. Options of a
        named issue without a worth are left out.
        """
        if self.peak is not None:
            return self._single_peaked(issue, pick)
        given = {option: pick(worth) for option, worth in self.points.items()}
        if issue.scale is None:
            return {option: given[option] for option in issue.option_ids if option in given}
        return _interpolated(given, issue.scale.levels)

    def _single_peaked(self, issue: Issue, pick: Callable[[Quantity], float]) -> dict[str, float]:
        if self.peak is None or issue.scale is None:
            return {}
        peak = pick(self.peak)
        below = None if self.zero_below is None else pick(self.zero_below)
        above = None if self.zero_above is None else pick(self.zero_above)
        power = 1 if self.falls == "linear" else 2
        worth: dict[str, float] = {}
        for level in issue.scale.levels:
            zero = below if level < peak else above
            fallen = 0.0 if zero is None or level == peak else _share(level - peak, zero - peak)
            worth[level_id(level)] = 100.0 * (1 - min(fallen, 1.0) ** power)
        return worth

    def numbers(self) -> Iterable[tuple[str, Quantity]]:
        """Yield every number with its key in the case file."""
        yield from self.points.items()
        peaked = {"peak": self.peak, "zero_below": self.zero_below, "zero_above": self.zero_above}
        yield from ((key, number) for key, number in peaked.items() if number is not None)

    def plain(self) -> dict[str, object]:
        """Return the worths as they are written in a case file."""
        if self.peak is None:
            return {option: worth.plain() for option, worth in self.points.items()}
        written: dict[str, object] = {key: number.plain() for key, number in self.numbers()}
        return written if self.falls == "linear" else written | {"falls": self.falls}

    @classmethod
    def read(cls, value: object) -> Self:
        """Build from ``{option: number, …}`` or ``{peak: 600, falls: linear, zero_at: 900}``."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping) or not value:
            raise PydanticCustomError(
                "bad-values", "values are written {option: number, …} or {peak: …, zero_at: …}"
            )
        if "peak" in value:
            return cls._read_peak(value)
        return cls({str(key): Quantity.read(number) for key, number in value.items()})

    @classmethod
    def _read_peak(cls, value: Mapping[Any, Any]) -> Self:
        unknown = set(value) - {"peak", "falls", "zero_at", "zero_below", "zero_above"}
        falls = value.get("falls", "linear")
        if unknown or falls not in ("linear", "quadratic"):
            raise PydanticCustomError(
                "bad-values",
                "a peak goes with zero_at, or zero_below and zero_above; falls linear or quadratic",
            )
        numbers = {key: Quantity.read(value[key]) for key in value if key != "falls"}
        peak = numbers["peak"]
        below, above = _zeros(peak, numbers)
        return cls({}, peak, below, above, falls)


def _zeros(
    peak: Quantity, numbers: Mapping[str, Quantity]
) -> tuple[Quantity | None, Quantity | None]:
    """Return the zero below and above; ``zero_at`` is mirrored, so that both sides fall alike."""
    below, above = numbers.get("zero_below"), numbers.get("zero_above")
    zero = numbers.get("zero_at")
    if zero is not None:
        if below is not None or above is not None:
            raise PydanticCustomError("bad-values", "zero_at stands for both zeros; give one form")
        mirrored = Quantity(*sorted((2 * peak.mid - zero.high, 2 * peak.mid - zero.low)))
        below, above = (zero, mirrored) if zero.mid < peak.mid else (mirrored, zero)
    if below is None and above is None:
        raise PydanticCustomError("bad-values", "a peak needs the level where the worth is zero")
    if (below and below.high >= peak.low) or (above and above.low <= peak.high):
        raise PydanticCustomError("bad-values", "the zeros lie below and above the peak")
    return below, above


def _share(distance: float, whole: float) -> float:
    return distance / whole if whole else math.inf


def _interpolated(given: Mapping[str, float], levels: Iterable[float]) -> dict[str, float]:
    known = sorted(
        (level, worth) for option, worth in given.items() if (level := _level(option)) is not None
    )
    worths: dict[str, float] = {}
    for level in levels:
        worth = _between(known, level)
        if worth is not None:
            worths[level_id(level)] = worth
    return worths


def _between(known: list[tuple[float, float]], level: float) -> float | None:
    for (x0, y0), (x1, y1) in pairwise(known):
        if x0 <= level <= x1:
            return y0 + (y1 - y0) * (level - x0) / (x1 - x0)
    return next((y for x, y in known if x == level), None)
