"""What the groups not yet merged can still bring, and what that makes of a party's need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Digits = npt.NDArray[np.int32]
REFUSED = 1 << 62
"""Stands for a need that nothing left can meet; above every sum."""
REACHABLE = 1 << 17
"""Sums of one party over the groups left that are listed at most."""


@dataclass(frozen=True, slots=True)
class Rest:
    """The groups from some position on.

    Attributes:
        worth: of each group, shape (parties, choices).
        most: the largest sum of each party.
        completions: how many combinations there are.
        reachable: for each party its possible sums, ascending; None where there are too many.
    """

    worth: Sequence[Ints]
    most: Ints
    completions: int
    reachable: tuple[Ints | None, ...]


def order_groups(worth: Sequence[Ints]) -> list[Ints]:
    """Return the groups in the order in which they are merged: those that decide most first."""
    ranges = np.array([table.max(axis=1) for table in worth], dtype=float)
    shares = ranges / np.maximum(ranges.sum(axis=0), 1)
    return [worth[group] for group in np.argsort(-shares.sum(axis=1), kind="stable")]


def what_follows(worth: Sequence[Ints], need: Ints) -> list[Rest]:
    """Return what follows each position, from all groups to none."""
    reachable: list[Ints | None] = [np.zeros(1, dtype=np.int64) for _ in need]
    rests = [Rest((), np.zeros(len(need), dtype=np.int64), 1, tuple(reachable))]
    for position in range(len(worth) - 1, -1, -1):
        table, last = worth[position], rests[-1]
        reachable = [
            _sums_of(sums, np.unique(table[p]), int(need[p]))
            for p, sums in enumerate(last.reachable)
        ]
        completions = last.completions * table.shape[1]
        most = last.most + table.max(axis=1)
        rests.append(Rest(worth[position:], most, completions, tuple(reachable)))
    return rests[::-1]


def _sums_of(sums: Ints | None, worth: Ints, need: int) -> Ints | None:
    """Return the different sums of two sets, those above the need cut down to it."""
    if sums is None or len(sums) * len(worth) > 8 * REACHABLE:
        return None
    found = np.unique(np.minimum(sums[:, None] + worth, need))
    return found if len(found) <= REACHABLE else None


def simplify(needs: Ints, rest: Rest, party: int) -> tuple[Ints, Digits]:
    """Bring one party's needs into their simplest form, given what is left.

    Returns:
        The different needs that remain, ascending, 0 and :data:`REFUSED` always among them; and
        for each given need which one it has become, in its shape.
    """
    needs = np.where(needs > rest.most[party], REFUSED, np.maximum(needs, 0))
    sums = rest.reachable[party]
    if sums is not None:
        needs = np.append(sums, REFUSED)[np.searchsorted(sums, needs)]
    levels, which = np.unique(np.append(needs.ravel(), (0, REFUSED)), return_inverse=True)
    return levels, which[:-2].reshape(needs.shape).astype(np.int32)
