"""When two graph models are the same: states, moves, and what each prefers."""

from __future__ import annotations

import numpy as np

from detente.stability import Model, Preference, Ranking
from detente.stability.graph.preference import Relation


def same_model(one: Model, other: Model, *, ids: bool = True) -> None:
    """Assert that two models are the same.

    Args:
        one, other: the models.
        ids: whether ids of decision makers and options have to be the same, too.
    """
    states, others = one.states, other.states
    for name in ("codes", "feasible", "state_of"):
        assert np.array_equal(getattr(states, name), getattr(others, name)), name
    for option, known in zip(states.options, others.options, strict=True):
        assert (option.owner, option.direction) == (known.owner, known.direction)
    if ids:
        assert one.decision_makers == other.decision_makers
        assert states.options == others.options
        assert states.labels == others.labels
    for mine, theirs in zip(one.moves, other.moves, strict=True):
        assert np.array_equal(mine.starts, theirs.starts)
        assert np.array_equal(mine.targets, theirs.targets)
    for mine, theirs in zip(one.preferences, other.preferences, strict=True):
        same_preference(mine, theirs)


def same_preference(one: Preference, other: Preference) -> None:
    """Assert that two preferences are of the same kind and put the same states above the same."""
    if isinstance(one, Relation) or isinstance(other, Relation):
        assert isinstance(one, Relation)
        assert isinstance(other, Relation)
        assert np.array_equal(one.codes, other.codes)
        return
    assert np.array_equal(_dense(one), _dense(other))


def _dense(ranking: Ranking) -> np.ndarray:
    return np.unique(ranking.levels, return_inverse=True)[1].reshape(-1)
