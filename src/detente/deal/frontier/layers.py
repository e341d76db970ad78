"""The frontier by dominance-pruned merging: one group of issues after the other.

The dynamic program of Nemhauser and Ullmann (1969) for several objectives (Ehrgott and Gandibleux
2000): after each group only those partial packages are carried on that no other one dominates and
that can still reach the set. A package with a dominated part is itself dominated, or equal to one
that is not, by the package in which that part is exchanged; so nothing is lost. Equal partial
packages are carried on as one, with all the ways to make them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.frontier.sets import Demand, Floats
from detente.deal.merging.dominance import Numbers, find_undominated
from detente.deal.merging.lattice import Lattice, Layer

Thin = Callable[[Floats], tuple[Numbers, Floats]]
"""Chooses among candidates, shape (bargainers, n): returns their numbers, equal candidates side by
side, and their gains."""

BLOCK = 1 << 21
"""Candidates that are compared at once, about."""
FEW = 2_000
"""Candidates below which it does not pay to look for a group's own dominated choices."""


@dataclass(frozen=True, slots=True)
class Merging:
    """What stays the same from group to group.

    Attributes:
        tables: for each group, shape (bargainers, choices), in the order in which they are merged.
        demand: what the set asks for.
        rest: for each group, shape (bargainers,): the most that the groups after it can add.
        tolerance: gains of partial packages that differ by no more are equal.
        limit: states of one layer at most.
    """

    tables: tuple[Floats, ...]
    demand: Demand
    rest: Floats
    tolerance: float
    limit: int

    @classmethod
    def of(
        cls, tables: Sequence[Floats], demand: Demand, *, tolerance: float, limit: int
    ) -> Merging:
        """Prepare the merging of groups that have at least one choice each."""
        best = np.array([table.max(axis=1) for table in tables])
        rest = np.cumsum(best[::-1], axis=0)[::-1] - best
        return cls(tuple(tables), demand, rest, finest(tables, tolerance), limit)

    def exactly(self, points: Floats) -> tuple[Numbers, Floats]:
        """Drop the dominated and nothing else."""
        return find_undominated(points, self.tolerance)


def finest(tables: Sequence[Floats], tolerance: float) -> float:
    """Return a tolerance for partial sums.

    Small enough that over all groups it amounts to no more than half the tolerance of comparisons,
    and never below what the rounding of sums can amount to.
    """
    largest = sum(max(float(table.max()), -float(table.min())) for table in tables)
    rounding = 4 * len(tables) * float(np.spacing(largest))
    return max(tolerance / (2 * len(tables)), rounding)


def merge(merging: Merging, lattice: Lattice, thin: Thin) -> bool:
    """Grow the lattice by the groups that it does not have yet.

    Args:
        merging: the groups and the set.
        lattice: empty, or with the first groups merged.
        thin: chooses which candidates are carried on.

    Returns:
        Whether all groups were merged; False where a layer has more states than the limit, and
        then the lattice ends before that layer.
    """
    for number in range(len(lattice.layers), len(merging.tables)):
        layer = grow(merging, lattice.top.sums, number, thin)
        if layer is None:
            return False
        lattice.layers.append(layer)
    return True


def grow(merging: Merging, sums: Floats, number: int, thin: Thin) -> Layer | None:
    """Return the layer of one more group; None if it has more states than the limit.

    Args:
        merging: the groups and the set.
        sums: shape (bargainers, states): the last layer.
        number: of the group.
        thin: chooses which candidates are carried on.
    """
    table = merging.tables[number]
    used = np.arange(table.shape[1])
    if number and sums.shape[1] * len(used) > FEW:
        used = np.sort(find_undominated(table, merging.tolerance)[0])
        table = table[:, used]
    found = _choose(merging, sums, table, merging.rest[number], thin)
    if found is None:
        return None
    parent, choice = np.divmod(found[0], len(used))
    layer = make_layer(found[1], parent, used[choice])
    return layer if layer.states <= merging.limit else None


def _choose(
    merging: Merging, sums: Floats, table: Floats, rest: Floats, thin: Thin
) -> tuple[Numbers, Floats] | None:
    """Go through the sums of every state with every choice, in blocks of states."""
    choices = table.shape[1]
    step = max(1, BLOCK // choices)
    numbers, points = np.zeros(0, dtype=np.int64), np.zeros((len(sums), 0))
    for start in range(0, sums.shape[1], step):
        block = sums[:, start : start + step]
        candidates = (block[:, :, None] + table[:, None, :]).reshape(len(sums), -1)
        found, left = _reaching(merging, candidates, rest)
        if start:
            found = np.concatenate((numbers, found + start * choices))
            left = np.hstack((points, left))
        chosen, points = thin(left)
        numbers = found[chosen]
        if len(numbers) > 4 * merging.limit and np.count_nonzero(leads(points)) > 2 * merging.limit:
            return None
    return numbers, points


def _reaching(merging: Merging, candidates: Floats, rest: Floats) -> tuple[Numbers, Floats]:
    """Leave out the candidates that miss the set even with the most of all groups to come."""
    if merging.demand.empty:
        return np.arange(candidates.shape[1]), candidates
    found = np.flatnonzero(merging.demand.met(candidates + rest[:, None]))
    return found, candidates[:, found]


def make_layer(sums: Floats, parent: Numbers, choice: Numbers) -> Layer:
    """Make a layer whose states are the distinct columns; equal ones stand side by side."""
    first = np.flatnonzero(leads(sums))
    return Layer(sums[:, first], parent, choice, np.append(first, sums.shape[1]))


def leads(sums: Floats) -> npt.NDArray[np.bool_]:
    """Return where a column differs from the one before it; True for the first."""
    new = np.ones(sums.shape[1], dtype=bool)
    if len(new):
        new[1:] = (sums[:, 1:] != sums[:, :-1]).any(axis=0)
    return new


def count_ways(lattice: Lattice, packages: int) -> npt.NDArray[np.object_]:
    """Return in how many ways each state of the last layer is made.

    Args:
        lattice: the layers.
        packages: how many packages there are at all: whole numbers of 64 bits are used where they
            suffice, and Python's own where not.
    """
    ways = np.ones(1, dtype=np.int64 if packages < 2**62 else object)
    for layer in lattice.layers:
        ways = ways[layer.parent]
        if layer.states < len(ways):
            ways = np.add.reduceat(ways, layer.start[:-1])
    return ways.astype(object)
