"""The one door from a case to the engine: arrays in, answers with their evidence out."""

from __future__ import annotations

from detente.deal.of_case.answers import CaseDeal, CaseDrafts, CaseProblem
from detente.deal.of_case.arrays import MIDPOINTS, problem_of_case
from detente.deal.of_case.deal import deal_of_case
from detente.deal.of_case.drafts import drafts_of_case

__all__ = [
    "MIDPOINTS",
    "CaseDeal",
    "CaseDrafts",
    "CaseProblem",
    "deal_of_case",
    "drafts_of_case",
    "problem_of_case",
]
