"""Bargains: where challenger and challenged would meet.

After Efird, Lester and Wise (2016) and KTAB, version 3b5b063.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.forecast.arguments import Floats
from detente.forecast.spatial.challenges import Challenge, Field, chances, gains

_STAY = 1e-6
"""What draws each to where it stands, so that a bargain of two who do not care is none (KTAB)."""
_DECIMALS = 1e4
"""Bargains lead to places on a grid of so many to a share of 1 (KTAB)."""
_HALF = 1e-6
"""Of a step of the grid: a place no farther than this from the middle of one is in it."""


@dataclass(frozen=True, eq=False, slots=True)
class Bargain:
    """What two actors would move to.

    Attributes:
        initiator, receiver: indices of groups: one for each actor of the one with each of the
            other.
        initiator_to, receiver_to: shape (dimensions,), the positions they would take, as shares.
        chance: the odds of the initiator that it rests on.
    """

    initiator: int
    receiver: int
    initiator_to: Floats
    receiver_to: Floats
    chance: float


def find_bargains(challenges: Sequence[tuple[Challenge, ...]], field: Field) -> tuple[Bargain, ...]:
    """Return the bargains that come of the challenges of a turn, in their order."""
    found = [bargain for made in challenges for each in made for bargain in _come_of(each, field)]
    if field.options.compatible or not found:
        return tuple(found)
    return tuple(_on_grid(found, field.positions))


def _come_of(challenge: Challenge, field: Field) -> tuple[Bargain, ...]:
    """Return the bargains that come of one challenge: one, or two under ``both``."""
    i, j = challenge.initiator, challenge.receiver
    options, power = field.options, field.capability
    own = _meet(i, j, challenge.chance, field)
    if options.bargaining == "initiator":
        return (own,)
    other = _meet(i, j, _seen_by_receiver(field, i, j), field)
    if options.bargaining == "both":
        return (own, other)
    second = power[i] if options.compatible else power[j]
    return (_weighted(own, other, power[i] * field.total[i], second * field.total[j]),)


def _seen_by_receiver(field: Field, i: int, j: int) -> float:
    """Return the odds of i in the eyes of j; KTAB takes the gain of i that j sees (a fault)."""
    seen, initiator = field.seen_by(np.array([j])), np.array([i])
    chance = chances(field, seen, initiator)
    if field.options.compatible:
        return float(gains(field, seen[:, :, i], initiator, chance)[0, j])
    return float(chance[0, j])


def _meet(i: int, j: int, chance: float, field: Field) -> Bargain:
    """Draw two positions together by salience and odds; after KTAB, by its three rules."""
    here, there = field.positions[i], field.positions[j]
    salience, options = field.salience, field.options
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
    if not options.compatible:
        apart = there - here
        return Bargain(i, j, here + push / total * apart, there - pull / total * apart, chance)
    new_here = _rounded(((pull + _STAY) * here + push * there) / total)
    new_there = _rounded((pull * here + (push + _STAY) * there) / total)
    return Bargain(i, j, new_here, new_there, chance)


def _share(lead: float, own: Floats, other: Floats) -> Floats:
    """Return how far an actor moves towards another, whose lead in the odds is given."""
    moved = lead * other**2
    return np.asarray(moved / (moved + _STAY + (1 - lead) * own**2))


def _on_grid(bargains: Sequence[Bargain], held: Floats) -> list[Bargain]:
    """Put the places that bargains lead to on the grid of KTAB, without preferring an end.

    The grid is part of the model. Actors who meet all but for the stay stand in one place by it,
    and an election of places asks only who is for which of two, however near they are. Where actors
    mirror one another a difference between the sides can grow a thousandfold in a turn; it takes
    the noise of computing away each time. Places stay between those where the two stand.
    """
    ends = np.array([(held[bargain.initiator], held[bargain.receiver]) for bargain in bargains])
    places = _nearest(
        np.array([(bargain.initiator_to, bargain.receiver_to) for bargain in bargains])
    ).clip(ends.min(axis=1, keepdims=True), ends.max(axis=1, keepdims=True))
    return [
        Bargain(bargain.initiator, bargain.receiver, first, second, bargain.chance)
        for bargain, (first, second) in zip(bargains, places, strict=True)
    ]


def _nearest(positions: Floats) -> Floats:
    """Round to four decimals; halves, up to noise, to the even one, counted from the middle."""
    place = _DECIMALS * positions
    halfway = np.abs(place - np.floor(place) - 0.5) < _HALF
    return np.asarray(np.where(halfway, 2 * np.rint(place / 2), np.rint(place)) / _DECIMALS)


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
