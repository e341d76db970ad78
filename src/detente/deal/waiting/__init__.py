"""How things move with time: when a deal exists, when a day is ripe, what waiting does to whom."""

from __future__ import annotations

from detente.deal.waiting.course import find_course
from detente.deal.waiting.record import (
    Course,
    CourseDay,
    PackageSpan,
    PartyDay,
    Span,
    Turn,
)
from detente.deal.waiting.window import Change

__all__ = [
    "Change",
    "Course",
    "CourseDay",
    "PackageSpan",
    "PartyDay",
    "Span",
    "Turn",
    "find_course",
]
