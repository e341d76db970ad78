"""Is there a deal? Packages, red lines, acceptance, and everything that follows from them.

The engine takes arrays and gives frozen records; it needs no case file::

    from detente.deal import Problem, find_deal

    problem = Problem(values=[[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]], no_deal=[30, 30])
    deal = find_deal(problem)
    deal.exists, deal.acceptable, deal.solutions["nash"].package

========================================== =====================================================
question                                   function
========================================== =====================================================
is there a deal, where do solutions lie    :func:`find_deal`
how many packages are acceptable           :func:`count_packages`
what can nobody improve on                 :func:`find_frontier`
why is there no deal, what would open one  :func:`find_conflicts`, :func:`find_unblocking`
who and what decides                       :func:`find_pivots`, :func:`find_limits`
what can become of a draft                 :func:`examine_drafts`
what would a draft have to change          :func:`find_moves`, :func:`compare_drafts`
how could issues be divided                :func:`divide_issues`
what does linking issues do                :func:`examine_agenda`
who can close a deal without the others    :func:`examine_coalitions`
what do other programs' definitions give   :func:`solve_variants`
========================================== =====================================================

:mod:`detente.deal.of_case` is the one door from a case to the engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.deal.answer import Deal, PartyReach, Solution, find_deal
    from detente.deal.counting import Count, count_packages
    from detente.deal.division import (
        Agenda,
        Coalitions,
        Division,
        divide_issues,
        examine_agenda,
        examine_coalitions,
    )
    from detente.deal.drafts import (
        OTHER,
        Agreement,
        ChangeLog,
        Draft,
        DraftMoves,
        DraftReport,
        DraftTable,
        compare_drafts,
        examine_drafts,
        find_moves,
    )
    from detente.deal.frontier import Frontier, FrontierPoint, find_frontier
    from detente.deal.patterns import Pattern, if_then
    from detente.deal.problem import Acceptance, Linkage, Problem, RedLine
    from detente.deal.variants import Variants, solve_variants
    from detente.deal.verdicts import Verdict, give_verdicts
    from detente.deal.whynot import (
        Conflicts,
        Limits,
        Pivots,
        Unblocking,
        find_conflicts,
        find_limits,
        find_pivots,
        find_unblocking,
    )

__all__ = [
    "OTHER",
    "Acceptance",
    "Agenda",
    "Agreement",
    "ChangeLog",
    "Coalitions",
    "Conflicts",
    "Count",
    "Deal",
    "Division",
    "Draft",
    "DraftMoves",
    "DraftReport",
    "DraftTable",
    "Frontier",
    "FrontierPoint",
    "Limits",
    "Linkage",
    "PartyReach",
    "Pattern",
    "Pivots",
    "Problem",
    "RedLine",
    "Solution",
    "Unblocking",
    "Variants",
    "Verdict",
    "compare_drafts",
    "count_packages",
    "divide_issues",
    "examine_agenda",
    "examine_coalitions",
    "examine_drafts",
    "find_conflicts",
    "find_deal",
    "find_frontier",
    "find_limits",
    "find_moves",
    "find_pivots",
    "find_unblocking",
    "give_verdicts",
    "if_then",
    "solve_variants",
]

_HOMES = {
    "answer": ("Deal", "PartyReach", "Solution", "find_deal"),
    "counting": ("Count", "count_packages"),
    "division": (
        "Agenda",
        "Coalitions",
        "Division",
        "divide_issues",
        "examine_agenda",
        "examine_coalitions",
    ),
    "drafts": (
        "OTHER",
        "Agreement",
        "ChangeLog",
        "Draft",
        "DraftMoves",
        "DraftReport",
        "DraftTable",
        "compare_drafts",
        "examine_drafts",
        "find_moves",
    ),
    "frontier": ("Frontier", "FrontierPoint", "find_frontier"),
    "patterns": ("Pattern", "if_then"),
    "problem": ("Acceptance", "Linkage", "Problem", "RedLine"),
    "variants": ("Variants", "solve_variants"),
    "verdicts": ("Verdict", "give_verdicts"),
    "whynot": (
        "Conflicts",
        "Limits",
        "Pivots",
        "Unblocking",
        "find_conflicts",
        "find_limits",
        "find_pivots",
        "find_unblocking",
    ),
}
"""The module of each name; it is imported when the name is asked for."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
