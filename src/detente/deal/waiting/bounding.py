"""Where there can be no deal: weights that show it, for many draws and days at once.

If every party of an accepting coalition C gets its no-deal value from x, then for all weights
``λ >= 0`` that add up to one

    Σ_C λ_p u_p(x) >= Σ_C λ_p d_p

Over independent groups of issues the largest left side is a sum of maxima (the Lagrangean dual of
the demands). Weights for which even that falls short prove that C can agree on nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import comb

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.groups import DrawnGroup
from detente.deal.problem import TOLERANCE

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
MOST = 160
"""Vectors of weights that are tried for a coalition, at most."""


def rule_out(
    groups: Sequence[DrawnGroup], no_deal: Floats, coalitions: Sequence[tuple[int, ...]]
) -> Flags:
    """Say in which draws and on which days no coalition can agree on anything.

    Args:
        groups: what each choice is worth in n draws.
        no_deal: shape (days, n, parties).
        coalitions: who together can make a deal; party indices.

    Returns:
        Shape (days, n): True where it is proved; False proves nothing.
    """
    ruled: Flags = np.ones(no_deal.shape[:2], dtype=bool)
    for members in coalitions:
        ruled &= _short(groups, no_deal[:, :, list(members)], members)
    return ruled


def _short(groups: Sequence[DrawnGroup], least: Floats, members: tuple[int, ...]) -> Flags:
    if not members:
        return np.zeros(least.shape[:2], dtype=bool)
    weights = lattice(len(members))
    most = np.zeros((least.shape[1], len(weights)))
    for group in groups:
        for column, weight in enumerate(weights):
            worth = np.tensordot(group.worth[:, list(members)], weight, axes=(1, 0))
            worth[group.barred] = -np.inf
            most[:, column] += worth.max(axis=1, initial=-np.inf)
    short = most < least @ weights.T - 2 * TOLERANCE
    return np.asarray(short.any(axis=2))


def lattice(parties: int) -> Floats:
    """Return vectors of weights that add up to one, evenly spread, shape (vectors, parties).

    All multiples of 1/r, with the finest r up to 24 for which they are at most 160; the same set
    whatever the order of the parties.
    """
    finest = 1
    while finest < 24 and _size(finest + 1, parties) <= MOST:
        finest += 1
    return np.array(list(_compositions(finest, parties)), dtype=np.float64) / finest


def _size(total: int, parts: int) -> int:
    return comb(total + parts - 1, parts - 1)


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to write ``total`` as an ordered sum of ``parts`` numbers from 0 up."""
    for bars in combinations(range(total + parts - 1), parts - 1):
        ends = (-1, *bars, total + parts - 1)
        yield tuple(b - a - 1 for a, b in pairwise(ends))
