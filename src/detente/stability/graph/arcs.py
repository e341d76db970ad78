"""The moves of one decision maker: which state it can reach from which in one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.stability.graph.arguments import check_whole, whole_numbers

Ints = npt.NDArray[np.int32]
Starts = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Arcs:
    """Moves in compressed rows: the targets of state s are ``targets[starts[s]:starts[s + 1]]``.

    Attributes:
        starts: shape (states + 1,), ascending from 0.
        targets: shape (arcs,), ascending within each row, none twice, none the state itself.
    """

    starts: Starts
    targets: Ints

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.starts) - 1

    @property
    def sources(self) -> Ints:
        """Shape (arcs,): the state that each arc leaves."""
        return np.repeat(np.arange(self.n_states, dtype=np.int32), np.diff(self.starts))

    def __len__(self) -> int:
        return len(self.targets)

    def of(self, state: int) -> Ints:
        """Return the states that are reached from ``state`` in one step, ascending."""
        return self.targets[self.starts[state] : self.starts[state + 1]]

    def has(self, state: int, target: int) -> bool:
        """Say whether there is a move from ``state`` to ``target``."""
        row = self.of(state)
        place = int(np.searchsorted(row, target))
        return place < len(row) and int(row[place]) == target

    def where(self, kept: Bools) -> Arcs:
        """Return the arcs where ``kept``, shape (arcs,), is True."""
        counts = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))
        return Arcs(counts[self.starts], self.targets[kept])

    def pairs(self) -> Iterable[tuple[int, int]]:
        """Yield the moves as pairs of states."""
        return zip(self.sources.tolist(), self.targets.tolist(), strict=True)


MAX_STATES = 1 << 30
"""States of a model at most: they are numbered by 32-bit integers."""


def make_arcs(
    sources: npt.ArrayLike, targets: npt.ArrayLike, *, n_states: int, who: str = ""
) -> Arcs:
    """Build the moves of a decision maker from pairs; loops and repetitions are dropped.

    Args:
        sources, targets: shape (pairs,), states from 0.
        n_states: number of states.
        who: whose moves they are, for messages.

    Raises:
        InvalidInput: the two have different lengths, or a state is no whole number or out of range.
    """
    check_whole("moves are between a number of states", n_states, least=0, most=MAX_STATES)
    whose = f"the moves of {who}" if who else "moves"
    one, two = (
        whole_numbers(f"{whose}: the states", states, within=np.iinfo(np.int64).max).ravel()
        for states in (sources, targets)
    )
    if len(one) != len(two):
        raise InvalidInput(f"{whose} are pairs: sources and targets need the same length")
    wrong = np.flatnonzero((one < 0) | (one >= n_states) | (two < 0) | (two >= n_states))
    if len(wrong):
        place = int(wrong[0])
        raise InvalidInput(
            f"{whose}: move {place + 1} of {len(one):,}, from {one[place]} to {two[place]}, names "
            f"a state outside 0 to {n_states - 1}"
        )
    one, two = one.astype(np.int64), two.astype(np.int64)
    keys = np.sort((one * n_states + two)[one != two])
    keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys
    starts = np.searchsorted(keys, np.arange(n_states + 1, dtype=np.int64) * n_states)
    return Arcs(starts.astype(np.int64), (keys % n_states).astype(np.int32))
