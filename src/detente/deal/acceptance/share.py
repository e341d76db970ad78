"""A share of draws with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.intervals import wilson
from detente.rounding import rounded

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """In how many draws something holds.

    Attributes:
        accepted: draws in which it holds.
        draws: all draws, at least one.
        open: draws in which it was not settled whether it holds; they widen the interval.
        exact: whether nothing is uncertain, so that one draw stands for all and there is no error.

    Raises:
        InvalidInput: the numbers are no counts of parts and the whole.
    """

    accepted: int
    draws: int
    open: int = 0
    exact: bool = False

    def __post_init__(self) -> None:
        if min(self.accepted, self.open) < 0 or not 0 < self.draws >= self.accepted + self.open:
            raise InvalidInput("a share needs counts of draws, at least one draw in all")

    @property
    def value(self) -> float:
        """The share of draws in which it was found to hold."""
        return self.accepted / self.draws

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval (Wilson), taking open draws not to hold."""
        if self.exact:
            return self.value
        return float(wilson(self.accepted, self.draws)[0])

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval (Wilson), taking open draws to hold."""
        if self.exact:
            return (self.accepted + self.open) / self.draws
        return float(wilson(self.accepted + self.open, self.draws)[1])

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "share": rounded(self.value),
            "low": rounded(self.low),
            "high": rounded(self.high),
            "accepted": self.accepted,
            "draws": self.draws,
            "open": self.open,
            "exact": self.exact,
        }


def share_of(flags: Flags, unsettled: Flags | None = None, *, exact: bool = False) -> Share:
    """Return the share of draws in which a flag is set.

    Args:
        flags: shape (n,).
        unsettled: shape (n,), draws that were not settled, whatever their flag; None for none.
        exact: whether nothing is uncertain.
    """
    if unsettled is None:
        return Share(int(flags.sum()), len(flags), exact=exact)
    settled = int((flags & ~unsettled).sum())
    return Share(settled, len(flags), int(unsettled.sum()), exact)
