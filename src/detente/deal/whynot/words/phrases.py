"""Phrases: pieces of text that know what they are, joined, spelled and printed.

A phrase is a tuple of pieces, so that whoever prints it can tell names and numbers from our own
words and tie each to the demand behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from detente.deal.verdicts import say


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a phrase.

    Attributes:
        text: as it is printed.
        kind: ``text`` is ours, ``name`` comes from the problem, ``number`` is a result or a code.
        demand: for a number or a code, key of the demand that it belongs to; may be empty.
    """

    text: str
    kind: Literal["text", "name", "number"] = "text"
    demand: str = ""


Phrase = tuple[Piece, ...]


def text_of(phrase: Phrase) -> str:
    """Return a phrase as plain text."""
    return "".join(piece.text for piece in phrase)


def joined(items: Sequence[Phrase], last: str = " and ", between: str = ", ") -> Phrase:
    """Return phrases as a list in words: ``a, b and c``."""
    pieces: list[Piece] = []
    for index, item in enumerate(items):
        if index:
            pieces.append(Piece(last if index == len(items) - 1 else between))
        pieces += item
    return tuple(pieces)


def capital(phrase: Phrase) -> Phrase:
    """Return a phrase that starts with a capital letter, if its first word is ours."""
    first = phrase[0]
    if first.kind != "text":
        return phrase
    return (Piece(first.text[:1].upper() + first.text[1:], "text", first.demand), *phrase[1:])


def say_points(points: float) -> str:
    """Return ``1 point``, ``3.2 points``."""
    text = say(points) if abs(points) > 1e-9 else "0"
    return f"{text} point" if text == "1" else f"{text} points"


def signed(points: float) -> str:
    """Return ``+3.2`` or ``−3.2``, to a tenth; 0 without a sign."""
    if abs(points) <= 1e-9:
        return "0"
    tenths = f"{abs(points):.1f}".removesuffix(".0")
    sign = "+" if points > 0 else "−"
    return f"{sign}{tenths}" if float(tenths) else f"{sign}less than 0.1"
