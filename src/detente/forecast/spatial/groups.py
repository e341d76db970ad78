"""Actors with the same numbers: they do the same, so each group of them is played once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.forecast.arguments import Floats
from detente.forecast.spatial.challenges import Ints


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """Actors in groups.

    Attributes:
        first: shape (groups,), the index of one actor of each.
        of: shape (actors,), the group of each actor.
        count: shape (groups,), how many actors are in each.
    """

    first: Ints
    of: Ints
    count: Floats

    @property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """The actors of each group, in their order."""
        found: list[list[int]] = [[] for _ in self.first]
        for actor, group in enumerate(self.of.tolist()):
            found[group].append(actor)
        return tuple(map(tuple, found))


def group_alike(*tables: Floats) -> Groups:
    """Put actors together whose numbers are all the same, in the order of these numbers.

    Args:
        tables: shape (actors,) or (actors, columns).
    """
    numbers = np.column_stack(tables) + 0.0  # no -0.0
    _, first, of, count = np.unique(
        numbers, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    return Groups(first, of.ravel(), count.astype(float))


def each_alone(n_actors: int) -> Groups:
    """Return one group for each actor, in their order."""
    every = np.arange(n_actors)
    return Groups(every, every, np.ones(n_actors))
