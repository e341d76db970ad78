"""How far off the models were on issues whose outcome is known."""

from __future__ import annotations

from detente.forecast.accuracy.backtest import Backtest, Resolved, run_backtest
from detente.forecast.accuracy.scores import Interval, Score, crps, score

__all__ = ["Backtest", "Interval", "Resolved", "Score", "crps", "run_backtest", "score"]
