"""Random streams of a stochastic run: one for each actor, keyed by its numbers."""

from __future__ import annotations

import numpy as np

from detente.forecast.situation import Situation
from detente.streams import Key, find_keys


def find_streams(situation: Situation) -> tuple[Key, ...]:
    """Return the key of each actor's random stream: a digest of its numbers, and a rank.

    The digest is of positions and saliences; actors who share these are ranked by capability, so
    that its unit makes no difference, and where that is the same too, their places make none.
    """
    table = np.column_stack((situation.positions, situation.salience)) + 0.0
    ranks = np.unique(situation.capability, return_inverse=True)[1].ravel()
    return find_keys(
        [row.astype("<f8").tobytes() for row in table],
        contents=[f"{rank:09d}" for rank in ranks.tolist()],
    )
