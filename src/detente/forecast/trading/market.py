"""Where actors stand while they exchange, and what one exchange is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.forecast.situation import SCALE, Floats

Bools = npt.NDArray[np.bool_]
AT_OUTCOME = 1e-9 * SCALE
"""Who is no farther than this from the expected outcome of an issue stands at it."""


@dataclass(frozen=True, slots=True)
class Deal:
    """An exchange.

    Attributes:
        demander, supplier: indices of actors; the demander gains on ``issue`` and pays on
            ``price``, the supplier the other way round.
        issue, price: indices of issues.
        given: what the supplier moves by on ``issue``, with its sign.
        paid: what the demander moves by on ``price``, with its sign.
        gain: of each of the two, in salience × shift of the expected outcome.
        shift: of the expected outcome on ``issue`` and on ``price``, absolute.
        share: of the exchange, as large as the two by themselves could make it, that is made: 1
            unless others gain just as much and need the same room.
    """

    demander: int
    supplier: int
    issue: int
    price: int
    given: float
    paid: float
    gain: float
    shift: tuple[float, float]
    share: float = 1.0


@dataclass(frozen=True, eq=False, slots=True)
class Market:
    """What exchanges depend on.

    Attributes:
        positions: shape (actors, issues), as they would be voted on now.
        salience: shape (actors, issues).
        weights: shape (actors, issues): capability × salience.
        side: shape (actors, issues), where somebody stood when the round began: -1 below the
            outcome, 1 above it, 0 at it. It gives way towards the other side only.
        supplied: shape (actors, issues), where somebody has given way in this round; it does not
            demand there any more.
    """

    positions: Floats
    salience: Floats
    weights: Floats
    side: Floats
    supplied: Bools

    @property
    def power(self) -> Floats:
        """Shape (issues,): the weight of all actors together."""
        return np.asarray(self.weights.sum(axis=0))

    @property
    def outcomes(self) -> Floats:
        """Shape (issues,): the weighted mean of the positions, what the vote would bring."""
        return np.asarray((self.weights * self.positions).sum(axis=0) / self.power)

    def after(self, deals: Sequence[Deal]) -> Market:
        """Return the market once deals are made."""
        positions, supplied = self.positions.copy(), self.supplied.copy()
        for deal in deals:
            for actor, issue, moved in (
                (deal.supplier, deal.issue, deal.given),
                (deal.demander, deal.price, deal.paid),
            ):
                positions[actor, issue] += moved
                supplied[actor, issue] = True
        return Market(positions, self.salience, self.weights, self.side, supplied)


def open_market(positions: Floats, salience: Floats, weights: Floats) -> Market:
    """Return the market at the start of a round."""
    beyond = positions - (weights * positions).sum(axis=0) / weights.sum(axis=0)
    side = np.where(np.abs(beyond) <= AT_OUTCOME, 0.0, np.sign(beyond))
    return Market(positions, salience, weights, side, np.zeros(positions.shape, dtype=bool))
