"""Bargains: where challenger and challenged would meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.forecast.election.votes import Floats
from detente.forecast.spatial.challenges import Challenge, Field, chances, gains
from detente.forecast.spatial.options import SpatialOptions

_STAY = 1e-6
_DECIMALS = 1e4


@dataclass(frozen=True, eq=False, slots=True)
class Bargain:
    """What two actors would move to.

    Attributes:
        initiator, receiver: indices of actors.
        initiator_to, receiver_to: shape (dimensions,), the positions they would take, as shares.
        chance: the odds of the initiator that it rests on.
    """

    initiator: int
    receiver: int
    initiator_to: Floats
    receiver_to: Floats
    chance: float


def find_bargains(
    challenge: Challenge, field: Field, positions: Floats, *, salience: Floats, capability: Floats
) -> tuple[Bargain, ...]:
    """Return the bargains that come of a challenge: one, or two under ``both``."""
    i, j = challenge.initiator, challenge.receiver
    options = field.options
    own = _meet(i, j, positions, salience, challenge.chance, options)
    if options.bargaining == "initiator":
        return (own,)
    other = _meet(i, j, positions, salience, _seen_by_receiver(field, i, j), options)
    if options.bargaining == "both":
        return (own, other)
    power = capability[i] if options.compatible else capability[j]
    return (_weighted(own, other, capability[i] * field.salience[i], power * field.salience[j]),)


def _seen_by_receiver(field: Field, i: int, j: int) -> float:
    """Return the odds of i in the eyes of j; KTAB takes the gain of i that j sees (a fault)."""
    seen, initiator = field.seen_by(np.array([j])), np.array([i])
    chance = chances(field, seen, initiator)
    if field.options.compatible:
        return float(gains(field, seen[:, :, i], initiator, chance)[0, j])
    return float(chance[0, j])


def _meet(
    i: int, j: int, positions: Floats, salience: Floats, chance: float, options: SpatialOptions
) -> Bargain:
    here, there = positions[i], positions[j]
    if options.interpolation == "s2pmax":
        to_there = _share(max(0.0, 1 - 2 * chance), salience[i], salience[j])
        to_here = _share(max(0.0, 2 * chance - 1), salience[j], salience[i])
        return Bargain(
            i, j, here + to_there * (there - here), there + to_here * (here - there), chance
        )
    power = 1 if options.interpolation == "s1p1" else 2
    pull = (salience[i] * chance) ** power
    push = (salience[j] * (1 - chance)) ** power
    total = pull + push + _STAY
    new_here = _rounded(((pull + _STAY) * here + push * there) / total)
    new_there = _rounded((pull * here + (push + _STAY) * there) / total)
    return Bargain(i, j, new_here, new_there, chance)


def _share(lead: float, own: Floats, other: Floats) -> Floats:
    """Return how far an actor moves towards another, whose lead in the odds is given."""
    moved = lead * other**2
    return np.asarray(moved / (moved + _STAY + (1 - lead) * own**2))


def _rounded(positions: Floats) -> Floats:
    """Round to four decimals, halves up (KTAB: int(0.5 + 10⁴ y) / 10⁴)."""
    return np.asarray(np.floor(0.5 + _DECIMALS * positions) / _DECIMALS)


def _weighted(own: Bargain, other: Bargain, first: float, second: float) -> Bargain:
    total = first + second
    return Bargain(
        own.initiator,
        own.receiver,
        (first * own.initiator_to + second * other.initiator_to) / total,
        (first * own.receiver_to + second * other.receiver_to) / total,
        (first * own.chance + second * other.chance) / total,
    )
