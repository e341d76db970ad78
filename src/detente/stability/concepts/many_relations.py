"""Verdicts for many preferences at once, given pair by pair: no ranking is needed.

Sets of states are carried as bits, 64 to a word. The opponents' reach and the states that block are
two such sets for each state and draw; an improvement is sanctioned where they meet.
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
from detente.stability.graph.reach import Semantics, check_semantics

Bools = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
_CELLS = 1 << 24
"""Draws times moves times states handled at once."""


def stable_under_relations(
    model: Model,
    above: Bools,
    *,
    credible: Bools | None = None,
    concepts: Sequence[Concept] = CONCEPTS,
    semantics: Semantics = "legal",
) -> dict[Concept, Bools]:
    """Say for many preferences which states are stable for whom.

    Args:
        model: its states and moves are used; its preferences are not.
        above: shape (draws, decision makers, states, states): ``above[d, i, a, b]`` where i prefers
            a to b in draw d.
        credible: of the same shape, by which a decision maker's moves are judged when others count
            on them; default ``above``. Another one gives bounds.
        concepts: of Nash, GMR, SMR, SEQ and SSEQ.
        semantics: which sequences of opponents count.

    Returns:
        concept to an array of shape (draws, decision makers, states), True where stable.

    Raises:
        InvalidInput: the shape does not fit the model, or there is no such concept or semantics.
    """
    check_concepts(concepts)
    check_semantics(semantics)
    n = model.n_states
    above = np.asarray(above)
    if above.ndim != 4 or above.shape[1:] != (model.n_decision_makers, n, n):
        raise InvalidInput("preferences need the shape (draws, decision makers, states, states)")
    shape = above.shape[:3]
    found: dict[Concept, Bools] = {concept: np.ones(shape, dtype=bool) for concept in concepts}
    step = max(1, _CELLS // (n * max(n, *map(len, model.moves))))
    for start in range(0, len(above), step):
        part = slice(start, start + step)
        counted = above[part] if credible is None else credible[part]
        for concept, stable in _verdicts(model, above[part], counted, concepts, semantics).items():
            found[concept][part] = stable
    return found


def _verdicts(
    model: Model,
    above: Bools,
    credible: Bools,
    concepts: Sequence[Concept],
    semantics: Semantics,
) -> dict[Concept, Bools]:
    blocked = [~_gains(arcs, credible[:, i]) for i, arcs in enumerate(model.moves)]
    found: dict[Concept, Bools] = {
        concept: np.empty(above.shape[:3], dtype=bool) for concept in concepts
    }
    for i, arcs in enumerate(model.moves):
        gains = _gains(arcs, above[:, i])
        for concept in concepts:
            loose = gains
            if concept != "nash":
                counted = blocked if concept in ("seq", "sseq") else None
                reach = _reach(model, i, counted, len(above), semantics)
                blocking = _blocking(arcs, above[:, i], concept)
                meet = (reach[arcs.targets] & blocking[arcs.sources]).any(axis=2)
                loose = gains & ~meet
            found[concept][:, i] = ~any_by_source(arcs, loose).T
    return found


def _gains(arcs: Arcs, above: Bools) -> Bools:
    """Return shape (moves, draws): whether a move goes to something better."""
    found: Bools = above[:, arcs.targets, arcs.sources].T
    return found


def _reach(
    model: Model,
    decision_maker: int,
    blocked: Sequence[Bools] | None,
    draws: int,
    semantics: Semantics,
) -> Words:
    """Return shape (states, draws or 1, words): what the opponents reach, as bits."""
    itself = _packed(np.eye(model.n_states, dtype=bool))[:, None, :]
    wide = draws if blocked is not None else 1
    value = np.repeat(itself, wide, axis=1)
    sweep = Sweep(model.moves, value, join=np.bitwise_or, nothing=0, blocked=blocked)
    found: Words = sweep.over(frozenset(model.opponents(decision_maker)), semantics)
    return found


def _blocking(arcs: Arcs, above: Bools, concept: Concept) -> Words:
    """Return shape (states, draws, words): which states block an improvement from each state."""
    better = above
    if may_move_on(concept):
        sources, starts = rows_of(arcs)
        better = above.copy()
        if len(sources):
            onward = np.logical_or.reduceat(above[:, arcs.targets], starts, axis=1)
            better[:, sources] |= onward
    return _packed(~better.transpose(2, 0, 1))


def _packed(sets: Bools) -> Words:
    """Pack the last axis into words of 64 bits."""
    n_words = -(-sets.shape[-1] // 64)
    padded = np.zeros((*sets.shape[:-1], n_words * 64), dtype=bool)
    padded[..., : sets.shape[-1]] = sets
    return np.packbits(padded, axis=-1).view(np.uint64)
