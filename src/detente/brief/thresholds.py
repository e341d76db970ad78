"""Limits of no-deal values to one decimal, rounded so that what is said of them stays true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.words import points

if TYPE_CHECKING:
    from detente.deal.whynot.limits import Limit, Together
    from detente.deal.whynot.words import Phrase


def about(value: float, *, up: bool) -> str:
    """Return a threshold to one decimal, with ``about`` where it had to be rounded.

    Args:
        value: in points.
        up: whether the sentence stays true with a larger number; otherwise with a smaller one.
    """
    tenths = round(value * 10, 6)
    rounded = (math.ceil(tenths) if up else math.floor(tenths)) / 10
    if abs(rounded - value) <= 1e-7:
        return points(rounded)
    return f"about {points(rounded)}" if rounded else "less than 0.1"


def in_points(text: str) -> str:
    """Return the number with its unit."""
    return f"{text} point" if text in ("1", "about 1") else f"{text} points"


def tell_limit(phrase: Phrase, limit: Limit, *, exists: bool) -> Phrase:
    """Return the sentence on one no-deal value with its numbers rounded.

    With a deal the value could rise by so much, which stays true of less; without one it has to
    fall by so much, which stays true of more. Either way the level reached is rounded down.
    """
    if limit.limit is None or limit.change is None:
        return phrase
    change = in_points(about(abs(limit.change), up=not exists))
    return _renumbered(phrase, [change, points(limit.no_deal), about(limit.limit, up=False)])


def tell_together(phrase: Phrase, found: Together) -> Phrase:
    """Return the sentence on all no-deal values with its number rounded."""
    return _renumbered(phrase, [in_points(about(abs(found.points), up=found.points < 0))])


def tell_total(phrase: Phrase, found: Together) -> Phrase:
    """Return the sentence on the falls of several no-deal values with its numbers rounded."""
    falls = [found.points, *(-change for change in found.changes.values())]
    return _renumbered(phrase, [in_points(about(fall, up=True)) for fall in falls])


def _renumbered(phrase: Phrase, texts: Sequence[str]) -> Phrase:
    """Return the phrase with other texts for its numbers, in their order."""
    left = iter(texts)
    return tuple(
        replace(piece, text=next(left)) if piece.kind == "number" else piece for piece in phrase
    )
