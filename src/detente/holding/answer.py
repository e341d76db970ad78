"""The answer for a draft: in which states it stands, which of them hold, and who would leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente import __version__
from detente.case import Case
from detente.errors import NoSolution
from detente.holding.model import Asked, HoldingModel, model_of_case
from detente.stability.answer import CONCEPTS, Concept, Stability
from detente.stability.reach import Semantics


@dataclass(frozen=True, eq=False, slots=True)
class HeldState:
    """A state in which the draft stands.

    Attributes:
        state: from 0.
        title: what it is called.
        leaves: concept to the ids of the decision makers for whom it is not stable; where there
            are none, it is an equilibrium.
    """

    state: int
    title: str
    leaves: dict[str, tuple[str, ...]]

    @property
    def holds_in(self) -> tuple[str, ...]:
        """The concepts in which it is an equilibrium."""
        return tuple(concept for concept, who in self.leaves.items() if not who)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; the state is numbered from 1."""
        return {
            "number": self.state + 1,
            "title": self.title,
            "equilibrium_in": list(self.holds_in),
            "leaves": {concept: list(who) for concept, who in self.leaves.items()},
        }


@dataclass(frozen=True, eq=False)
class Holding:
    """Would a draft hold once signed? On the judgements of the case, at mid-points.

    Attributes:
        found: the model that was asked.
        stability: its verdicts.
        states: the states in which the draft stands; at least one.
        first: the states among them that differ least from where things stand now: signed, and all
            else as before. Empty where the case does not say where things stand, or has a graph.
    """

    found: HoldingModel
    stability: Stability
    states: tuple[HeldState, ...]
    first: tuple[HeldState, ...]
    method: str = "graph model on worths of the deal room"
    because: str = "states of the moves are tied to what is agreed in them"
    exact: bool = True
    version: str = __version__

    def holding(self, concept: str) -> tuple[HeldState, ...]:
        """Return the states in which the draft stands and that are equilibria in a concept."""
        return tuple(held for held in self.states if concept in held.holds_in)

    def leavers(self, concept: str) -> tuple[str, ...]:
        """Return ids of those who would leave every state in which the draft stands."""
        return tuple(
            party
            for party in self.found.model.decision_makers
            if all(party in held.leaves[concept] for held in self.states)
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        concepts = list(self.stability.stable)
        return {
            "states": [held.to_dict() for held in self.states],
            "first": [held.state + 1 for held in self.first],
            "holds_in": {c: [h.state + 1 for h in self.holding(c)] for c in concepts},
            "leaves_every_state": {c: list(self.leavers(c)) for c in concepts},
            "semantics": self.stability.semantics,
            "method": self.method,
            "because": self.because,
            "exact": self.exact,
            "version": self.version,
            **self.found.to_dict(),
        }


def holding_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    draft: Asked | None = None,
    concepts: Sequence[Concept] = CONCEPTS,
    semantics: Semantics = "legal",
) -> Holding:
    """Say whether a draft would hold once signed, and who would leave it.

    Args:
        case: a case without errors.
        as_of: the day asked about; None for the case's own.
        draft: id of a draft, or a package; None for the draft that is ``signed`` in the case.
        concepts, semantics: as in :func:`detente.stability.find_stability`.

    Raises:
        NoSolution: the case has no moves, or no state of them stands for the draft.
        InvalidInput: the moves have errors, there is no such draft, or its terms contradict the
            constraints.
        NotSupported: there are too many states or moves.
    """
    from detente.stability.verdicts import find_stability

    found = model_of_case(case, as_of, draft=draft)
    if not found.signed:
        raise NoSolution(
            "no state of the moves stands for the draft; write outcome: {draft: asked}"
        )
    stability = find_stability(found.model, concepts=tuple(concepts), semantics=semantics)
    states = tuple(_held(found, stability, state) for state in found.signed)
    first = _first(found)
    return Holding(found, stability, states, tuple(h for h in states if h.state in first))


def _held(found: HoldingModel, stability: Stability, state: int) -> HeldState:
    leaves = {
        concept: tuple(
            party
            for party, holds in zip(found.model.decision_makers, stable[:, state], strict=True)
            if not holds
        )
        for concept, stable in stability.stable.items()
    }
    return HeldState(state, found.titles[state], leaves)


def _first(found: HoldingModel) -> tuple[int, ...]:
    """Return the states of the draft in which the fewest options are not as in the status quo."""
    if found.status_quo is None or not found.model.states.options:
        return ()
    codes = found.model.states.codes
    today = int(codes[found.status_quo])
    changed = {state: (int(codes[state]) ^ today).bit_count() for state in found.signed}
    fewest = min(changed.values())
    return tuple(state for state, count in changed.items() if count == fewest)
