"""Is there a deal in a case?"""

from __future__ import annotations

from datetime import date

from detente.case import Case
from detente.deal.answer import find_deal
from detente.deal.method import MAX_TIES, NODE_LIMIT, Choice
from detente.deal.of_case.answers import CaseDeal
from detente.deal.of_case.arrays import problem_of_case
from detente.errors import NoSolution


def deal_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    method: Choice = "auto",
    max_ties: int = MAX_TIES,
    node_limit: int = NODE_LIMIT,
) -> CaseDeal:
    """Ask whether there is a deal in a case.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        method, max_ties, node_limit: as in :func:`detente.deal.find_deal`.

    Raises:
        NoSolution: the case does not say who must accept.
        NotConverged: the case is large and existence could not be settled within the limit.
    """
    inputs = problem_of_case(case, as_of)
    if not inputs.has_rule:
        raise NoSolution(
            "the case does not say who must accept, so whether there is a deal cannot be asked; "
            "add acceptance: with all_of: to the case"
        )
    deal = find_deal(inputs.problem, method=method, max_ties=max_ties, node_limit=node_limit)
    return CaseDeal(deal, inputs)
