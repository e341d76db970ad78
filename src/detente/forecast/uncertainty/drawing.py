"""Drawing situations from ranges; no actor is treated by its name or place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.errors import NotSupported
from detente.forecast.arguments import need, whole
from detente.forecast.situation import Floats, Situation
from detente.forecast.uncertainty.ranges import UncertainSituation
from detente.streams import Key, find_keys

MOST_NUMBERS = 50_000_000
"""Draws times numbers of a situation at most, so that they fit into a gigabyte."""


@dataclass(frozen=True, eq=False, slots=True)
class DrawnSituations:
    """Situations drawn from ranges.

    Attributes:
        middle: names, reference and affinities, and all numbers in the middle.
        positions, salience: shape (draws, actors, dimensions).
        capability: shape (draws, actors).
        seed: that gave them.
    """

    middle: Situation
    positions: Floats
    salience: Floats
    capability: Floats
    seed: int

    def __len__(self) -> int:
        return len(self.positions)


def draw_situations(uncertain: UncertainSituation, draws: int, *, seed: int = 0) -> DrawnSituations:
    """Draw situations.

    Every number is drawn by itself: uniformly, or from a triangle where it has a mode. Each actor
    has a random stream of its own whose key is made of its numbers, so that swapping two actors
    swaps their draws, and changing one actor's numbers leaves the draws of the others as they are.

    Args:
        uncertain: the ranges.
        draws: 1 or more.
        seed: 0 or more; the same seed gives the same draws.

    Raises:
        InvalidInput: draws or seed out of range.
        NotSupported: more numbers than :data:`MOST_NUMBERS` would be drawn.
    """
    need(uncertain, UncertainSituation, "a situation with ranges (see make_uncertain)")
    draws, seed = whole(draws, "the number of draws", low=1), whole(seed, "the seed", low=0)
    n, k = uncertain.middle.positions.shape
    if draws * n * (2 * k + 1) > MOST_NUMBERS:
        raise NotSupported(
            f"{draws:,} draws of {n * (2 * k + 1):,} numbers are too many at once; ask for "
            f"{MOST_NUMBERS // (n * (2 * k + 1)):,} at most"
        )
    shares = np.empty((draws, n, 2 * k + 1))
    for actor, key in enumerate(_find_range_keys(uncertain)):
        shares[:, actor] = np.random.default_rng([seed, *key]).random((draws, 2 * k + 1))
    return DrawnSituations(
        uncertain.middle,
        uncertain.positions.quantile(shares[..., :k]),
        uncertain.salience.quantile(shares[..., k : 2 * k]),
        uncertain.capability.quantile(shares[..., 2 * k]),
        seed,
    )


def _find_range_keys(uncertain: UncertainSituation) -> tuple[Key, ...]:
    """Return the key of each actor's random stream: a digest of its numbers, and a rank.

    The rank tells actors with the same numbers apart, whose places then make no difference.
    """
    tables = (uncertain.positions, uncertain.salience, uncertain.capability)
    parts = [part for table in tables for part in (table.low, table.mode, table.high)]
    return find_keys(
        [
            b"".join(np.asarray(part[actor], dtype="<f8").tobytes() for part in parts)
            for actor in range(uncertain.middle.n_actors)
        ]
    )
