"""The sequences by which opponents may answer a move, as a network of (state, who moved)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from detente.stability.graph.model import Model
from detente.stability.graph.reach import Semantics

Node = tuple[int, frozenset[int]]
"""A state, and who may not move next: the last mover, or under ``once`` all who have moved."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One move of an opponent.

    Attributes:
        before, after: the nodes that it joins.
        mover: who moves.
    """

    before: Node
    after: Node
    mover: int


@dataclass(frozen=True, slots=True)
class Network:
    """All sequences of opponents from one state.

    Attributes:
        start: the node where they begin.
        edges: the moves, in the order of a breadth-first search.
    """

    start: Node
    edges: tuple[Edge, ...]

    @property
    def ends(self) -> tuple[Node, ...]:
        """The nodes that are reached, each once, in order."""
        return tuple(dict.fromkeys(edge.after for edge in self.edges))


def find_network(model: Model, decision_maker: int, left: int, *, semantics: Semantics) -> Network:
    """Return the sequences by which the opponents of a decision maker may go on from a state.

    Nothing comes back to the state itself: whoever goes on from there could have begun there.

    Args:
        model: states and moves.
        decision_maker: who has just moved.
        left: the state that it moved to, from 0.
        semantics: which sequences count.
    """
    start: Node = (left, frozenset())
    edges: list[Edge] = []
    seen = {start}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for edge in _onward(model, decision_maker, node, semantics):
            if edge.after[0] == left:
                continue
            edges.append(edge)
            if edge.after not in seen:
                seen.add(edge.after)
                waiting.append(edge.after)
    return Network(start, tuple(edges))


def _onward(model: Model, decision_maker: int, node: Node, semantics: Semantics) -> Iterator[Edge]:
    state, barred = node
    for mover in model.opponents(decision_maker):
        if mover in barred:
            continue
        after = _barred(model, barred, mover, semantics)
        for target in model.moves[mover].of(state).tolist():
            yield Edge(node, (target, after), mover)


def _barred(
    model: Model, barred: frozenset[int], mover: int, semantics: Semantics
) -> frozenset[int]:
    if semantics == "single":
        return frozenset(range(model.n_decision_makers))
    return barred | {mover} if semantics == "once" else frozenset((mover,))
