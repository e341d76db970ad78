"""Ids of a case made from names of other programs: readable, unique, and always the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.case.records import RED_LINE_KEYS
from detente.reading.transliteration import to_latin

LONGEST = 40
RESERVED = RED_LINE_KEYS | {"peak"}
"""Words of the case format that cannot be ids of issues or options."""


def make_ids(names: Sequence[str], *, prefix: str) -> list[str]:
    """Return an id for each name.

    Letters of other scripts are written in Latin ones, other signs become hyphens, and an id that
    would not begin with a letter gets the prefix (``4.37`` of the issue Price: ``price-4-37``).
    A name of which nothing is left is numbered; the second of two equal ids gets ``-2``.

    Args:
        names: in their order, which decides who keeps the plain id.
        prefix: a valid id.

    Examples:
        >>> make_ids(["Two-Man Patrols", "4.37", "4,37", "?"], prefix="price")
        ['two-man-patrols', 'price-4-37', 'price-4-37-2', 'price-4']
    """
    ids: list[str] = []
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        made = slug = _slug(name, prefix, number)
        while made in taken:
            numbers[slug] = numbers.get(slug, 1) + 1
            made = f"{slug}-{numbers[slug]}"
        taken.add(made)
        ids.append(made)
    return ids


def distinct(names: Sequence[str]) -> list[str]:
    """Return the names, with a number after each that stands there before.

    Examples:
        >>> distinct(["yes", "no", "yes"])
        ['yes', 'no', 'yes (2)']
    """
    made: list[str] = []
    taken: set[str] = set()
    for name in names:
        number, free = 2, name
        while free in taken or (free != name and free in names):
            free, number = f"{name} ({number})", number + 1
        taken.add(free)
        made.append(free)
    return made


def _slug(name: str, prefix: str, number: int) -> str:
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", to_latin(name)))
    slug = _shortened("-".join(words))
    if not slug:
        return f"{prefix}-{number}"
    if not slug[0].isalpha() or slug in RESERVED:
        return f"{prefix}-{slug}"
    return slug


def _shortened(slug: str) -> str:
    """Cut a long id, between words where there is one to keep."""
    if len(slug) <= LONGEST:
        return slug
    cut = slug[: LONGEST + 1].rfind("-")
    return slug[: cut if cut > 0 else LONGEST].rstrip("-")
