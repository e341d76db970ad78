"""Drawing situations from ranges; no actor is treated by its name or place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from detente.errors import InvalidInput
from detente.forecast.situation import Floats, Situation
from detente.forecast.uncertainty.ranges import UncertainSituation


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
    """
    if draws < 1 or seed < 0:
        raise InvalidInput("draws is 1 or more, and the seed 0 or more")
    n, k = uncertain.middle.positions.shape
    shares = np.empty((draws, n, 2 * k + 1))
    for actor, key in enumerate(find_streams(uncertain)):
        shares[:, actor] = np.random.default_rng([seed, *key]).random((draws, 2 * k + 1))
    return DrawnSituations(
        uncertain.middle,
        uncertain.positions.quantile(shares[..., :k]),
        uncertain.salience.quantile(shares[..., k : 2 * k]),
        uncertain.capability.quantile(shares[..., 2 * k]),
        seed,
    )


def find_streams(uncertain: UncertainSituation) -> tuple[tuple[int, int], ...]:
    """Return the key of each actor's random stream: a digest of its numbers, and a rank.

    The rank tells actors with the same numbers apart, whose places then make no difference.
    """
    tables = (uncertain.positions, uncertain.salience, uncertain.capability)
    ranks: dict[int, int] = {}
    keys = []
    for actor in range(uncertain.middle.n_actors):
        parts = [part[actor] for t in tables for part in (t.low, t.mode, t.high)]
        content = b"".join(np.asarray(part, dtype="<f8").tobytes() for part in parts)
        digest = int.from_bytes(hashlib.sha256(content).digest()[:8], "big")
        ranks[digest] = ranks.get(digest, -1) + 1
        keys.append((digest, ranks[digest]))
    return tuple(keys)
