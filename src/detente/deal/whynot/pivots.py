"""Who and what decides where there is a deal: leave one out, what binds, how much slack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import detente
from detente.deal import checks
from detente.deal.method import NODE_LIMIT
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.whynot.best import Best, open_by_enumeration, open_by_solving
from detente.deal.whynot.choosing import Choice, Chosen, check_constraints, choose
from detente.deal.whynot.demands import Demand, give_up, list_demands
from detente.deal.whynot.limits import Limits, find_limits
from detente.deal.whynot.tally import Tally, tally_by_enumeration, tally_by_solving
from detente.errors import NoSolution
from detente.rounding import rounded

CHEAP = 10**7
"""Packages gone through at most, all demands together, to tell the best package without each."""


@dataclass(frozen=True)
class Pivot:
    """What hangs on one party. Numbers are None where packages were not counted.

    Attributes:
        role: ``all_of`` or ``among`` as the rule names it, or None.
        judged: whether it has preferences.
        if_consents: acceptable packages if it accepted whatever its red lines allow.
        if_lifts_red_lines: acceptable packages if it lifted its red lines as well.
        can_do_without: whether the rule can be met while the party refuses everything; its red
            lines stay in force, as the format reads them. None where the rule does not name it.
        without: how many packages meet the rule so.
        against: acceptable packages that the party itself would refuse; None also where it has no
            preferences.
    """

    role: str | None
    judged: bool
    if_consents: int | None
    if_lifts_red_lines: int | None
    can_do_without: bool | None
    without: int | None
    against: int | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return asdict(self)


@dataclass(frozen=True)
class Binding:
    """What one demand keeps out.

    Attributes:
        binds: whether some package would become acceptable if this demand alone were dropped.
        opens: how many; None where they were not counted.
        raises: by party, other than the demand's own: by how many points the best acceptable
            package would be better for it; only those for whom it would. None where not computed.
        best: the best of all acceptable packages then; None where not computed or nothing opens.
    """

    binds: bool
    opens: int | None
    raises: dict[str, float] | None
    best: Best | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        raises = self.raises
        return {
            "binds": self.binds,
            "opens": self.opens,
            "raises": None if raises is None else {p: rounded(v) for p, v in raises.items()},
            "best": self.best and self.best.to_dict(),
        }


@dataclass(frozen=True)
class Pivots:
    """The answer of :func:`find_pivots`.

    Attributes:
        packages: acceptable packages; None where they were not counted.
        best: the best package as things stand; None where not computed.
        parties: by name, every party.
        binding: by key of the demand.
        limits: how far no-deal values could rise, see :func:`find_limits`.
    """

    demands: dict[str, Demand]
    packages: int | None
    best: Best | None
    parties: dict[str, Pivot]
    binding: dict[str, Binding]
    limits: Limits
    exact: bool
    method: str
    because: str
    problem: Problem = field(repr=False)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("packages", "exact", "method", "because", "seed", "detente")
        return {
            "demands": {key: d.to_dict(self.problem) for key, d in self.demands.items()},
            "best": self.best and self.best.to_dict(),
            "parties": {party: pivot.to_dict() for party, pivot in self.parties.items()},
            "binding": {key: binding.to_dict() for key, binding in self.binding.items()},
            "limits": self.limits.to_dict(),
            "parameters": dict(self.parameters),
            **{name: getattr(self, name) for name in told},
        }


def find_pivots(
    problem: Problem,
    *,
    constraints: Sequence[Sequence[int]] | None = None,
    method: Choice = "auto",
    node_limit: int = NODE_LIMIT,
) -> Pivots:
    """Say who and what decides a problem that has a deal.

    Args:
        problem: a problem with a deal.
        constraints: as in :func:`detente.deal.whynot.find_conflicts`.
        method: up to 10^7 packages all are gone through and counted; above, packages are counted
            where a moment's work gives their exact number, and programs say elsewhere whether
            there are any.
        node_limit: limit of branch-and-bound nodes for each program.

    Raises:
        InvalidInput: an argument is out of range.
        NoSolution: there is no deal.
        NotSupported: enumeration is asked for, of more than 10^9 packages.
        NotConverged: existence could not be settled within the limit.
    """
    node_limit = checks.node_limit(node_limit)
    chosen = choose(problem, method=method, node_limit=node_limit)
    check_constraints(constraints)
    demands = list_demands(problem, constraints=constraints)
    if chosen.enumerates:
        found = tally_by_enumeration(problem, demands)
    else:
        found = tally_by_solving(problem, demands, node_limit=node_limit)
    if not found.exists:
        raise NoSolution("no package is acceptable; ask find_conflicts why")
    limits = find_limits(problem, method=method, node_limit=node_limit)
    cheap = chosen.enumerates and problem.packages * (1 + sum(found.binds)) <= CHEAP
    return Pivots(
        demands={demand.key: demand for demand in demands},
        packages=found.acceptable,
        best=_best(problem, chosen, cheap=cheap, insist=method == "program", node_limit=node_limit),
        parties={name: _pivot(problem, found, p) for p, name in enumerate(problem.parties)},
        binding={
            demand.key: _binding(problem, demand, found, n, cheap=cheap)
            for n, demand in enumerate(demands)
        },
        limits=limits,
        exact=limits.exact,
        method=chosen.method if chosen.enumerates else f"counting and {chosen.method}",
        because=chosen.because,
        problem=problem,
        parameters={
            "tolerance": TOLERANCE,
            "node_limit": None if chosen.enumerates else node_limit,
        },
    )


def _best(
    problem: Problem, chosen: Chosen, *, cheap: bool, insist: bool, node_limit: int
) -> Best | None:
    if cheap:
        return open_by_enumeration(problem, problem).best
    if chosen.enumerates:
        return None
    return open_by_solving(problem, problem, insist=insist, node_limit=node_limit).best


def _pivot(problem: Problem, found: Tally, party: int) -> Pivot:
    rule, own = problem.acceptance, found.parties[party]
    return Pivot(
        role="all_of" if party in rule.all_of else "among" if party in rule.among else None,
        judged=bool(problem.judged[party]),
        if_consents=own.if_consents,
        if_lifts_red_lines=own.if_lifts_red_lines,
        can_do_without=own.can_do_without,
        without=own.without,
        against=own.against,
    )


def _binding(problem: Problem, demand: Demand, found: Tally, place: int, *, cheap: bool) -> Binding:
    raises, binds = found.raises[place], found.binds[place]
    best = None
    if cheap and binds:
        best = open_by_enumeration(problem, give_up(problem, [demand])).best
    return Binding(
        binds=binds,
        opens=found.opens[place],
        raises=None
        if raises is None
        else {problem.parties[p]: more for p, more in raises.items() if p != demand.party},
        best=best,
    )
