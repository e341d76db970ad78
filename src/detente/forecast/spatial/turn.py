"""One turn: challenges, bargains, and what each actor makes of the bargains it is in."""

from __future__ import annotations

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
    queues: list[list[Bargain | None]] = [[] for _ in positions]
    for actor, challenge in enumerate(challenges):
        queues[actor].append(None)  # the status quo, behind bargains that came before
        if challenge is not None:
            for bargain in find_bargains(
                challenge, field, positions, salience=salience, capability=capability
            ):
                queues[actor].append(bargain)
                queues[challenge.receiver].append(bargain)
    worths = _Worths(ideals, salience, risk, utilities(distance, risk[:, None]))
    resolutions = tuple(
        _resolve(actor, queue, worths, capability, options, rng)
        for actor, queue in enumerate(queues)
    )
    after = [_position(done, positions) for done in resolutions]
    return Turn(risk, challenges, resolutions, np.array(after))


@dataclass(frozen=True, eq=False, slots=True)
class _Worths:
    """What bargains are worth to everybody: the mean utility of all positions as they would be."""

    ideals: Floats
    salience: Floats
    risk: Floats
    now: Floats

    def of(self, bargain: Bargain | None) -> Floats:
        """Return the worth to each actor, shape (actors,)."""
        total = self.now.sum(axis=1)
        if bargain is not None:
            met = np.array([bargain.initiator_to, bargain.receiver_to])
            there = utilities(distances(self.ideals, self.salience, met), self.risk[:, None])
            before = self.now[:, bargain.initiator] + self.now[:, bargain.receiver]
            total = there[:, 0] + there[:, 1] + total - before
        return np.asarray(total / len(self.risk))


def _resolve(
    actor: int,
    queue: list[Bargain | None],
    worths: _Worths,
    capability: Floats,
    options: SpatialOptions,
    rng: np.random.Generator | None,
) -> Resolution:
    if len(queue) == 1:
        return Resolution(actor, None, 1.0, 0)
    chance = elect(
        np.array([worths.of(bargain) for bargain in queue]).T,
        capability,
        voting=options.voting,
        victory=options.victory,
        solver=options.solver,
    ).probabilities
    chosen = int(np.argmax(chance) if rng is None else rng.choice(len(chance), p=chance))
    return Resolution(actor, queue[chosen], float(chance[chosen]), len(queue) - 1)


def _position(done: Resolution, positions: Floats) -> Floats:
    bargain = done.bargain
    if bargain is None:
        return np.asarray(positions[done.actor])
    return bargain.initiator_to if done.actor == bargain.initiator else bargain.receiver_to
