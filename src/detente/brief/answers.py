"""What the engines say about a case, gathered for the sections of a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case.records import Case
from detente.errors import NoSolution, NotConverged


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of the deal room as plain data, as ``to_dict()`` gives them.

    Attributes:
        deal: None when the question cannot be answered, and then ``why_no_deal`` says why.
        drafts: None when there are no drafts, or nothing could be settled about them.
        why_no_deal: in words; empty with ``deal``.
    """

    deal: Mapping[str, Any] | None = None
    drafts: Mapping[str, Any] | None = None
    why_no_deal: str = ""


def find_answers(case: Case, day: date) -> Answers:
    """Ask the deal room about a case on a day; a question without an answer is an answer too."""
    drafts = _drafts(case, day)
    if case.acceptance is None:
        return Answers(None, drafts, "the case does not say who must accept")
    if not any(preferences.judged for preferences in case.preferences.values()):
        return Answers(None, drafts, "the preferences of no party have been judged")
    from detente.deal.of_case import deal_of_case

    try:
        return Answers(deal_of_case(case, day).to_dict(), drafts)
    except NotConverged:
        return Answers(None, drafts, "the computation did not come to an end within its limit")


def _drafts(case: Case, day: date) -> Mapping[str, Any] | None:
    from detente.deal.of_case import drafts_of_case

    try:
        return drafts_of_case(case, day).to_dict()
    except (NoSolution, NotConverged):
        return None
