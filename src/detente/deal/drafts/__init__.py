"""Drafts on the table: what each can become, and what moves lead on from it."""

from __future__ import annotations

from detente.deal.drafts.alignment import (
    AttainableShare,
    DraftAlignment,
    PairAlignment,
    Stated,
    attainable_shares,
    compare_positions,
    compare_with_positions,
)
from detente.deal.drafts.changes import ChangeLog, IssueChange, LineChange, compare_drafts
from detente.deal.drafts.moves import find_moves
from detente.deal.drafts.records import (
    DraftMoves,
    FrontierDistance,
    JointImprovements,
    MostGained,
    NearestPackage,
)
from detente.deal.drafts.step import Step, TermChange
from detente.deal.drafts.table import (
    Agreement,
    DraftReport,
    DraftTable,
    Line,
    PartyRange,
    examine_drafts,
)
from detente.deal.drafts.terms import OTHER, Draft, Term

__all__ = [
    "OTHER",
    "Agreement",
    "AttainableShare",
    "ChangeLog",
    "Draft",
    "DraftAlignment",
    "DraftMoves",
    "DraftReport",
    "DraftTable",
    "FrontierDistance",
    "IssueChange",
    "JointImprovements",
    "Line",
    "LineChange",
    "MostGained",
    "NearestPackage",
    "PairAlignment",
    "PartyRange",
    "Stated",
    "Step",
    "Term",
    "TermChange",
    "attainable_shares",
    "compare_drafts",
    "compare_positions",
    "compare_with_positions",
    "examine_drafts",
    "find_moves",
]
