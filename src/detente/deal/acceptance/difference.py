"""How far two shares of the same draws lie apart, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.intervals import of_difference
from detente.rounding import rounded


@dataclass(frozen=True, slots=True)
class Difference:
    """A share of draws minus another one, over the same draws.

    Attributes:
        value: the difference.
        low, high: 95 % interval of the paired difference.
    """

    value: float
    low: float
    high: float

    @property
    def level(self) -> bool:
        """Whether the draws do not tell the two apart."""
        return self.low <= 0.0 <= self.high

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        numbers = {name: rounded(getattr(self, name)) for name in ("value", "low", "high")}
        return {**numbers, "level": self.level}


def difference_of(one: npt.NDArray[np.bool_], two: npt.NDArray[np.bool_]) -> Difference:
    """Return the share of ``one`` minus that of ``two``, shape (n,) each, over the same draws."""
    return Difference(*of_difference(one, two))
