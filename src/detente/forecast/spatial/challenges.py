"""Challenges: who would press whom, with what chance, and what for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.forecast.election.votes import Floats, vote
from detente.forecast.spatial.options import SHARES, SpatialOptions
from detente.forecast.spatial.utilities import utilities

Ints = npt.NDArray[np.int64]
WORTHWHILE = 1e-5
"""What a challenge has to gain to be made."""
_FLOOR = 1e-10
_BLOCK = 1 << 13
"""Numbers that are handled at once while challenges are searched."""


@dataclass(frozen=True, eq=False, slots=True)
class Challenge:
    """The challenge that an actor makes.

    Attributes:
        initiator, receiver: indices of actors.
        chance: that the initiator prevails, as it sees it; 0 to 1.
        gain: what it expects to gain, in utility.
    """

    initiator: int
    receiver: int
    chance: float
    gain: float


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """What challenges depend on in one turn.

    Attributes:
        distance: shape (actors, actors): from the ideal of the first to the position of the second.
        risk: shape (actors,).
        strength: shape (actors,): capability × salience summed over dimensions.
        salience: shape (actors,): summed over dimensions, a share.
        options: of the run.
    """

    distance: Floats
    risk: Floats
    strength: Floats
    salience: Floats
    options: SpatialOptions

    def seen_by(self, judges: Ints) -> Floats:
        """Return utilities as each judge sees them, shape (judges, positions, holders)."""
        share = SHARES[self.options.risk_share]
        risk = share * self.risk + (1 - share) * self.risk[judges, None]
        return utilities(self.distance.T, risk[:, None, :])


def find_challenges(field: Field) -> tuple[Challenge | None, ...]:
    """Return, for each actor, the challenge with the largest gain; None where none is worthwhile.

    The first receiver wins ties.
    """
    n = len(field.risk)
    rows = max(1, _BLOCK // (n * n))
    found: list[Challenge | None] = []
    for start in range(0, n, rows):
        found += _best_of(field, np.arange(start, min(start + rows, n)))
    return tuple(found)


def _best_of(field: Field, initiators: Ints) -> list[Challenge | None]:
    """Return the best challenge of each of some initiators."""
    seen = field.seen_by(initiators)
    chance = chances(field, seen, initiators)
    rows = np.arange(len(initiators))
    gain = gains(field, seen[rows, :, initiators], initiators, chance)
    gain[rows, initiators] = -np.inf
    best = gain.argmax(axis=1)
    return [
        Challenge(int(i), int(j), float(chance[row, j]), float(gain[row, j]))
        if gain[row, j] > WORTHWHILE
        else None
        for row, (i, j) in enumerate(zip(initiators, best, strict=True))
    ]


def chances(field: Field, seen: Floats, initiators: Ints) -> Floats:
    """Return the chance that each initiator prevails over everybody, ½ over itself.

    The two principals bring their votes; each third party first says whom it favours, which gives
    the odds as it sees them, and then votes between its prospects on either side.

    Args:
        field: the turn.
        seen: shape (rows, actors, actors), utilities in the eyes of whoever judges a row, by
            position and holder.
        initiators: shape (rows,), indices.

    Returns:
        shape (rows, actors).
    """
    rule, strength = field.options.voting, field.strength
    rows = np.arange(len(initiators))
    own = np.diagonal(seen, axis1=1, axis2=2)
    theirs = seen[rows, initiators]  # what the initiator's position is worth to each
    gained = own[rows, initiators][:, None] - seen[rows, :, initiators]
    first, second = (
        vote(rule, strength[initiators, None], gained),
        vote(rule, strength, theirs - own),
    )
    side = _FLOOR + np.maximum(first, 0) + np.maximum(second, 0)
    against = _FLOOR + np.maximum(-first, 0) + np.maximum(-second, 0)
    if field.options.third_parties == "semi":
        votes = _third_parties(field, seen, theirs, own, side=side, against=against)
        votes[rows, :, initiators] = 0.0
        np.einsum("rjj->rj", votes)[...] = 0.0
        joining = np.maximum(votes, 0).sum(axis=2)
        side, against = side + joining, against + (joining - votes.sum(axis=2))
    return np.asarray(side / (side + against))


def _third_parties(
    field: Field, seen: Floats, theirs: Floats, own: Floats, *, side: Floats, against: Floats
) -> Floats:
    """Return the votes of everybody as a third party, shape (rows, receivers, actors).

    With π the odds that the initiator prevails with its help, a third party m compares joining,
    π (2 u(x_i) + u(x_m)) + (1 - π) 3 u(x_j), with opposing,
    π 3 u(x_i) + (1 - π) (2 u(x_j) + u(x_m)).
    The difference is π (u(x_m) - u(x_i)) + (1 - π) (u(x_j) - u(x_m)).
    """
    rule, strength = field.options.voting, field.strength
    favour = vote(rule, strength, theirs[:, None] - seen)
    odds = np.abs(favour)
    odds += (side + against)[:, :, None]
    np.maximum(favour, 0, out=favour)
    favour += side[:, :, None]
    np.divide(favour, odds, out=odds)
    prospect = (2 * own - theirs)[:, None] - seen
    prospect *= odds
    prospect += seen
    prospect -= own[:, None]
    return vote(rule, strength, prospect)


def gains(field: Field, seen: Floats, initiators: Ints, chance: Floats) -> Floats:
    """Return what a challenge of everybody brings one actor a row, against leaving things.

    ``(1 - S_j) 2u(x_i) + S_j (P 2u(x_i) + (1 - P) 2u(x_j)) - (u(x_i) + u(x_j))``: a receiver to
    whom the matter is of little salience gives in.

    Args:
        seen: shape (rows, actors), utilities of that actor by position.
        chance: shape (rows, actors), that the initiator prevails.
    """
    mine = np.take_along_axis(seen, initiators[:, None], axis=1)
    resists = field.salience
    outcome = (1 - resists) * 2 * mine + resists * (chance * 2 * mine + (1 - chance) * 2 * seen)
    return np.asarray(outcome - (mine + seen))
