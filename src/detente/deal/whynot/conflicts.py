"""Why there is no deal: all minimal conflicts, and all minimal repairs, each one verified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import detente
from detente.deal import checks
from detente.deal.method import NODE_LIMIT
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.whynot.choosing import Choice, check_constraints, choose
from detente.deal.whynot.demands import Demand, list_demands, satisfied
from detente.deal.whynot.hitting import bits, in_order
from detente.deal.whynot.looking import Proof, look_by_enumeration, look_by_oracle

MAX_CONFLICTS = 200
"""Minimal conflicts listed at most, unless told otherwise."""
MAX_WORK = 12_000_000
"""Partial packages tried at most while an oracle is asked, unless told otherwise."""
MAX_REPAIRS = 2_000
"""Minimal repairs listed at most, unless told otherwise."""


@dataclass(frozen=True)
class Conflict:
    """Demands that no package satisfies together, while every proper subset has one.

    Attributes:
        demands: keys of the demands, in their order.
        without: for each demand, a package that satisfies all the others.
        verified: whether this was confirmed apart from the search: no package satisfies all of the
            demands (all gone through once more; or asked about by themselves, nothing remembered),
            and each package in ``without`` satisfies what it should (evaluated directly).
    """

    demands: tuple[str, ...]
    without: dict[str, dict[str, str]]
    verified: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "demands": list(self.demands),
            "without": self.without,
            "verified": self.verified,
        }


@dataclass(frozen=True)
class Repair:
    """Demands to give up so that a package satisfies all others; no proper subset is enough.

    Attributes:
        demands: keys of the demands, in their order.
        package: satisfies every other demand.
    """

    demands: tuple[str, ...]
    package: dict[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"demands": list(self.demands), "package": self.package}


@dataclass(frozen=True)
class Conflicts:
    """The answer of :func:`find_conflicts`.

    Attributes:
        exists: whether some package satisfies all demands; then there is no conflict.
        demands: by key.
        conflicts: minimal conflicts, smallest first.
        repairs: minimal repairs, smallest first, up to ``repair_size`` of the parameters.
        complete: whether these are all of them; if not, ``stopped`` says what cut the lists.
        exact: whether every conflict listed is verified.
        method, because: how the answer was found, and why so.
    """

    exists: bool
    demands: dict[str, Demand]
    conflicts: tuple[Conflict, ...]
    repairs: tuple[Repair, ...]
    complete: bool
    stopped: str
    exact: bool
    method: str
    because: str
    problem: Problem = field(repr=False)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("exists", "complete", "stopped", "exact", "method", "because")
        return {
            **{name: getattr(self, name) for name in told},
            "demands": {key: d.to_dict(self.problem) for key, d in self.demands.items()},
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            "repairs": [repair.to_dict() for repair in self.repairs],
            "parameters": dict(self.parameters),
            "seed": self.seed,
            "detente": self.detente,
        }


def find_conflicts(
    problem: Problem,
    *,
    constraints: Sequence[Sequence[int]] | None = None,
    method: Choice = "auto",
    repair_size: int | None = None,
    max_conflicts: int = MAX_CONFLICTS,
    max_repairs: int = MAX_REPAIRS,
    max_work: int = MAX_WORK,
    node_limit: int = NODE_LIMIT,
) -> Conflicts:
    """Find all minimal conflicts between the demands, and all minimal repairs.

    The demands are the red lines of every party, the no-deal value of each judged party that the
    rule names in ``all_of``, the quorum, and the constraints. A *conflict* is a minimal set of
    demands that no package satisfies together (an irreducible inconsistent subsystem, IIS, or
    minimal unsatisfiable subset, MUS); a *repair* is a minimal set whose giving up lets a package
    satisfy all others (a minimal correction set). Each is what the other has to meet (Reiter 1987).

    Args:
        problem: the problem.
        constraints: which forbidden patterns make up one constraint, by index; default: each one
            by itself.
        method: up to 10^7 packages all are gone through, above an oracle is asked; ``enumeration``
            or ``program`` to insist on one.
        repair_size: list no repair with more demands; None for all.
        max_conflicts, max_repairs: how many to find at most.
        max_work: how much work an oracle may do before the lists are cut, in partial packages
            tried; a limit on work, not on time, so that the same problem has the same answer.
        node_limit: limit of branch-and-bound nodes for each mixed-integer program.

    Raises:
        InvalidInput: an argument is out of range.
        NotSupported: enumeration is asked for, of more than 10^9 packages.
        NotConverged: whether there is a deal could not be settled within the limit.

    Example:
        >>> from detente.deal import Problem
        >>> problem = Problem(
        ...     values=[[[100, 0], [0, 100]]],  # one issue, opposed parties
        ...     no_deal=[30, 30],
        ...     parties=["north", "south"],
        ... )
        >>> find_conflicts(problem).conflicts[0].demands
        ('no-deal:north', 'no-deal:south')
    """
    numbers = {
        "max_conflicts": checks.whole(max_conflicts, "max_conflicts", least=1),
        "max_repairs": checks.whole(max_repairs, "max_repairs", least=1),
        "max_work": checks.whole(max_work, "max_work", least=1),
    }
    node_limit = checks.node_limit(node_limit)
    chosen = choose(problem, method=method, node_limit=node_limit)
    if repair_size is not None:
        repair_size = checks.whole(repair_size, "repair_size", least=1)
    check_constraints(constraints)
    demands = list_demands(problem, constraints=constraints)
    look = look_by_enumeration if chosen.enumerates else look_by_oracle
    found = look(problem, demands, **numbers, node_limit=node_limit)
    listed = _Listing(problem, demands)
    exists = 0 in found.repairs
    conflicts = () if exists else tuple(map(listed.conflict, found.conflicts))
    return Conflicts(
        exists=exists,
        demands={demand.key: demand for demand in demands},
        conflicts=conflicts,
        repairs=() if exists else tuple(listed.repairs(found.repairs, repair_size)),
        complete=not found.stopped,
        stopped=found.stopped,
        exact=all(conflict.verified for conflict in conflicts),
        method=chosen.method if chosen.enumerates else "oracle and mixed-integer program",
        because=chosen.because,
        problem=problem,
        parameters={
            "tolerance": TOLERANCE,
            "repair_size": repair_size,
            **numbers,
            "node_limit": None if chosen.enumerates else node_limit,
        },
    )


@dataclass(frozen=True, slots=True)
class _Listing:
    """Puts what was found into records, by keys and names, and checks the packages once more."""

    problem: Problem
    demands: tuple[Demand, ...]

    def conflict(self, found: Proof) -> Conflict:
        """Return a conflict; its packages are evaluated directly."""
        members = bits(found.members)
        holds = all(
            self._holds([n for n in members if n != given], package)
            for given, package in found.without.items()
        )
        return Conflict(
            demands=tuple(self.demands[n].key for n in members),
            without={self.demands[n].key: self.problem.describe(found.without[n]) for n in members},
            verified=found.infeasible and holds,
        )

    def repairs(self, found: Mapping[int, Package], size: int | None) -> Iterator[Repair]:
        """Yield repairs, smallest first."""
        for members in in_order(found):
            if size is None or members.bit_count() <= size:
                keys = tuple(self.demands[n].key for n in bits(members))
                yield Repair(keys, self.problem.describe(found[members]))

    def _holds(self, members: Sequence[int], package: Package) -> bool:
        return all(satisfied(self.problem, self.demands[n], package) for n in members)
