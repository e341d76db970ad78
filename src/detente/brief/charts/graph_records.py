"""What a graph of a conflict is drawn from: movers, states, moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["all", "some", "none"]


@dataclass(frozen=True, slots=True)
class Mover:
    """A decision maker, and its options as titles, in the order of the squares."""

    name: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A state.

    Attributes:
        number: as the text calls it, from 1.
        name: a few words; may be empty.
        taken: for each option whether it is taken; None where it may be either.
        steps: moves from where things stand; None where it cannot be reached.
        grade: whether it is an equilibrium in all senses that were asked for, in some, in none.
        tags: what else it is, such as ``status quo``.
    """

    number: int
    name: str
    taken: tuple[bool | None, ...]
    steps: int | None
    grade: Grade
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A move between two nodes, by their places.

    Attributes:
        improves: whether its mover prefers the target.
        on_way: whether it is part of a shortest way that is shown.
    """

    mover: int
    source: int
    target: int
    improves: bool
    on_way: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """What is drawn.

    Attributes:
        movers: every decision maker.
        nodes: the states that are drawn; never empty.
        moves: between them.
        left_out: number of states that are not drawn.
        equilibria: how many of these are equilibria in some sense.
    """

    movers: tuple[Mover, ...]
    nodes: tuple[Node, ...]
    moves: tuple[Move, ...]
    left_out: int = 0
    equilibria: int = 0
