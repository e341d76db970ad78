"""Is there a deal? The answer as a frozen record that turns into plain JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import detente
from detente.deal import checks
from detente.deal.method import MAX_TIES, NODE_LIMIT, Choice, plan
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem, check_problem
from detente.deal.sizes import spell
from detente.deal.solutions import NAMES, Optimum, Wanted, shares
from detente.deal.solving import solve, survey
from detente.deal.survey import Survey
from detente.deal.verdicts import Verdict, give_verdicts
from detente.errors import InvalidInput
from detente.rounding import rounded

OVER = {
    "nash": "all_accept",
    "kalai_smorodinsky": "all_accept",
    "egalitarian": "acceptable",
    "utilitarian": "acceptable",
    "equal_gain": "frontier",
}


@dataclass(frozen=True)
class Solution:
    """One bargaining solution.

    Attributes:
        name: ``nash``, ``kalai_smorodinsky``, ``egalitarian``, ``utilitarian`` or ``equal_gain``.
        over: the set it is taken over: ``acceptable``, ``all_accept`` (acceptable packages that
            every party of the rule accepts), or ``frontier`` (the efficient ones of the latter).
        package: ``{issue: option}``; None where there is none, and ``reason`` says why.
        utilities: by party; None for a party without preferences.
        gains: utility minus no deal of the parties that the rule names and that have preferences.
        verdicts: what each party would answer.
        value: product of the (weighted) gains; smallest share of the ideal gain; smallest gain; sum
            of gains; minus the difference between the largest and the smallest gain.
        bound: no package has a value above it.
        exact: whether the value is proved optimal.
        tied: all optima that tie, or the first ones; ``package`` is the first of them in the order
            of issues and options.
        tied_count: how many tie; None where they were not counted.
        tied_complete: whether ``tied`` lists them all.
        reason: why there is no package; empty otherwise.
    """

    name: str
    over: str
    package: dict[str, str] | None = None
    utilities: dict[str, float | None] = field(default_factory=dict)
    gains: dict[str, float] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    value: float | None = None
    bound: float | None = None
    exact: bool = True
    tied: tuple[dict[str, str], ...] = ()
    tied_count: int | None = 0
    tied_complete: bool = True
    reason: str = ""

    @property
    def gap(self) -> float | None:
        """How much higher the value could still be; 0 where it is exact."""
        if self.value is None or self.bound is None:
            return None
        return max(0.0, self.bound - self.value)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "package": self.package,
            "utilities": {p: rounded(u) for p, u in self.utilities.items()},
            "gains": {p: rounded(g) for p, g in self.gains.items()},
            "accepts": {p: verdict.accepts for p, verdict in self.verdicts.items()},
            "why": {p: verdict.because for p, verdict in self.verdicts.items()},
            "over": self.over,
            "value": rounded(self.value),
            "bound": rounded(self.bound),
            "gap": rounded(self.gap),
            "exact": self.exact,
            "tied": list(self.tied),
            "tied_count": self.tied_count,
            "tied_complete": self.tied_complete,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class PartyReach:
    """What the packages hold for one party. None where it has no preferences, or nothing counted.

    Attributes:
        judged: whether the party has preferences.
        role: ``all_of`` or ``among`` as the acceptance rule names it, or None.
        no_deal: its reservation value.
        best, worst: highest and lowest utility over possible packages.
        acceptable_packages: possible packages that this party alone would accept.
        accepted_among_acceptable: acceptable packages that it accepts.
        best_acceptable, worst_acceptable: its highest and lowest utility over acceptable packages;
            the lowest is found by enumeration only.
    """

    judged: bool
    role: str | None
    no_deal: float | None
    best: float | None
    worst: float | None
    acceptable_packages: int | None
    accepted_among_acceptable: int | None
    best_acceptable: float | None
    worst_acceptable: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        numbers = ("no_deal", "best", "worst", "best_acceptable", "worst_acceptable")
        data: dict[str, Any] = {name: rounded(getattr(self, name)) for name in numbers}
        for name in ("judged", "role", "acceptable_packages", "accepted_among_acceptable"):
            data[name] = getattr(self, name)
        return data


@dataclass(frozen=True)
class Deal:
    """Whether there is a deal, how many, and which ones the bargaining solutions pick.

    Attributes:
        exists: True or False whatever the parties without preferences answer; None if it depends
            on them.
        packages: all combinations of options.
        possible: those that satisfy the constraints.
        acceptable: those that also breach no red line in force and satisfy the acceptance rule,
            the parties in ``assuming`` taken to accept.
        certain: acceptable packages that remain so if the parties in ``assuming`` refuse.
        all_accept: acceptable packages that every party of the rule accepts (same assumption).
        not_counted: why the four counts (and the parties') are None; empty if they are not.
        assuming: parties that the rule names and that have no preferences.
        method, because: how the answer was found, and why that way.
        exact: whether every number in the record is proved; a solution that was not computed does
            not count, its own ``exact`` is False.
        solutions: by name.
        parties: by name, in the problem's order.
        parameters: what the answer was computed with.
    """

    exists: bool | None
    packages: int
    possible: int | None
    acceptable: int | None
    certain: int | None
    all_accept: int | None
    not_counted: str
    assuming: tuple[str, ...]
    method: str
    because: str
    exact: bool
    solutions: dict[str, Solution]
    parties: dict[str, PartyReach]
    parameters: dict[str, Any]
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        counts = ("exists", "packages", "possible", "acceptable", "certain", "all_accept")
        told = ("not_counted", "exact", "method", "because")
        return {
            **{name: getattr(self, name) for name in counts + told},
            "assuming": list(self.assuming),
            "solutions": {name: s.to_dict() for name, s in self.solutions.items()},
            "parties": {name: p.to_dict() for name, p in self.parties.items()},
            "parameters": self.parameters,
            "seed": self.seed,
            "detente": self.detente,
        }


def find_deal(
    problem: Problem,
    *,
    method: Choice = "auto",
    solutions: Sequence[str] = NAMES,
    nash_weights: Sequence[float] | None = None,
    max_ties: int = MAX_TIES,
    node_limit: int = NODE_LIMIT,
) -> Deal:
    """Say whether any package is a deal, how many are, and which ones the solutions pick.

    A package is *acceptable* when it matches no forbidden pattern, breaches no red line of any
    party, and satisfies the acceptance rule. Up to 10^7 packages all are gone through and counted.
    Above, issues that are independent of one another are merged one after the other, and where too
    many hang together mixed-integer programs are solved. Either way what is found is proved, or
    comes with a bound. Packages are counted then only where that takes a moment; otherwise ask
    :func:`detente.deal.count_packages`.

    Args:
        problem: the problem.
        method: ``enumeration``, ``merging`` or ``program`` to insist on one method.
        solutions: which solutions to compute, of :data:`detente.deal.solutions.NAMES`.
        nash_weights: shape (parties,): the exponent of each party's gain in the Nash product, above
            zero (bargaining power; Kalai 1977b). Default: 1 for all. Parties that the rule does not
            name are passed over.
        max_ties: how many tied optima to list for each solution.
        node_limit: limit of branch-and-bound nodes for each program. Where it is met, the solution
            says so: ``exact`` is False and ``bound`` tells what is still open.

    Returns:
        The answer; ``exists`` False is an answer too.

    Raises:
        InvalidInput: an argument is out of range.
        NotSupported: enumeration is asked for, of more than 10^9 packages, or merging where too
            many issues hang together.
        NotConverged: a program could not settle existence within its limit.
    """
    check_problem(problem)
    max_ties = checks.whole(max_ties, "max_ties", least=1)
    node_limit = checks.node_limit(node_limit)
    wanted = _wanted(problem, solutions, nash_weights, max_ties)
    chosen = plan(problem, method=method, node_limit=node_limit, merges=True)
    found = survey(problem, chosen)
    optima = solve(problem, found, chosen, wanted)
    records = {name: _solution(problem, name, optima[name], found, wanted) for name in optima}
    count = spell(problem.packages)
    return Deal(
        exists=found.exists,
        packages=problem.packages,
        possible=found.possible,
        acceptable=found.acceptable,
        certain=found.certain,
        all_accept=found.all_accept,
        not_counted="" if found.acceptable is not None else f"not counted: {count} packages",
        assuming=tuple(problem.parties[p] for p in problem.unjudged),
        method=chosen.method,
        because=chosen.because,
        exact=found.exact and all(s.exact for s in records.values() if s.package is not None),
        solutions=records,
        parties=_parties(problem, found),
        parameters={
            "tolerance": TOLERANCE,
            "max_ties": max_ties,
            "node_limit": None if chosen.enumerates else node_limit,
            "nash_weights": None if nash_weights is None else [float(w) for w in nash_weights],
        },
    )


def _wanted(
    problem: Problem,
    solutions: Sequence[str],
    nash_weights: Sequence[float] | None,
    max_ties: int,
) -> Wanted:
    if not all(name in NAMES for name in checks.listed(solutions, "solutions")):
        raise InvalidInput(f"solutions are listed by name, of: {', '.join(NAMES)}")
    names = tuple(name for name in NAMES if name in solutions)
    if nash_weights is None:
        return Wanted(names, max_ties)
    weights = checks.weights(nash_weights, "nash_weights", len(problem.parties), "parties")
    counted = tuple(weights[p] for p in problem.bargainers)
    checks.above_zero(counted, "nash_weights")
    return Wanted(names, max_ties, counted)


def _solution(
    problem: Problem, name: str, optimum: Optimum, found: Survey, wanted: Wanted
) -> Solution:
    if not optimum.packages:
        return Solution(name, OVER[name], exact=optimum.proven, reason=optimum.reason)
    package = optimum.packages[0]
    gains = problem.gains(package)
    value = _value(name, gains, found.ideals, wanted.nash_weights)
    bound = value if optimum.bound is None else max(value, optimum.bound)
    return Solution(
        name=name,
        over=OVER[name],
        package=problem.describe(package),
        utilities=_utilities(problem, package),
        gains={problem.parties[p]: g for p, g in zip(problem.bargainers, gains, strict=True)},
        verdicts=give_verdicts(problem, package),
        value=value,
        bound=value if optimum.proven else bound,
        exact=optimum.proven,
        tied=tuple(problem.describe(tied) for tied in optimum.packages),
        tied_count=optimum.count,
        tied_complete=optimum.complete,
    )


def _value(
    name: str, gains: Sequence[float], ideals: Sequence[float] | None, weights: Sequence[float]
) -> float:
    if name == "nash":
        return _nash_product(gains, weights or [1.0] * len(gains))
    if name == "kalai_smorodinsky":
        return float(shares(np.array(gains)[:, None], ideals or ()).min())
    if name == "equal_gain":
        return min(gains) - max(gains)
    return min(gains) if name == "egalitarian" else math.fsum(gains)


def _nash_product(gains: Sequence[float], weights: Sequence[float]) -> float:
    try:
        powers = (math.pow(g, w) for g, w in zip(gains, weights, strict=True))
        product = math.prod(sorted(powers))
    except OverflowError:
        product = math.inf
    if product == math.inf:
        raise InvalidInput(
            "the Nash product is too large a number; divide all nash_weights by the same factor, "
            "which changes no package"
        )
    return product


def _utilities(problem: Problem, package: Package) -> dict[str, float | None]:
    return {
        name: problem.utility(p, package) if problem.judged[p] else None
        for p, name in enumerate(problem.parties)
    }


def _parties(problem: Problem, found: Survey) -> dict[str, PartyReach]:
    return {name: _reach(problem, p, found) for p, name in enumerate(problem.parties)}


def _reach(problem: Problem, party: int, found: Survey) -> PartyReach:
    worst, best = found.reach[party] or (None, None)
    rule = problem.acceptance
    role = "all_of" if party in rule.all_of else "among" if party in rule.among else None
    return PartyReach(
        judged=bool(problem.judged[party]),
        role=role,
        no_deal=float(problem.no_deal[party]) if problem.judged[party] else None,
        best=best,
        worst=worst,
        acceptable_packages=found.own[party],
        accepted_among_acceptable=found.within[party],
        best_acceptable=found.best_acceptable[party],
        worst_acceptable=found.worst_acceptable[party],
    )
