"""Weighted means and medians of positions: the compromise model and its relatives.

The compromise model, ``Σ c s x / Σ c s``, is the simplest forecast of the field and the one that
others have to beat; Stokman and van Oosten call it the mean decision score, Achen derives it as an
approximation of the Nash bargaining solution.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from detente.forecast.arguments import choice
from detente.forecast.situation import Floats, Situation, need_situation

Weighting = Literal["capability-salience", "capability", "salience", "none"]
"""What an actor counts for: capability × salience, one of the two, or one each."""
_WHOLE = 1e4


def weights_of(situation: Situation, weighting: Weighting = "capability-salience") -> Floats:
    """Return the weight of each actor on each dimension, shape (actors, dimensions).

    Raises:
        InvalidInput: the weighting is unknown.
    """
    need_situation(situation)
    choice(weighting, get_args(Weighting), "weighting")
    return weigh(situation.salience, situation.capability, weighting=weighting)


def weigh(salience: Floats, capability: Floats, *, weighting: Weighting) -> Floats:
    """Return weights of one situation or of many, shape (…, actors, dimensions).

    Args:
        salience: shape (…, actors, dimensions).
        capability: shape (…, actors).
        weighting: which of the two count.
    """
    if weighting == "capability-salience":
        return np.asarray(capability[..., None] * salience)
    if weighting == "capability":
        return np.array(np.broadcast_to(capability[..., None], salience.shape))
    return salience if weighting == "salience" else np.ones_like(salience)


def in_all(weights: Floats) -> Floats:
    """Return weights in a unit of their own, in which they sum to 10,000.

    The election adds a constant to coalitions, so that no chance is 0; what that is in comparison
    may depend on no unit that somebody chose. The sum is about what two dozen actors with
    capabilities and saliences in tens have, and the constant a trillionth of it.

    Args:
        weights: shape (…, actors), 0 or more, somebody's above 0.
    """
    return np.asarray(_WHOLE * (weights / weights.sum(axis=-1, keepdims=True)))


def weighted_mean(positions: Floats, weights: Floats) -> Floats:
    """Return ``Σ w x / Σ w``.

    Args:
        positions, weights: shape (…, actors, dimensions).

    Returns:
        shape (…, dimensions).

    Source:
        The compromise model of Achen (2006), in Thomson et al. (eds.), The European Union Decides.
    """
    return np.asarray((weights * positions).sum(axis=-2) / weights.sum(axis=-2))


def weighted_median(positions: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the weighted median, as the interval of all of them.

    A median has at most half of the weight strictly on either side; where half of it lies exactly
    on each side, every point between two positions is one.

    Args:
        positions, weights: shape (…, actors, dimensions).

    Returns:
        lower and upper end, each of shape (…, dimensions); equal where the median is one point.

    Source:
        Black (1948), Journal of Political Economy 56, 23-34.
    """
    order = np.argsort(positions, axis=-2, kind="stable")
    placed = np.take_along_axis(positions, order, axis=-2)
    total = np.cumsum(np.take_along_axis(weights, order, axis=-2), axis=-2)
    half, slack = total[..., -1:, :] / 2, 1e-12 * total[..., -1:, :]
    low = np.argmax(total >= half - slack, axis=-2)[..., None, :]
    high = np.argmax(total > half + slack, axis=-2)[..., None, :]
    lower = np.take_along_axis(placed, low, axis=-2)[..., 0, :]
    upper = np.take_along_axis(placed, high, axis=-2)[..., 0, :]
    return lower, upper


def shift_of_mean(situation: Situation, weighting: Weighting = "capability-salience") -> Floats:
    """Return what one point of an actor's position moves the mean by, shape (actors, dimensions).

    Exact: the mean is linear in positions, so a shift of d moves it by d times this share.
    """
    weights = weights_of(situation, weighting)
    return np.asarray(weights / weights.sum(axis=0))
