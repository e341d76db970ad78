"""The number of packages of one kind, as a frozen record that turns into plain JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Literal

import detente

Method = Literal["product", "enumeration", "states", "sampling"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many packages of one kind there are.

    Attributes:
        count: the number, of any size; an estimate where it is not ``exact``.
        low, high: an interval around it; both are ``count`` where it is exact.
        confidence: the probability with which such an interval holds the number, at least; None
            where the number is exact.
        exact: whether the number is proved.
        packages: all combinations of options, excluded ones among them.
        method: ``product`` (nobody had to be asked), ``enumeration``, ``states`` (dynamic
            programming) or ``sampling``.
        because: why that way, in words.
        parameters: what it was computed with; where sampled, also what the packages were drawn
            from (``drawn_from``, ``drawn_from_size``), how many, and how many passed (``hits``).
        seed: of the sampling; None where nothing was sampled.
        detente: version.
    """

    count: int
    low: int
    high: int
    confidence: float | None
    exact: bool
    packages: int
    method: Method
    because: str
    parameters: dict[str, Any]
    seed: int | None = None
    detente: str = detente.__version__

    @property
    def share(self) -> float:
        """The count as a share of all combinations of options."""
        return float(Fraction(self.count, self.packages))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**asdict(self), "share": self.share}
