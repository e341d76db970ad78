"""Verdicts for many rankings at once: one graph, thousands of preferences.

For a ranking "some sanction in R(s₁) is no better than s" means that the least level in R(s₁) is at
most the level of s. So one number a state is all that a sweep over the opponents' moves has to
carry, for all draws side by side. Without credibility (GMR, SMR) the value of a state differs
between draws but the moves that count do not; with it (SEQ, SSEQ) only improving moves count, draw
by draw.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.stability.concepts.answer import CONCEPTS, Concept, check_concepts
from detente.stability.concepts.side import may_move_on
from detente.stability.concepts.sweep import Sweep, any_by_source, rows_of
from detente.stability.graph.arcs import Arcs
from detente.stability.graph.model import Model
from detente.stability.graph.preference import as_levels
from detente.stability.graph.reach import Semantics, check_semantics

Levels = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
_NEVER = np.iinfo(np.int32).max
_CELLS = 1 << 22
"""Draws times moves handled at once."""


def stable_under_rankings(
    model: Model,
    levels: Levels,
    *,
    concepts: Sequence[Concept] = CONCEPTS,
    semantics: Semantics = "legal",
) -> dict[Concept, Bools]:
    """Say for many rankings which states are stable for whom.

    Args:
        model: its states and moves are used; its preferences are not.
        levels: shape (draws, decision makers, states), whole numbers; higher is preferred, equal
            is indifferent.
        concepts: of Nash, GMR, SMR, SEQ and SSEQ.
        semantics: which sequences of opponents count.

    Returns:
        concept to an array of shape (draws, decision makers, states), True where stable.

    Raises:
        InvalidInput: the levels do not fit the model, or there is no such concept or semantics.
    """
    check_concepts(concepts)
    check_semantics(semantics)
    levels = as_levels(levels, n_axes=3)
    if levels.shape[1:] != (model.n_decision_makers, model.n_states):
        raise InvalidInput("levels need the shape (draws, decision makers, states) of the model")
    found: dict[Concept, Bools] = {
        concept: np.ones(levels.shape, dtype=bool) for concept in concepts
    }
    widest = max(1, model.n_states, *map(len, model.moves))
    step = max(1, _CELLS // widest)
    for start in range(0, len(levels), step):
        part = slice(start, start + step)
        # The draws come last, so that a move is a row and rows are contiguous.
        turned = np.ascontiguousarray(levels[part].transpose(1, 2, 0))
        for concept, stable in _verdicts(model, turned, concepts, semantics).items():
            found[concept][part] = stable.transpose(2, 0, 1)
    return found


def _verdicts(
    model: Model, levels: Levels, concepts: Sequence[Concept], semantics: Semantics
) -> dict[Concept, Bools]:
    """Return, for levels of shape (decision makers, states, draws), verdicts of that shape."""
    improving = [
        levels[i][arcs.targets] > levels[i][arcs.sources] for i, arcs in enumerate(model.moves)
    ]
    found: dict[Concept, Bools] = {
        concept: np.empty(levels.shape, dtype=bool) for concept in concepts
    }
    for i, arcs in enumerate(model.moves):
        for concept in concepts:
            loose = improving[i]
            if concept != "nash":
                credible = improving if concept in ("seq", "sseq") else None
                value = _values(arcs, levels[i]) if may_move_on(concept) else levels[i]
                least = _least(model, i, value, credible, semantics)
                loose = loose & (least[arcs.targets] > levels[i][arcs.sources])
            found[concept][i] = ~any_by_source(arcs, loose)
    return found


def _values(arcs: Arcs, levels: Levels) -> Levels:
    """Return the best level in {s₂} and what is one move away: what a countermove leaves."""
    value = levels.copy()
    sources, starts = rows_of(arcs)
    if len(sources):
        onward = np.maximum.reduceat(levels[arcs.targets], starts, axis=0)
        value[sources] = np.maximum(value[sources], onward)
    return value


def _least(
    model: Model,
    decision_maker: int,
    value: Levels,
    credible: Sequence[Bools] | None,
    semantics: Semantics,
) -> Levels:
    """Return the least value that the opponents reach from each state, shape (states, draws)."""
    blocked = None if credible is None else [~each for each in credible]
    sweep = Sweep(model.moves, value, join=np.minimum, nothing=_NEVER, blocked=blocked)
    return sweep.over(frozenset(model.opponents(decision_maker)), semantics)
