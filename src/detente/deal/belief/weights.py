"""Weights that lie in ranges and add up to 100: draws from the ranges, given the sum.

The density is the product of the densities of the single weights on the slice where they add up
to 100. All weights but the widest are drawn freely, the widest takes what is left, and the draw is
kept with the density of what is left: rejection sampling, which is exact. Where too little is kept
(the slice touches a corner of the ranges), pairs of weights exchange points at random instead: a
Markov chain with the same stationary density (hit-and-run along the directions e_i − e_j).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.belief.ranges import Range
from detente.deal.weights import SLACK, WHOLE
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
BATCHES = 60
"""Batches of the size of the sample that rejection may use up."""
SWEEPS = 40
"""Passes over all pairs of the Markov chain."""


def draw_weights(ranges: Sequence[Range], n: int, generator: np.random.Generator) -> Floats:
    """Draw weights that lie in their ranges and add up to 100.

    Args:
        ranges: one for each weight.
        n: how many draws.
        generator: the source of randomness.

    Returns:
        Shape (n, weights). Where the ranges miss 100 by up to 0.5, all weights stand at the nearest
        ends, rescaled to 100.

    Raises:
        InvalidInput: no choice inside the ranges comes within 0.5 of 100.
    """
    low, high = check_sum(ranges, "weights")
    if not low < WHOLE < high:
        ends = np.array([r.low if low >= WHOLE else r.high for r in ranges])
        return np.tile(ends * WHOLE / ends.sum(), (n, 1))
    free = [k for k, r in enumerate(ranges) if not r.exact]
    drawn = np.tile(np.array([r.low for r in ranges], dtype=np.float64), (n, 1))
    rest = WHOLE - sum(r.low for r in ranges if r.exact)
    drawn[:, free] = _on_slice([ranges[k] for k in free], rest, n, generator)
    return drawn


def check_sum(ranges: Sequence[Range], whose: str) -> tuple[float, float]:
    """Return the smallest and the largest sum of weights.

    Raises:
        InvalidInput: neither lies within 0.5 of 100, nor does 100 lie between them.
    """
    low, high = sum(r.low for r in ranges), sum(r.high for r in ranges)
    if not low - SLACK - 1e-9 <= WHOLE <= high + SLACK + 1e-9:
        total = low if low > WHOLE else high
        raise InvalidInput(f"{whose} add up to {total:g} at the nearest; they are shares of 100")
    return low, high


def _on_slice(
    ranges: Sequence[Range], total: float, n: int, generator: np.random.Generator
) -> Floats:
    widest = max(range(len(ranges)), key=lambda k: ranges[k].high - ranges[k].low)
    found: list[Floats] = []
    missing = n
    for _ in range(BATCHES):
        u = generator.random((n, len(ranges)))
        batch = np.column_stack([r.quantile(u[:, k]) for k, r in enumerate(ranges)])
        batch[:, widest] = total - (batch.sum(axis=1) - batch[:, widest])
        kept = batch[u[:, widest] < ranges[widest].density(batch[:, widest])]
        found.append(kept[:missing])
        missing -= len(found[-1])
        if not missing:
            return np.concatenate(found)
    return _exchange(ranges, total, n, generator)


def _exchange(
    ranges: Sequence[Range], total: float, n: int, generator: np.random.Generator
) -> Floats:
    """Run n chains side by side from one point inside; each step moves points between a pair."""
    low = np.array([r.low for r in ranges], dtype=np.float64)
    high = np.array([r.high for r in ranges], dtype=np.float64)
    share = (total - low.sum()) / (high.sum() - low.sum())
    x = np.tile(low + share * (high - low), (n, 1))
    for _ in range(SWEEPS):
        order = generator.permutation(len(ranges))
        for i, j in zip(order, np.roll(order, 1), strict=True):
            least = np.maximum(low[i] - x[:, i], x[:, j] - high[j])
            most = np.minimum(high[i] - x[:, i], x[:, j] - low[j])
            moved = least + generator.random(n) * (most - least)
            new_i = np.clip(x[:, i] + moved, low[i], high[i])
            new_j = np.clip(x[:, j] - moved, low[j], high[j])
            before = ranges[i].density(x[:, i]) * ranges[j].density(x[:, j])
            after = ranges[i].density(new_i) * ranges[j].density(new_j)
            take = generator.random(n) * before <= after
            x[take, i], x[take, j] = new_i[take], new_j[take]
    return x
