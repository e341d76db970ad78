"""Draws of one party's numbers from what its statements, and perhaps its ranges, leave open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import Belief, PartyBelief
from detente.deal.belief.draws import Draws
from detente.deal.learning.conditioned import Conditioned, draw_conditioned
from detente.deal.learning.linear import options_of
from detente.deal.patterns import Pattern
from detente.deal.problem import Problem

Floats = npt.NDArray[np.float64]


def draw_party(party: PartyBelief, n: int, *, seed: int, links: Sequence[Pattern]) -> Conditioned:
    """Draw a party's numbers from their ranges, given its statements.

    For the widest party (:func:`~detente.deal.learning.widest.widest_of`) this is the uniform
    distribution of weights, and of worths from 0 to 100, on what the statements allow.

    Args:
        party: with its statements.
        n: how many draws.
        seed: the same gives the same draws.
        links: patterns of the party's linkages.

    Raises:
        NoSolution: no numbers agree.
    """
    sizes = [options_of(shape) for shape in party.shapes]
    frame = Problem(
        [np.zeros((1, size)) for size in sizes],
        [0.0],
        linkages=[(0, pattern, 0.0) for pattern in links],
    )
    return draw_conditioned(Belief(frame, (party,)), [0], n, seed=seed)


def weights_of(draws: Draws, belief: Belief, party: int) -> Floats | None:
    """Return the weights of a party in draws of a belief, (n, issues); None for points."""
    judged = belief.parties[party]
    if judged is None or judged.weights is None:
        return None
    weights = np.tile([r.low for r in judged.weights], (len(draws), 1))
    for k, number in enumerate(belief.numbers):
        if number.kind == "weight" and number.party == party:
            weights[:, number.issue or 0] = draws.numbers[:, k]
    return weights
