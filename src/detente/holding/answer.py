"""The answer for a draft: whether it holds where it comes first, and who would leave how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente import __version__
from detente.case import Case
from detente.errors import NoSolution
from detente.holding.leaving import Leaving, find_leaving
from detente.holding.model import Asked, HoldingModel, model_of_case
from detente.stability.concepts.answer import CONCEPTS, Concept, Stability
from detente.stability.graph.reach import Semantics


@dataclass(frozen=True, eq=False, slots=True)
class Holding:
    """Would a draft hold once signed? On the judgements of the case, at mid-points.

    Attributes:
        found: the model that was asked.
        leaving: the states in which the draft stands, where it is asked about, the better moves
            from there and out of it, and what deters from making them.
    """

    found: HoldingModel
    leaving: Leaving
    method: str = "graph model on worths of the deal room"
    because: str = "the states of the moves are tied to what is agreed in them"
    exact: bool = True
    version: str = __version__

    @property
    def stability(self) -> Stability:
        """The verdicts on all states."""
        return self.leaving.stability

    @property
    def states(self) -> tuple[int, ...]:
        """The states in which the draft stands, from 0; at least one."""
        return self.leaving.states

    def holds(self, concept: str) -> bool:
        """Return whether it holds in a sense: whether it is an equilibrium where it comes first.

        Args:
            concept: one of those that were asked for.
        """
        return self.leaving.holds(concept)

    def equilibria(self, concept: str) -> tuple[int, ...]:
        """Return the states in which the draft stands and that are equilibria in a concept."""
        return tuple(state for state in self.states if not self.leavers(concept, state))

    def leavers(self, concept: str, state: int | None = None) -> tuple[str, ...]:
        """Return ids of those for whom a state is not stable.

        Args:
            concept: one of those that were asked for.
            state: from 0; None for where the draft is asked about.
        """
        asked = list(self.leaving.asked) if state is None else [state]
        stable = self.stability.stable[concept][:, asked]
        names = self.found.model.decision_makers
        return tuple(name for name, row in zip(names, stable, strict=True) if not row.all())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        concepts = list(self.stability.stable)
        return {
            **self.leaving.to_dict(),
            "equilibria": {c: [state + 1 for state in self.equilibria(c)] for c in concepts},
            "not_stable_for": {c: list(self.leavers(c)) for c in concepts},
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
    deterred_in: Concept = "seq",
) -> Holding:
    """Say whether a draft would hold once signed, who would leave it, and what deters from that.

    Args:
        case: a case without errors.
        as_of: the day asked about; None for the case's own.
        draft: id of a draft, or a package; None for the draft that is ``signed`` in the case.
        concepts, semantics: as in :func:`detente.stability.find_stability`.
        deterred_in: the concept in which a better move counts as deterred.

    Raises:
        NoSolution: the case has no moves, or no state of them stands for the draft.
        InvalidInput: the moves have errors, there is no such draft, or its terms contradict the
            constraints.
        NotSupported: there are too many states or moves.
    """
    from detente.stability.concepts.verdicts import find_stability

    found = model_of_case(case, as_of, draft=draft)
    if not found.signed:
        raise NoSolution("no state of the moves stands for a draft; write outcome: {draft: asked}")
    stability = find_stability(found.model, concepts=tuple(concepts), semantics=semantics)
    leaving = find_leaving(stability, found.signed, start=found.status_quo, concept=deterred_in)
    return Holding(found, leaving)
