"""What coalitions can do together, what they would do, and what the others answer."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from detente.errors import NotSupported
from detente.stability.concepts.sanctions import find_answered
from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.bit_rows import unpack
from detente.stability.graph.model import Model
from detente.stability.graph.preference import codes_of, improves
from detente.stability.graph.reach_sets import ReachSets, find_reach_sets

CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")
MAX_PAIRS = 1 << 27
"""Coalitions × states² at most."""
Coalition = tuple[int, ...]


class CoalitionMoves:
    """What every coalition reaches, where it would go, and what answers that.

    Attributes:
        coalitions: indices of members; all coalitions, smaller ones first.
        reach: what the members of each reach by legal sequences.
        improvements: of that, what all members prefer.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.coalitions = all_coalitions(model)
        self.reach = {h: find_reach_sets(model.moves, h) for h in self.coalitions}
        self._better = [_better(model, i) for i in range(model.n_decision_makers)]
        self.improvements = {
            h: _arcs_where(_matrix(self.reach[h]) & self._preferred(h)) for h in self.coalitions
        }

    def answered(self, coalition: Coalition) -> dict[str, Bools]:
        """Say for each concept which coalitional improvements are answered.

        Returns:
            concept to an array of shape (arcs of the improvements of ``coalition``,).
        """
        leaves = self.improvements[coalition]
        others = tuple(i for i in range(self.model.n_decision_makers) if i not in coalition)
        unanswered = np.zeros(len(leaves), dtype=bool)
        if not others or not len(leaves):
            return dict.fromkeys(CONCEPTS, unanswered)
        own, theirs = self.reach[coalition], self.reach[others]
        preferred = self._preferred(coalition)

        def spoilt(state: int) -> Bools:
            return np.asarray(~preferred[state])

        def spoilt_for_good(state: int) -> Bools:
            return np.asarray(~preferred[state] & ~own.meets(preferred[state]))

        return {
            "cnash": unanswered,
            "cgmr": find_answered(leaves, theirs, spoilt),
            "csmr": find_answered(leaves, theirs, spoilt_for_good),
            "cseq": find_answered(leaves, self._class_reach(others), spoilt),
        }

    def _class_reach(self, others: Coalition) -> ReachSets:
        inside = [h for h in self.coalitions if set(h) <= set(others)]
        return find_reach_sets([self.improvements[h] for h in inside], range(len(inside)))

    def _preferred(self, coalition: Coalition) -> Bools:
        """Return a matrix that says of each state which states all members prefer to it."""
        return np.asarray(np.logical_and.reduce([self._better[i] for i in coalition]))


def all_coalitions(model: Model) -> tuple[Coalition, ...]:
    """Return all coalitions, smaller ones first.

    Raises:
        NotSupported: coalitions × states² are more than :data:`MAX_PAIRS`.
    """
    count = model.n_decision_makers
    pairs = ((1 << count) - 1) * model.n_states**2
    if pairs > MAX_PAIRS:
        raise NotSupported(
            f"{(1 << count) - 1:,} coalitions over {model.n_states:,} states are too many (at most "
            f"{MAX_PAIRS:,} coalitions × states²); rule out more states, or merge decision makers "
            "who act as one"
        )
    return tuple(h for size in range(1, count + 1) for h in combinations(range(count), size))


def _better(model: Model, i: int) -> Bools:
    """Return a matrix that says of each state which states i prefers to it."""
    preference = model.preferences[i]
    return np.stack([improves(codes_of(preference, s)) for s in range(model.n_states)])


def _matrix(reach: ReachSets) -> Bools:
    return unpack(reach.rows, reach.n_states)[reach.row_of]


def _arcs_where(matrix: Bools) -> Arcs:
    starts = np.concatenate(([0], np.cumsum(matrix.sum(axis=1, dtype=np.int64))))
    return Arcs(starts, np.nonzero(matrix)[1].astype(np.int32))
