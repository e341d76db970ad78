"""Rounds of the challenge model: expected utilities, risk, offers, moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np

from detente.errors import InvalidInput
from detente.forecast.arguments import MOST_ROUNDS, choice, number, numbers, whole
from detente.forecast.challenge.expected import EQUAL, Variant
from detente.forecast.challenge.offers import Offer, choose_offers
from detente.forecast.challenge.prospects import find_median, find_prospects
from detente.forecast.situation import CAPABILITY, MOST, Floats

_FARTHEST = 1e9
"""Beyond this, squares of distances could overflow."""


@dataclass(frozen=True, eq=False, slots=True)
class ChallengeRound:
    """One round.

    Attributes:
        median: the median of the positions it started from, by Condorcet vote.
        exponents: shape (actors,), risk exponents.
        offers: for each actor those that it followed, several where they were equally good (see
            :func:`~detente.forecast.challenge.offers.choose_offers`); none where it stayed.
    """

    median: float
    exponents: Floats
    offers: tuple[tuple[Offer, ...], ...]


@dataclass(frozen=True, eq=False, slots=True)
class ChallengeRun:
    """Rounds on one dimension.

    Attributes:
        positions: shape (rounds + 1, actors); the first are the given ones.
        medians, means: shape (rounds + 1,): weighted by capability × salience; the forecast.
        rounds: what happened between each two of them.
        variant: of the model.
    """

    positions: Floats
    medians: Floats
    means: Floats
    rounds: tuple[ChallengeRound, ...]
    variant: Variant


def run_challenge(
    positions: Floats,
    salience: Floats,
    *,
    capability: Floats,
    variant: Variant = "printed",
    rounds: int = 1,
    stay: float = 1.0,
) -> ChallengeRun:
    """Play rounds of the challenge model on one dimension.

    All actors move at once. The model does not settle; the authors say so, and report eight rounds.
    Neither the order of the actors nor the unit of capability changes anything; in ``printed``,
    neither does which end of the scale is called 0.

    Args:
        positions: shape (actors,), any scale.
        salience: shape (actors,), a share, 0 to 1; not 0 for all.
        capability: shape (actors,), above 0.
        variant: ``printed`` or ``scholz-code``.
        rounds: how many, 1 to 1,000.
        stay: Q, the chance that an actor that is not challenged stays, 0 to 1.

    Raises:
        InvalidInput: numbers that are missing or out of range, or not one for each actor; variant,
            rounds or stay out of range.
    """
    choice(variant, get_args(Variant), "variant")
    rounds = whole(rounds, "the number of rounds", low=1, high=MOST_ROUNDS)
    stay = number(stay, "stay", low=0.0, high=1.0)
    positions, salience, capability = _checked(positions, salience, capability)
    weights = capability * salience
    span = float(np.ptp(positions))
    where, played = [np.array(positions, dtype=float)], []
    for _ in range(rounds):
        done = _play(where[-1], salience, weights, span=span, stay=stay, variant=variant)
        played.append(done)
        where.append(_moved(where[-1], done.offers))
    return ChallengeRun(
        np.array(where),
        np.array([find_median(here, weights, variant=variant) for here in where]),
        np.array([float((weights * here).sum() / weights.sum()) for here in where]),
        tuple(played),
        variant,
    )


def _checked(*columns: Floats) -> list[Floats]:
    """Return positions, salience and capability after a look at their bounds."""
    read = [numbers(column, "positions, salience and capability") for column in columns]
    positions, salience, capability = read
    if positions.ndim != 1 or any(column.shape != positions.shape for column in read):
        raise InvalidInput("positions, salience and capability are one number for each actor")
    if not 2 <= len(positions) <= MOST:
        raise InvalidInput(f"the challenge model takes 2 to {MOST:,} actors")
    if not (np.abs(positions) <= _FARTHEST).all():
        raise InvalidInput(f"positions are numbers of -{_FARTHEST:g} to {_FARTHEST:g}")
    if not ((salience >= 0) & (salience <= 1)).all() or not salience.any():
        raise InvalidInput("salience is a share of 0 to 1, and not 0 for all")
    low, high = CAPABILITY
    if not ((capability >= low) & (capability <= high)).all():
        raise InvalidInput(f"capability is a number of {low:g} to {high:g}")
    return read


def _play(
    positions: Floats,
    salience: Floats,
    weights: Floats,
    *,
    span: float,
    stay: float,
    variant: Variant,
) -> ChallengeRound:
    n = len(positions)
    if span <= EQUAL * np.abs(positions).max():
        return ChallengeRound(float(positions[0]), np.ones(n), ((),) * n)
    found = find_prospects(positions, salience, weights, span=span, stay=stay, variant=variant)
    offers = tuple(
        choose_offers(i, positions, found.own[i], found.other[i], span=span, variant=variant)
        for i in range(n)
    )
    return ChallengeRound(found.median, found.exponents, offers)


def _moved(positions: Floats, offers: tuple[tuple[Offer, ...], ...]) -> Floats:
    after = positions.copy()
    for actor, followed in enumerate(offers):
        if followed:
            after[actor] = np.mean([offer.target for offer in followed])
    return after
