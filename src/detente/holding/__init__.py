"""Would this draft hold once signed? What is agreed, valued by the deal room, in the graph model.

Stands one layer above the two rooms, which do not know each other: a state of the graph model
stands for a package, a draft or no deal, and is worth to a party what the deal room says, and what
the state itself adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.lazily import getter

if TYPE_CHECKING:
    from detente.holding.answer import Holding, holding_of_case
    from detente.holding.completing import Completion, complete_draft
    from detente.holding.drawing import DrawnWorths, draw_worths
    from detente.holding.model import HoldingModel, model_of_case

__all__ = [
    "Completion",
    "DrawnWorths",
    "Holding",
    "HoldingModel",
    "complete_draft",
    "draw_worths",
    "holding_of_case",
    "model_of_case",
]

_HOMES = {
    "answer": ("Holding", "holding_of_case"),
    "completing": ("Completion", "complete_draft"),
    "drawing": ("DrawnWorths", "draw_worths"),
    "model": ("HoldingModel", "model_of_case"),
}
"""The module of each name; it is imported when the name is asked for."""

__getattr__ = getter(__name__, _HOMES)
