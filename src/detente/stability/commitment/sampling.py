"""The share of draws in which something holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.errors import InvalidInput
from detente.intervals import wilson
from detente.rounding import rounded


@dataclass(frozen=True, slots=True)
class DrawShare:
    """In how many draws an inequality holds.

    Attributes:
        holding: draws in which it does.
        draws: all of them, at least one.

    Raises:
        InvalidInput: the numbers are no counts of a part and the whole.
    """

    holding: int
    draws: int

    def __post_init__(self) -> None:
        if not 0 <= self.holding <= self.draws or self.draws < 1:
            raise InvalidInput("a share needs a count of draws, and at least one draw in all")

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.holding / self.draws

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % score interval (Wilson 1927), exactly 0 or 1 where none or all hold."""
        low, high = wilson(self.holding, self.draws)
        return float(low), float(high)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        low, high = self.interval
        return {
            "share": rounded(self.value),
            "low": rounded(low),
            "high": rounded(high),
            "holding": self.holding,
            "draws": self.draws,
        }
