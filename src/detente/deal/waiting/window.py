"""The days that are looked at, and what begins or ends on them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.deal import checks
from detente.deal.belief.belief import EVEN, Belief
from detente.deal.belief.ranges import Range
from detente.errors import InvalidInput

Kind = Literal["shock", "red line"]
LONGEST = 7_320
"""Days from the first to the last, at most: twenty years."""
MOST = 1_000
"""Days that are examined in full, at most."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that begins or ends on a whole day.

    Attributes:
        day: the first day on which it is so, counted from the belief's origin.
        kind: ``shock`` or ``red line``.
        begins: whether it begins; else this is the first day without it.
        party: whose, by index.
        index: of a shock: its place among the party's; of a red line: among the belief's lines.
    """

    day: int
    kind: Kind
    begins: bool
    party: int
    index: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "day": self.day,
            "kind": self.kind,
            "begins": self.begins,
            "party": self.party,
            "index": self.index,
        }


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked about.

    Attributes:
        start, end: first and last day, whole, counted from the belief's origin.
        every: days between two that are examined in full.
        changes: what begins or ends from ``start`` to ``end``, in order.
        listed: the days examined in full: every so many, the last one, each with a change, and the
            day before that.
    """

    start: int
    end: int
    every: int
    changes: tuple[Change, ...]
    listed: tuple[int, ...]

    @property
    def days(self) -> range:
        """Every day from first to last."""
        return range(self.start, self.end + 1)


def make_window(belief: Belief, *, start: int, end: int, every: int) -> Window:
    """Find the days to look at.

    Args:
        belief: what is believed.
        start, end: first and last day, counted from the belief's origin.
        every: days between two that are examined in full.

    Raises:
        InvalidInput: the last day comes before the first or more than twenty years after it, the
            step is not a whole number above 0, or more than 1,000 days would be examined in full.
    """
    every = checks.whole(every, "the step", least=1)
    if end < start:
        raise InvalidInput(
            f"the last day comes {start - end} days before the first; swap them, or leave one out"
        )
    if end - start > LONGEST:
        raise InvalidInput(f"at most {LONGEST:,} days can be looked at; choose an earlier last day")
    changes = tuple(c for c in find_changes(belief) if start <= c.day <= end)
    around = {day for c in changes for day in (c.day - 1, c.day) if day >= start}
    listed = tuple(sorted({*range(start, end, every), end, *around}))
    if len(listed) > MOST:
        raise InvalidInput(
            f"{len(listed):,} days would be examined in full, more than {MOST:,}; "
            "choose a larger step or an earlier last day"
        )
    return Window(start, end, every, changes, listed)


def find_changes(belief: Belief) -> tuple[Change, ...]:
    """Return every day on which a shock or a red line begins or ends, in order of days."""
    found: list[Change] = []
    for p, party in enumerate(belief.parties):
        for k, shock in enumerate(party.no_deal.shocks if party else ()):
            found += _ends("shock", p, k, shock.start, shock.end)
    for k, line in enumerate(belief.lines):
        found += _ends("red line", line.party, k, line.start, line.end)
    return tuple(sorted(found, key=lambda c: (c.day, c.kind != "shock", c.party, c.index)))


def _ends(kind: Kind, party: int, index: int, first: float, last: float) -> list[Change]:
    found = []
    if math.isfinite(first):
        found.append(Change(math.ceil(first), kind, True, party, index))
    if math.isfinite(last):
        found.append(Change(math.floor(last) + 1, kind, False, party, index))
    return found


def lines_on(belief: Belief, day: int) -> tuple[int, ...]:
    """Return the lines in force on a day that count at mid-points, by index."""
    lines = enumerate(belief.lines)
    return tuple(i for i, k in lines if k.start <= day <= k.end and k.probability >= EVEN)


def moves(belief: Belief, window: Window) -> bool:
    """Say whether anything is different on some later day of the window than on the first.

    Args:
        belief: what is believed.
        window: the days.

    Returns:
        True where a no-deal value drifts or is discounted, or a shock or a red line begins or ends
        after the first day.
    """
    if window.end == window.start:
        return False
    if any(change.day > window.start for change in window.changes):
        return True
    records = [party.no_deal for party in belief.parties if party is not None]
    return any(
        _moving(r.drift, 0.0) or (_moving(r.discount, 1.0) and _moving(r.base, 0.0))
        for r in records
    )


def _moving(number: Range, still: float) -> bool:
    return number.low != still or number.high != still


@dataclass(frozen=True, slots=True)
class Segment:
    """Days in a row with the same red lines.

    Attributes:
        first, last: both included.
        lines: that count at mid-points.
    """

    first: int
    last: int
    lines: tuple[int, ...]

    def rows(self, days: Sequence[int]) -> slice:
        """Return where the segment's days stand among ascending days."""
        return slice(bisect_left(days, self.first), bisect_left(days, self.last + 1))


def find_segments(belief: Belief, window: Window) -> list[Segment]:
    """Cut the window where a red line begins or ends."""
    turning = {c.day for c in window.changes if c.kind == "red line"} - {window.start}
    firsts = sorted({window.start, *turning})
    lasts = [day - 1 for day in firsts[1:]] + [window.end]
    return [Segment(a, b, lines_on(belief, a)) for a, b in zip(firsts, lasts, strict=True)]
