"""How rankings would have to change for a state to be an equilibrium, as records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente import __version__
from detente.stability.concepts.answer import Concept
from detente.stability.graph.preference import Ranking
from detente.stability.graph.reach import Semantics
from detente.stability.inverse.swaps import Pair
from detente.stability.inverse.varied import groups_of


@dataclass(frozen=True, eq=False, slots=True)
class RankingChange:
    """How the ranking of one decision maker would have to change.

    Attributes:
        name: its id.
        before, after: the rankings.
        swaps: pairs (a, b) of states from 0: a was preferred to b, and b is now; each a swap of
            neighbours, in this order.
        ties_broken: pairs that tied and no longer do; not counted as swaps.
    """

    name: str
    before: Ranking
    after: Ranking
    swaps: tuple[Pair, ...]
    ties_broken: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states from 1, rankings best first."""
        return {
            "before": _numbers(self.before),
            "after": _numbers(self.after),
            "swaps": [[a + 1, b + 1] for a, b in self.swaps],
            "ties_broken": self.ties_broken,
        }


@dataclass(frozen=True, eq=False, slots=True)
class LeastChange:
    """The fewest swaps of neighbours in rankings that make a state an equilibrium.

    Attributes:
        state: the state, from 0; ``concept``: kind of stability.
        changes: one for each decision maker whose ranking changes; empty: an equilibrium already.
            Others may do with as few swaps.
        bound: no change has fewer swaps.
        among: who was allowed to change.
        exact: whether ``swaps`` equals ``bound``.
        node_limit: nodes of branch and bound allowed for each program.
        work_limit: terms of rows allowed, counted once a node, over all rounds of a joint program.
    """

    state: int
    concept: Concept
    changes: tuple[RankingChange, ...]
    bound: int
    among: tuple[str, ...]
    semantics: Semantics
    method: str
    because: str
    exact: bool
    node_limit: int
    work_limit: int
    version: str = __version__

    @property
    def swaps(self) -> int:
        """How many swaps of neighbours, over all decision makers."""
        return sum(len(change.swaps) for change in self.changes)

    @property
    def ties_broken(self) -> int:
        """How many ties are broken besides."""
        return sum(change.ties_broken for change in self.changes)

    @property
    def gap(self) -> int:
        """How many swaps fewer could still do; 0 where it is exact."""
        return self.swaps - self.bound

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states from 1."""
        return {
            "state": self.state + 1,
            "concept": self.concept,
            "swaps": self.swaps,
            "ties_broken": self.ties_broken,
            "changes": {change.name: change.to_dict() for change in self.changes},
            "among": list(self.among),
            "semantics": self.semantics,
            "method": self.method,
            "because": self.because,
            "exact": self.exact,
            "bound": self.bound,
            "gap": self.gap,
            "node_limit": self.node_limit,
            "work_limit": self.work_limit,
            "version": self.version,
        }


def _numbers(ranking: Ranking) -> list[list[int]]:
    return [[state + 1 for state in group] for group in groups_of(ranking)]
