"""Rounds of the challenge model: expected utilities, risk, offers, moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.errors import InvalidInput
from detente.forecast.challenge.expected import (
    Variant,
    find_chances,
    find_expected,
    find_exponents,
)
from detente.forecast.challenge.offers import Offer, choose_offer
from detente.forecast.situation import Floats

DEFAULT_ROUNDS = 10


@dataclass(frozen=True, eq=False, slots=True)
class ChallengeRound:
    """One round.

    Attributes:
        median: the median of the positions it started from, by Condorcet vote.
        exponents: shape (actors,), risk exponents.
        offers: one for each actor; None where it stayed.
    """

    median: float
    exponents: Floats
    offers: tuple[Offer | None, ...]


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
    variant: Variant = "scholz-code",
    rounds: int = DEFAULT_ROUNDS,
    stay: float = 1.0,
) -> ChallengeRun:
    """Play rounds of the challenge model on one dimension.

    All actors move at once. The model does not settle; the authors say so, and report eight rounds.

    Args:
        positions: shape (actors,), any scale.
        salience: shape (actors,), a share, above 0, at most 1.
        capability: shape (actors,), above 0.
        variant: ``printed`` or ``scholz-code``.
        rounds: how many, 1 or more.
        stay: Q, the chance that an actor that is not challenged stays, 0 to 1.

    Raises:
        InvalidInput: variant, rounds or stay out of range.
    """
    if variant not in ("printed", "scholz-code"):
        raise InvalidInput("variant is printed or scholz-code")
    if rounds < 1 or not 0 <= stay <= 1:
        raise InvalidInput("rounds is 1 or more, and stay is a probability")
    weights = capability * salience
    span = float(np.ptp(positions))
    where, played = [np.array(positions, dtype=float)], []
    for _ in range(rounds):
        done = _play(where[-1], salience, weights, span=span, stay=stay, variant=variant)
        played.append(done)
        where.append(_moved(where[-1], done.offers))
    return ChallengeRun(
        np.array(where),
        np.array([find_median(here, weights) for here in where]),
        np.array([float((weights * here).sum() / weights.sum()) for here in where]),
        tuple(played),
        variant,
    )


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
    median = find_median(positions, weights)
    if not span:
        return ChallengeRound(median, np.ones(n), (None,) * n)
    ones = np.ones(n)
    chance = find_chances(positions, weights, ones, span=span, variant=variant)
    neutral = find_expected(
        positions, salience, chance, median, exponents=ones[:, None], span=span, stay=stay
    )
    r = find_exponents(neutral)
    chance = find_chances(positions, weights, r, span=span, variant=variant)

    def expected(exponents: Floats) -> Floats:
        return find_expected(
            positions, salience, chance, median, exponents=exponents, span=span, stay=stay
        )

    # both sides of a dyad are judged with the exponent of the one that may move
    own, other = expected(r[:, None]), expected(r[None, :]).T
    offers = tuple(choose_offer(i, positions, own[i], other[i], variant=variant) for i in range(n))
    return ChallengeRound(median, r, offers)


def _moved(positions: Floats, offers: tuple[Offer | None, ...]) -> Floats:
    after = positions.copy()
    for offer in offers:
        if offer is not None:
            after[offer.actor] = offer.target
    return after


def find_median(positions: Floats, weights: Floats) -> float:
    """Return the position that no other beats in a vote weighted by distance, the lowest of ties.

    ``v(a, b) = Σ_k w_k (|x_k - b| - |x_k - a|)``: what beats all others has the least weighted
    distance to all actors, so it is the weighted median.
    """
    options = np.unique(positions)
    costs = (weights * np.abs(options[:, None] - positions)).sum(axis=1)
    close = costs <= costs.min() + 1e-12 * max(1.0, float(np.abs(costs).max()))
    return float(options[close][0])
