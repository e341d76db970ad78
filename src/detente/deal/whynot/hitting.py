"""Minimal hitting sets, by adding one set after the other (Berge 1989, chapter 2).

A hitting set of a family has an element in common with every set of the family. The minimal hitting
sets of all minimal conflicts are the minimal repairs, and the other way round (Reiter 1987, theorem
4.4). Sets are integers whose bits are the elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.errors import NotConverged


def bits(members: int) -> tuple[int, ...]:
    """Return the elements of a set, ascending."""
    return tuple(_bits(members))


def as_bits(elements: Iterable[int]) -> int:
    """Return the set of some elements."""
    members = 0
    for element in elements:
        members |= 1 << element
    return members


def minimal_hitting_sets(family: Iterable[int], *, limit: int) -> list[int]:
    """Return all minimal hitting sets of a family, smallest first.

    Args:
        family: sets; an empty one cannot be hit, and then there is none.
        limit: how many to hold at most, on the way as well.

    Raises:
        NotConverged: there are more than ``limit`` on the way.
    """
    found = [0]
    for members in sorted(set(family), key=int.bit_count):
        found = hit_also(found, members, limit=limit)
    return in_order(found)


def hit_also(hitting: Iterable[int], members: int, *, limit: int) -> list[int]:
    """Return the minimal hitting sets of a family with one more set.

    Args:
        hitting: the minimal hitting sets of the family so far.
        members: the set that joins it.
        limit: how many to return at most.

    Raises:
        NotConverged: there are more than ``limit``.
    """
    kept: list[int] = []
    missed: list[int] = []
    for h in hitting:
        (kept if h & members else missed).append(h)
    rivals = {e: [k for k in kept if k >> e & 1 and k & members == 1 << e] for e in _bits(members)}
    found = kept
    for h in missed:
        for e, others in rivals.items():
            larger = h | 1 << e
            if not any(other & ~larger == 0 for other in others):
                found.append(larger)
        if len(found) > limit:
            raise NotConverged(f"there are more than {limit:,} minimal ways to repair")
    return found


def minimal_only(sets: Iterable[int]) -> list[int]:
    """Return the sets that contain no other one, smallest first, each once."""
    found: list[int] = []
    for members in in_order(set(sets)):
        if not any(other & ~members == 0 for other in found):
            found.append(members)
    return found


def in_order(sets: Iterable[int]) -> list[int]:
    """Return sets smallest first, those of one size in the order of their elements."""
    return sorted(sets, key=lambda members: (members.bit_count(), bits(members)))


def _bits(members: int) -> Iterator[int]:
    while members:
        lowest = members & -members
        yield lowest.bit_length() - 1
        members ^= lowest
