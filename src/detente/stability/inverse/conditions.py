"""Under which preferences is a state stable: the exact condition on each decision maker.

Only comparisons with the state itself matter for whoever could leave it. Write x(t) for "t is not
preferred to s". Decision maker i is stable at s if and only if, for each of its moves s → s₁ ::

    Nash   x(s₁)
    GMR    x(s₁) or, for some s₂ in R(s₁), x(s₂)
    SMR    x(s₁) or, for some s₂ in R(s₁), x(s₂) and x(s₃) for all s₃ in i's moves from s₂

where R(s₁) is what the opponents reach from s₁. SEQ and SSEQ are GMR and SMR with R over
improvements: either as the opponents' preferences are, or jointly, as a condition on those too,
"each mover of the sequence prefers where it goes to where it stands".

This is the inverse approach of Kinsara, Kilgour and Hipel (2015), solved rather than listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from detente.errors import NotSupported
from detente.stability.concepts.answer import CONCEPTS, Concept
from detente.stability.concepts.side import may_move_on
from detente.stability.graph.arcs import Arcs
from detente.stability.graph.arguments import check_name, check_state
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Semantics, check_semantics, find_reach
from detente.stability.inverse.condition import Condition, Conditions
from detente.stability.inverse.formula import (
    Alternative,
    Comparison,
    is_true,
    simplify,
)
from detente.stability.inverse.sequences import find_sequences

MAX_SEQUENCES = 300
"""Sanctioning sequences written out for one move at most, shortest first."""
MAX_ALTERNATIVES = 6_000
"""Sanctions with countermoves compared with one another at most, for one move."""


def find_conditions(
    model: Model,
    state: int,
    *,
    concept: Concept = "nash",
    joint: bool = False,
    semantics: Semantics = "legal",
) -> Conditions:
    """Return when a state is stable for each decision maker, as formulas over comparisons.

    Args:
        model: states, moves, and preferences. Preferences are used to say what holds now, and for
            SEQ and SSEQ, unless ``joint``, to say which sanctions are credible.
        state: the state, from 0.
        concept: ``nash``, ``gmr``, ``smr``, ``seq`` or ``sseq``.
        joint: make the credibility of sanctions part of the formulas.
        semantics: which sequences of opponents count.

    Returns:
        Formulas without anything that follows from the rest (see
        :func:`detente.stability.inverse.formula.simplify`); for Nash and GMR the shortest.

    Raises:
        InvalidInput: the state, concept or semantics does not exist.
        NotSupported: too many sanctions with countermoves to compare.

    References:
        Kinsara, Kilgour and Hipel 2015.
    """
    check_question(model, state, concept, semantics)
    written = joint and concept in ("seq", "sseq")
    found = []
    for decision_maker, name in enumerate(model.decision_makers):
        clauses, complete = _clauses(model, state, decision_maker, concept, semantics, written)
        formula = simplify(clauses)
        missing = tuple(clause for clause in formula if not is_true((clause,), model.preferences))
        found.append(Condition(decision_maker, name, formula, missing, complete))
    return Conditions(
        state=state,
        concept=concept,
        of=tuple(found),
        joint=written,
        semantics=semantics,
        method="definition, simplified by absorption",
        because="the definitions ask only for comparisons with the state, so nothing is listed",
        exact=all(one.complete for one in found),
    )


def check_question(model: Model, state: int, concept: str, semantics: str) -> None:
    """Refuse a state, a concept or semantics that there is not.

    Raises:
        InvalidInput: see above.
    """
    check_state(state, model.n_states)
    check_name("concept", concept, CONCEPTS)
    check_semantics(semantics)


def own_comparisons(
    model: Model, decision_maker: int, concept: Concept, *, state: int, sanction: int
) -> Alternative:
    """Return what a decision maker must think of a sanction for it to block.

    Args:
        model: the model.
        decision_maker: who is sanctioned.
        concept: whether countermoves count (SMR, SSEQ).
        state: the state that was left.
        sanction: where the opponents end.
    """
    ends = {sanction}
    if may_move_on(concept):
        ends.update(model.moves[decision_maker].of(sanction).tolist())
    return frozenset(Comparison(decision_maker, end, state) for end in ends - {state})


def _clauses(
    model: Model,
    state: int,
    decision_maker: int,
    concept: Concept,
    semantics: Semantics,
    joint: bool,
) -> tuple[list[list[Alternative]], bool]:
    clauses, complete = [], True
    for left in model.moves[decision_maker].of(state).tolist():
        clause = [frozenset((Comparison(decision_maker, left, state),))]
        if joint:
            written, whole = _written(model, state, left, decision_maker, concept, semantics)
            clause += written
            complete &= whole
        elif concept != "nash":
            clause += _answers(model, state, left, decision_maker, concept, semantics)
        clauses.append(clause)
    return clauses, complete


def _answers(
    model: Model,
    state: int,
    left: int,
    decision_maker: int,
    concept: Concept,
    semantics: Semantics,
) -> Iterator[Alternative]:
    """Yield one alternative for each state that the opponents reach."""
    others = model.opponents(decision_maker)
    moves = answering_moves(model, concept)
    reached = np.flatnonzero(find_reach(moves, others, left, semantics=semantics).reached)
    if may_move_on(concept) and len(reached) > MAX_ALTERNATIVES:
        raise NotSupported(
            f"{len(reached):,} sanctions with countermoves are too many for a readable formula; "
            "ask for 'gmr' or 'seq'"
        )
    for sanction in reached.tolist():
        yield own_comparisons(model, decision_maker, concept, state=state, sanction=sanction)


def answering_moves(model: Model, concept: Concept) -> Sequence[Arcs]:
    """Return what opponents answer with: all moves, or improvements under SEQ and SSEQ."""
    if concept in ("seq", "sseq"):
        return [model.improvements(j) for j in range(model.n_decision_makers)]
    return model.moves


def _written(
    model: Model,
    state: int,
    left: int,
    decision_maker: int,
    concept: Concept,
    semantics: Semantics,
) -> tuple[list[Alternative], bool]:
    """Return one alternative for each sequence, with what makes its steps credible."""
    others = model.opponents(decision_maker)
    found, complete = find_sequences(
        model.moves, others, left, semantics=semantics, limit=MAX_SEQUENCES
    )
    return [
        own_comparisons(model, decision_maker, concept, state=state, sanction=steps[-1].target)
        | {Comparison(step.mover, step.target, step.source, above=True) for step in steps}
        for steps in found
    ], complete
