"""Challenges: who would press whom, with what chance, and what for.

After Efird, Lester and Wise (2016) and KTAB, version 3b5b063.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.forecast.arguments import Floats
from detente.forecast.election.votes import LEAST, VotingRule, vote
from detente.forecast.spatial.options import SHARES, SpatialOptions
from detente.forecast.spatial.ties import find_largest
from detente.forecast.spatial.utilities import utilities

Ints = npt.NDArray[np.int64]
WORTHWHILE = 1e-5
"""What a challenge has to gain to be made."""
_FLOOR = 1e-10
"""What either side of a challenge has at least (KTAB): there are odds where nobody votes."""
_BLOCK = 1 << 13
"""Numbers that are handled at once while challenges are searched."""
_SHARP: frozenset[VotingRule] = frozenset({"binary", "prop-bin"})
"""Voting rules that turn noise into votes."""


@dataclass(frozen=True, eq=False, slots=True)
class Challenge:
    """A challenge that an actor makes.

    Attributes:
        initiator, receiver: indices of groups: each actor of the one challenges each of the other.
        chance: that the initiator prevails, as it sees it; 0 to 1.
    """

    initiator: int
    receiver: int
    chance: float


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """What a turn depends on, for actors in groups of those alike; numbers are of one actor.

    Attributes:
        positions, ideals, salience: shape (groups, dimensions), as shares.
        capability: shape (groups,).
        count: shape (groups,): how many actors are in each.
        options: of the run.
        distance: shape (groups, groups): from the ideal of the first to the position of the second.
        risk: shape (groups,): risk attitudes.
        total: shape (groups,): salience summed over dimensions.
        strength: shape (groups,): capability × total salience.
    """

    positions: Floats
    ideals: Floats
    salience: Floats
    capability: Floats
    count: Floats
    options: SpatialOptions
    distance: Floats
    risk: Floats
    total: Floats
    strength: Floats

    @property
    def least(self) -> float:
        """Up to which differences of utilities are none."""
        sharp = self.options.voting in _SHARP and not self.options.compatible
        return LEAST if sharp else 0.0

    def seen_by(self, judges: Ints) -> Floats:
        """Return utilities as each judge sees them, shape (judges, positions, holders)."""
        share = SHARES[self.options.risk_share]
        risk = share * self.risk + (1 - share) * self.risk[judges, None]
        return utilities(self.distance.T, risk[:, None, :])


def find_challenges(field: Field) -> tuple[tuple[Challenge, ...], ...]:
    """Return, for each group, the challenges with the largest gain; none where none is worthwhile.

    All that tie for it are made; under ``compatible`` the first receiver wins ties.
    """
    n = len(field.risk)
    rows = max(1, _BLOCK // (n * n))
    found: list[tuple[Challenge, ...]] = []
    for start in range(0, n, rows):
        found += _best_of(field, np.arange(start, min(start + rows, n)))
    return tuple(found)


def _best_of(field: Field, initiators: Ints) -> list[tuple[Challenge, ...]]:
    """Return the best challenges of each of some initiators."""
    seen = field.seen_by(initiators)
    chance = chances(field, seen, initiators)
    rows = np.arange(len(initiators))
    gain = gains(field, seen[rows, :, initiators], initiators, chance)
    gain[rows, initiators] = -np.inf
    made = _chosen(gain, compatible=field.options.compatible)
    made &= gain.max(axis=1, keepdims=True) > WORTHWHILE
    found: list[tuple[Challenge, ...]] = [()] * len(initiators)
    for row, j in zip(*(places.tolist() for places in made.nonzero()), strict=True):
        challenge = Challenge(int(initiators[row]), j, float(chance[row, j]))
        found[row] = (*found[row], challenge)
    return found


def _chosen(gain: Floats, *, compatible: bool) -> npt.NDArray[np.bool_]:
    """Return which receivers give the largest gain, by row; utilities are of size 1."""
    if compatible:
        return np.asarray(np.arange(gain.shape[1]) == gain.argmax(axis=1)[:, None])
    return find_largest(gain, size=1.0)


def chances(field: Field, seen: Floats, initiators: Ints) -> Floats:
    """Return the chance that each initiator prevails over everybody, ½ over itself.

    The two principals bring their votes; each third party first says whom it favours, which gives
    the odds as it sees them, and then votes between its prospects on either side.

    Args:
        field: the turn.
        seen: shape (rows, groups, groups), utilities in the eyes of whoever judges a row, by
            position and holder.
        initiators: shape (rows,), indices.

    Returns:
        shape (rows, groups).
    """
    rule, strength, least = field.options.voting, field.strength, field.least
    rows = np.arange(len(initiators))
    own = np.diagonal(seen, axis1=1, axis2=2)
    theirs = seen[rows, initiators]  # what the initiator's position is worth to each
    gained = own[rows, initiators][:, None] - seen[rows, :, initiators]
    first, second = (
        vote(rule, strength[initiators, None], gained, least=least),
        vote(rule, strength, theirs - own, least=least),
    )
    side = _FLOOR + np.maximum(first, 0) + np.maximum(second, 0)
    against = _FLOOR + np.maximum(-first, 0) + np.maximum(-second, 0)
    if field.options.third_parties == "semi":
        votes = _third_parties(field, seen, theirs, own, side=side, against=against)
        others = (field.count - 1) / field.count  # third parties are those who do not bargain
        votes[rows, :, initiators] *= others[initiators, None]
        np.einsum("rjj->rj", votes)[...] *= others
        joining = np.maximum(votes, 0).sum(axis=2)
        side, against = side + joining, against + (joining - votes.sum(axis=2))
    return np.asarray(side / (side + against))


def _third_parties(
    field: Field, seen: Floats, theirs: Floats, own: Floats, *, side: Floats, against: Floats
) -> Floats:
    """Return the votes of all of a group as third parties, shape (rows, receivers, groups).

    With π the odds that the initiator prevails with its help, a third party m compares joining,
    π (2 u(x_i) + u(x_m)) + (1 - π) 3 u(x_j), with opposing,
    π 3 u(x_i) + (1 - π) (2 u(x_j) + u(x_m)).
    The difference is π (u(x_m) - u(x_i)) + (1 - π) (u(x_j) - u(x_m)).
    """
    rule, strength, least = field.options.voting, field.strength, field.least
    favour = vote(rule, strength, theirs[:, None] - seen, least=least)
    odds = np.abs(favour)
    odds += (side + against)[:, :, None]
    np.maximum(favour, 0, out=favour)
    favour += side[:, :, None]
    np.divide(favour, odds, out=odds)
    prospect = (2 * own - theirs)[:, None] - seen
    prospect *= odds
    prospect += seen
    prospect -= own[:, None]
    return vote(rule, strength * field.count, prospect, least=least)


def gains(field: Field, seen: Floats, initiators: Ints, chance: Floats) -> Floats:
    """Return what a challenge of everybody brings one actor a row, against leaving things.

    ``(1 - S_j) 2u(x_i) + S_j (P 2u(x_i) + (1 - P) 2u(x_j)) - (u(x_i) + u(x_j))``: a receiver to
    whom the matter is of little salience gives in.

    Args:
        seen: shape (rows, groups), utilities of that actor by position.
        chance: shape (rows, groups), that the initiator prevails.
    """
    mine = np.take_along_axis(seen, initiators[:, None], axis=1)
    resists = field.total
    outcome = (1 - resists) * 2 * mine + resists * (chance * 2 * mine + (1 - chance) * 2 * seen)
    return np.asarray(outcome - (mine + seen))
