"""One turn: challenges, bargains, and what each actor makes of the bargains it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.forecast.election import elect
from detente.forecast.election.votes import Floats
from detente.forecast.spatial.bargains import Bargain, find_bargains
from detente.forecast.spatial.challenges import Challenge, Field, find_challenges
from detente.forecast.spatial.options import SpatialOptions
from detente.forecast.spatial.utilities import distances, risk_attitudes, utilities


@dataclass(frozen=True, eq=False, slots=True)
class Resolution:
    """What an actor did in a turn.

    Attributes:
        actor: index.
        bargain: the bargain it adopted; None where it stayed.
        probability: of what it did, among all that it could have done; 1 where it had no choice.
        considered: number of bargains it was in.
    """

    actor: int
    bargain: Bargain | None
    probability: float
    considered: int


@dataclass(frozen=True, eq=False, slots=True)
class Turn:
    """What happened in a turn.

    Attributes:
        risk: shape (actors,), risk attitudes.
        challenges: one for each actor; None where none was worthwhile.
        resolutions: one for each actor.
        positions: shape (actors, dimensions), afterwards, as shares.
    """

    risk: Floats
    challenges: tuple[Challenge | None, ...]
    resolutions: tuple[Resolution, ...]
    positions: Floats


def play_turn(
    positions: Floats,
    ideals: Floats,
    *,
    salience: Floats,
    capability: Floats,
    options: SpatialOptions,
    rng: np.random.Generator | None = None,
) -> Turn:
    """Play one turn.

    Args:
        positions, ideals, salience: shape (actors, dimensions), as shares.
        capability: shape (actors,).
        options: of the run.
        rng: draws what is adopted, for ``transition="stochastic"``; in the order of the actors.
    """
    distance = distances(ideals, salience, positions)
    risk = risk_attitudes(distance, capability, options)
    total = salience.sum(axis=1)
    field = Field(distance, risk, total * capability, total, options)
    challenges = find_challenges(field)
    bargains: list[Bargain | None] = [None]  # first the status quo
    queues: list[list[int]] = [[] for _ in positions]
    for actor, challenge in enumerate(challenges):
        queues[actor].append(0)  # behind bargains that came before
        if challenge is not None:
            for bargain in find_bargains(
                challenge, field, positions, salience=salience, capability=capability
            ):
                queues[actor].append(len(bargains))
                queues[challenge.receiver].append(len(bargains))
                bargains.append(bargain)
    now = utilities(distance, risk[:, None])
    worths = _worths(bargains[1:], now, ideals=ideals, salience=salience, risk=risk)
    resolutions = tuple(
        _resolve(
            actor, [bargains[place] for place in queue], worths[:, queue], field, capability, rng
        )
        for actor, queue in enumerate(queues)
    )
    after = [_position(done, positions) for done in resolutions]
    return Turn(risk, challenges, resolutions, np.array(after))


def _worths(
    bargains: Sequence[Bargain | None],
    now: Floats,
    *,
    ideals: Floats,
    salience: Floats,
    risk: Floats,
) -> Floats:
    """Return what the status quo and each bargain are worth, shape (actors, 1 + bargains).

    It is the mean utility of all positions, as they would be: for the two that bargain the
    positions they would take.
    """
    total = now.sum(axis=1)[:, None]
    made = [bargain for bargain in bargains if bargain is not None]
    if not made:
        return np.asarray(total / len(risk))
    points = np.array([place for b in made for place in (b.initiator_to, b.receiver_to)])
    there = utilities(distances(ideals, salience, points), risk[:, None])
    first, second = np.array([(b.initiator, b.receiver) for b in made]).T
    met = there[:, ::2] + there[:, 1::2] + total - (now[:, first] + now[:, second])
    return np.hstack((total, met)) / len(risk)


def _resolve(
    actor: int,
    queue: list[Bargain | None],
    worths: Floats,
    field: Field,
    capability: Floats,
    rng: np.random.Generator | None,
) -> Resolution:
    """Elect one of the bargains of an actor, or the status quo, with all actors as voters."""
    if len(queue) == 1:
        return Resolution(actor, None, 1.0, 0)
    options = field.options
    chance = elect(
        worths, capability, voting=options.voting, victory=options.victory, solver=options.solver
    ).probabilities
    chosen = int(np.argmax(chance) if rng is None else rng.choice(len(chance), p=chance))
    return Resolution(actor, queue[chosen], float(chance[chosen]), len(queue) - 1)


def _position(done: Resolution, positions: Floats) -> Floats:
    bargain = done.bargain
    if bargain is None:
        return np.asarray(positions[done.actor])
    return bargain.initiator_to if done.actor == bargain.initiator else bargain.receiver_to
