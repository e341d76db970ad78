"""Where will it settle? Positional models on one input, with their measured error beside them.

The engines take arrays and give frozen records; they need no case file:

>>> from detente.forecast import forecast, make_situation
>>> situation = make_situation([0, 40, 100], [50, 50, 100], [1, 2, 1], actors=["A", "B", "C"])
>>> forecast(situation).values.tolist()
[56.0]
>>> round(float(forecast(situation, "election").values[0]), 1)
51.7

========================================== =====================================================
question                                   function
========================================== =====================================================
who stands where                           :func:`make_situation`
where will it settle, by which model       :func:`forecast`, :data:`MODELS`
what would it take to move it              :func:`find_levers`
who moves whom, and why, in words          :func:`tell_turns`, :func:`tell_move`
how a run ended, in words                  :func:`tell_run`
what if numbers are ranges                 :func:`~detente.forecast.uncertainty.make_uncertain`,
                                           :func:`~detente.forecast.uncertainty.draw_situations`,
                                           :func:`~detente.forecast.uncertainty.forecast_many`
… where it lies, and near which option     :func:`~detente.forecast.uncertainty.find_spread`
… which number moves it most               :func:`~detente.forecast.uncertainty.find_tornado`
how far off was a model on resolved issues :func:`~detente.forecast.accuracy.beside.find_measured`
… and on issues of your own                :func:`~detente.forecast.accuracy.run_backtest`
========================================== =====================================================

:mod:`detente.forecast.of_case` is the one door from a case to the engines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.lazily import getter

if TYPE_CHECKING:
    from detente.forecast.levers import Lever, find_levers
    from detente.forecast.models import MODELS, Model, forecast
    from detente.forecast.records import Forecast, Move, Remark
    from detente.forecast.situation import Situation, make_situation
    from detente.forecast.words import Naming, ToldTurn, tell_move, tell_run, tell_turns

_HOMES = {
    "levers": ("Lever", "find_levers"),
    "models": ("MODELS", "Model", "forecast"),
    "records": ("Forecast", "Move", "Remark"),
    "situation": ("Situation", "make_situation"),
    "words": ("Naming", "ToldTurn", "tell_move", "tell_run", "tell_turns"),
}
"""The module of each name; it is imported when the name is asked for."""

__all__ = [
    "MODELS",
    "Forecast",
    "Lever",
    "Model",
    "Move",
    "Naming",
    "Remark",
    "Situation",
    "ToldTurn",
    "find_levers",
    "forecast",
    "make_situation",
    "tell_move",
    "tell_run",
    "tell_turns",
]

__getattr__ = getter(__name__, _HOMES)
