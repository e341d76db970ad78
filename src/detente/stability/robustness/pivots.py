"""Which comparisons the draws leave open, and which of them decide whether a state holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.errors import InvalidInput
from detente.intervals import wilson
from detente.stability.concepts.answer import Concept
from detente.stability.concepts.side import may_move_on
from detente.stability.graph.arguments import check_whole
from detente.stability.graph.model import Model
from detente.stability.inverse.conditions import check_question
from detente.stability.programs.network import find_network
from detente.stability.robustness.draws import Robustness

Comparison = tuple[int, int, int]
_ROUNDED = 6


@dataclass(frozen=True, slots=True)
class Share:
    """A share of some draws, with its 95 % interval.

    Attributes:
        share, low, high: in [0, 1].
        draws: of how many.
    """

    share: float
    low: float
    high: float
    draws: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "share": round(self.share, _ROUNDED),
            "interval": [round(self.low, _ROUNDED), round(self.high, _ROUNDED)],
            "draws": self.draws,
        }


@dataclass(frozen=True, slots=True)
class Pivot:
    """A comparison that the draws leave open, and what hangs on it.

    Attributes:
        decision_maker: its index; ``name``: its id.
        one, other: the states compared, from 0.
        prefers: in how many draws ``one`` is preferred to ``other``.
        holds_if: of those draws, in how many the state is an equilibrium.
        holds_if_not: the same of all other draws.
    """

    decision_maker: int
    name: str
    one: int
    other: int
    prefers: Share
    holds_if: Share
    holds_if_not: Share

    @property
    def association(self) -> float:
        """Correlation of the comparison with the state being an equilibrium, up to a factor that
        is the same for all comparisons: the difference of the two shares, times the spread of the
        comparison."""
        p = self.prefers.share
        return float((self.holds_if.share - self.holds_if_not.share) * np.sqrt(p * (1 - p)))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states from 1."""
        return {
            "decision_maker": self.name,
            "state": self.one + 1,
            "other": self.other + 1,
            "prefers": self.prefers.to_dict(),
            "holds_if": self.holds_if.to_dict(),
            "holds_if_not": self.holds_if_not.to_dict(),
        }


def find_pivots(
    model: Model, robustness: Robustness, *, state: int, concept: Concept, limit: int = 5
) -> tuple[Pivot, ...]:
    """Return the comparisons on which it hangs most whether a state is an equilibrium.

    Every comparison is looked at that the definition asks for: of each decision maker the states it
    could move to and be answered with against the state, and under SEQ and SSEQ each move that
    could be an answer. Those that go with the state being an equilibrium most closely come first;
    they go together with others, so that this is no proof of what causes what.

    Args:
        model: states and moves.
        robustness: verdicts in draws.
        state: the state, from 0.
        concept: one that ``robustness`` has.
        limit: how many at most.

    Raises:
        InvalidInput: the state or concept does not exist, the draws were not asked for the concept
            or are of another model, or ``limit`` is no number of comparisons.
    """
    check_question(model, state, concept, robustness.semantics)
    check_whole("limit is a number of comparisons", limit, least=0)
    if not _same_graph(model, robustness.model):
        raise InvalidInput("these draws are of another model; ask about the one they were made for")
    holds = robustness.equilibrium(concept)[:, state]
    found = []
    for i, one, other in dict.fromkeys(_asked(model, state, concept, robustness)):
        prefers = robustness.prefers(i, one, other)
        if prefers.any() and not prefers.all():
            found.append(
                Pivot(
                    i,
                    model.decision_makers[i],
                    one,
                    other,
                    _share(prefers),
                    _share(holds[prefers]),
                    _share(holds[~prefers]),
                )
            )
    found.sort(key=lambda pivot: -abs(round(pivot.association, 9)))
    return tuple(pivot for pivot in found[:limit] if pivot.association)


def _same_graph(one: Model, other: Model) -> bool:
    """Say whether two models have the same decision makers, states and moves."""
    same = (one.decision_makers, one.n_states) == (other.decision_makers, other.n_states)
    return same and all(
        np.array_equal(a.starts, b.starts) and np.array_equal(a.targets, b.targets)
        for a, b in zip(one.moves, other.moves, strict=True)
    )


def _asked(
    model: Model, state: int, concept: Concept, robustness: Robustness
) -> Iterator[Comparison]:
    """Yield each comparison that the definition may ask for; answers first, which decide where
    comparisons of one decision maker always go together."""
    own: list[Comparison] = []
    for i, arcs in enumerate(model.moves):
        for left in arcs.of(state).tolist():
            own.append((i, left, state))
            if concept == "nash":
                continue
            network = find_network(model, i, left, semantics=robustness.semantics)
            if concept in ("seq", "sseq"):
                yield from ((edge.mover, edge.after[0], edge.before[0]) for edge in network.edges)
            for end in sorted({node[0] for node in network.ends}):
                onward = arcs.of(end).tolist() if may_move_on(concept) else []
                own += [(i, near, state) for near in (end, *onward) if near != state]
    yield from own


def _share(held: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Share:
    n = len(held)
    low, high = wilson(int(held.sum()), n)
    return Share(float(held.mean()), float(low), float(high), n)
