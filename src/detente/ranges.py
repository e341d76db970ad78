"""A number that is not known exactly: somewhere in a range, perhaps likelier near a mode."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranged:
    """A number from ``low`` to ``high``, and where in between it stands.

    Attributes:
        low, high: the ends, ``low <= high``; equal where the number is exact.
        mode: the likeliest value, ``low <= mode <= high``; None where none is likelier.
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
