"""Dividing the issues of a case between two parties; linking and dropping issues and parties."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from detente.case import Case
from detente.deal.division import (
    Agenda,
    Coalitions,
    Division,
    divide_issues,
    examine_agenda,
    examine_coalitions,
)
from detente.deal.method import NODE_LIMIT
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.arrays import problem_of_case
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.survey import is_acceptable, is_possible
from detente.deal.verdicts import Verdict, give_verdicts
from detente.errors import InvalidInput, NoSolution
from detente.rounding import rounded

CAUTIONS = (
    "Every contested issue is taken to be divisible, and winning it to mean one's best option.",
    "A party's points for an issue are what lies between its best and its worst option.",
    "Constraints, red lines, linkages, the worth of no deal and other parties play no part in it.",
)


@dataclass(frozen=True)
class CaseDivision:
    """Adjusted winner on the contested issues of a case.

    Attributes:
        division: the engine's answer, with the best division that splits no issue.
        inputs: the problem, with its judgements.
        uncontested: issues on which the two have best options in common, with these options.
        package: the division that splits no issue as a package: each party's best option where it
            wins, and a common best option where nothing is contested.
        possible: whether that package satisfies the constraints.
        acceptable: whether it is a deal under the rule of the case; None without a rule.
        verdicts: what each party of the case would answer to it.
        reorderable: contested issues whose place in the order of ratios is that of the mid-points
            of ranges only: with other weights within their ranges, one by one, it would be another.
    """

    division: Division
    inputs: CaseProblem
    uncontested: dict[str, tuple[str, ...]]
    package: dict[str, str]
    possible: bool
    acceptable: bool | None
    verdicts: dict[str, Verdict]
    reorderable: tuple[str, ...] = ()
    cautions: tuple[str, ...] = CAUTIONS

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        whole = {
            "package": self.package,
            "possible": self.possible,
            "acceptable": self.acceptable,
            "accepts": {party: v.accepts for party, v in self.verdicts.items()},
            "why": {party: v.because for party, v in self.verdicts.items()},
        }
        return {
            **self.division.to_dict(),
            "uncontested": {issue: list(o) for issue, o in self.uncontested.items()},
            "as_package": whole,
            "reorderable": list(self.reorderable),
            "cautions": list(self.cautions),
            **self.inputs.to_dict(),
        }


@dataclass(frozen=True)
class CaseLinkage:
    """What linking and dropping issues and parties does in a case.

    Attributes:
        agenda: settling, dropping and linking issues.
        coalitions: who can close a deal without the others, and who can block.
        inputs: the problem, with its judgements.
    """

    agenda: Agenda
    coalitions: Coalitions
    inputs: CaseProblem

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "agenda": self.agenda.to_dict(),
            "coalitions": self.coalitions.to_dict(),
            **self.inputs.to_dict(),
        }


def divide_case(
    case: Case, between: tuple[str, str] | None = None, *, as_of: date | None = None
) -> CaseDivision:
    """Divide the contested issues of a case between two parties by adjusted winner.

    Args:
        case: a case without errors.
        between: ids of the two parties; None where the case has preferences of exactly two.
        as_of: the date asked about; None for the case's own.

    Raises:
        InvalidInput: a party is unknown or named twice, or two parties are not told apart.
        NoSolution: a party has no preferences, or the two want the same on every issue.
        NotSupported: the divisions that split no issue are too many to compare.
    """
    inputs = problem_of_case(case, as_of)
    problem = inputs.problem
    first, second = (problem.parties.index(party) for party in _pair(case, inputs, between))
    best = [
        (_best(problem, i, first), _best(problem, i, second)) for i in range(len(problem.sizes))
    ]
    contested = [i for i, (mine, theirs) in enumerate(best) if not mine & theirs]
    if not contested:
        raise NoSolution(
            f"on every issue {problem.parties[first]} and {problem.parties[second]} have a best "
            "option in common, so there is nothing to divide"
        )
    division = divide_issues(
        {
            problem.parties[p]: {problem.issues[i]: _points(problem, i, p) for i in contested}
            for p in (first, second)
        },
        whole=True,
    )
    package = _package(problem, division, (first, second), best)
    return CaseDivision(
        division=division,
        inputs=inputs,
        uncontested={
            problem.issues[i]: tuple(problem.options[i][o] for o in sorted(mine & theirs))
            for i, (mine, theirs) in enumerate(best)
            if mine & theirs
        },
        package=problem.describe(package),
        possible=is_possible(problem, package),
        acceptable=is_acceptable(problem, package) if inputs.has_rule else None,
        verdicts=give_verdicts(problem, package),
        reorderable=_reorderable(case, inputs, division),
    )


def linkage_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    thorough: bool = True,
    max_links: int = 100,
    node_limit: int = NODE_LIMIT,
) -> CaseLinkage:
    """Say what linking and dropping issues and parties does to the existence of a deal in a case.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        thorough, max_links, node_limit: as in :func:`detente.deal.division.examine_agenda`.

    Raises:
        NoSolution: the case does not say who must accept.
        NotConverged: the case is large and existence could not be settled within the limit.
    """
    inputs = problem_of_case(case, as_of)
    inputs.require_rule("what would make a deal cannot be asked")
    problem = inputs.problem
    agenda = examine_agenda(problem, thorough=thorough, max_links=max_links, node_limit=node_limit)
    return CaseLinkage(agenda, examine_coalitions(problem, node_limit=node_limit), inputs)


def _pair(case: Case, inputs: CaseProblem, between: Sequence[str] | None) -> tuple[str, str]:
    judged = [party for party, j in inputs.judgements.items() if j.judged]
    if between is None:
        if len(judged) != 2:
            raise InvalidInput(
                f"the case has preferences of {len(judged)} parties; name two of them"
                + (f": {', '.join(judged)}" if judged else "")
            )
        return judged[0], judged[1]
    first, second = between
    for party in between:
        if party not in case.parties:
            raise InvalidInput(
                f"there is no party {party!r}; the parties are {', '.join(case.parties)}"
            )
        if party not in judged:
            raise NoSolution(f"no preferences are recorded for {party}, so it has no points")
    if first == second:
        raise InvalidInput("a division is between two different parties")
    return first, second


def _best(problem: Problem, issue: int, party: int) -> frozenset[int]:
    row = problem.values[issue][party]
    return frozenset(np.flatnonzero(row >= row.max() - TOLERANCE).tolist())


def _points(problem: Problem, issue: int, party: int) -> Fraction:
    return Fraction(repr(rounded(float(np.ptp(problem.values[issue][party])))))


def _reorderable(case: Case, inputs: CaseProblem, division: Division) -> tuple[str, ...]:
    """Return issues that other weights within their ranges would put before or behind another."""
    ends = {issue: _ratio_ends(case, inputs, division, issue) for issue in division.shares}
    middle = {i: _ratio(*(division.points[p][i] for p in division.parties)) for i in ends}
    return tuple(
        issue
        for issue, (low, high) in ends.items()
        if any(
            (middle[issue] < middle[other] and high > ends[other][0])
            or (middle[issue] > middle[other] and low < ends[other][1])
            for other in ends
        )
    )


def _ratio_ends(
    case: Case, inputs: CaseProblem, division: Division, issue: str
) -> tuple[float, float]:
    """Return the lowest and highest ratio of points that the ranges of the two weights allow."""
    (low, high), (other_low, other_high) = (
        _point_ends(case, inputs, party, division.points[party][issue], issue)
        for party in division.parties
    )
    return _ratio(low, other_high), _ratio(high, other_low)


def _point_ends(
    case: Case, inputs: CaseProblem, party: str, points: Fraction, issue: str
) -> tuple[float, float]:
    used = (inputs.judgements[party].weights or {}).get(issue, 0)
    weight = case.preferences[party].weights.get(issue)
    if weight is None or not used:
        return float(points), float(points)
    return float(points) * weight.low / used, float(points) * weight.high / used


def _ratio(mine: Fraction | float, theirs: Fraction | float) -> float:
    return float(mine) / float(theirs) if theirs else math.inf


def _package(
    problem: Problem,
    division: Division,
    pair: tuple[int, int],
    best: Sequence[tuple[frozenset[int], frozenset[int]]],
) -> tuple[int, ...]:
    """Return the first division that splits nothing as a package, kind to the one that loses."""
    assert division.whole is not None
    holders = division.whole.holders[0]
    package = []
    for i, issue in enumerate(problem.issues):
        if issue not in holders:
            package.append(min(best[i][0] & best[i][1]))
            continue
        won = int(holders[issue] != problem.parties[pair[0]])
        other = problem.values[i][pair[1 - won]]
        package.append(max(sorted(best[i][won]), key=lambda option, row=other: row[option]))  # type: ignore[misc]
    return tuple(package)
