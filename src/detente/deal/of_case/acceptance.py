"""How often does a deal exist in a case, and how often are its drafts accepted, over draws?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from detente.case import Case
from detente.deal.acceptance.existence import find_existence
from detente.deal.acceptance.report import AcceptanceReport, examine_acceptance
from detente.deal.acceptance.share import Share
from detente.deal.answer import find_deal
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.deal.method import NODE_LIMIT
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.belief import CaseBelief, belief_of_case
from detente.deal.of_case.draft_moves import find_draft
from detente.deal.of_case.drafts import draft_of_case
from detente.deal.patterns import Package

DRAWS = 2_000
"""Draws, unless told otherwise: an interval of at most 4.4 points."""
SOLUTIONS = ("nash", "egalitarian", "kalai_smorodinsky")
"""Solutions at mid-points that packages are compared with."""


@dataclass(frozen=True, eq=False)
class CaseAcceptance:
    """The answer of :func:`detente.deal.acceptance.report.examine_acceptance` for a case.

    Attributes:
        report: the engine's answer; packages are the solutions at mid-points, by name.
        belief: what was drawn from.
        titles, dates, by: of each draft, as the case has them.
        uncoded: drafts of which no term is coded.
    """

    report: AcceptanceReport
    belief: CaseBelief
    titles: dict[str, str]
    dates: dict[str, date]
    by: dict[str, tuple[str, ...]]
    uncoded: tuple[str, ...]

    @property
    def inputs(self) -> CaseProblem:
        """The case at mid-points, with its judgements."""
        return self.belief.inputs

    @property
    def certain(self) -> bool:
        """Whether nothing is uncertain."""
        return not self.belief.belief.numbers

    @cached_property
    def ranges_alone(self) -> Share | None:
        """How often a deal exists where statements are left aside; None where none narrow it.

        Drawn anew, with the seed of the report, when it is asked for.
        """
        if not self.belief.narrowed:
            return None
        bare = self.belief.without_statements()
        return find_existence(draw_case(bare, self.report.draws, seed=self.report.seed)).share

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        data = {**self.report.to_dict(), **self.inputs.to_dict()}
        for name, draft in data["drafts"].items():
            draft["title"] = self.titles[name]
            draft["date"] = self.dates[name].isoformat()
            draft["by"] = list(self.by[name])
        alone = self.ranges_alone and self.ranges_alone.to_dict()
        return {**data, "uncoded_drafts": list(self.uncoded), "ranges_alone": alone}


def acceptance_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    draft: str | None = None,
    solutions: Collection[str] = SOLUTIONS,
    statements: bool = True,
) -> CaseAcceptance:
    """Say how often a deal exists in a case, and how often its drafts can be accepted, and by whom.

    Args:
        case: a case without errors.
        as_of: the date asked about; drafts dated later are left out. None for the case's own.
        draws: how many choices of the uncertain numbers; one is enough where nothing is uncertain.
        seed: the same seed gives the same draws.
        draft: ask about this draft only; None for all that have a term coded.
        solutions: solutions at mid-points to ask about as packages.
        statements: whether draws must agree with what the parties said.

    Raises:
        InvalidInput: there is no such draft, or it is dated later; draws or seed are out of range.
        NoSolution: the case does not say who must accept.
        NotConverged: statements and ranges of a party leave almost nothing to draw.
    """
    belief = belief_of_case(case, as_of, statements=statements)
    belief.inputs.require_rule("how often a deal exists cannot be asked")
    day = belief.inputs.as_of
    if draft is not None:
        find_draft(case, draft, day)
    known = [k for k, d in case.drafts.items() if d.date <= day and draft in (None, k)]
    coded = [name for name in known if case.drafts[name].terms]
    report = examine_acceptance(
        draw_case(belief, draws, seed=seed),
        drafts=[draft_of_case(case, name) for name in coded],
        packages=solutions_of(belief, solutions),
        belief=belief.belief,
    )
    return CaseAcceptance(
        report,
        belief,
        {name: case.drafts[name].title for name in coded},
        {name: case.drafts[name].date for name in coded},
        {name: case.drafts[name].by for name in coded},
        tuple(name for name in known if name not in coded),
    )


def draw_case(belief: CaseBelief, draws: int, *, seed: int) -> Draws:
    """Draw from what a case holds; a single draw where nothing is uncertain.

    Raises:
        InvalidInput: draws or seed are out of range.
        NotConverged: statements and ranges of a party leave almost nothing to draw.
    """
    return draw(belief.belief, draws if belief.belief.numbers else 1, seed=seed)


def solutions_of(
    belief: CaseBelief, names: Collection[str], *, node_limit: int = NODE_LIMIT
) -> dict[str, Package]:
    """Return the solutions at mid-points that exist, by name."""
    problem = belief.belief.problem
    wanted = [name for name in SOLUTIONS if name in names]
    if not wanted or not problem.bargainers:
        return {}
    found = find_deal(problem, solutions=wanted, node_limit=node_limit).solutions
    return {n: problem.find(found[n].package or {}) for n in wanted if found[n].package}
