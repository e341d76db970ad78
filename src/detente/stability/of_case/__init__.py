"""The one door from a case to the stability room: a model in, with its names and its grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.lazily import getter

if TYPE_CHECKING:
    from detente.stability.of_case.commitment import commitment_of_case
    from detente.stability.of_case.commitment_records import CaseCommitment
    from detente.stability.of_case.grounds import Ground, Grounds
    from detente.stability.of_case.model import CaseModel, build_model, model_of_case
    from detente.stability.of_case.problems import checked_states, problems_of_case
    from detente.stability.of_case.states import CaseStates, states_of_case

__all__ = [
    "CaseCommitment",
    "CaseModel",
    "CaseStates",
    "Ground",
    "Grounds",
    "build_model",
    "checked_states",
    "commitment_of_case",
    "model_of_case",
    "problems_of_case",
    "states_of_case",
]

_HOMES = {
    "commitment": ("commitment_of_case",),
    "commitment_records": ("CaseCommitment",),
    "grounds": ("Ground", "Grounds"),
    "model": ("CaseModel", "build_model", "model_of_case"),
    "problems": ("checked_states", "problems_of_case"),
    "states": ("CaseStates", "states_of_case"),
}
"""The module of each name; it is imported when the name is asked for."""

__getattr__ = getter(__name__, _HOMES)
