"""Draws put together from chosen numbers, so that blocks of numbers can change places."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import Belief, PartyBelief
from detente.deal.belief.drawing import gather, slot_of
from detente.deal.belief.draws import Draws
from detente.deal.belief.party_draws import PartyDraws, slots_of
from detente.deal.belief.weights import draw_weights
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]


def compose(belief: Belief, numbers: Floats, *, seed: int = 0) -> Draws:
    """Return the draws in which the belief's numbers are the ones given.

    The inverse of :attr:`detente.deal.belief.draws.Draws.numbers`.

    Args:
        belief: its exact numbers stay as they are, and its constraints are not asked.
        numbers: shape (n, numbers of the belief), red lines as 0 or 1.
        seed: told in the draws; nothing is drawn.

    Raises:
        InvalidInput: not one column for each number.
    """
    given = np.asarray(numbers, dtype=np.float64)
    if given.ndim != 2 or given.shape[1] != len(belief.numbers):
        raise InvalidInput("numbers need one column for each number of the belief")
    drawn = [_party(belief, p, given) for p in range(len(belief.parties))]
    return gather(belief, drawn, seed=seed)


def _party(belief: Belief, p: int, given: Floats) -> PartyDraws:
    party, n = belief.parties[p], len(given)
    own = [k for k, line in enumerate(belief.lines) if line.party == p]
    slots = np.tile([r.low for r in slots_of(party, len(own))], (n, 1)).reshape(n, -1)
    slots[:, slots.shape[1] - len(own) :] = 1.0
    weights = np.tile(_weights(party, len(belief.frame.sizes)), (n, 1))
    for k, number in enumerate(belief.numbers):
        if number.party == p and number.kind == "weight":
            weights[:, number.issue or 0] = given[:, k]
        elif number.party == p:
            slots[:, slot_of(belief, number)] = given[:, k]
    shapes = sum(len(shape.numbers) for shape in party.shapes) if party else 0
    ends = shapes + (len(party.no_deal.numbers) if party else 0)
    lines = slots.shape[1] - len(own)
    real = slots[:, lines:] > 0.5
    return PartyDraws(weights, slots[:, :shapes], slots[:, shapes:ends], slots[:, ends:lines], real)


def _weights(party: PartyBelief | None, issues: int) -> Floats:
    """Return the weights that are exact, and anything for those that are not."""
    if party is None or party.weights is None:
        return np.zeros(issues)
    return np.asarray(draw_weights(party.weights, 1, np.random.default_rng(0))[0])
