"""Worth over a scale around a peak, in words that speak of no level outside the scale."""

from __future__ import annotations

from detente.brief.quantities import as_given, as_used
from detente.case.quantity import Quantity
from detente.case.records import Issue
from detente.case.values import Values
from detente.words import listed, points

FALLS = {
    "linear": "falling in a straight line",
    "quadratic": "falling with the square of the distance",
}


def describe_curve(issue: Issue, values: Values) -> str:
    """Return ``100 at 600 m3/s, falling in a straight line to 0 at 900``; empty without a peak.

    A side whose zero lies outside the scale is told by what the last level is worth.
    """
    if values.peak is None or issue.scale is None:
        return ""
    levels = issue.scale.levels
    peak = f"100 at {as_given(values.peak)} {issue.scale.unit}".rstrip()
    if not values.peak.exact:
        peak += f" ({points(values.peak.mid)} used)"
    sides = ((values.zero_below, levels[0]), (values.zero_above, levels[-1]))
    between = [(zero, end) for zero, end in sides if _beyond_peak(end, values.peak, levels)]
    flat = [f"staying at 100 to {points(end)}" for zero, end in between if zero is None]
    ends = [_end(issue, values, zero, end) for zero, end in between if zero is not None]
    falling = [f"{FALLS[values.falls]} {listed(ends)}"] if ends else []
    return ", ".join([peak, *falling, *flat])


def _beyond_peak(end: float, peak: Quantity, levels: tuple[float, ...]) -> bool:
    """Tell whether the scale has a side there: its end lies beyond the peak."""
    return end < peak.mid if end == levels[0] else end > peak.mid


def _end(issue: Issue, values: Values, zero: Quantity, end: float) -> str:
    scale = issue.scale
    if scale is not None and scale.start <= zero.mid <= scale.stop:
        return f"to 0 at {as_used(zero)}"
    worths = values.at(issue, lambda quantity: quantity.mid)
    worth = worths[issue.option_ids[0 if end == (scale and scale.start) else -1]]
    return f"to {points(worth)} at {points(end)}"
