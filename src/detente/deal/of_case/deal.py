"""Is there a deal in a case, and how many?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from detente.case import Case
from detente.deal.answer import find_deal
from detente.deal.counting import count_packages
from detente.deal.counting.packages import SAMPLES
from detente.deal.method import MAX_TIES, NODE_LIMIT, Choice
from detente.deal.of_case.answers import CaseCount, CaseDeal
from detente.deal.of_case.arrays import problem_of_case
from detente.errors import InvalidInput


def deal_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    powers: Mapping[str, float] | None = None,
    method: Choice = "auto",
    max_ties: int = MAX_TIES,
    node_limit: int = NODE_LIMIT,
) -> CaseDeal:
    """Ask whether there is a deal in a case.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        powers: the exponent of a party's gain in the Nash product, by party id; 1 for the others.
        method, max_ties, node_limit: as in :func:`detente.deal.find_deal`.

    Raises:
        InvalidInput: a power is given to an unknown party, or is not above 0.
        NoSolution: the case does not say who must accept.
        NotConverged: the case is large and existence could not be settled within the limit.
    """
    inputs = problem_of_case(case, as_of)
    inputs.require_rule("whether there is a deal cannot be asked")
    deal = find_deal(
        inputs.problem,
        method=method,
        nash_weights=_weights(case, powers),
        max_ties=max_ties,
        node_limit=node_limit,
    )
    return CaseDeal(deal, inputs)


def count_of_case(
    case: Case, as_of: date | None = None, *, samples: int = SAMPLES, seed: int = 0
) -> CaseCount:
    """Count the acceptable packages of a case: exactly, or with an interval.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        samples, seed: as in :func:`detente.deal.count_packages`.

    Raises:
        NoSolution: the case does not say who must accept.
    """
    inputs = problem_of_case(case, as_of)
    inputs.require_rule("acceptable packages cannot be counted")
    return CaseCount(count_packages(inputs.problem, samples=samples, seed=seed), inputs)


def _weights(case: Case, powers: Mapping[str, float] | None) -> list[float] | None:
    if not powers:
        return None
    unknown = [party for party in powers if party not in case.parties]
    if unknown:
        known = ", ".join(case.parties)
        raise InvalidInput(f"there is no party {unknown[0]!r}; the parties are: {known}")
    return [powers.get(party, 1.0) for party in case.parties]
