"""Under which preferences is a state stable: the exact condition on each decision maker.

Only comparisons with the state itself matter for whoever could leave it. Write x(t) for "t is not
preferred to s". Decision maker i is stable at s if and only if, for each of its moves s → s₁ ::

    Nash   x(s₁)
    GMR    x(s₁) or, for some s₂ in R(s₁), x(s₂)
    SMR    x(s₁) or, for some s₂ in R(s₁), x(s₂) and x(s₃) for all s₃ in i's moves from s₂

where R(s₁) is what the opponents reach from s₁. SEQ and SSEQ are GMR and SMR with R over
improvements: either as the opponents' preferences are, or jointly, as a condition on those too,
"each mover of the sequence prefers where it goes to where it stands".

This is inverse analysis (Wang, Hipel, Fang and Kilgour 2018) solved rather than listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente import __version__
from detente.errors import InvalidInput, NotSupported
from detente.stability.answer import CONCEPTS, Concept
from detente.stability.arcs import Arcs
from detente.stability.inverse.formula import (
    Alternative,
    Comparison,
    Formula,
    comparisons_in,
    is_true,
    simplify,
)
from detente.stability.inverse.sequences import find_sequences
from detente.stability.model import Model
from detente.stability.reach import Semantics, find_reach
from detente.stability.side import may_move_on

MAX_SEQUENCES = 300
"""Sanctioning sequences written out for one move at most, shortest first."""
MAX_ALTERNATIVES = 6_000
"""Sanctions with countermoves compared with one another at most, for one move."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When one decision maker is stable at a state.

    Attributes:
        decision_maker: its index; ``name``: its id.
        formula: all of these clauses must hold; none: stable whatever it prefers.
        missing: those that do not hold on the preferences of the model.
        complete: False where sanctioning sequences were cut off; the formula is then sufficient,
            and may ask for more than is necessary.
    """

    decision_maker: int
    name: str
    formula: Formula
    missing: Formula
    complete: bool = True

    @property
    def holds(self) -> bool:
        """Whether it is satisfied on the preferences of the model."""
        return not self.missing

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison that the formula names."""
        return comparisons_in(self.formula)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data: all of ``clauses``, one alternative of each, all of it."""
        return {
            "clauses": _plain(self.formula),
            "missing": _plain(self.missing),
            "always": not self.formula,
            "holds": self.holds,
            "complete": self.complete,
        }


@dataclass(frozen=True, eq=False, slots=True)
class Conditions:
    """When a state is an equilibrium: the conditions of all decision makers together.

    Attributes:
        state: the state, from 0.
        concept: kind of stability.
        of: one condition a decision maker.
        joint: whether opponents' preferences are part of the formulas (SEQ and SSEQ only);
            otherwise sanctions count that are credible on the opponents' preferences as they are.
        semantics: which sequences count as sanctions.
        method, because: how the formulas were found, and why so.
        exact: whether all of them are necessary and sufficient.
    """

    state: int
    concept: Concept
    of: tuple[Condition, ...]
    joint: bool
    semantics: Semantics
    method: str
    because: str
    exact: bool
    version: str = __version__

    @property
    def holds(self) -> bool:
        """Whether the state is an equilibrium on the preferences of the model."""
        return all(condition.holds for condition in self.of)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states from 1."""
        return {
            "state": self.state + 1,
            "concept": self.concept,
            "joint": self.joint,
            "holds": self.holds,
            "per_decision_maker": {one.name: one.to_dict() for one in self.of},
            "semantics": self.semantics,
            "method": self.method,
            "because": self.because,
            "exact": self.exact,
            "version": self.version,
        }


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
        InvalidInput: the state or concept does not exist.
        NotSupported: too many sanctions with countermoves to compare.

    References:
        Hipel, Fang, Kilgour 2020 (survey); Wang et al. 2018 (inverse GMCR).
    """
    check_question(model, state, concept)
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


def _plain(formula: Formula) -> list[list[list[dict[str, Any]]]]:
    return [[[one.to_dict() for one in sorted(each)] for each in clause] for clause in formula]


def check_question(model: Model, state: int, concept: str) -> None:
    """Refuse a state or a concept that does not exist.

    Raises:
        InvalidInput: see above.
    """
    if not 0 <= state < model.n_states:
        raise InvalidInput(f"there is no state {state + 1}; the model has {model.n_states:,}")
    if concept not in CONCEPTS:
        raise InvalidInput(f"concept {concept!r} is none of: {', '.join(CONCEPTS)}")


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
