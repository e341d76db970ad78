"""Whether the moves of a model are just those that its options allow."""

from __future__ import annotations

import numpy as np

from detente.stability.graph.arcs import Arcs
from detente.stability.graph.model import Model, moves_of_options


def find_ruled(model: Model) -> dict[int, Arcs]:
    """Return whose moves are others than its options allow, with those that they allow.

    Args:
        model: in option form.

    Returns:
        Index of a decision maker to the moves by options alone; empty where rules change nothing.
    """
    free = moves_of_options(model.states, model.n_decision_makers)
    return {
        place: there
        for place, (own, there) in enumerate(zip(model.moves, free, strict=True))
        if not _same(own, there)
    }


def _same(one: Arcs, other: Arcs) -> bool:
    return np.array_equal(one.starts, other.starts) and np.array_equal(one.targets, other.targets)
