"""Counting over several decision makers at once, where credibility ties their rankings together.

Rankings that agree on every comparison that matters to anybody's stability at the state form a
class. One ranking of each class is tried against one of each class of the others, all in one batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import prod

import numpy as np
import numpy.typing as npt

from detente.stability.concepts.answer import Concept
from detente.stability.concepts.many_rankings import stable_under_rankings
from detente.stability.graph.model import Model, need_ranking
from detente.stability.graph.reach import Semantics, find_reach
from detente.stability.inverse.varied import Varied

Levels = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]
MAX_RANKINGS = 50_000
"""Rankings of one decision maker listed at most (all of eight states are 40,320)."""
MAX_PROFILES = 200_000
"""Combinations of classes tried at most."""
_BATCH = 5_000


def count_jointly(
    model: Model,
    state: int,
    concept: Concept,
    *,
    who: Sequence[Varied | None],
    semantics: Semantics,
) -> tuple[int, int] | None:
    """Count the profiles under which a state is an equilibrium.

    Args:
        model: the model; whoever is kept needs a ranking.
        state: the state, from 0.
        concept: kind of stability.
        who: what is gone through for each decision maker.
        semantics: which sequences of opponents count.

    Returns:
        The count, and how many combinations of classes were tried; None where that would be more
        than :data:`MAX_PROFILES`, or more rankings than :data:`MAX_RANKINGS` had to be listed.

    Raises:
        InvalidInput: the preference of a decision maker that is kept is no ranking.
    """
    if any(each is not None and each.rankings > MAX_RANKINGS for each in who):
        return None
    near = _near(model, state, semantics)
    classes = [_classes(model, j, state, each, near[j]) for j, each in enumerate(who)]
    if prod(len(sizes) for _, sizes in classes) > MAX_PROFILES:
        return None
    total = tried = 0
    for batch in _batches(product(*(range(len(sizes)) for _, sizes in classes))):
        levels = np.stack([kept[batch[:, j]] for j, (kept, _) in enumerate(classes)], axis=1)
        stable = stable_under_rankings(model, levels, concepts=(concept,), semantics=semantics)
        held = batch[stable[concept][:, :, state].all(axis=1)]
        total += sum(
            prod(int(sizes[row[j]]) for j, (_, sizes) in enumerate(classes)) for row in held
        )
        tried += len(batch)
    return total, tried


def _classes(
    model: Model, decision_maker: int, state: int, varied: Varied | None, near: list[int]
) -> tuple[Levels, Ints]:
    """Return one ranking of each class, and the sizes of the classes."""
    if varied is None:
        kept = need_ranking(model, decision_maker, what="counting profiles of rankings")
        return kept.levels[None, :], np.ones(1, dtype=np.int64)
    levels = varied.levels()
    arcs = model.moves[decision_maker]
    used = np.isin(arcs.sources, near)
    better = levels[:, arcs.targets[used]] > levels[:, arcs.sources[used]]
    above = levels[:, near] > levels[:, [state]]
    bits = np.packbits(np.concatenate((better, above), axis=1), axis=1)
    _, first, sizes = np.unique(bits, axis=0, return_index=True, return_counts=True)
    return levels[first], sizes.astype(np.int64)


def _near(model: Model, state: int, semantics: Semantics) -> list[list[int]]:
    """Return, for each decision maker, the states whose comparisons can matter at ``state``.

    These are the states on any sequence that could answer a move from ``state``, and what is one
    move away from them.
    """
    touched = np.zeros(model.n_states, dtype=bool)
    touched[state] = True
    for i, arcs in enumerate(model.moves):
        for left in arcs.of(state).tolist():
            touched[left] = True
            reach = find_reach(model.moves, model.opponents(i), left, semantics=semantics)
            touched |= reach.reached
    found = []
    for arcs in model.moves:
        mine = touched.copy()
        mine[arcs.targets[touched[arcs.sources]]] = True
        found.append(np.flatnonzero(mine).tolist())
    return found


def _batches(profiles: Iterator[tuple[int, ...]]) -> Iterator[Ints]:
    while batch := list(islice(profiles, _BATCH)):
        yield np.array(batch, dtype=np.int64)
