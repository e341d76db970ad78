"""What two actors could exchange on two issues, with equal gains.

Arrays are indexed [p, q, a, b]: a demands issue p and supplies q, b supplies p and demands q.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.forecast.situation import Floats

Bools = npt.NDArray[np.bool_]
GAIN = 1e-10
"""What an exchange has to gain for each side."""


@dataclass(frozen=True, slots=True)
class Deal:
    """An exchange.

    Attributes:
        demander, supplier: indices of actors; the demander gains on ``issue`` and pays on
            ``price``, the supplier the other way round.
        issue, price: indices of issues.
        supplier_to: the supplier's new position on ``issue``.
        demander_to: the demander's new position on ``price``.
        gain: of each of the two, in salience × shift of the expected outcome.
        shift: of the expected outcome on ``issue`` and on ``price``, absolute.
    """

    demander: int
    supplier: int
    issue: int
    price: int
    supplier_to: float
    demander_to: float
    gain: float
    shift: tuple[float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Market:
    """What exchanges depend on.

    Attributes:
        positions: shape (actors, issues), as they would be voted on now.
        salience: shape (actors, issues).
        weights: shape (actors, issues): capability × salience.
        left: shape (actors, issues), who stood below the outcome when the round began.
        supplied: shape (actors, issues), where somebody has given way in this round; it does not
            demand there any more, and moves on only in the same direction.
    """

    positions: Floats
    salience: Floats
    weights: Floats
    left: Bools
    supplied: Bools

    @property
    def outcomes(self) -> Floats:
        """Shape (issues,): the weighted mean of the positions, what the vote would bring."""
        return np.asarray((self.weights * self.positions).sum(axis=0) / self.weights.sum(axis=0))

    def after(self, deal: Deal) -> Market:
        """Return the market once a deal is made."""
        positions, supplied = self.positions.copy(), self.supplied.copy()
        for actor, issue, to in (
            (deal.supplier, deal.issue, deal.supplier_to),
            (deal.demander, deal.price, deal.demander_to),
        ):
            positions[actor, issue], supplied[actor, issue] = to, True
        return Market(positions, self.salience, self.weights, self.left, supplied)


def open_market(positions: Floats, salience: Floats, weights: Floats) -> Market:
    """Return the market at the start of a round."""
    outcome = (weights * positions).sum(axis=0) / weights.sum(axis=0)
    nobody = np.zeros(positions.shape, dtype=bool)
    return Market(positions, salience, weights, positions <= outcome, nobody)


def find_best_deal(market: Market) -> Deal | None:
    """Return the exchange with the largest equal gain; None where nobody gains by any."""
    shift_p, shift_q, gain = _gains(market)
    best = np.unravel_index(int(np.argmax(gain)), gain.shape)
    if not gain[best] > GAIN:
        return None
    p, q, a, b = (int(index) for index in best)
    power = market.weights.sum(axis=0)
    on_p, on_q = float(shift_p[best]), float(shift_q[best])
    return Deal(
        a,
        b,
        p,
        q,
        _towards(
            market.positions[b, p], market.positions[a, p], on_p * power[p] / market.weights[b, p]
        ),
        _towards(
            market.positions[a, q], market.positions[b, q], on_q * power[q] / market.weights[a, q]
        ),
        float(gain[best]),
        (on_p, on_q),
    )


def count_deals(market: Market) -> int:
    """Return how many exchanges would gain both sides something."""
    return int((_gains(market)[2] > GAIN).sum())


def _gains(market: Market) -> tuple[Floats, Floats, Floats]:
    """Return the shifts of the outcomes on p and q, and the gain, of every exchange.

    b moves all the way to a on p, and a pays on q until both gain alike; where a would have to go
    beyond b for that, a moves all the way and b less. No outcome passes the demander.
    """
    x, s, w = market.positions, market.salience, market.weights
    power, outcome = w.sum(axis=0), market.outcomes
    onward = np.where(market.left, 1.0, -1.0).T  # away from one's own side
    ahead = x.T[:, :, None] - x.T[:, None, :]  # issue, a, b: from b to a
    most_p = np.maximum(ahead * onward[:, None, :], 0) * (w / power).T[:, None, :]
    most_q = np.maximum(-ahead * onward[:, :, None], 0) * (w / power).T[:, :, None]
    room = np.abs(x - outcome).T
    most_p = np.minimum(most_p, room[:, :, None])  # not beyond a
    most_q = np.minimum(most_q, room[:, None, :])  # not beyond b
    both = s.T[:, :, None] + s.T[:, None, :]
    rate = _ratio(both[:, None], both[None, :])  # shift on q for each unit of shift on p
    affordable = np.where(rate > 0, _ratio(most_q[None, :], rate), np.inf)
    shift_p = np.minimum(most_p[:, None], affordable)
    shift_q = shift_p * rate
    gain = shift_p * s.T[:, None, :, None] - shift_q * s.T[None, :, :, None]
    return shift_p, shift_q, np.where(_possible(market), gain, 0.0)


def _ratio(one: Floats, other: Floats) -> Floats:
    """Return one / other, 0 where the other is 0: what matters to neither is not traded."""
    whole = np.broadcast_shapes(one.shape, other.shape)
    return np.divide(one, other, out=np.zeros(whole), where=np.broadcast_to(other > 0, whole))


def _possible(market: Market) -> Bools:
    """Say which exchanges there are: the two stand on different sides of both outcomes."""
    s, left, demands = market.salience, market.left.T, ~market.supplied.T
    across = left[:, :, None] != left[:, None, :]
    on_p, on_q = s.T[:, None], s.T[None, :]  # issue, issue, actor
    cares = on_p[..., :, None] * on_q[..., None, :] > on_p[..., None, :] * on_q[..., :, None]
    open_p = across & demands[:, :, None]
    open_q = across & demands[:, None, :]
    once = np.triu(np.ones((s.shape[1],) * 2, dtype=bool), k=1)  # (q, p, b, a) is the same deal
    return np.asarray(open_p[:, None] & open_q[None, :] & cares & once[:, :, None, None])


def _towards(here: float, there: float, distance: float) -> float:
    moved = min(distance, abs(there - here))
    return float(here + np.sign(there - here) * moved)
