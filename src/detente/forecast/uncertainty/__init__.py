"""What is not known exactly: numbers as ranges in, a distribution of forecasts out."""

from __future__ import annotations

from detente.forecast.uncertainty.drawing import DrawnSituations, draw_situations
from detente.forecast.uncertainty.many import forecast_many
from detente.forecast.uncertainty.ranges import Numbers, UncertainSituation, make_uncertain
from detente.forecast.uncertainty.spread import Share, Spread, find_spread
from detente.forecast.uncertainty.tornado import Bar, find_tornado

__all__ = [
    "Bar",
    "DrawnSituations",
    "Numbers",
    "Share",
    "Spread",
    "UncertainSituation",
    "draw_situations",
    "find_spread",
    "find_tornado",
    "forecast_many",
    "make_uncertain",
]
