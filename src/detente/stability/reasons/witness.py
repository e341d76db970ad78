"""Find why a state is stable for a decision maker, or why not.

With s the state, i the decision maker and s₁ ∈ R_i⁺(s) an improvement (Fang, Hipel and Kilgour
1993; SSEQ: Rêgo and Vieira 2017), a *sanction* of s₁ is

======= ==========================================================================
concept sanction
======= ==========================================================================
Nash    none is looked for
GMR     s₂ ∈ R_{N-i}(s₁) that i does not prefer to s
SMR     the same, and i prefers no s₃ ∈ R_i(s₂) to s
SEQ     s₂ ∈ R⁺_{N-i}(s₁) that i does not prefer to s
SSEQ    the same, and i prefers no s₃ ∈ R_i(s₂) to s
SIM     see :mod:`detente.stability.reasons.witness_simultaneous`
======= ==========================================================================

Only one state is looked at, so that the work is one search an improvement. The verdict follows from
the witness, and is found without the engines behind :func:`find_stability`, with which it agrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
import numpy.typing as npt

from detente.stability.concepts.answer import Concept
from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.arguments import check_decision_maker, check_name, check_state
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Reach, Semantics, Step, check_semantics, find_reach
from detente.stability.reasons.standpoint import Standpoint, standpoint_of
from detente.stability.reasons.witness_records import Improvement, Reply, Witness
from detente.stability.reasons.witness_simultaneous import find_joint_replies

Places = npt.NDArray[np.intp]
REPLIES = 8
"""What opponents can bring about after an improvement that nothing deters: kept at most."""


def find_witness(
    model: Model,
    state: int,
    *,
    decision_maker: int,
    concept: Concept,
    semantics: Semantics = "legal",
) -> Witness:
    """Find why a state is stable for one decision maker, or why not.

    Args:
        model: the model.
        state: the state in question, from 0.
        decision_maker: index of the decision maker.
        concept: ``nash``, ``gmr``, ``smr``, ``seq``, ``sseq`` or ``sim``.
        semantics: which sequences of opponents count as sanctions.

    Raises:
        InvalidInput: there is no such state, decision maker, concept or semantics.
        NotSupported: ``sim`` of a model that is not in option form, or has coalesced states; or
            too many opponents for the semantics ``once``, which goes through all sets of them.
    """
    check_state(state, model.n_states)
    check_decision_maker(decision_maker, model.n_decision_makers)
    check_name("concept", concept, get_args(Concept))
    check_semantics(semantics)
    view = standpoint_of(model, state, decision_maker=decision_maker)
    found = _improvements(model, view, concept, semantics)
    found.sort(key=lambda one: (one.sanction is not None, -int(view.standing[one.step.target])))
    moves = len(view.moves.of(state))
    return Witness(model, state, decision_maker, concept, semantics, moves, tuple(found))


def find_witnesses(
    model: Model, state: int, *, concept: Concept, semantics: Semantics = "legal"
) -> tuple[Witness, ...]:
    """Find for every decision maker why a state is stable for it, or why not.

    The state is an equilibrium exactly where all of them are stable. Arguments and errors as in
    :func:`find_witness`.
    """
    return tuple(
        find_witness(model, state, decision_maker=place, concept=concept, semantics=semantics)
        for place in range(model.n_decision_makers)
    )


def _improvements(
    model: Model, view: Standpoint, concept: Concept, semantics: Semantics
) -> list[Improvement]:
    steps = view.improvements
    if concept == "nash" or not steps:
        return [Improvement(step, int(view.codes[step.target]), None) for step in steps]
    if concept == "sim":
        return find_joint_replies(model, view)
    others = model.opponents(view.decision_maker)
    credible = concept in ("seq", "sseq")
    moves = tuple(
        model.improvements(place) if credible and place in others else model.moves[place]
        for place in range(model.n_decision_makers)
    )
    game = _Game(view, moves, others, semantics, concept in ("smr", "sseq"))
    return game.answered(steps)


@dataclass(frozen=True, eq=False, slots=True)
class _Game:
    """What opponents may answer with, and whether the decision maker may move on from there.

    Attributes:
        view: of the decision maker.
        moves: of everybody, as far as the concept lets opponents use them.
        others: the opponents.
        semantics: which sequences of theirs count.
        on: whether the decision maker may move on.
    """

    view: Standpoint
    moves: tuple[Arcs, ...]
    others: tuple[int, ...]
    semantics: Semantics
    on: bool

    def answered(self, steps: Sequence[Step]) -> list[Improvement]:
        """Return improvements with what the opponents can make of them."""
        better = self.view.better
        escapable = self.view.escapable & ~better if self.on else np.zeros(len(better), dtype=bool)
        found = [self._answered(step, better, escapable) for step in steps]
        open_ = [place for place, one in enumerate(found) if one.sanction is None]
        if open_:
            shown = max(open_, key=lambda place: self.view.standing[found[place].step.target])
            found[shown] = self._with_replies(found[shown], escapable)
        return found

    def _answered(self, step: Step, better: Bools, escapable: Bools) -> Improvement:
        reach = self._reach(step)
        reached = reach.reached
        blocking = np.flatnonzero(reached & ~better & ~escapable)
        best = self._worst_first(reach, blocking)[:1] if len(blocking) else []
        return Improvement(
            step,
            int(self.view.codes[step.target]),
            self._reply(reach, best[0]) if best else None,
            reached=int(reached.sum()),
            better=int((reached & better).sum()),
            escapable=int((reached & escapable).sum()),
        )

    def _with_replies(self, one: Improvement, escapable: Bools) -> Improvement:
        """Keep some of what the opponents can bring about: what is escaped first, then the rest."""
        reach = self._reach(one.step)
        states = np.flatnonzero(reach.reached)
        soon = np.where(escapable[states], _lengths(reach, states), 0)
        order = np.lexsort((self.view.standing[states], soon, ~escapable[states]))
        shown = [self._reply(reach, int(state)) for state in states[order][:REPLIES]]
        return replace(one, replies=tuple(shown))

    def _reach(self, step: Step) -> Reach:
        return find_reach(self.moves, self.others, step.target, semantics=self.semantics)

    def _worst_first(self, reach: Reach, states: Places) -> list[int]:
        """Sort states by how soon they are reached, then by how bad they are, then by number."""
        order = np.lexsort((self.view.standing[states], _lengths(reach, states)))
        return [int(state) for state in states[order]]

    def _reply(self, reach: Reach, state: int) -> Reply:
        steps, code = reach.path(state), int(self.view.codes[state])
        if not self.on:
            return Reply(steps, state, code)
        targets = self.view.moves.of(state)
        return Reply(steps, state, code, targets, self.view.codes[targets])


def _lengths(reach: Reach, states: Places) -> npt.NDArray[np.int32]:
    """Return the fewest moves to each of some states."""
    far, distance = np.iinfo(np.int32).max, reach.distance[:, states]
    return np.asarray(np.where(distance > 0, distance, far).min(axis=0, initial=far))
