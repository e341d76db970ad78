"""Families of sets: their minimal and their maximal members."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)


def keep_minimal(family: Iterable[frozenset[Member]]) -> list[frozenset[Member]]:
    """Return the sets that contain no other set of the family, smallest first."""
    kept: list[frozenset[Member]] = []
    for one in sorted(set(family), key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return kept


def keep_maximal(family: Iterable[frozenset[Member]]) -> list[frozenset[Member]]:
    """Return the sets that no other set of the family contains, largest first."""
    kept: list[frozenset[Member]] = []
    for one in sorted(set(family), key=len, reverse=True):
        if not any(one <= other for other in kept):
            kept.append(one)
    return kept
