"""Answers for a case: the engine's records with the judgements and evidence they rest on.

Built by :mod:`detente.deal.of_case`; nothing here knows the case file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.deal.answer import Deal
from detente.deal.counting import Count
from detente.deal.drafts import DraftTable
from detente.deal.problem import Problem
from detente.errors import NoSolution
from detente.rounding import rounded


@dataclass(frozen=True)
class LineInForce:
    """A red line as the case has it; one for each of ``problem.red_lines``, in that order.

    Attributes:
        party: whose red line it is.
        index: its place in the party's list of red lines, from 0.
        terms: issue to option ids.
        since, until: first and last day in force; None where open.
        evidence: the statements that draw it, each ``{source, quote, at}``; may be empty,
            and then ``judgement`` or the basis of the party's preferences stands for it.
        judgement: the analyst's words; may be empty.
        probability: how likely it is a red line at all; 1 where that is certain.
    """

    party: str
    index: int
    terms: dict[str, list[str]]
    since: date | None
    until: date | None
    evidence: tuple[dict[str, str | None], ...]
    judgement: str
    probability: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "party": self.party,
            "index": self.index,
            "terms": self.terms,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "evidence": list(self.evidence),
            "judgement": self.judgement,
            "probability": self.probability,
        }


@dataclass(frozen=True)
class Judgement:
    """What a party's numbers rest on, and the numbers that were used.

    Attributes:
        judged: whether the party's worth of packages is given at all.
        basis: the analyst's words; empty where the case has no preferences of the party.
        weights: the shares of 100 used; empty where scores are given, or nothing.
        share: how far along their ranges the weights were taken; 0.5 is the mid-points.
        ranges: whether any of the numbers used was a range.
    """

    judged: bool
    basis: str = ""
    weights: Mapping[str, float] | None = None
    share: float = 0.5
    ranges: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        weights = {issue: rounded(w) for issue, w in (self.weights or {}).items()}
        return {
            "judged": self.judged,
            "basis": self.basis,
            "weights": weights,
            "weights_at": rounded(self.share),
            "ranges": self.ranges,
        }


@dataclass(frozen=True)
class CaseProblem:
    """A case as the engine sees it, with what every number rests on.

    Attributes:
        problem: the arrays.
        as_of: the date asked about.
        has_rule: whether the case says who must accept; if not, the problem's rule is a stand-in.
        judgements: by party id.
        red_lines: one for each red line of the problem.
        notes: what was assumed, in sentences.
        constraint_of: for each forbidden pattern of the problem, the place of its constraint in
            the case, from 0.
    """

    problem: Problem
    as_of: date
    has_rule: bool
    judgements: dict[str, Judgement]
    red_lines: tuple[LineInForce, ...]
    notes: tuple[str, ...]
    constraint_of: tuple[int, ...] = ()

    def require_rule(self, what: str) -> None:
        """Refuse to go on if the case does not say who must accept.

        Args:
            what: what cannot be done without it, as the rest of a sentence.

        Raises:
            NoSolution: the case has no acceptance rule.
        """
        if not self.has_rule:
            raise NoSolution(
                f"the case does not say who must accept, so {what}; "
                "add acceptance: with all_of: to the case"
            )

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data about the inputs, to stand beside a result."""
        rule = self.problem.acceptance
        names = self.problem.parties
        given = {
            "all_of": [names[p] for p in rule.all_of],
            "and_at_least": rule.at_least,
            "among": [names[p] for p in rule.among],
        }
        return {
            "as_of": self.as_of.isoformat(),
            "acceptance": given if self.has_rule else None,
            "judgements": {party: j.to_dict() for party, j in self.judgements.items()},
            "red_lines": [line.to_dict() for line in self.red_lines],
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class CaseDeal:
    """The answer of :func:`detente.deal.find_deal` for a case, with what it rests on."""

    deal: Deal
    inputs: CaseProblem

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**self.deal.to_dict(), **self.inputs.to_dict()}


@dataclass(frozen=True)
class CaseCount:
    """The answer of :func:`detente.deal.count_packages` for a case, with what it rests on."""

    count: Count
    inputs: CaseProblem

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**self.count.to_dict(), **self.inputs.to_dict()}


@dataclass(frozen=True)
class CaseDrafts:
    """The answer of :func:`detente.deal.examine_drafts` for a case, with what it rests on.

    Attributes:
        table: the engine's answer.
        inputs: the problem, with its judgements.
        titles, dates, by: of each draft, as the case has them.
        later: drafts dated after the date asked about, which are left out.
    """

    table: DraftTable
    inputs: CaseProblem
    titles: dict[str, str]
    dates: dict[str, date]
    by: dict[str, tuple[str, ...]]
    later: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        data = {**self.table.to_dict(), **self.inputs.to_dict()}
        for name, report in data["drafts"].items():
            report["title"] = self.titles[name]
            report["date"] = self.dates[name].isoformat()
            report["by"] = list(self.by[name])
            if not self.inputs.has_rule:
                report["acceptable"] = report["can_be_accepted"] = None
        data["left_out"] = list(self.later)
        return data
