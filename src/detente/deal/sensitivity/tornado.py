"""How much each number matters: shares of draws where it is low, and where it is high."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

import detente
from detente.deal.acceptance.share import Share, share_of
from detente.deal.belief.belief import Belief, Number
from detente.deal.belief.draws import Draws
from detente.deal.sensitivity.drawn import Drawn
from detente.errors import InvalidInput
from detente.intervals import LEVEL, Z
from detente.rounding import rounded

Floats = npt.NDArray[np.float64]
Verdict = Literal["deal", "package"]
TENTH = 0.1
FEWEST = 100
"""Draws that a tornado needs, so that a tenth of them says something."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over draws with its 95 % interval (normal)."""

    value: float
    low: float
    high: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {name: rounded(getattr(self, name)) for name in ("value", "low", "high")}


@dataclass(frozen=True, slots=True)
class End:
    """The draws in which one number is at one end.

    Attributes:
        least, most: the smallest and largest value of the number in these draws.
        exists, accepted: how often a deal exists, and the package is acceptable.
        gain: the mean of the package's smallest gain that counts.
    """

    least: float
    most: float
    exists: Share
    accepted: Share
    gain: Mean

    def share(self, verdict: Verdict) -> Share:
        """Return the share of one verdict."""
        return self.exists if verdict == "deal" else self.accepted

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "least": rounded(self.least),
            "most": rounded(self.most),
            "exists": self.exists.to_dict(),
            "accepted": self.accepted.to_dict(),
            "gain": self.gain.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: what holds where it is in its lowest tenth, and where it is in its highest.

    Of a doubtful red line: where it is none, and where it is one.
    """

    number: Number
    place: int
    low: End
    high: End

    def swing(self, verdict: Verdict) -> Mean:
        """Return the share at the high end minus that at the low end, with its interval.

        The interval joins the score intervals of the two shares (Newcombe 1998, method 10).
        """
        one, two = self.low.share(verdict), self.high.share(verdict)
        swing = two.value - one.value
        down = math.hypot(two.value - two.low, one.high - one.value)
        up = math.hypot(two.high - two.value, one.value - one.low)
        return Mean(swing, swing - down, swing + up)

    def matters(self, verdict: Verdict) -> bool:
        """Say whether the interval of the swing leaves out zero."""
        swing = self.swing(verdict)
        return swing.low > 0 or swing.high < 0

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("kind", "party", "issue", "option", "index")
        return {
            **{name: getattr(self.number, name) for name in told},
            "low": self.low.to_dict(),
            "high": self.high.to_dict(),
            "swing_deal": self.swing("deal").to_dict(),
            "swing_package": self.swing("package").to_dict(),
        }


@dataclass(frozen=True)
class Tornado:
    """The answer of :func:`find_tornado`.

    Attributes:
        exists, accepted: over all draws.
        gain: mean smallest gain of the package over all draws.
        bars: one for each number, the widest swing of the package's acceptance first, then of the
            existence of a deal.
        left_out: indices of red lines that are always one, or never, in these draws.
        draws, seed, level: what it rests on.
    """

    exists: Share
    accepted: Share
    gain: Mean
    bars: tuple[Bar, ...]
    left_out: tuple[int, ...]
    draws: int
    seed: int
    exact: bool
    method: str = "draws in the lowest and the highest tenth of each number"
    because: str = "the numbers are drawn together, so the rest varies as it may"
    level: float = LEVEL
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("draws", "seed", "exact", "method", "because", "level", "detente")
        return {
            "exists": self.exists.to_dict(),
            "accepted": self.accepted.to_dict(),
            "gain": self.gain.to_dict(),
            "bars": [bar.to_dict() for bar in self.bars],
            "left_out": list(self.left_out),
            **{name: getattr(self, name) for name in told},
        }


def find_tornado(belief: Belief, draws: Draws, drawn: Drawn) -> Tornado:
    """Compare the draws in which each number is low with those in which it is high.

    Args:
        belief: whose numbers were drawn.
        draws: at least 100.
        drawn: the verdicts in these draws.

    Raises:
        InvalidInput: there are fewer draws, or they are not of this belief.
    """
    if len(draws) < FEWEST or draws.numbers.shape[1] != len(belief.numbers):
        raise InvalidInput(f"a tornado needs at least {FEWEST} draws of this belief")
    bars = list(_bars(belief, draws, drawn))
    ordered = sorted(bars, key=lambda b: (-_size(b, "package"), -_size(b, "deal"), b.place))
    seen = {bar.place for bar in bars}
    return Tornado(
        share_of(drawn.exists, drawn.unsettled),
        share_of(drawn.accepted),
        mean_of(drawn.gain),
        tuple(ordered),
        tuple(k for k in range(len(belief.numbers)) if k not in seen),
        len(draws),
        draws.seed,
        not bool(drawn.unsettled.any()),
    )


def mean_of(values: Floats) -> Mean:
    """Return a mean with its interval."""
    value = float(values.mean())
    half = Z[LEVEL] * float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else 0.0
    return Mean(value, value - half, value + half)


def _size(bar: Bar, verdict: Verdict) -> float:
    return round(abs(bar.swing(verdict).value), 12)


def _bars(belief: Belief, draws: Draws, drawn: Drawn) -> Iterator[Bar]:
    tenth = max(1, round(TENTH * len(draws)))
    for place, number in enumerate(belief.numbers):
        column = draws.numbers[:, place]
        if number.kind == "red_line":
            low, high = np.flatnonzero(column < 0.5), np.flatnonzero(column >= 0.5)
        else:
            order = np.argsort(column, kind="stable")
            low, high = order[:tenth], order[-tenth:]
        if len(low) and len(high):
            ends = (_end(column, drawn, rows) for rows in (low, high))
            yield Bar(number, place, *ends)


def _end(column: Floats, drawn: Drawn, rows: npt.NDArray[np.intp]) -> End:
    return End(
        float(column[rows].min()),
        float(column[rows].max()),
        share_of(drawn.exists[rows], drawn.unsettled[rows]),
        share_of(drawn.accepted[rows]),
        mean_of(drawn.gain[rows]),
    )
