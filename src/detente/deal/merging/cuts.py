"""Linear cuts, and the listing of every package that satisfies them all.

A cut asks that ``Σ_p λ_p g_p >= floor`` for the gains g of a package. Its left side is a sum over
groups, so the most that the groups still open can add is known, and a partial package that misses
the floor even with the most of all of them is dropped. What is left at the end is every package
that satisfies the cuts: nothing is sampled and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from detente.deal.merging.lattice import Floats, Indices, Lattice

STATES = 500_000
"""Candidates of one layer beyond which a listing is given up."""
TOGETHER = 4
"""Cuts that are asked of a candidate at a time."""
FEW_ROWS = 6
"""Rows up to which every pattern of ups and downs is used."""
AROUND = 1.4
"""How far up or down the multipliers are moved."""
NONE = np.zeros(0, dtype=np.int64)
NOISE = 1e-12
"""Floors are lowered by this, relative to the size of the numbers, for rounding in the products."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One linear condition on the gains.

    Attributes:
        multipliers: shape (rows,): λ, never negative.
        floor: the least that λ·g has to reach, in the unit of the gains.
    """

    multipliers: Floats
    floor: float


def spread(multipliers: Floats) -> list[Floats]:
    """Return the multipliers themselves, and others around them: some rows up, the others down.

    One price of the gains leaves packages that are good for some parties and bad for others; the
    prices around it tell those apart long before the last group.
    """
    rows = np.flatnonzero(multipliers > 0)
    if len(rows) <= FEW_ROWS:
        patterns = list(product((-1, 1), repeat=len(rows)))
    else:
        patterns = [
            tuple(sign if r == row else 0 for r in rows) for row in rows for sign in (-1, 1)
        ]
    around = []
    for pattern in patterns:
        moved = multipliers.copy()
        moved[rows] *= AROUND ** np.array(pattern)
        around.append(moved)
    return [multipliers, *around]


@dataclass(frozen=True)
class Listing:
    """The packages that satisfy some cuts.

    Attributes:
        lattice: its last layer holds their sums.
        choices: for each group, the choices that some package may take: their numbers.
        order: the groups, in the order in which the lattice took them.
    """

    lattice: Lattice
    choices: tuple[Indices, ...]
    order: tuple[int, ...]

    def packages(self, states: Indices, *, at_most: int) -> list[tuple[int, ...]]:
        """Return packages that end in the given states, as the choice of each group."""
        paths = self.lattice.paths(states, at_most=at_most)
        found = np.empty_like(paths)
        for column, group in enumerate(self.order):
            found[:, group] = self.choices[group][paths[:, column]]
        return [tuple(row) for row in found.tolist()]


def list_packages(
    worth: Sequence[Floats],
    origin: Floats,
    cuts: Sequence[Cut],
    *,
    limit: int = STATES,
    width: int | None = None,
) -> Listing | None:
    """List every package that satisfies all cuts.

    Args:
        worth: for each group, shape (rows, choices): what a choice adds to each gain.
        origin: shape (rows,): the gains before anything is chosen.
        cuts: the conditions.
        limit: how many candidates one layer may have.
        width: of each layer only so many states are carried on, those that clear the cuts by most.
            The listing is then of some packages, not of every one.

    Returns:
        The listing, which may be empty of packages; None if some layer would pass the limit.
    """
    matrix = np.array([cut.multipliers for cut in cuts]).reshape(len(cuts), len(origin))
    floors = np.array([cut.floor for cut in cuts]) - matrix @ origin
    size = np.sum([np.abs(table).max(axis=1, initial=0.0) for table in worth], axis=0)
    floors -= NOISE * (np.abs(floors) + matrix @ size) + NOISE
    points = [matrix @ table for table in worth]
    choices = _choices_left(points, floors)
    order = tuple(sorted(range(len(worth)), key=lambda g: (len(choices[g]), g)))
    lattice = Lattice(origin)
    if not all(len(left) for left in choices):
        for group in order:
            lattice.grow(lattice.candidates(worth[group]), worth[group].shape[1], NONE)
        return Listing(lattice, choices, order)
    points = [points[g][:, choices[g]] for g in order]
    rest = floors - np.sum([value.max(axis=1) for value in points], axis=0)
    for group, value in zip(order, points, strict=True):
        if lattice.top.states * value.shape[1] > limit:
            return None
        rest = rest + value.max(axis=1)
        here = np.einsum(
            "cr,rs->cs", matrix, lattice.top.sums - origin[:, None]
        )  # BLAS would thread
        kept = _reaching(here, value, rest)
        if width is not None and len(kept) > width:
            kept = _clearest(here, value, rest, kept, matrix.sum(axis=1))[:width]
        lattice.grow(lattice.candidates(worth[group][:, choices[group]]), value.shape[1], kept)
    return Listing(lattice, choices, order)


def _reaching(here: Floats, value: Floats, rest: Floats) -> Indices:
    """Return the numbers of the candidates that can still reach every floor.

    The first cuts drop most, so the others are asked only of what those leave.
    """
    states, choices = here.shape[1], value.shape[1]
    kept = np.arange(states * choices)
    for start in range(0, len(rest), TOGETHER):
        rows = slice(start, start + TOGETHER)
        reach = here[rows][:, kept // choices] + value[rows][:, kept % choices]
        kept = kept[(reach >= rest[rows, None]).all(axis=0)]
    return kept


def _clearest(here: Floats, value: Floats, rest: Floats, kept: Indices, scale: Floats) -> Indices:
    """Put candidates in the order of how far they clear the cut that they clear by least."""
    choices = value.shape[1]
    margin = np.full(len(kept), np.inf)
    for row in np.flatnonzero(scale):
        reach = here[row, kept // choices] + value[row, kept % choices] - rest[row]
        np.minimum(margin, reach / scale[row], out=margin)
    return kept[np.argsort(-margin, kind="stable")]


def _choices_left(points: Sequence[Floats], floors: Floats) -> tuple[Indices, ...]:
    """Return the choices that can stand in some package, given the most of all other groups."""
    left = [np.arange(point.shape[1]) for point in points]
    while all(len(chosen) for chosen in left):
        most = [point[:, chosen].max(axis=1) for point, chosen in zip(points, left, strict=True)]
        total = np.sum(most, axis=0)
        fewer = []
        for point, chosen, top in zip(points, left, most, strict=True):
            enough = point[:, chosen] + (total - top)[:, None] >= floors[:, None]
            fewer.append(chosen[enough.all(axis=0)])
        if sum(map(len, fewer)) == sum(map(len, left)):
            break
        left = fewer
    return tuple(left)
