"""Days in words, and the pieces that sentences of the brief are made of.

One wording for every side: the functions here take names as they come and never look at who they
belong to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence.

    Attributes:
        text: as it is printed; empty for a piece that only carries anchors.
        kind: ``text`` is ours; ``name`` comes from the case and is isolated from the direction of
            the text around it; ``number`` is a result.
        refs: anchors of the evidence or judgement behind the piece; may be empty for ``text``.
    """

    text: str
    kind: Literal["text", "name", "number"] = "text"
    refs: tuple[str, ...] = ()


Sentence = tuple[Part, ...]


def printable(text: str) -> str:
    """Return the text without characters that have no place on a page."""
    return UNPRINTABLE.sub("\ufffd", text)


def plain(text: str) -> str:
    """Return the text for places that cannot isolate its direction: attributes, titles, charts."""
    return BIDI_CONTROLS.sub("", printable(text)).replace("\n", " ")


def day(value: date) -> str:
    """Return ``4 Dec 2025``, whatever the locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def days(first: date, last: date | None) -> str:
    """Return one day, or the first and the last of several."""
    return day(first) if last is None or last == first else f"{day(first)} – {day(last)}"


def issued(value: str) -> str:
    """Return a CSL date (``2025``, ``2025-12`` or ``2025-12-04``) in words; empty stays empty."""
    parts = value.split("-")
    if len(parts) == 3:
        return day(date.fromisoformat(value))
    return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else value


def named(names: Sequence[str], last: str = "and") -> Sentence:
    """Return the names as a list in words, each isolated."""
    return joined([(Part(name, "name"),) for name in names], last)


def joined(items: Sequence[Sentence], last: str = "and") -> Sentence:
    """Return pieces of a sentence as a list in words."""
    parts: list[Part] = []
    for index, item in enumerate(items):
        if index:
            parts.append(Part(f" {last} " if index == len(items) - 1 else ", "))
        parts += item
    return tuple(parts)


def letter(index: int) -> str:
    """Return the letter of an option by its place: a, b, …, z, aa, ab, …"""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def blocks(items: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """Split into runs of nearly equal length, none longer than ``most``; nothing gives nothing."""
    count = -(-len(items) // most)
    cuts = [round(k * len(items) / count) for k in range(count + 1)] if count else []
    return [tuple(items[a:b]) for a, b in pairwise(cuts)]
