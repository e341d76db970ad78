"""Does what is signed hold: who has a better move from it, whether out of it, and what deters.

A text that is signed usually stands in several states, which differ in what else is done. It is
asked about where it comes first (:mod:`detente.holding.entering`), and holds in a sense of
stability if that state is an equilibrium in it. If not, an undeterred better move either leaves the
text, or leads to another state in which it stands, from where one is followed further.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from detente.case import Case
from detente.case.moves import ASKED
from detente.deal.acceptance.share import Share, share_of
from detente.errors import InvalidInput
from detente.holding.entering import find_entry
from detente.stability.concepts.answer import Concept, Stability
from detente.stability.reasons.witness import find_witnesses
from detente.stability.reasons.witness_records import Improvement, Witness
from detente.stability.robustness.draws import Robustness

Verdict = Literal["holds", "changes", "leaves"]
EXAMINED = 50
"""States of which the moves are examined one by one, at most."""


@dataclass(frozen=True, eq=False, slots=True)
class Leaving:
    """What holds of the states that stand for what is signed.

    Attributes:
        stability: which states are stable for whom.
        states: the states that stand for it, from 0; never empty.
        asked: those of them in which it is asked about, ascending: usually one.
        followed: those to which undeterred better moves lead from there while the text stands,
            one after the other, ascending; without the ones asked about.
        concept: the kind of stability in which moves count as deterred.
        witnesses: for each examined state, why it is stable or not, one a decision maker; the
            states that are fewest moves from where things stand come first.
        distance: for each examined state the moves from where things stand; None where it is not
            reached, or nobody said where things stand.
    """

    stability: Stability
    states: tuple[int, ...]
    asked: tuple[int, ...]
    followed: tuple[int, ...]
    concept: Concept
    witnesses: Mapping[int, tuple[Witness, ...]]
    distance: Mapping[int, int | None]

    @property
    def verdict(self) -> Verdict:
        """Whether it holds, stands but changes, or would be left, in the sense of ``concept``.

        ``holds``: no better move is undeterred where it is asked about. ``leaves``: one that leaves
        the text is, there or in a state that is followed. ``changes``: neither.
        """
        if any(self.undeterred(state) for state in (*self.asked, *self.followed)):
            return "leaves"
        return "changes" if any(self.shifts(state) for state in self.asked) else "holds"

    def holds(self, concept: str) -> bool:
        """Return whether it holds in a sense that was asked for: an equilibrium where asked."""
        return all(concept in self.held(state) for state in self.asked)

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

    def shifts(self, state: int) -> tuple[tuple[Witness, Improvement], ...]:
        """Return the better moves under which what is signed stands and that nothing deters."""
        return tuple((w, one) for w, one in self.stays(state) if one.sanction is None)

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
            "asked": [state + 1 for state in self.asked],
            "concept": self.concept,
            "verdict": self.verdict,
            "holds": {concept: self.holds(concept) for concept in self.stability.stable},
            "followed": [state + 1 for state in self.followed],
            "examined": [self._of_state(state) for state in self.examined],
        }

    def _of_state(self, state: int) -> dict[str, Any]:
        names = self.stability.model.decision_makers
        return {
            "number": state + 1,
            "moves_from_status_quo": self.distance[state],
            "equilibrium_in": list(self.held(state)),
            "leaves": [_plain(one, names) for _, one in self.leaves(state)],
            "stays": [_plain(one, names) for _, one in self.stays(state)],
            "witnesses": [witness.to_dict() for witness in self.witnesses[state]],
        }


def _plain(one: Improvement, names: Sequence[str]) -> dict[str, Any]:
    return {
        "decision_maker": names[one.step.mover],
        "to": one.step.target + 1,
        "deterred": one.sanction is not None,
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
    """Find whether what is signed holds, and the better moves from the states that stand for it.

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
    asked, away = find_entry(model, states, start=start)

    def witnesses_of(state: int) -> tuple[Witness, ...]:
        return find_witnesses(model, state, concept=concept, semantics=stability.semantics)

    found = _follow(asked, frozenset(states), witnesses_of)
    followed = tuple(sorted(found.keys() - set(asked)))
    far = max((d for d in away.values() if d is not None), default=0) + 1
    order = sorted(away, key=lambda state: (far if (d := away[state]) is None else d, state))
    near = [state for state in order if state not in found][: max(EXAMINED - len(found), 0)]
    found |= {state: witnesses_of(state) for state in near}
    witnesses = {state: found[state] for state in order if state in found}
    distance = {state: away[state] for state in witnesses}
    return Leaving(stability, tuple(states), asked, followed, concept, witnesses, distance)


def _follow(
    asked: Sequence[int],
    states: frozenset[int],
    witnesses_of: Callable[[int], tuple[Witness, ...]],
) -> dict[int, tuple[Witness, ...]]:
    """Return the states that undeterred better moves lead to inside a set, with their witnesses."""
    found: dict[int, tuple[Witness, ...]] = {}
    waiting = list(asked)
    while waiting:
        state = waiting.pop()
        if state in found:
            continue
        found[state] = witnesses_of(state)
        free = [one for w in found[state] for one in w.improvements if one.sanction is None]
        waiting += [one.step.target for one in free if one.step.target in states]
    return found


def share_holding(found: Robustness, leaving: Leaving, *, concept: Concept) -> Share:
    """Return in how many draws what is signed holds: an equilibrium where it is asked about.

    Args:
        found: verdicts over draws, with ``concept`` among them.
        leaving: what holds at the middle of the ranges; where the text is asked about is no matter
            of preferences, and so the same in all draws.
        concept: the kind of stability.
    """
    held = found.equilibrium(concept)[:, list(leaving.asked)]
    return share_of(np.asarray(held.all(axis=1), dtype=bool))


def share_standing(found: Robustness, states: Sequence[int], *, concept: Concept) -> Share:
    """Return in how many draws at least one of some states is an equilibrium.

    Args:
        found: verdicts over draws, with ``concept`` among them.
        states: those that stand for what is signed, from 0.
        concept: the kind of stability.
    """
    standing = found.equilibrium(concept)[:, list(states)]
    return share_of(np.asarray(standing.any(axis=1), dtype=bool))
