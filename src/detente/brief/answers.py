"""What the engines say about a case, gathered for the sections of a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from detente.brief.holding import Holding, find_holding
from detente.brief.left_open import Cause, find_only, is_clear
from detente.brief.settling import Settling, find_settling
from detente.case.records import Case
from detente.errors import NoSolution, NotConverged, NotSupported

if TYPE_CHECKING:
    from detente.deal.drafts import DraftMoves
    from detente.deal.drafts.moves import Question
    from detente.deal.of_case import CaseAcceptance, CaseTabling
    from detente.deal.of_case.whynot import CaseWhy

POINTS = 20_000
"""Efficient packages beyond which a brief is content with fewer that stand for them."""
MOVES = 6
"""Repairs of several demands that a brief examines at most."""
LINKS = 30
"""Sets of issues that need each other that a brief looks for at most, where there is a deal."""
BRIEF_DRAWS = 2_000
"""Draws that packages are chosen on, and as many that they are scored on, as ``next`` does."""
WITHIN = 3
"""Changed terms that a joint improvement of a draft may have."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of the deal room as plain data, as ``to_dict()`` gives them, and of the others.

    Attributes:
        deal: None when the question cannot be answered, and then ``why_no_deal`` says why.
        drafts: None when there are no drafts, or nothing could be settled about them.
        why_no_deal: in words; empty with ``deal``.
        linkage: None when it cannot be said what linking issues and parties does.
        frontier: of the acceptable packages; None where they cannot be compared in passing.
        why: why there is no deal, or who and what decides it, as a record; None where that was
            not settled.
        moves: by draft, what it would have to change or what would be better for all, as a record;
            None where that was not settled. Only drafts of which that is asked; see
            :func:`find_moves`.
        only: issues of which acceptable packages have one option only, and what leaves no other.
        barred: drafts of which every completion breaches a red line, though none breaches the
            same one everywhere.
        tabling: what to table, chosen and scored over draws of what is not known; None where that
            cannot be said, and then ``why_no_tabling`` says why.
        acceptance: how often a deal exists over the same draws, and who accepts which draft.
        why_no_tabling: in words; empty with ``tabling``.
        holding: whether what is signed holds, as a record; None where that cannot be said, and then
            ``why_no_holding`` says why.
        why_no_holding: in words; empty with ``holding``.
        settling: what models of where issues settle say, as a record; None where that cannot be
            said, or the case does not ask, and then ``why_no_settling`` is empty.
        why_no_settling: in words; empty with ``settling``.
    """

    deal: Mapping[str, Any] | None = None
    drafts: Mapping[str, Any] | None = None
    why_no_deal: str = ""
    linkage: Mapping[str, Any] | None = None
    frontier: Mapping[str, Any] | None = None
    why: CaseWhy | None = None
    moves: Mapping[str, DraftMoves | None] = field(default_factory=dict)
    only: Mapping[str, Cause] = field(default_factory=dict)
    barred: tuple[str, ...] = ()
    tabling: CaseTabling | None = None
    acceptance: CaseAcceptance | None = None
    why_no_tabling: str = ""
    holding: Holding | None = None
    why_no_holding: str = ""
    settling: Settling | None = None
    why_no_settling: str = ""


def find_answers(case: Case, day: date) -> Answers:
    """Ask the rooms about a case on a day; a question without an answer is an answer too."""
    holding, why = find_holding(case, day)
    settling, why_no_settling = find_settling(case, day)
    return replace(
        _of_the_deal_room(case, day),
        holding=holding,
        why_no_holding=why,
        settling=settling,
        why_no_settling=why_no_settling,
    )


def _of_the_deal_room(case: Case, day: date) -> Answers:
    drafts = _drafts(case, day)
    barred = _barred(case, day, drafts)
    if case.acceptance is None:
        why = "the case does not say who must accept"
        return Answers(None, drafts, why, barred=barred)
    if not any(preferences.judged for preferences in case.preferences.values()):
        why = "the preferences of no party have been judged"
        return Answers(None, drafts, why, barred=barred)
    from detente.deal.of_case import deal_of_case

    try:
        deal = deal_of_case(case, day).to_dict()
    except NotConverged:
        why = "the computation did not come to an end within its limit"
        return Answers(None, drafts, why, barred=barred)
    linkage = _linkage(case, day, 0 if deal["exists"] is False else LINKS)
    tabling, acceptance, why_no_tabling = _over_draws(case, day)
    return Answers(
        deal,
        drafts,
        linkage=linkage,
        frontier=_frontier(case, day, deal["packages"]),
        why=_why(case, day),
        moves={} if deal["exists"] is False else find_moves(case, day, drafts),
        only=_only(case, day, deal, linkage),
        barred=barred,
        tabling=tabling,
        acceptance=acceptance,
        why_no_tabling=why_no_tabling,
    )


def _over_draws(case: Case, day: date) -> tuple[CaseTabling | None, CaseAcceptance | None, str]:
    """Return what to table and how often what is accepted, or why that cannot be said."""
    from detente.deal.of_case import acceptance_of_case, tabling_of_case

    try:
        acceptance = acceptance_of_case(case, day, draws=BRIEF_DRAWS, solutions=())
        known = acceptance.report.existence
        tabling = tabling_of_case(case, day, draws=BRIEF_DRAWS, replications=0, existence=known)
    except NoSolution as reason:
        return None, None, str(reason)
    except (NotConverged, NotSupported):
        return None, None, "the computation did not come to an end within its limit"
    return tabling, acceptance, ""


def find_moves(
    case: Case, day: date, drafts: Mapping[str, Any] | None
) -> dict[str, DraftMoves | None]:
    """Ask of each draft what a reader would ask next.

    A draft that no completion makes acceptable: what would have to change. One that can be
    completed, and the latest: what would be better for somebody and worse for nobody.
    """
    known = [name for name, draft in case.drafts.items() if draft.terms]
    if drafts is None or not known:
        return {}
    latest = sorted(known, key=lambda name: case.drafts[name].date)[-1]
    asked: dict[str, list[Question]] = {}
    for name in known:
        barred = drafts["drafts"][name]["can_be_accepted"] is False
        asked[name] = ["terms"] if barred else []
        asked[name] += ["improvements"] if name == latest or not barred else []
    return {name: _moves(case, day, name, questions) for name, questions in asked.items()}


def _moves(case: Case, day: date, draft: str, asked: list[Question]) -> DraftMoves | None:
    from detente.deal.of_case.draft_moves import draft_moves_of_case

    try:
        return draft_moves_of_case(case, draft, day, within=WITHIN, asked=asked, max_ties=1).moves
    except NotConverged:
        return None


def _only(
    case: Case, day: date, deal: Mapping[str, Any], linkage: Mapping[str, Any] | None
) -> dict[str, Cause]:
    from detente.deal.of_case.arrays import problem_of_case

    return find_only(problem_of_case(case, day).problem, deal, linkage)


def _barred(case: Case, day: date, drafts: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Return the drafts that break a red line in every reading, now this one and now that."""
    from detente.deal.drafts.terms import read_draft
    from detente.deal.of_case.arrays import problem_of_case
    from detente.deal.of_case.drafts import draft_of_case

    asked = [
        name
        for name, report in (drafts or {"drafts": {}})["drafts"].items()
        if report["can_be_completed"] and not report["can_be_accepted"]
        if report["at_risk"] and not report["breached"]
    ]
    problem = problem_of_case(case, day).problem if asked else None
    if problem is None:
        return ()
    patterns = [*problem.forbidden, *(line.pattern for line in problem.red_lines)]
    kept = {name: read_draft(problem, draft_of_case(case, name)).kept for name in asked}
    return tuple(name for name in asked if is_clear(problem, kept[name], patterns) is False)


def _frontier(case: Case, day: date, packages: int) -> Mapping[str, Any] | None:
    """Return the efficient packages if they can be found without programs."""
    from detente.deal.of_case.frontier import frontier_of_case
    from detente.deal.sizes import ENUMERABLE

    method: Literal["auto", "merging"] = "auto" if packages <= ENUMERABLE else "merging"
    try:
        found = frontier_of_case(case, day, over="acceptable", max_points=POINTS, method=method)
    except NotSupported:
        return None
    return found.to_dict()


def _linkage(case: Case, day: date, links: int) -> Mapping[str, Any] | None:
    """Return what linking issues does; every issue that can be settled alone is found."""
    from detente.deal.of_case.division import linkage_of_case

    try:
        return linkage_of_case(
            case, day, thorough=False, max_links=len(case.issues) + links
        ).to_dict()
    except (NoSolution, NotConverged, NotSupported):
        return None


def _why(case: Case, day: date) -> CaseWhy | None:
    from detente.deal.of_case.whynot import why_of_case

    try:
        return why_of_case(case, day, max_moves=MOVES)
    except (NoSolution, NotConverged):
        return None


def _drafts(case: Case, day: date) -> Mapping[str, Any] | None:
    from detente.deal.of_case import drafts_of_case

    try:
        return drafts_of_case(case, day).to_dict()
    except (NoSolution, NotConverged):
        return None
