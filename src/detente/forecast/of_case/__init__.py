"""The one door from a case to the forecast room: who stands where, with what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.lazily import getter

if TYPE_CHECKING:
    from detente.forecast.of_case.grounds import Ground
    from detente.forecast.of_case.left_out import LeftOut
    from detente.forecast.of_case.lines import IssueLine
    from detente.forecast.of_case.notes import Note
    from detente.forecast.of_case.situation import CaseSituation, situation_of_case
    from detente.forecast.of_case.wording import Wording

__all__ = [
    "CaseSituation",
    "Ground",
    "IssueLine",
    "LeftOut",
    "Note",
    "Wording",
    "situation_of_case",
]

_HOMES = {
    "grounds": ("Ground",),
    "left_out": ("LeftOut",),
    "lines": ("IssueLine",),
    "notes": ("Note",),
    "situation": ("CaseSituation", "situation_of_case"),
    "wording": ("Wording",),
}
"""The module of each name; it is imported when the name is asked for."""

__getattr__ = getter(__name__, _HOMES)
