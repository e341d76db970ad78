"""What everybody expects of challenging everybody else in one round, in two passes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.forecast.challenge.expected import (
    Variant,
    find_chances,
    find_expected,
    find_exponents,
)
from detente.forecast.means import weighted_median
from detente.forecast.situation import Floats


@dataclass(frozen=True, eq=False, slots=True)
class Prospects:
    """What actors expect when a round begins.

    Attributes:
        median: the median of the positions, by Condorcet vote.
        exponents: shape (actors,), risk exponents r.
        own: shape (actors, actors): what i expects of challenging j.
        other: shape (actors, actors): what j expects of challenging i, in the eyes of i. Both sides
            of a dyad are judged with the exponent of the one that may move.
    """

    median: float
    exponents: Floats
    own: Floats
    other: Floats


def find_prospects(
    positions: Floats,
    salience: Floats,
    weights: Floats,
    *,
    span: float,
    stay: float,
    variant: Variant,
) -> Prospects:
    """Return expected utilities, first with all exponents 1, then with those that follow from it.

    Args:
        positions, salience, weights: shape (actors,); salience as a share.
        span: distance that counts as 1, above 0.
        stay: Q, the chance that an actor that is not challenged stays.
        variant: ``printed`` or ``scholz-code``.
    """
    median = find_median(positions, weights, variant=variant)
    ones = np.ones(len(positions))

    def expect(chances: Floats, exponents: Floats) -> Floats:
        return find_expected(
            positions, salience, chances, median, exponents=exponents, span=span, stay=stay
        )

    neutral = find_chances(positions, weights, ones, span=span, variant=variant)
    r = find_exponents(expect(neutral, ones[:, None]))
    chances = find_chances(positions, weights, r, span=span, variant=variant)
    return Prospects(median, r, expect(chances, r[:, None]), expect(chances, r[None, :]).T)


def find_median(positions: Floats, weights: Floats, *, variant: Variant = "printed") -> float:
    """Return the position that no other beats in a vote weighted by distance.

    ``v(a, b) = Σ_k w_k (|x_k - b| - |x_k - a|)``: what beats all others has the least weighted
    distance to all actors, so it is the weighted median. Where every point of an interval is one,
    ``printed`` takes its middle and ``scholz-code``, as its code does, its lower end.
    """
    low, high = weighted_median(positions[:, None], weights[:, None])
    return float(low[0] if variant == "scholz-code" else (low[0] + high[0]) / 2)
