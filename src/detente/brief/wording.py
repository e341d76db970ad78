"""Days, counts and lists in words, and the pieces that sentences of the brief are made of.

One wording for every side: the functions here take names as they come and never look at who they
belong to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

WORDS = "one two three four five six seven eight nine ten".split()

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


def points(value: float) -> str:
    """Return a worth on the 0–100 scale, to one decimal where that says something.

    Halves are rounded up, away from zero, on the value rounded to nine decimals, so that 55.65
    is 55.7 whatever its binary digits.
    """
    exact = Decimal(repr(round(value, 9)))
    text = str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP)).removesuffix(".0")
    return "0" if text in ("-0", "-0.0") else text.replace("-", "−")


def whole(value: int) -> str:
    """Return a count: ``1,024``; beyond a billion in powers of ten, and then ``about``."""
    if abs(value) < 10**9:
        return f"{value:,}"
    lead, power = f"{value:.1e}".split("e+")
    raised = str(int(power)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"about {lead} × 10{raised}"


def spelled(value: int) -> str:
    """Return ``one`` to ``ten`` in letters, other counts as :func:`whole`."""
    return WORDS[value - 1] if 1 <= value <= len(WORDS) else whole(value)


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return ``1 source``, ``2 sources``; ``plural`` where adding an s is not enough."""
    return f"{whole(number)} {singular if number == 1 else plural or singular + 's'}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


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
