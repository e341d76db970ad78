"""Where will it settle? Positional models on one input, with their measured error beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.lazily import getter

if TYPE_CHECKING:
    from detente.forecast.levers import Lever, find_levers
    from detente.forecast.models import MODELS, Model, forecast
    from detente.forecast.records import Forecast, Move
    from detente.forecast.situation import Situation, make_situation
    from detente.forecast.words import Naming, tell_move, tell_run, tell_turns

_HOMES = {
    "levers": ("Lever", "find_levers"),
    "models": ("MODELS", "Model", "forecast"),
    "records": ("Forecast", "Move"),
    "situation": ("Situation", "make_situation"),
    "words": ("Naming", "tell_move", "tell_run", "tell_turns"),
}
"""The module of each name; it is imported when the name is asked for."""

__all__ = [
    "MODELS",
    "Forecast",
    "Lever",
    "Model",
    "Move",
    "Naming",
    "Situation",
    "find_levers",
    "forecast",
    "make_situation",
    "tell_move",
    "tell_run",
    "tell_turns",
]

__getattr__ = getter(__name__, _HOMES)
