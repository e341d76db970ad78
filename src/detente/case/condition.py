"""Which options of an issue a statement means, and the ids of levels of a scale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from pydantic_core import PydanticCustomError

from detente.case.quantity import Written, is_number


class Levels(Protocol):
    """The levels of a scale, lowest first."""

    @property
    def levels(self) -> tuple[float, ...]:
        """The numeric levels."""


class Choice(Protocol):
    """What conditions and worths need to know of an issue."""

    @property
    def scale(self) -> Levels | None:
        """The scale of an ordered issue; None when the options are named."""

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Ids of the options, in order."""


def level_id(level: float) -> str:
    """Return the id of a level of a scale: ``600``, ``0.5``; whole numbers carry no point."""
    return f"{level:.9f}".rstrip("0").rstrip(".") if level else "0"


def option_id(written: str | int | float) -> str:
    """Return the id that an option is written for: ``400.0`` is the level ``400``."""
    level = level_of(written) if isinstance(written, str) else float(written)
    return str(written) if level is None else level_id(level)


def level_of(option: str) -> float | None:
    """Return the number that an id of a level stands for; None for other ids."""
    try:
        number = float(option)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


@dataclass(frozen=True, slots=True)
class Condition(Written):
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

    def of(self, issue: Choice) -> tuple[str, ...]:
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
        if not listed or not all(isinstance(item, str) or is_number(item) for item in listed):
            raise PydanticCustomError(
                "bad-option",
                "an option is an id, a list of ids, or {above: …, below: …} on a scale",
            )
        options = [option_id(item) for item in listed]
        return cls(tuple(dict.fromkeys(options)))

    @classmethod
    def _read_range(cls, value: Mapping[Any, Any]) -> Self:
        if not value or not set(value) <= {"above", "below"}:
            raise PydanticCustomError(
                "bad-option", "a range of a scale is written {above: 400, below: 800}"
            )
        if not all(is_number(limit) for limit in value.values()):
            raise PydanticCustomError("bad-option", "above and below are numbers")
        return cls((), value.get("below"), value.get("above"))


def _written_option(option: str) -> str | int | float:
    level = level_of(option)
    if level is None:
        return option
    return int(level) if level.is_integer() else level
