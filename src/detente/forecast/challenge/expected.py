"""Probabilities, expected utilities and risk exponents of the challenge model, as arrays.

Arrays are indexed [i, j]: what i expects of challenging j. Numbers that differ by no more than
:data:`EQUAL` are taken for equal wherever the model asks which is larger, so that no answer hangs
on the last digit of a float.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.forecast.situation import Floats

Variant = Literal["printed", "scholz-code"]
EQUAL = 1e-9
"""Distances, as shares of the span, and utilities that differ by less are equal."""
_CHUNK = 1 << 22
"""Numbers that are handled at once."""


def find_chances(
    positions: Floats, weights: Floats, exponents: Floats, *, span: float, variant: Variant
) -> Floats:
    """Return the chance that i prevails over j (Scholz et al., eq. 31).

    Each actor k supports who is nearer, by ``w_k (|x_k - x_j|^r_k - |x_k - x_i|^r_k)``. The chance
    is the support of i over the support of both; in ``scholz-code`` over that of all pairs of
    actors together, which is what the published table rests on. 0 where i and j agree.

    Args:
        positions, weights, exponents: shape (actors,).
        span: distance that counts as 1.
    """
    apart = find_distances(positions, positions, span=span)
    far = apart ** exponents[:, None]
    n = len(positions)
    support = np.empty((n, n))
    rows = max(1, _CHUNK // (n * n))
    for start in range(0, n, rows):
        part = far[:, None, :] - far[:, start : start + rows, None]  # voter, i, j
        np.maximum(part, 0, out=part)
        support[start : start + rows] = np.einsum("k,kij->ij", weights, part)
    both = support + support.T
    whole = both.sum() if variant == "scholz-code" else both
    chance = np.divide(support, whole, out=np.zeros((n, n)), where=whole > 0)
    return np.where(apart == 0, 0.0, chance)


def find_distances(positions: Floats, points: Floats, *, span: float) -> Floats:
    """Return how far positions are from points, as shares of the span.

    What is equal to 0 or to 1 is exactly that: roots make much of the last digit there.

    Args:
        positions, points: shape (actors,) and (points,).
        span: distance that counts as 1.

    Returns:
        shape (actors, points).
    """
    apart = np.abs(positions[:, None] - points) / span
    apart[apart <= EQUAL] = 0.0
    apart[np.abs(apart - 1) <= EQUAL] = 1.0
    return np.asarray(apart)


def find_expected(
    positions: Floats,
    salience: Floats,
    chances: Floats,
    median: float,
    *,
    exponents: Floats,
    span: float,
    stay: float,
) -> Floats:
    """Return what i expects of challenging j (eqs. 14 to 30).

    ``s_j (P U_s + (1 - P) U_f) + (1 - s_j) U_s - Q U_sq - (1 - Q)(T U_b + (1 - T) U_w)`` with
    ``U = 2 - 4 (…)^r``: success, failure, no change, and change of j for the better or worse. T is
    1 where the median is nearer to i than j is, 0 where it is farther. Where it is just as far, a
    change of j is neither and counts as no change: ``U_sq`` stands for both, whichever end of the
    scale is called 0.

    Args:
        positions, salience: shape (actors,); salience as a share.
        chances: shape (actors, actors).
        median: where j would move if left alone.
        exponents: r, broadcast to (actors, actors): of whom the utility is.
        span: distance that counts as 1.
        stay: Q, the chance that j stays if it is not challenged; 1 is Bueno de Mesquita (1994).
    """
    apart = find_distances(positions, positions, span=span)
    success, failure = _worth(0.5 - 0.5 * apart, exponents), _worth(0.5 + 0.5 * apart, exponents)
    challenged = salience * (chances * success + (1 - chances) * failure)
    challenged = challenged + (1 - salience) * success
    same = _worth(np.full_like(apart, 0.5), exponents)
    own = find_distances(positions, np.array([median]), span=span)
    drift = np.where(own < apart, -0.25, 0.25) * (own + apart)
    moved = _worth(0.5 + drift, exponents)
    alone = np.where(np.abs(own - apart) <= EQUAL, same, moved)
    return np.asarray(challenged - stay * same - (1 - stay) * alone)


def _worth(share: Floats, exponents: Floats) -> Floats:
    return np.asarray(2 - 4 * np.maximum(share, 0.0) ** exponents)


def find_exponents(expected: Floats) -> Floats:
    """Return the risk exponents r of each actor, ½ to 2 (eqs. 32 to 34).

    Whom the others have little to gain from challenging is safe and can afford risks. Where all are
    equally safe nobody differs, and r is 1.

    Args:
        expected: shape (actors, actors), with all exponents 1.
    """
    safety = expected.sum(axis=0) - np.diagonal(expected)
    low, high = float(safety.min()), float(safety.max())
    if high - low <= EQUAL * max(1.0, abs(high), abs(low)):
        return np.ones(len(safety))
    attitude = (2 * safety - high - low) / (high - low)
    return np.asarray((1 - attitude / 3) / (1 + attitude / 3))
