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
how often is what accepted, and by whom    :func:`examine_acceptance`
what should be tabled                      :func:`find_tabling`
what should be asked                       :func:`rank_questions`
what might the numbers be                  :class:`Belief`, :func:`draw`, :func:`decide`
what do statements imply                   :mod:`detente.deal.learning`
which number flips the answer              :func:`find_tipping`
how much does each number matter           :func:`find_tornado`, :func:`find_sobol`
would a deal be ratified                   :func:`examine_ratification`
how does a deal move with time             :func:`find_course`
what do other programs' definitions give   :func:`solve_variants`
========================================== =====================================================

:mod:`detente.deal.of_case` is the one door from a case to the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.lazily import getter

if TYPE_CHECKING:
    from detente.deal.acceptance.certainty import Certainty, find_certainty
    from detente.deal.acceptance.decide import Decisions, decide
    from detente.deal.acceptance.existence import Existence, find_existence
    from detente.deal.acceptance.report import AcceptanceReport, examine_acceptance
    from detente.deal.acceptance.share import Share
    from detente.deal.answer import Deal, PartyReach, Solution, find_deal
    from detente.deal.asking import (
        Asked,
        Asking,
        find_candidates,
        rank_questions,
        value_of_answer,
        value_of_everything,
        value_of_reply,
    )
    from detente.deal.belief.belief import Belief, Correlation, Line, Number, PartyBelief
    from detente.deal.belief.constraints import Constraint
    from detente.deal.belief.drawing import draw
    from detente.deal.belief.draws import Draws
    from detente.deal.belief.no_deal import NoDeal, Shock
    from detente.deal.belief.ranges import Range
    from detente.deal.belief.shapes import Peak, Shape, Straight
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
    from detente.deal.ratifying import (
        Poll,
        Ratification,
        Ratifier,
        examine_ratification,
        problem_with_ratification,
    )
    from detente.deal.sensitivity.concepts import Disagreement, compare_concepts
    from detente.deal.sensitivity.drawn import Drawn, answer_draws
    from detente.deal.sensitivity.questions import find_tipping
    from detente.deal.sensitivity.sobol import Sobol, find_sobol
    from detente.deal.sensitivity.tipping import Tipping
    from detente.deal.sensitivity.tips import Tip
    from detente.deal.sensitivity.tornado import Tornado, find_tornado
    from detente.deal.tabling.choosing import choose_package
    from detente.deal.tabling.conditions import Conditions
    from detente.deal.tabling.records import Tabling
    from detente.deal.tabling.tabling import find_tabling
    from detente.deal.variants import Variants, solve_variants
    from detente.deal.verdicts import Verdict, give_verdicts
    from detente.deal.waiting import Course, find_course
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
    "AcceptanceReport",
    "Agenda",
    "Agreement",
    "Asked",
    "Asking",
    "Belief",
    "Certainty",
    "ChangeLog",
    "Coalitions",
    "Conditions",
    "Conflicts",
    "Constraint",
    "Correlation",
    "Count",
    "Course",
    "Deal",
    "Decisions",
    "Disagreement",
    "Division",
    "Draft",
    "DraftMoves",
    "DraftReport",
    "DraftTable",
    "Drawn",
    "Draws",
    "Existence",
    "Frontier",
    "FrontierPoint",
    "Limits",
    "Line",
    "Linkage",
    "NoDeal",
    "Number",
    "PartyBelief",
    "PartyReach",
    "Pattern",
    "Peak",
    "Pivots",
    "Poll",
    "Problem",
    "Range",
    "Ratification",
    "Ratifier",
    "RedLine",
    "Shape",
    "Share",
    "Shock",
    "Sobol",
    "Solution",
    "Straight",
    "Tabling",
    "Tip",
    "Tipping",
    "Tornado",
    "Unblocking",
    "Variants",
    "Verdict",
    "answer_draws",
    "choose_package",
    "compare_concepts",
    "compare_drafts",
    "count_packages",
    "decide",
    "divide_issues",
    "draw",
    "examine_acceptance",
    "examine_agenda",
    "examine_coalitions",
    "examine_drafts",
    "examine_ratification",
    "find_candidates",
    "find_certainty",
    "find_conflicts",
    "find_course",
    "find_deal",
    "find_existence",
    "find_frontier",
    "find_limits",
    "find_moves",
    "find_pivots",
    "find_sobol",
    "find_tabling",
    "find_tipping",
    "find_tornado",
    "find_unblocking",
    "give_verdicts",
    "if_then",
    "problem_with_ratification",
    "rank_questions",
    "solve_variants",
    "value_of_answer",
    "value_of_everything",
    "value_of_reply",
]

_HOMES = {
    "acceptance.certainty": ("Certainty", "find_certainty"),
    "acceptance.decide": ("Decisions", "decide"),
    "acceptance.existence": ("Existence", "find_existence"),
    "acceptance.report": ("AcceptanceReport", "examine_acceptance"),
    "acceptance.share": ("Share",),
    "answer": ("Deal", "PartyReach", "Solution", "find_deal"),
    "asking": (
        "Asked",
        "Asking",
        "find_candidates",
        "rank_questions",
        "value_of_answer",
        "value_of_everything",
        "value_of_reply",
    ),
    "belief.belief": ("Belief", "Correlation", "Line", "Number", "PartyBelief"),
    "belief.constraints": ("Constraint",),
    "belief.drawing": ("draw",),
    "belief.draws": ("Draws",),
    "belief.no_deal": ("NoDeal", "Shock"),
    "belief.ranges": ("Range",),
    "belief.shapes": ("Peak", "Shape", "Straight"),
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
    "ratifying": (
        "Poll",
        "Ratification",
        "Ratifier",
        "examine_ratification",
        "problem_with_ratification",
    ),
    "sensitivity.concepts": ("Disagreement", "compare_concepts"),
    "sensitivity.drawn": ("Drawn", "answer_draws"),
    "sensitivity.questions": ("find_tipping",),
    "sensitivity.sobol": ("Sobol", "find_sobol"),
    "sensitivity.tipping": ("Tipping",),
    "sensitivity.tips": ("Tip",),
    "sensitivity.tornado": ("Tornado", "find_tornado"),
    "tabling.choosing": ("choose_package",),
    "tabling.conditions": ("Conditions",),
    "tabling.records": ("Tabling",),
    "tabling.tabling": ("find_tabling",),
    "variants": ("Variants", "solve_variants"),
    "verdicts": ("Verdict", "give_verdicts"),
    "waiting": ("Course", "find_course"),
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

__getattr__ = getter(__name__, _HOMES)
