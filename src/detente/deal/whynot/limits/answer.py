"""How high no-deal values may be for a deal to exist, as a frozen record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import detente
from detente.deal import checks
from detente.deal.method import NODE_LIMIT
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.whynot.choosing import Choice, choose
from detente.deal.whynot.demands import list_demands
from detente.deal.whynot.ledger import Ledger
from detente.deal.whynot.limits.enumeration import limits_by_enumeration
from detente.deal.whynot.limits.optimum import Optima, Optimum
from detente.deal.whynot.limits.program import limits_by_program
from detente.deal.whynot.thresholds import Thresholds
from detente.rounding import rounded


@dataclass(frozen=True)
class Limit:
    """How far one party's no-deal value, all else as it is, may go while a deal exists.

    Attributes:
        no_deal: as it is.
        limit: the largest no-deal value with which a deal exists; None where there is none
            however low it is, or however high (``free``).
        change: ``limit − no_deal``: slack where it is positive, otherwise what has to fall.
        free: whether a deal exists whatever the party's no-deal value is, because the rule can be
            met without it.
        package: a deal at the limit.
        exact: whether the limit is proved; if not, it may be as high as ``bound``.
        bound: no larger no-deal value leaves a deal.
    """

    no_deal: float
    limit: float | None
    free: bool
    package: dict[str, str] | None
    exact: bool = True
    bound: float | None = None

    @property
    def change(self) -> float | None:
        """The limit minus the no-deal value."""
        return None if self.limit is None else self.limit - self.no_deal

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        numbers = ("no_deal", "limit", "change", "bound")
        return {
            **{name: rounded(getattr(self, name)) for name in numbers},
            "free": self.free,
            "package": self.package,
            "exact": self.exact,
        }


@dataclass(frozen=True)
class Together:
    """A change of several no-deal values at once, and a deal that it leaves or creates.

    Attributes:
        points: the common change of all (positive: they could all rise by so much; negative: they
            all have to fall), or the smallest sum of falls.
        changes: by party; what its no-deal value changes by.
        package: a deal then.
        exact: whether ``points`` is proved best; if not, it may be as good as ``bound``.
    """

    points: float
    changes: dict[str, float]
    package: dict[str, str]
    exact: bool
    bound: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "points": rounded(self.points),
            "changes": {party: rounded(change) for party, change in self.changes.items()},
            "package": self.package,
            "exact": self.exact,
            "bound": rounded(self.bound),
        }


@dataclass(frozen=True)
class Limits:
    """The answer of :func:`find_limits`.

    Attributes:
        possible: whether some package satisfies all constraints and red lines; if not, no change
            of no-deal values creates a deal. None where the rule asks nobody with preferences.
        alone: by party, for the parties that the rule names and that have preferences.
        together: all no-deal values change by the same number of points; None where not
            ``possible``.
        total: the smallest sum by which no-deal values have to fall; 0 where a deal exists.
    """

    possible: bool | None
    alone: dict[str, Limit]
    together: Together | None
    total: Together | None
    exact: bool
    method: str
    because: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "possible": self.possible,
            "alone": {party: limit.to_dict() for party, limit in self.alone.items()},
            "together": self.together and self.together.to_dict(),
            "total": self.total and self.total.to_dict(),
            "exact": self.exact,
            "method": self.method,
            "because": self.because,
            "parameters": dict(self.parameters),
            "seed": self.seed,
            "detente": self.detente,
        }


def find_limits(
    problem: Problem, *, method: Choice = "auto", node_limit: int = NODE_LIMIT
) -> Limits:
    """Say how far no-deal values can rise, or have to fall, for a deal to exist.

    With ``A_p`` the packages that would be acceptable if p accepted everything that its red lines
    allow, p's limit alone is ``max_{A_p} u_p``. Together, over the packages that satisfy all
    constraints and red lines, it is the largest t with which all no-deal values raised by t leave
    a deal: ``max min(min_{all_of} g_p, k-th largest g_p among)``, k being what the quorum needs.
    The total is the smallest sum of falls of single no-deal values after which there is a deal.

    Args:
        problem: the problem.
        method: up to 10^7 packages all are gone through, above programs are solved.
        node_limit: limit of branch-and-bound nodes for each program.

    Raises:
        InvalidInput: an argument is out of range.
        NotSupported: enumeration is asked for, of more than 10^9 packages.
        NotConverged: existence could not be settled within the limit.
    """
    node_limit = checks.node_limit(node_limit)
    chosen = choose(problem, method=method, node_limit=node_limit)
    if chosen.enumerates:
        optima = limits_by_enumeration(Ledger(problem, list_demands(problem)))
    else:
        optima = limits_by_program(problem, node_limit=node_limit)
    rule, who = Thresholds.of(problem), problem.bargainers
    alone = {
        problem.parties[p]: _limit(problem, p, optimum, free)
        for p, optimum, free in zip(who, optima.alone, optima.free, strict=True)
    }
    given = [optima.together, optima.total, *optima.alone]
    return Limits(
        possible=None if not rule.asked else optima.together is not None,
        alone=alone,
        together=_together(problem, optima, rule),
        total=_total(problem, optima, rule),
        exact=all(optimum.proven for optimum in given if optimum is not None),
        method=chosen.method,
        because=chosen.because,
        parameters={
            "tolerance": TOLERANCE,
            "node_limit": None if chosen.enumerates else node_limit,
        },
    )


def _limit(problem: Problem, party: int, found: Optimum | None, free: bool) -> Limit:
    no_deal = float(problem.no_deal[party])
    if free or found is None:
        return Limit(no_deal, None, free, None)
    limit = problem.utility(party, found.package)
    package = problem.describe(found.package)
    bound = limit if found.proven else no_deal + found.bound
    return Limit(no_deal, limit, False, package, found.proven, bound)


def _together(problem: Problem, optima: Optima, rule: Thresholds) -> Together | None:
    found = optima.together
    if found is None:
        return None
    points = float(rule.common(_gains(problem, found.package))[0])
    changes = {problem.parties[problem.bargainers[row]]: points for row in rule.asked}
    return _record(problem, found, points, changes)


def _total(problem: Problem, optima: Optima, rule: Thresholds) -> Together | None:
    found = optima.total
    if found is None:
        return None
    falls = rule.falls(_gains(problem, found.package))[:, 0].tolist()
    names = [problem.parties[p] for p in problem.bargainers]
    changes = {name: -fall for name, fall in zip(names, falls, strict=True) if fall}
    return _record(problem, found, sum(falls), changes)


def _record(problem: Problem, found: Optimum, points: float, changes: dict[str, float]) -> Together:
    bound = points if found.proven else found.bound
    return Together(points, changes, problem.describe(found.package), found.proven, bound)


def _gains(problem: Problem, package: Package) -> Any:
    return np.array(problem.gains(package))[:, None]
