"""The one door from a case to the engine: arrays in, answers with their evidence out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.lazily import getter

if TYPE_CHECKING:
    from detente.deal.of_case.acceptance import CaseAcceptance, acceptance_of_case
    from detente.deal.of_case.alignment import CaseAlignment, alignment_of_case
    from detente.deal.of_case.answers import CaseCount, CaseDeal, CaseDrafts, CaseProblem
    from detente.deal.of_case.arrays import MIDPOINTS, problem_of_case
    from detente.deal.of_case.asking import CaseAsking, questions_of_case
    from detente.deal.of_case.belief import CaseBelief, belief_of_case
    from detente.deal.of_case.deal import count_of_case, deal_of_case
    from detente.deal.of_case.division import (
        CaseDivision,
        CaseLinkage,
        divide_case,
        linkage_of_case,
    )
    from detente.deal.of_case.draft_moves import (
        CaseChanges,
        CaseDraftMoves,
        changes_between,
        changes_of_case,
        draft_moves_of_case,
    )
    from detente.deal.of_case.drafts import drafts_of_case
    from detente.deal.of_case.frontier import CaseFrontier, frontier_of_case
    from detente.deal.of_case.learned import CaseLearning
    from detente.deal.of_case.learner import belief_with_statements, conflicts_of_case
    from detente.deal.of_case.learning import learn_case
    from detente.deal.of_case.ratifying import (
        CaseRatification,
        CaseRatifiers,
        ratification_of_case,
        ratifiers_of_case,
    )
    from detente.deal.of_case.ratifying_tabling import (
        RatifiableTabling,
        ratifiable_tabling_of_case,
    )
    from detente.deal.of_case.sensitivity import CaseVary, vary_case
    from detente.deal.of_case.tabling import CaseTabling, tabling_of_case
    from detente.deal.of_case.variants import CaseVariants, variants_of_case
    from detente.deal.of_case.waiting import CaseCourse, course_of_case
    from detente.deal.of_case.whynot import CaseWhy, why_of_case

__all__ = [
    "MIDPOINTS",
    "CaseAcceptance",
    "CaseAlignment",
    "CaseAsking",
    "CaseBelief",
    "CaseChanges",
    "CaseCount",
    "CaseCourse",
    "CaseDeal",
    "CaseDivision",
    "CaseDraftMoves",
    "CaseDrafts",
    "CaseFrontier",
    "CaseLearning",
    "CaseLinkage",
    "CaseProblem",
    "CaseRatification",
    "CaseRatifiers",
    "CaseTabling",
    "CaseVariants",
    "CaseVary",
    "CaseWhy",
    "RatifiableTabling",
    "acceptance_of_case",
    "alignment_of_case",
    "belief_of_case",
    "belief_with_statements",
    "changes_between",
    "changes_of_case",
    "conflicts_of_case",
    "count_of_case",
    "course_of_case",
    "deal_of_case",
    "divide_case",
    "draft_moves_of_case",
    "drafts_of_case",
    "frontier_of_case",
    "learn_case",
    "linkage_of_case",
    "problem_of_case",
    "questions_of_case",
    "ratifiable_tabling_of_case",
    "ratification_of_case",
    "ratifiers_of_case",
    "tabling_of_case",
    "variants_of_case",
    "vary_case",
    "why_of_case",
]

_HOMES = {
    "acceptance": ("CaseAcceptance", "acceptance_of_case"),
    "alignment": ("CaseAlignment", "alignment_of_case"),
    "answers": ("CaseCount", "CaseDeal", "CaseDrafts", "CaseProblem"),
    "arrays": ("MIDPOINTS", "problem_of_case"),
    "asking": ("CaseAsking", "questions_of_case"),
    "belief": ("CaseBelief", "belief_of_case"),
    "deal": ("count_of_case", "deal_of_case"),
    "division": ("CaseDivision", "CaseLinkage", "divide_case", "linkage_of_case"),
    "draft_moves": (
        "CaseChanges",
        "CaseDraftMoves",
        "changes_between",
        "changes_of_case",
        "draft_moves_of_case",
    ),
    "drafts": ("drafts_of_case",),
    "frontier": ("CaseFrontier", "frontier_of_case"),
    "learned": ("CaseLearning",),
    "learner": ("belief_with_statements", "conflicts_of_case"),
    "learning": ("learn_case",),
    "ratifying": (
        "CaseRatification",
        "CaseRatifiers",
        "ratification_of_case",
        "ratifiers_of_case",
    ),
    "ratifying_tabling": ("RatifiableTabling", "ratifiable_tabling_of_case"),
    "sensitivity": ("CaseVary", "vary_case"),
    "tabling": ("CaseTabling", "tabling_of_case"),
    "variants": ("CaseVariants", "variants_of_case"),
    "waiting": ("CaseCourse", "course_of_case"),
    "whynot": ("CaseWhy", "why_of_case"),
}
"""The module of each name; it is imported when the name is asked for."""

__getattr__ = getter(__name__, _HOMES)
