"""Random models with every ranking of their states, for brute force."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np

from detente.stability import Model, Preference, Ranking, Relation
from tests.stability.definitions import is_stable
from tests.stability.random_models import random_graph

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
SEMANTICS = ("legal", "single", "once")


def small_graphs(seed: int, count: int, *, most: int = 4, ties: bool = True) -> list[Model]:
    """Return graphs of one to three decision makers and two to ``most`` states."""
    rng = np.random.default_rng(seed)
    return [
        random_graph(
            rng,
            states=int(rng.integers(2, most + 1)),
            decision_makers=int(rng.integers(1, 4)),
            density=float(rng.uniform(0.2, 0.8)),
            ties=ties and bool(rng.integers(2)),
        )
        for _ in range(count)
    ]


def strict_rankings(n_states: int) -> list[Ranking]:
    """Return every strict ranking."""
    return [Ranking(np.array(levels, dtype=np.int32)) for levels in permutations(range(n_states))]


def is_equilibrium(model: Model, state: int, concept: str, semantics: str) -> bool:
    """By the definitions, for everybody."""
    return all(
        is_stable(model, i, state, concept, semantics) for i in range(model.n_decision_makers)
    )


def prefers(preference: Preference, one: int, other: int) -> bool:
    """``one ≻ other``."""
    if isinstance(preference, Relation):
        return int(preference.codes[other, one]) in {1, 2}
    return bool(preference.levels[one] > preference.levels[other])


def profiles(model: Model, free: set[int]) -> list[Model]:
    """Return the model with every strict ranking of the decision makers in ``free``."""
    rankings = strict_rankings(model.n_states)
    choices = [rankings if i in free else [p] for i, p in enumerate(model.preferences)]
    return [model.with_preferences(list(chosen)) for chosen in product(*choices)]


def swapped(model: Model) -> Model:
    """Return the model with the first two decision makers in each other's place."""
    order = [1, 0, *range(2, model.n_decision_makers)]
    moves = [model.moves[i] for i in order]
    preferences = [model.preferences[i] for i in order]
    return Model(
        tuple(model.decision_makers[i] for i in order),
        model.states,
        tuple(moves),
        tuple(preferences),
    )
