"""Would it be ratified? Who else must say yes, and what they leave of the deals at the table."""

from __future__ import annotations

from detente.deal.ratifying.examine import examine_ratification
from detente.deal.ratifying.ratifiers import Poll, Ratifier
from detente.deal.ratifying.records import (
    Check,
    DraftAnswer,
    DraftRatification,
    Narrowing,
    Ratification,
    RatifierReport,
)
from detente.deal.ratifying.winset import problem_with_ratification

__all__ = [
    "Check",
    "DraftAnswer",
    "DraftRatification",
    "Narrowing",
    "Poll",
    "Ratification",
    "Ratifier",
    "RatifierReport",
    "examine_ratification",
    "problem_with_ratification",
]
