"""Partial packages as the layers of a lattice: one layer a group, one state a distinct sum.

A state is a vector of sums that at least one partial package reaches; its edges say from which
states of the layer before, by which choices of the group. So equal partial packages are carried on
once, however many they are, and every package can still be told, counted and listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


MIXER = np.uint64(0x9E3779B97F4A7C15)
"""An odd multiplier that turns a vector of sums into one number to sort by."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The states after one more group.

    Attributes:
        sums: shape (rows, states): the sums of each state.
        parent: shape (edges,): the state of the layer before, edges of one state standing together.
        choice: shape (edges,): the choice of the group.
        start: shape (states + 1,): where the edges of each state start.
    """

    sums: Floats
    parent: Indices
    choice: Indices
    start: Indices

    @property
    def states(self) -> int:
        """Number of states."""
        return int(self.sums.shape[1])


class Lattice:
    """Layers grown one group after the other.

    Args:
        origin: shape (rows,): the sums before the first group.
    """

    def __init__(self, origin: Floats) -> None:
        none = np.zeros(0, dtype=np.int64)
        self.origin = Layer(origin[:, None].copy(), none, none, np.zeros(2, dtype=np.int64))
        self.layers: list[Layer] = []

    @property
    def top(self) -> Layer:
        """The last layer."""
        return self.layers[-1] if self.layers else self.origin

    def candidates(self, worth: Floats) -> Floats:
        """Return the sums of every state with every choice, shape (rows, states × choices).

        Args:
            worth: shape (rows, choices): what each choice of the next group adds.
        """
        sums = self.top.sums[:, :, None] + worth[:, None, :]
        return sums.reshape(len(worth), self.top.states * worth.shape[1])

    def grow(self, candidates: Floats, choices: int, kept: Indices) -> None:
        """Add a layer of the candidates kept; equal ones become one state.

        Args:
            candidates: from :meth:`candidates`.
            choices: number of choices of the group.
            kept: numbers of the candidates that stay.
        """
        sums = candidates[:, kept]
        first, state = _distinct(sums)
        order = np.argsort(state, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(state, minlength=len(first)))])
        edges = kept[order]
        self.layers.append(Layer(sums[:, first], edges // choices, edges % choices, start))

    def count(self, states: Indices) -> int:
        """Return how many packages end in the given states of the last layer; exact at any size."""
        ways = np.ones(1, dtype=object)
        for layer in self.layers:
            ways = _sums_by_state(layer, ways[layer.parent])
        return int(sum(ways[states].tolist())) if len(states) else 0

    def paths(self, states: Indices, *, at_most: int) -> Indices:
        """Return packages that end in the given states, as one choice a group.

        Args:
            states: states of the last layer.
            at_most: how many to return at most.

        Returns:
            Shape (packages, groups), in no particular order.
        """
        state, chosen = states, np.zeros((len(states), 0), dtype=np.int64)
        for layer in reversed(self.layers):
            owner, edge = _spread(layer.start, state)
            owner, edge = owner[:at_most], edge[:at_most]
            chosen = np.concatenate([layer.choice[edge][:, None], chosen[owner]], axis=1)
            state = layer.parent[edge]
        return chosen

    def narrow(self, states: Indices, allowed: Sequence[npt.NDArray[np.bool_]]) -> Indices:
        """Return those of the given states that some package with allowed choices reaches.

        Args:
            states: states of the last layer.
            allowed: for each group, whether each of its choices is allowed.
        """
        reached = np.ones(1, dtype=bool)
        for layer, choices in zip(self.layers, allowed, strict=True):
            edges = reached[layer.parent] & choices[layer.choice]
            reached = _sums_by_state(layer, edges.astype(np.int64)) > 0
        return states[reached[states]]


def _sums_by_state(layer: Layer, of_edges: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Add up what stands at the edges of each state; every state has at least one edge."""
    return np.add.reduceat(of_edges, layer.start[:-1]) if layer.states else of_edges


def _distinct(sums: Floats) -> tuple[Indices, Indices]:
    """Return the first position of each distinct column, and the number of each column's own."""
    keys = sums[0] if len(sums) == 1 else _mix(sums)
    _, first, state = np.unique(keys, return_index=True, return_inverse=True)
    if len(sums) > 1 and not np.array_equal(sums, sums[:, first[state]]):
        # Two different columns were mixed into one number: compare the columns themselves.
        _, first, state = np.unique(sums, axis=1, return_index=True, return_inverse=True)
    return first, state.reshape(-1)


def _mix(sums: Floats) -> npt.NDArray[np.uint64]:
    bits = (sums + 0.0).view(np.uint64)  # + 0.0 turns -0.0 into 0.0
    mixed = np.zeros(sums.shape[1], dtype=np.uint64)
    for row in bits:
        mixed = (mixed ^ row) * MIXER
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _spread(start: Indices, states: Indices) -> tuple[Indices, Indices]:
    """Return for every edge of the given states: which of them it belongs to, and its number."""
    lengths = start[states + 1] - start[states]
    owner = np.repeat(np.arange(len(states)), lengths)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return owner, start[states][owner] + offset
