"""Who would leave what is signed, by which better moves, and what deters them.

A text that is signed usually stands in several states, which differ in what else is done. A better
move from one of them to another changes that; only one out of all of them leaves the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case import Case
from detente.case.moves import ASKED
from detente.deal.acceptance.share import Share, share_of
from detente.errors import InvalidInput
from detente.stability.concepts.answer import Concept, Stability
from detente.stability.graph.model import Model
from detente.stability.graph.reach import find_reach
from detente.stability.reasons.witness import find_witnesses
from detente.stability.reasons.witness_records import Improvement, Witness
from detente.stability.robustness.draws import Robustness

EXAMINED = 50
"""States of which the moves are examined one by one, at most."""


@dataclass(frozen=True, eq=False, slots=True)
class Leaving:
    """What holds of the states that stand for what is signed.

    Attributes:
        stability: which states are stable for whom.
        states: the states that stand for it, from 0; never empty.
        concept: the kind of stability in which moves count as deterred.
        witnesses: for each examined state, why it is stable or not, one a decision maker; the
            states that are fewest moves from where things stand come first.
        distance: for each examined state the moves from where things stand; None where it is not
            reached, or nobody said where things stand.
    """

    stability: Stability
    states: tuple[int, ...]
    concept: Concept
    witnesses: Mapping[int, tuple[Witness, ...]]
    distance: Mapping[int, int | None]

    @property
    def first(self) -> int:
        """The state that is reached first from where things stand."""
        return next(iter(self.witnesses))

    @property
    def examined(self) -> tuple[int, ...]:
        """The states whose moves were examined, ascending."""
        return tuple(sorted(self.witnesses))

    def held(self, state: int) -> tuple[str, ...]:
        """Return the kinds of stability in which a state is an equilibrium."""
        return tuple(c for c, stable in self.stability.stable.items() if stable[:, state].all())

    def leaves(self, state: int) -> tuple[tuple[Witness, Improvement], ...]:
        """Return the better moves from a state that leave what is signed."""
        return self._moves(state, inside=False)

    def stays(self, state: int) -> tuple[tuple[Witness, Improvement], ...]:
        """Return the better moves from a state to other states that stand for what is signed."""
        return self._moves(state, inside=True)

    def undeterred(self, state: int) -> tuple[tuple[Witness, Improvement], ...]:
        """Return the better moves that leave what is signed and that nothing deters."""
        return tuple((w, one) for w, one in self.leaves(state) if one.sanction is None)

    def _moves(self, state: int, *, inside: bool) -> tuple[tuple[Witness, Improvement], ...]:
        return tuple(
            (witness, one)
            for witness in self.witnesses[state]
            for one in witness.improvements
            if (one.step.target in self.states) is inside
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        return {
            "states": [state + 1 for state in self.states],
            "first": self.first + 1,
            "concept": self.concept,
            "examined": [self._of_state(state) for state in self.examined],
        }

    def _of_state(self, state: int) -> dict[str, Any]:
        names = self.stability.model.decision_makers
        return {
            "number": state + 1,
            "moves_from_status_quo": self.distance[state],
            "equilibrium_in": list(self.held(state)),
            "leaves": [
                {
                    "decision_maker": names[one.step.mover],
                    "to": one.step.target + 1,
                    "deterred": one.sanction is not None,
                }
                for _, one in self.leaves(state)
            ],
            "witnesses": [witness.to_dict() for witness in self.witnesses[state]],
        }


def tied_draft(case: Case) -> str | None:
    """Return the one draft that states are tied to by its id, where the case names none as signed.

    None where ``signed`` names one, where states stand for whichever draft is asked about, or where
    they stand for several.
    """
    if case.moves is None or case.moves.signed is not None:
        return None
    outcomes = [named.outcome for named in case.moves.states.values() if named.outcome]
    drafts = {outcome.draft for outcome in outcomes if outcome.draft is not None}
    return next(iter(drafts)) if len(drafts) == 1 and ASKED not in drafts else None


def find_leaving(
    stability: Stability, states: Sequence[int], *, start: int | None = None, concept: Concept
) -> Leaving:
    """Find the better moves out of some states.

    Args:
        stability: the verdicts; ``concept`` need not be among them.
        states: those that stand for what is signed, from 0.
        start: where things stand, from 0; None where nobody said.
        concept: the kind of stability in which moves count as deterred.

    Raises:
        InvalidInput: there are no states.
    """
    if not states:
        raise InvalidInput("no state stands for what is signed")
    model = stability.model
    away = _distances(model, states, start)
    far = max((d for d in away.values() if d is not None), default=0) + 1
    order = sorted(away, key=lambda state: (far if (d := away[state]) is None else d, state))
    examined = order[:EXAMINED]
    witnesses = {
        state: find_witnesses(model, state, concept=concept, semantics=stability.semantics)
        for state in examined
    }
    return Leaving(
        stability, tuple(states), concept, witnesses, {state: away[state] for state in examined}
    )


def _distances(model: Model, states: Sequence[int], start: int | None) -> dict[int, int | None]:
    """Return the moves from where things stand to each state."""
    if start is None:
        return dict.fromkeys(states)
    reach = find_reach(model.moves, range(model.n_decision_makers), start)
    return {state: 0 if state == start else reach.length(state) or None for state in states}


def share_standing(found: Robustness, states: Sequence[int], *, concept: Concept) -> Share:
    """Return in how many draws at least one of some states is an equilibrium.

    Args:
        found: verdicts over draws, with ``concept`` among them.
        states: those that stand for what is signed, from 0.
        concept: the kind of stability.
    """
    standing = found.equilibrium(concept)[:, list(states)]
    return share_of(np.asarray(standing.any(axis=1), dtype=bool))
