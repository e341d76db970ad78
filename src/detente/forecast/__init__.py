"""Where will it settle? Positional models on one input, with their measured error beside them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.forecast.models import MODELS, Model, forecast
    from detente.forecast.records import Forecast, Move
    from detente.forecast.situation import Situation, make_situation

_HOMES = {
    "models": ("MODELS", "Model", "forecast"),
    "records": ("Forecast", "Move"),
    "situation": ("Situation", "make_situation"),
}
"""The module of each name; it is imported when the name is asked for."""

__all__ = ["MODELS", "Forecast", "Model", "Move", "Situation", "forecast", "make_situation"]


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
