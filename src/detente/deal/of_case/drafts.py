"""The drafts of a case, and what each can become."""

from __future__ import annotations

from datetime import date

from detente.case import Case
from detente.deal.drafts import OTHER, Draft, Term, examine_drafts
from detente.deal.method import NODE_LIMIT, Choice
from detente.deal.of_case.answers import CaseDrafts
from detente.deal.of_case.arrays import options_of, problem_of_case
from detente.errors import NoSolution


def drafts_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    method: Choice = "auto",
    node_limit: int = NODE_LIMIT,
) -> CaseDrafts:
    """Compare the drafts of a case and say what each can become.

    Args:
        case: a case without errors.
        as_of: the date asked about; drafts dated later are left out. None for the case's own.
        method, node_limit: as in :func:`detente.deal.examine_drafts`.

    Raises:
        NoSolution: there is no draft on or before the date.
        NotConverged: existence could not be settled within the limit.
    """
    inputs = problem_of_case(case, as_of)
    known = {name: draft for name, draft in case.drafts.items() if draft.date <= inputs.as_of}
    if not known:
        raise NoSolution(f"the case has no draft dated on or before {inputs.as_of}")
    drafts = [draft_of_case(case, name) for name in known]
    return CaseDrafts(
        table=examine_drafts(inputs.problem, drafts, method=method, node_limit=node_limit),
        inputs=inputs,
        titles={name: draft.title for name, draft in known.items()},
        dates={name: draft.date for name, draft in known.items()},
        by={name: draft.by for name, draft in known.items()},
        later=tuple(name for name in case.drafts if name not in known),
    )


def draft_of_case(case: Case, name: str) -> Draft:
    """Return a draft of a case by indices of issues and options.

    Raises:
        KeyError: the case has no draft of that id.
    """
    number = {issue: i for i, issue in enumerate(case.issues)}
    terms: dict[int, Term] = {}
    for issue, term in case.drafts[name].terms.items():
        options = None if term.option is None else options_of(case, {issue: term.option})
        terms[number[issue]] = options[number[issue]] if options else OTHER
    return Draft(name, terms)
