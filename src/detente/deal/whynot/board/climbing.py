"""Looking for a package by changing one choice after the other."""

from __future__ import annotations

import numpy as np

from detente.deal.whynot.board.choices import Places
from detente.deal.whynot.board.question import Question

STEPS = 60
"""Improving steps from one starting package at most."""


def climb(asked: Question, places: Places) -> Places | None:
    """Change one choice at a time while that brings the package nearer to what is asked.

    Args:
        asked: the question.
        places: the columns to start from, one of each group.

    Returns:
        The columns of a package that has all that is asked; None where no step helps any more.
    """
    gain, need, group = asked.gain, asked.need[:, None], asked.board.group
    places, lacking = places.copy(), np.inf
    for _ in range(STEPS):
        sums = gain[:, places].sum(axis=1, keepdims=True)
        if (sums >= need).all():
            return places
        others = sums - gain[:, places][:, group] + gain
        short = np.maximum(need - others, 0.0).sum(axis=0)
        best = int(np.where(asked.open, short, np.inf).argmin())
        if short[best] >= lacking:
            return None
        lacking = float(short[best])
        places[group[best]] = best
    return None
