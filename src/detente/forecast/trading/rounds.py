"""Rounds of exchanges, and how positions follow what was voted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.errors import InvalidInput, NotSupported
from detente.forecast.arguments import MOST_ROUNDS, whole
from detente.forecast.situation import SCALE, Floats, Situation, need_situation
from detente.forecast.trading.deals import find_best_deals
from detente.forecast.trading.market import Deal, Market, open_market

MAX_DEALS = 10_000
"""Exchanges in one round: more than tables of the size below have been seen to need."""
MOST_PAIRS = 6_250_000
"""Pairs of issues times pairs of actors at most, so that tables fit into half a gigabyte."""
_PULL, _ALWAYS = 0.4, 0.1
"""By how much of the way a vote draws positions after it, as in the ``decide`` program."""


@dataclass(frozen=True, eq=False, slots=True)
class TradingRound:
    """One round.

    Attributes:
        deals: the exchanges made, in order; those that gained equally much were made at one moment.
        voting: shape (actors, issues), the positions voted on.
        outcomes: shape (issues,), the forecast: the weighted mean of those.
        complete: False where the limit of exchanges was reached first.
    """

    deals: tuple[Deal, ...]
    voting: Floats
    outcomes: Floats
    complete: bool


@dataclass(frozen=True, eq=False, slots=True)
class TradingRun:
    """Rounds of exchanges.

    Attributes:
        positions: shape (rounds, actors, issues), at the start of each round.
        rounds: what happened in each.
    """

    positions: Floats
    rounds: tuple[TradingRound, ...]


def run_trading(situation: Situation, *, rounds: int = 1, max_deals: int = MAX_DEALS) -> TradingRun:
    """Play rounds of exchanges with equal gains.

    In each round the exchange with the largest gain is made, or all that gain equally much at one
    moment, gains are reckoned anew, and so on until nobody gains. Before the next round actors move
    from their positions towards what they voted for, by 0.4 (1 - s) + 0.1: the less an issue
    matters, the further. The order of actors and issues, which end of a scale is called 0, and the
    unit of capability change nothing.

    Rounds end by themselves (see :mod:`~detente.forecast.trading.together`); the limit is for
    tables on which that takes too long.

    Args:
        situation: two dimensions (issues) or more.
        rounds: how many, 1 to 1,000.
        max_deals: exchanges in one round after which no more are made.

    Raises:
        InvalidInput: fewer than two dimensions, or rounds out of range.
        NotSupported: more pairs of issues and actors than :data:`MOST_PAIRS`.
    """
    need_situation(situation)
    if situation.n_dimensions < 2:
        raise InvalidInput("exchange needs at least two issues")
    rounds = whole(rounds, "the number of rounds", low=1, high=MOST_ROUNDS)
    max_deals = whole(max_deals, "max_deals", low=1)
    if situation.positions.size**2 > MOST_PAIRS:
        raise NotSupported("exchange takes actors times issues of 2,500 at most; leave some out")
    salience = situation.salience / SCALE
    weights = situation.capability[:, None] * salience
    where, played = [situation.positions], []
    for _ in range(rounds):
        done = _play(open_market(where[-1], salience, weights), max_deals)
        played.append(done)
        pull = _PULL * (1 - salience) + _ALWAYS
        where.append(where[-1] * (1 - pull) + done.voting * pull)
    return TradingRun(np.array(where[:-1]), tuple(played))


def _play(market: Market, max_deals: int) -> TradingRound:
    deals = list[Deal]()
    while (found := find_best_deals(market)) and len(deals) < max_deals:
        deals += found
        market = market.after(found)
    return TradingRound(tuple(deals), market.positions, market.outcomes, not found)
