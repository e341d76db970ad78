"""How far exchanges go that gain equally much and are made at the same time.

An exchange is linear: made at a share of its size both sides still gain alike. So tied exchanges
grow alike from nothing. One stops growing when it is as large as the two could make it by
themselves, or before, when with the others it reaches what limits every exchange: the mover is at
whom it gives way to, or the outcome is at the demander. The others grow on, so those who have
nothing to do with one another do not hold one another up. This is the progressive filling of
max-min fair flows (Bertsekas and Gallager, 1992, section 6.5.2); a single exchange is made in full.

An exchange that has stopped is exhausted: by itself it could not be made any larger at once. Since
actors only ever move towards the other side of an issue, rounds therefore end: in every step an
exchange with a gain above the threshold is made in full, which moves somebody by more than that
threshold, or reaches one of its limits, to which it was farther than that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.forecast.situation import SCALE, Floats
from detente.forecast.trading.market import Market

Indices = npt.NDArray[np.intp]
REACHED = 1e-12 * SCALE
"""A distance of no more than this is none."""


@dataclass(frozen=True, eq=False, slots=True)
class Tied:
    """Exchanges that gain equally much; all arrays have the shape (exchanges,).

    Attributes:
        demander, supplier, issue, price: indices, as in :class:`~.market.Deal`.
        given, paid: what the supplier moves by on the issue and the demander on the price, signed,
            where the exchange is made by itself.
    """

    demander: Indices
    supplier: Indices
    issue: Indices
    price: Indices
    given: Floats
    paid: Floats


def find_shares(market: Market, tied: Tied) -> Floats:
    """Return the share of each exchange that is made, above 0, at most 1.

    The order of the exchanges does not matter, and neither does which end of a scale is called 0.

    Args:
        market: before they are made.
        tied: each of which could be made by itself.
    """
    where, gone = market.positions.copy(), 0.0
    shares, growing = np.zeros(len(tied.issue)), np.ones(len(tied.issue), dtype=bool)
    while growing.any():
        pace = _pace(tied, growing, shape=where.shape)
        left, closing = _to_limits(market, tied, where), -_to_limits(market, tied, pace)
        nearing = closing > 0
        until = np.divide(left, closing, out=np.full(left.shape, np.inf), where=nearing)
        step = min(1 - gone, float(until[:, growing].min()))
        where += step * pace
        gone = gone + step if gone + step < 1 - REACHED else 1.0
        shares[growing] = gone
        growing &= (left - step * closing > REACHED).all(axis=0) & (gone < 1)
    return shares


def _pace(tied: Tied, growing: npt.NDArray[np.bool_], *, shape: tuple[int, ...]) -> Floats:
    """Return how fast everybody moves on every issue, shape (actors, issues)."""
    pace = np.zeros(shape)
    np.add.at(pace, (tied.supplier, tied.issue), tied.given * growing)
    np.add.at(pace, (tied.demander, tied.price), tied.paid * growing)
    return pace


def _to_limits(market: Market, tied: Tied, where: Floats) -> Floats:
    """Return how far each exchange is from its limits, shape (4, exchanges).

    On both issues: from the mover, and from the outcome, to the demander. It is linear in where
    everybody is, so given a pace it says how fast these distances grow.
    """
    outcome = (market.weights * where).sum(axis=0) / market.power
    found = []
    for demander, supplier, issue in (
        (tied.demander, tied.supplier, tied.issue),
        (tied.supplier, tied.demander, tied.price),
    ):
        side, there = market.side[demander, issue], where[demander, issue]
        found += [side * (there - where[supplier, issue]), side * (there - outcome[issue])]
    return np.array(found)
