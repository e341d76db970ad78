"""A good package to start from: partial packages kept by how well the mixture would finish them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from detente.deal.merging.lattice import Indices
from detente.deal.merging.relaxation import Relaxed
from detente.deal.merging.space import Choice, Space
from detente.deal.merging.steps import Floats

Score = Callable[[Floats], Floats]

WIDTH = 128
"""Partial packages kept at each step (the width of the beam)."""
SWEEPS = 20
"""Rounds of single changes at most."""


def find_incumbent(space: Space, relaxed: Relaxed, score: Score) -> Choice:
    """Find a package with a high score: a beam search, then single changes while they help.

    Partial packages are valued as if the groups still open were filled as in the relaxation's
    optimum. Nothing is claimed of the result; proofs are made elsewhere.

    Args:
        space: the packages.
        relaxed: the optimum of a relaxation of the same space.
        score: maps gains, shape (rows, n), to what is to be large, shape (n,).

    Returns:
        The choice of each group; it need not be accepted by the coalition.
    """
    means = relaxed.means(space)
    order = np.argsort([table.std(axis=1).sum() for table in space.worth])[::-1]
    beam = (space.origin + means.sum(axis=1))[:, None]
    taken = np.zeros((1, len(space.groups)), dtype=np.int64)
    for group in order:
        table = space.worth[group] - means[:, group][:, None]
        grown = (beam[:, :, None] + table[:, None, :]).reshape(len(beam), -1)
        best = np.argsort(-score(grown), kind="stable")[:WIDTH]
        beam, parent, choice = grown[:, best], best // table.shape[1], best % table.shape[1]
        taken = taken[parent]
        taken[:, group] = choice
    return _improve(space, taken[0].copy(), score)


def _improve(space: Space, taken: Indices, score: Score) -> Choice:
    """Change the choice of one group after the other while the score rises."""
    parts = [table[:, choice] for table, choice in zip(space.worth, taken, strict=True)]
    total = space.origin + np.sum(parts, axis=0)
    for _ in range(SWEEPS):
        before = taken.copy()
        for group, table in enumerate(space.worth):
            others = total - table[:, taken[group]]
            reached = others[:, None] + table
            taken[group] = int(np.argmax(score(reached)))
            total = reached[:, taken[group]]
        if np.array_equal(before, taken):
            break
    return tuple(taken.tolist())
