"""What each option of an issue is worth to a party."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, Self

from pydantic_core import PydanticCustomError

from detente.case.condition import Choice, level_id, level_of, option_id
from detente.case.quantity import Quantity, Written


@dataclass(frozen=True, slots=True)
class Values(Written):
    """What each option of an issue is worth to a party, 0–100 (or in points, under ``scores``).

    Either ``points`` for options or levels (between given levels of a scale the worth is
    interpolated along the straight line), or single-peaked on a scale: 100 at ``peak``, falling to
    0 at ``zero_below`` and ``zero_above``; a side without a zero stays at 100.

    Attributes:
        points: option id to worth; empty in the single-peaked form.
        peak: best level; None with ``points``.
        zero_below, zero_above: levels of no worth; None where that side does not fall.
        falls: ``linear`` in the distance from the peak, or ``quadratic`` (as in spatial models).
        mirrors: the side that ``zero_at`` was written for, where one zero stands for both: the
            other one is its mirror image about the peak. Empty where each side has its own.
    """

    points: Mapping[str, Quantity]
    peak: Quantity | None = None
    zero_below: Quantity | None = None
    zero_above: Quantity | None = None
    falls: Literal["linear", "quadratic"] = "linear"
    mirrors: Literal["below", "above", ""] = ""

    def at(self, issue: Choice, pick: Callable[[Quantity], float]) -> dict[str, float]:
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

    def _single_peaked(self, issue: Choice, pick: Callable[[Quantity], float]) -> dict[str, float]:
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
        if self.mirrors:
            peaked = {"peak": self.peak, "zero_at": peaked[f"zero_{self.mirrors}"]}
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
        return cls({option_id(str(key)): Quantity.read(number) for key, number in value.items()})

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
        below, above, mirrors = _zeros(peak, numbers)
        return cls({}, peak, below, above, falls, mirrors)


def _zeros(
    peak: Quantity, numbers: Mapping[str, Quantity]
) -> tuple[Quantity | None, Quantity | None, Literal["below", "above", ""]]:
    """Return the zero below and above, and the side of ``zero_at``, which is mirrored."""
    below, above = numbers.get("zero_below"), numbers.get("zero_above")
    mirrors: Literal["below", "above", ""] = ""
    zero = numbers.get("zero_at")
    if zero is not None:
        if below is not None or above is not None:
            raise PydanticCustomError("bad-values", "zero_at stands for both zeros; give one form")
        mirrors = "below" if zero.mid < peak.mid else "above"
        sides = (zero, _mirrored(zero, peak.mid))
        below, above = sides if mirrors == "below" else sides[::-1]
    if below is None and above is None:
        raise PydanticCustomError("bad-values", "a peak needs the level where the worth is zero")
    if (below and below.high >= peak.low) or (above and above.low <= peak.high):
        raise PydanticCustomError("bad-values", "the zeros lie below and above the peak")
    return below, above, mirrors


def _mirrored(zero: Quantity, peak: float) -> Quantity:
    mode = None if zero.mode is None else 2 * peak - zero.mode
    return Quantity(2 * peak - zero.high, 2 * peak - zero.low, mode)


def _share(distance: float, whole: float) -> float:
    return distance / whole if whole else math.inf


def _interpolated(given: Mapping[str, float], levels: Iterable[float]) -> dict[str, float]:
    known = sorted(
        (level, worth) for option, worth in given.items() if (level := level_of(option)) is not None
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
