"""Which coalitions would leave a state together, and which states hold against all of them.

An equilibrium is proof against everybody moving alone, not against two who move together. The
members of a coalition move by a legal sequence, and they leave a state only for one that all of
them prefer to it. (Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008a, b.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente import __version__
from detente.stability.concepts.answer import states_to_dicts
from detente.stability.concepts.listing import numbers
from detente.stability.concepts.sanctions import stable_where
from detente.stability.extensions.coalition_moves import CONCEPTS, Coalition, CoalitionMoves
from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.arguments import check_name, check_whole
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Step, find_reach
from detente.stability.reasons.witness_records import step_to_dict

MAX_UPSETS = 100


@dataclass(frozen=True, slots=True)
class Upset:
    """A coalition that would leave an equilibrium.

    Attributes:
        coalition: indices of its members.
        state: the equilibrium that they leave.
        target: a state that all of them prefer, and that nobody's sanction spoils for them.
        path: a shortest legal sequence of their moves from ``state`` to ``target``.
    """

    coalition: Coalition
    state: int
    target: int
    path: tuple[Step, ...]

    def to_dict(self, model: Model) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        return {
            "coalition": [model.decision_makers[i] for i in self.coalition],
            "state": self.state + 1,
            "target": self.target + 1,
            "path": [step_to_dict(model, step) for step in self.path],
        }


@dataclass(frozen=True, eq=False, slots=True)
class Coalitions:
    """Which states are stable for which coalitions.

    Attributes:
        model: what was analysed.
        coalitions: indices of members; all coalitions, smaller ones first, so that the first ones
            are the decision makers alone.
        stable: ``cnash``, ``cgmr``, ``csmr``, ``cseq`` to arrays of shape (coalitions, states).
        upsets: for each concept the coalitions of two or more that would leave a state which is
            stable for everybody alone, and where to; the first ``max_upsets`` of them.
        upset_counts: for each concept how many there are.
        exact: always True: nothing is sampled.
    """

    model: Model
    coalitions: tuple[Coalition, ...]
    stable: Mapping[str, Bools]
    upsets: Mapping[str, tuple[Upset, ...]]
    upset_counts: Mapping[str, int]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    semantics: str = "legal"
    method: str = "reach sets of all coalitions from every state; sanctions as bit masks"
    because: str = "works for any preference, and for any number of decision makers"
    exact: bool = True
    version: str = __version__

    def individual(self, concept: str) -> tuple[int, ...]:
        """Return the states, from 0, that are stable for every decision maker alone.

        In ``cseq`` its opponents may sanction as coalitions, so these can be more than SEQ has.

        Raises:
            InvalidInput: there is no such concept.
        """
        check_name("concept", concept, CONCEPTS)
        return tuple(np.flatnonzero(_alone(self.model, self.stable[concept])).tolist())

    def equilibria(self, concept: str) -> tuple[int, ...]:
        """Return the states, from 0, that are stable for every coalition.

        Raises:
            InvalidInput: there is no such concept.
        """
        check_name("concept", concept, CONCEPTS)
        return tuple(np.flatnonzero(self.stable[concept].all(axis=0)).tolist())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        return {
            "states": states_to_dicts(self.model.states),
            "decision_makers": list(self.model.decision_makers),
            "results": {concept: self._of_concept(concept) for concept in self.stable},
            "semantics": self.semantics,
            "exact": self.exact,
            "method": self.method,
            "because": self.because,
            "parameters": dict(self.parameters),
            "version": self.version,
        }

    def _of_concept(self, concept: str) -> dict[str, Any]:
        names, found = self.model.decision_makers, self.stable[concept]
        return {
            "per_coalition": [
                {"coalition": [names[i] for i in coalition], "stable": numbers(row)}
                for coalition, row in zip(self.coalitions, found, strict=True)
            ],
            "individual": numbers(_alone(self.model, found)),
            "equilibria": numbers(np.asarray(found.all(axis=0))),
            "upsets": [upset.to_dict(self.model) for upset in self.upsets[concept]],
            "upset_count": self.upset_counts[concept],
        }


def find_coalitions(model: Model, *, max_upsets: int = MAX_UPSETS) -> Coalitions:
    """Say which states are stable for every coalition, and which coalition upsets which others.

    R_H(s) is what the members of H reach from s by legal sequences, R_H^{++}(s) those states of it
    that every member prefers to s (*coalitional improvements*). A state s is for H

    * **CNash**: R_H^{++}(s) is empty;
    * **CGMR**: for every s₁ ∈ R_H^{++}(s) there is s₂ ∈ R_{N-H}(s₁) that some member of H does not
      prefer to s;
    * **CSMR**: the same, and no s₃ ∈ R_H(s₂) is preferred to s by all members of H;
    * **CSEQ**: as CGMR, with s₂ reached from s₁ by *class coalitional improvements* of N-H: a
      sequence of one or more steps, each a coalitional improvement of some coalition within N-H
      over the state it leaves, no coalition stepping twice in succession. Members need not move.

    A coalition of all meets no sanction. CNash implies CSMR and CSEQ, and CSMR implies CGMR. CSEQ
    implies CGMR where moves are transitive, as they are in option form without transition rules and
    coalesced states; elsewhere one decision maker may move last for one coalition and first for the
    next.

    Args:
        model: with any preferences.
        max_upsets: upsets to list at most for each concept; all are counted.

    Raises:
        NotSupported: coalitions × states² are more than 2^27.
        InvalidInput: ``max_upsets`` is no whole number, 0 or more.

    References:
        Inohara and Hipel (2008a, b); Xu, Hipel, Kilgour and Fang (2018), chapter 8.
    """
    check_whole("max_upsets is a number of upsets", max_upsets, least=0)
    found = CoalitionMoves(model)
    rows: dict[str, list[Bools]] = {concept: [] for concept in CONCEPTS}
    upsets: dict[str, list[Upset]] = {concept: [] for concept in CONCEPTS}
    counts = dict.fromkeys(CONCEPTS, 0)
    for coalition in found.coalitions:
        leaves = found.improvements[coalition]
        for concept, answered in found.answered(coalition).items():
            rows[concept].append(stable_where(leaves, answered))
            if len(coalition) > 1:
                alone = np.logical_and.reduce(rows[concept][: model.n_decision_makers])
                open_ = leaves.where(~answered & alone[leaves.sources])
                counts[concept] += len(open_)
                room = max_upsets - len(upsets[concept])
                upsets[concept] += _upsets(model, coalition, open_, room)
    return Coalitions(
        model,
        found.coalitions,
        {concept: np.stack(listed) for concept, listed in rows.items()},
        {concept: tuple(listed) for concept, listed in upsets.items()},
        counts,
        parameters={"max_upsets": max_upsets},
    )


def _alone(model: Model, stable: Bools) -> Bools:
    return np.asarray(stable[: model.n_decision_makers].all(axis=0))


def _upsets(model: Model, coalition: Coalition, open_: Arcs, room: int) -> list[Upset]:
    found: list[Upset] = []
    for state in np.flatnonzero(np.diff(open_.starts)).tolist():
        if len(found) >= room:
            break
        reach = find_reach(model.moves, coalition, state)
        for target in open_.of(state)[: room - len(found)].tolist():
            found.append(Upset(coalition, state, target, reach.path(target)))
    return found
