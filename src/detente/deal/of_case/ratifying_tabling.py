"""What to table in a case where it must be ratified: the most often accepted in all win-sets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from detente.case import Case
from detente.deal.of_case.acceptance import draw_case
from detente.deal.of_case.belief import belief_of_case
from detente.deal.of_case.ratifying import ratifiers_of_case
from detente.deal.ratifying import problem_with_ratification
from detente.deal.ratifying.support import How
from detente.deal.tabling.records import Tabling
from detente.deal.tabling.seeds import choosing_seed
from detente.deal.tabling.tabling import find_tabling


@dataclass(frozen=True)
class RatifiableTabling:
    """What to table among the packages of one reading.

    Attributes:
        tabling: the engine's answer.
        how: the reading.
    """

    tabling: Tabling
    how: How

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**self.tabling.to_dict(), "reading": self.how}


def ratifiable_tabling_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    how: How,
    draws: int,
    seed: int = 0,
    margin: bool = True,
    runners_up: int = 0,
) -> RatifiableTabling:
    """Choose the package that is most often acceptable among those that would be ratified.

    Packages are chosen on one set of draws from the ranges of the case and scored on another, as in
    :func:`detente.deal.tabling.tabling.find_tabling`; win-sets are not drawn, and stand as they
    are on the day.

    Args:
        case: a case without errors, with ratifiers.
        as_of: the date asked about; None for the case's own.
        how: the reading of the polls.
        draws: how many to choose on, and as many to score on.
        seed: of the draws.
        margin: as in :func:`detente.deal.examine_ratification`.
        runners_up: how many next best packages to show.

    Raises:
        NoSolution: no package may be tabled.
        NotSupported, NotConverged: as :func:`detente.deal.tabling.tabling.find_tabling`.
    """
    belief = belief_of_case(case, as_of)
    belief.inputs.require_rule("what to table is open")
    given = ratifiers_of_case(case, belief.inputs.as_of).ratifiers
    chosen, scored = (draw_case(belief, draws, seed=each) for each in (choosing_seed(seed), seed))
    left = problem_with_ratification(scored.problem, given, how=how, margin=margin)
    tabling = find_tabling(
        replace(chosen, problem=left),
        replace(scored, problem=left),
        runners_up=runners_up,
        certain=not belief.belief.numbers,
    )
    return RatifiableTabling(tabling, how)
