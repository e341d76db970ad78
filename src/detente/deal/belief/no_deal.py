"""What no agreement is worth to a party, on any day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.belief.ranges import Range

Floats = npt.NDArray[np.float64]
MONTH = 30.0
"""Days that drift and discount are counted in."""
NOTHING = Range(0.0, 0.0)
ALL = Range(1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Shock:
    """A step in the worth of no agreement.

    Attributes:
        start: first day, counted from the belief's origin.
        end: last day, included; infinite where it stays.
        add: points.
    """

    start: float
    end: float
    add: Range


@dataclass(frozen=True, slots=True)
class NoDeal:
    """The worth of no agreement as a function of the day t.

    With ``m = (t − at) / 30``::

        base · discount^m + drift · m + Σ add of the shocks in force on t

    Attributes:
        base: on the party's 0–100 scale, as judged for the day ``at``.
        at: that day, counted from the belief's origin.
        drift: points for each 30 days.
        discount: share of the base that is kept for each 30 days, above 0, at most 1.
        shocks: may be empty.
    """

    base: Range
    at: float = 0.0
    drift: Range = NOTHING
    discount: Range = ALL
    shocks: tuple[Shock, ...] = ()

    @property
    def numbers(self) -> tuple[Range, ...]:
        """Base, drift, discount, then what each shock adds."""
        return (self.base, self.drift, self.discount, *(shock.add for shock in self.shocks))

    def worth(self, drawn: Floats, day: float) -> Floats:
        """Return the worth on a day.

        Args:
            drawn: shape (n, numbers), in the order of :attr:`numbers`.
            day: counted from the belief's origin.

        Returns:
            Shape (n,).
        """
        months = (day - self.at) / MONTH
        total = drawn[:, 0] * drawn[:, 2] ** months + drawn[:, 1] * months
        for column, shock in enumerate(self.shocks, start=3):
            if shock.start <= day <= shock.end:
                total = total + drawn[:, column]
        return np.asarray(total)
