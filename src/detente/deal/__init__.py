"""Is there a deal? Packages, red lines, acceptance and the bargaining solutions.

The engine takes arrays and gives frozen records; it needs no case file::

    from detente.deal import Problem, find_deal

    problem = Problem(values=[[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]], no_deal=[30, 30])
    deal = find_deal(problem)
    deal.exists, deal.acceptable, deal.solutions["nash"].package

:mod:`detente.deal.of_case` is the one door from a case to the engine.
"""

from __future__ import annotations

from detente.deal.answer import Deal, PartyReach, Solution, find_deal
from detente.deal.drafts import OTHER, Agreement, Draft, DraftReport, DraftTable, examine_drafts
from detente.deal.patterns import Pattern, if_then
from detente.deal.problem import Acceptance, Linkage, Problem, RedLine
from detente.deal.verdicts import Verdict, give_verdicts

__all__ = [
    "OTHER",
    "Acceptance",
    "Agreement",
    "Deal",
    "Draft",
    "DraftReport",
    "DraftTable",
    "Linkage",
    "PartyReach",
    "Pattern",
    "Problem",
    "RedLine",
    "Solution",
    "Verdict",
    "examine_drafts",
    "find_deal",
    "give_verdicts",
    "if_then",
]
