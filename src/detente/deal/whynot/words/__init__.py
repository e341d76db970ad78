"""Conflicts, moves and limits in words."""

from __future__ import annotations

from detente.deal.whynot.words.names import Names, OwnNames
from detente.deal.whynot.words.phrases import (
    Phrase,
    Piece,
    capital,
    joined,
    say_points,
    signed,
    text_of,
)
from detente.deal.whynot.words.sentences import Words

__all__ = [
    "Names",
    "OwnNames",
    "Phrase",
    "Piece",
    "Words",
    "capital",
    "joined",
    "say_points",
    "signed",
    "text_of",
]
