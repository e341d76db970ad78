"""A tipping value: where the answer flips when one number moves and all others stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from detente.deal.belief.belief import Number
from detente.deal.sensitivity.paths import Path
from detente.deal.sensitivity.scanning import bisect
from detente.rounding import rounded

STEP = 4e-7
"""How far before and after a tipping value the answer is asked again."""
FURTHER = (1e-5, 1e-3, 0.1)
"""How far beyond a value the other answer is looked for where it is not found next to it."""


@dataclass(frozen=True, slots=True)
class Tip:
    """The value of one number beyond which an answer is another one.

    Attributes:
        number: which number.
        place: its index among the belief's numbers; None for a no-deal value that is exact.
        start: where it stands in the answer; for a doubtful red line 1 (counted) or 0 (not).
        low, high: the ends of what was judged, as far as the party's other numbers allow.
        value: the tipping value.
        direction: 1 if the answer flips above it, −1 if below it.
        within: whether it lies in what was judged; otherwise it is the nearest beyond.
        before, after: values at which the answer was asked again: the same as at the start, and
            the other one; at most 1e-6 apart, but for red lines.
        exact: whether nothing can have been missed between the start and the value.
    """

    number: Number
    place: int | None
    start: float
    low: float
    high: float
    value: float
    direction: int
    within: bool
    before: float
    after: float
    exact: bool = True

    @property
    def distance(self) -> float | None:
        """How far the number has to move, as a share of its range; None where it is exact."""
        width = self.high - self.low
        return abs(self.value - self.start) / width if width > 0 else None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; the number by kind and place."""
        told = ("kind", "party", "issue", "option", "index")
        data: dict[str, Any] = {name: getattr(self.number, name) for name in told}
        for name in ("start", "low", "high", "value", "distance", "before", "after"):
            data[name] = rounded(getattr(self, name))
        for name in ("direction", "within", "exact"):
            data[name] = getattr(self, name)
        return data


def confirm(
    holds: Callable[[float], bool], path: Path, value: float, direction: int, *, at_start: bool
) -> tuple[float, float, float] | None:
    """Ask again on both sides of a tipping value.

    Args:
        holds: the answer at a value.
        path: of the number.
        value: beyond which the answer is thought to differ.
        direction: 1 or −1.
        at_start: the answer at the start.

    Returns:
        The tipping value, corrected by bisection where rounding moved it, and the two values that
        confirm it; None if the answer is the same a good way beyond.
    """
    first, last = path.side(direction)[0], path.side(direction)[-1]

    def within(t: float) -> float:
        return max(min(first, last), min(max(first, last), t))

    before, after = within(value - direction * STEP), within(value + direction * STEP)
    if holds(before) == at_start or before == first:
        if holds(after) != at_start:
            return value, before, after
        further = [within(value + direction * step) for step in FURTHER]
        far = next((t for t in further if holds(t) != at_start), None)
        near = after
    else:
        near, far = first, before
    if far is None:
        return None
    value = bisect(holds, near, far, at_near=at_start)
    return value, within(value - direction * STEP), within(value + direction * STEP)
