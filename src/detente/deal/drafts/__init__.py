"""Drafts on the table: what each can become, and what moves lead on from it."""

from __future__ import annotations

from detente.deal.drafts.table import (
    OTHER,
    Agreement,
    Draft,
    DraftReport,
    DraftTable,
    Line,
    PartyRange,
    Term,
    examine_drafts,
)

__all__ = [
    "OTHER",
    "Agreement",
    "Draft",
    "DraftReport",
    "DraftTable",
    "Line",
    "PartyRange",
    "Term",
    "examine_drafts",
]
