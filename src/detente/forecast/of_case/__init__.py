"""The one door from a case to the forecast room: who stands where, with what that rests on."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.forecast.of_case.grounds import Ground, LeftOut
    from detente.forecast.of_case.lines import IssueLine
    from detente.forecast.of_case.situation import CaseSituation, situation_of_case

__all__ = ["CaseSituation", "Ground", "IssueLine", "LeftOut", "situation_of_case"]

_HOMES = {
    "grounds": ("Ground", "LeftOut"),
    "lines": ("IssueLine",),
    "situation": ("CaseSituation", "situation_of_case"),
}
"""The module of each name; it is imported when the name is asked for."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
