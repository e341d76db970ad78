"""Position exchange: actors give way on what matters less to them for what matters more.

The equal-gain exchange model of Stokman and van Oosten (1994), as in the ``decide`` program: the
model ``exchange`` of the room. (:mod:`detente.exchange` is about files of other programs.)
"""

from __future__ import annotations

from detente.forecast.trading.market import Deal
from detente.forecast.trading.rounds import TradingRound, TradingRun, run_trading

__all__ = ["Deal", "TradingRound", "TradingRun", "run_trading"]
