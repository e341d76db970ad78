"""Runs of days in words, the same for the command line and the brief."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from detente.words import listed

if TYPE_CHECKING:
    from detente.deal.waiting import Span


def tell_runs(spans: Sequence[Span], told: Callable[[int], str]) -> str:
    """Say on which days something holds.

    Args:
        spans: that follow on each other and cover all days.
        told: gives the date of a day by its number.
    """
    runs = [
        f"on {told(s.first)}" if s.first == s.last else f"from {told(s.first)} to {told(s.last)}"
        for s in spans
        if s.holds
    ]
    unknown = any(s.holds is None for s in spans)
    if not runs:
        return "on no day that was settled" if unknown else "on no day"
    if len(spans) == 1:
        return f"on every day {runs[0]}"
    return listed(runs) + ("; some days were not settled" if unknown else ", and on no other day")
