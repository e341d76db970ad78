"""What two actors could exchange on two issues, with equal gains.

Arrays are indexed [p, q, a, b]: a demands issue p and supplies q, b supplies p and demands q.
"""

from __future__ import annotations

import numpy as np

from detente.forecast.situation import Floats
from detente.forecast.trading.market import Bools, Deal, Market
from detente.forecast.trading.together import Tied, find_shares

GAIN = 1e-10
"""What an exchange has to gain for each side."""
EQUAL = 1e-9
"""Gains that differ by no more, relative to the larger one or to 1, are equally large."""


def find_best_deals(market: Market) -> tuple[Deal, ...]:
    """Return the exchange with the largest equal gain; none where nobody gains by any.

    Exchanges that gain equally much are made together, each as far as it goes while all of them
    grow alike (see :mod:`detente.forecast.trading.together`): none of them comes first.

    Source:
        Stokman and van Oosten (1994), the exchange with equal gains.
    """
    shift_p, shift_q, gain = _gains(market)
    largest = float(gain.max())
    if not largest > GAIN:
        return ()
    best = np.nonzero(gain >= max(GAIN, largest - EQUAL * max(1.0, largest)))
    p, q, a, b = best
    on_p, on_q, w = shift_p[best], shift_q[best], market.weights
    given = -market.side[b, p] * on_p * market.power[p] / w[b, p]
    paid = -market.side[a, q] * on_q * market.power[q] / w[a, q]
    share = np.ones(1)
    if len(p) > 1:
        share = find_shares(market, Tied(a, b, p, q, given, paid))
    made = (share * each for each in (given, paid, gain[best], on_p, on_q, 1.0))
    rows = zip(*(column.tolist() for column in (a, b, p, q, *made)), strict=True)
    return tuple(
        Deal(demander, supplier, issue, price, moved, back, each, (on, on_price), part)
        for demander, supplier, issue, price, moved, back, each, on, on_price, part in rows
    )


def count_deals(market: Market) -> int:
    """Return how many exchanges would gain both sides something."""
    return int((_gains(market)[2] > GAIN).sum())


def _gains(market: Market) -> tuple[Floats, Floats, Floats]:
    """Return the shifts of the outcomes on p and q, and the gain, of every exchange.

    b moves all the way to a on p, and a pays on q until both gain alike; where a would have to go
    beyond b for that, a moves all the way and b less. No outcome passes the demander, and none that
    has passed it already is moved further away.
    """
    x, s, w, side = market.positions, market.salience, market.weights, market.side
    ahead = x.T[:, :, None] - x.T[:, None, :]  # issue, a, b: from b to a
    part = (w / market.power).T
    most_p = np.maximum(ahead * side.T[:, :, None], 0) * part[:, None, :]
    most_q = np.maximum(-ahead * side.T[:, None, :], 0) * part[:, :, None]
    room = np.maximum(side * (x - market.outcomes), 0).T
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
    s, side, demands = market.salience, market.side.T, ~market.supplied.T
    across = side[:, :, None] * side[:, None, :] < 0
    on_p, on_q = s.T[:, None], s.T[None, :]  # issue, issue, actor
    cares = on_p[..., :, None] * on_q[..., None, :] > on_p[..., None, :] * on_q[..., :, None]
    open_p = across & demands[:, :, None]
    open_q = across & demands[:, None, :]
    once = np.triu(np.ones((s.shape[1],) * 2, dtype=bool), k=1)  # (q, p, b, a) is the same deal
    return np.asarray(open_p[:, None] & open_q[None, :] & cares & once[:, :, None, None])
