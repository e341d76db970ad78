"""The frontier by enumeration: every package gone through in blocks, the best carried along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.deal.enumeration.grid import Grid
from detente.deal.frontier.approximate import SERIES, find_narrowest, thin_by_cells
from detente.deal.frontier.found import Found, beyond, too_fine, within
from detente.deal.frontier.layers import Thin, leads
from detente.deal.frontier.packages import Numbered
from detente.deal.frontier.sets import Floats, Over
from detente.deal.merging.dominance import Numbers, find_undominated
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.sizes import spell

PENDING = 1 << 17
"""Packages that are collected before they are compared with those carried along, at least."""


@dataclass(frozen=True, slots=True)
class Best:
    """Distinct undominated gains.

    Attributes:
        gains: shape (bargainers, points).
        numbers: shape (points,): the number of the first package of each.
        ways: shape (points,): how many packages have these gains.
    """

    gains: Floats
    numbers: Numbers
    ways: Numbers


def find_by_enumeration(problem: Problem, over: Over, epsilon: float | None, limit: int) -> Found:
    """Find the frontier by going through all packages.

    Args:
        problem: the problem, with at least one bargainer.
        over: the set.
        epsilon: None for the exact frontier, or the smallest ε that fits; 0 for the exact one only.
        limit: points carried along at most.

    Raises:
        NotSupported: ``epsilon`` is too small for the limit.
    """
    grid = Grid(problem)
    because = f"all {spell(problem.packages)} packages are gone through"
    if epsilon:
        best = go_through(grid, over, thin_by_cells(epsilon), limit=limit)
        if best is None:
            raise too_fine(epsilon, limit)
        return _representatives(grid, over, best, because, epsilon)
    best = go_through(grid, over, lambda gains: find_undominated(gains, TOLERANCE), limit=limit)
    if best is not None:
        source = Numbered(grid, over, best.numbers, best.gains, best.ways.tolist())
        return Found(best.gains, source, because)
    if epsilon is not None:
        raise too_fine(epsilon, limit)
    at, some = find_narrowest(
        lambda width: go_through(grid, over, thin_by_cells(width), limit=limit)
    )
    return _representatives(grid, over, some, f"{because}; {beyond(limit)}", SERIES[at])


def go_through(grid: Grid, over: Over, thin: Thin, *, limit: int) -> Best | None:
    """Find the undominated gains among the packages of a set.

    Args:
        grid: the packages.
        over: the set.
        thin: chooses which packages stay, of those compared.
        limit: distinct gains carried along at most.

    Returns:
        The points; None if the limit is met.
    """
    who = list(grid.problem.bargainers)
    no_deal = grid.problem.no_deal[who][:, None]
    best = Best(np.zeros((len(who), 0)), *(np.zeros(0, dtype=np.int64) for _ in range(2)))
    pending: list[Best] = []
    waiting = 0
    for block in grid:
        found = np.flatnonzero(getattr(block, over))
        gains = block.utilities[who][:, found] - no_deal
        some = _thinned(Best(gains, block.start + found, np.ones_like(found)), thin)
        pending.append(some)
        waiting += len(some.numbers)
        if waiting >= max(PENDING, len(best.numbers)):
            best, pending, waiting = _thinned(_joined([best, *pending]), thin), [], 0
            if len(best.numbers) > 2 * limit:
                return None
    best = _thinned(_joined([best, *pending]), thin)
    return best if len(best.numbers) <= limit else None


def _joined(parts: list[Best]) -> Best:
    return Best(
        np.hstack([part.gains for part in parts]),
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.ways for part in parts]),
    )


def _thinned(some: Best, thin: Thin) -> Best:
    """Drop what is not carried on, and make equal points one."""
    kept, gains = thin(some.gains)
    if not len(kept):
        return Best(gains, kept, kept)
    start = np.flatnonzero(leads(gains))
    numbers = np.minimum.reduceat(some.numbers[kept], start)
    return Best(gains[:, start], numbers, np.add.reduceat(some.ways[kept], start))


def _representatives(grid: Grid, over: Over, best: Best, because: str, epsilon: float) -> Found:
    """Drop what is dominated among the packages that stand for others; each stays alone."""
    kept, gains = find_undominated(best.gains, TOLERANCE)
    first = leads(gains)
    kept, gains = kept[first], gains[:, first]
    source = Numbered(grid, over, best.numbers[kept], gains, [None] * len(kept))
    return Found(gains, source, because, False, epsilon, within(epsilon, over, margin=False))
