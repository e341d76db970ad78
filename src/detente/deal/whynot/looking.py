"""All minimal conflicts with their proofs, by enumeration or from an oracle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.whynot.demands import Demand, give_up, list_demands
from detente.deal.whynot.exploring import explore
from detente.deal.whynot.hitting import bits, in_order, minimal_hitting_sets
from detente.deal.whynot.ledger import Ledger
from detente.deal.whynot.masks import repairs_by_enumeration
from detente.deal.whynot.oracle import Oracle, Reply
from detente.errors import NotConverged

HELD = 20_000
"""Sets held on the way at most."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A minimal conflict and what shows that it is one.

    Attributes:
        members: the demands, as bits.
        without: for each demand, a package that satisfies the others.
        infeasible: whether it was confirmed that no package satisfies all of them.
    """

    members: int
    without: dict[int, Package]
    infeasible: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Minimal conflicts, smallest first; minimal repairs as bits; why the lists are cut, if so."""

    conflicts: tuple[Proof, ...]
    repairs: Mapping[int, Package]
    stopped: str = ""


def look_by_enumeration(
    problem: Problem,
    demands: Sequence[Demand],
    *,
    max_conflicts: int,
    max_repairs: int,
    node_limit: int,
    max_work: int,
) -> Found:
    """Go through all packages for the repairs, and turn these into the conflicts.

    Where the repairs are too many to hold, an oracle is asked as for larger problems.
    """
    ledger = Ledger(problem, demands)
    try:
        repairs = repairs_by_enumeration(ledger, limit=HELD)
    except NotConverged:
        return look_by_oracle(
            problem,
            demands,
            max_conflicts=max_conflicts,
            max_repairs=max_repairs,
            node_limit=node_limit,
            max_work=max_work,
        )
    if 0 in repairs:
        return Found((), repairs)
    conflicts, stopped = _conflicts(repairs, len(demands), max_conflicts)
    if len(repairs) > max_repairs:
        stopped = stopped or f"there are more than {max_repairs:,} minimal repairs"
    impossible = _impossible(ledger, conflicts)
    proofs = tuple(
        Proof(c, {d: _package(repairs, c, d) for d in bits(c)}, c in impossible) for c in conflicts
    )
    first = in_order(repairs)[:max_repairs]
    return Found(proofs, {r: repairs[r] for r in first}, stopped)


def look_by_oracle(
    problem: Problem,
    demands: Sequence[Demand],
    *,
    max_conflicts: int,
    max_repairs: int,
    node_limit: int,
    max_work: int,
) -> Found:
    """Let conflicts and repairs lead to one another; exclude each conflict once more by itself.

    Raises:
        NotConverged: not even the first question, whether there is a deal, could be settled.
    """
    oracle = Oracle(problem, demands, node_limit=node_limit, max_work=max_work)
    oracle.ask(oracle.everything)
    found = explore(oracle, max_conflicts=max_conflicts, max_repairs=max_repairs, limit=HELD)
    proofs = tuple(
        Proof(
            members,
            {d: oracle.witness(members & ~(1 << d)) for d in bits(members)},
            _excluded(problem, demands, members, node_limit),
        )
        for members in in_order(found.conflicts)
    )
    return Found(proofs, found.repairs, found.stopped)


def _conflicts(
    repairs: Mapping[int, Package], demands: int, max_conflicts: int
) -> tuple[list[int], str]:
    """Return the minimal conflicts, and why some are missing, if they are."""
    try:
        found = minimal_hitting_sets(repairs, limit=HELD)
    except NotConverged:
        some = explore(
            _Known(repairs, demands), max_conflicts=max_conflicts, max_repairs=HELD, limit=HELD
        )
        return in_order(some.conflicts), some.stopped
    cut = len(found) > max_conflicts
    stopped = f"there are more than {max_conflicts:,} minimal conflicts" if cut else ""
    return found[:max_conflicts], stopped


class _Known:
    """Answers from the list of all minimal repairs which demands can hold together."""

    def __init__(self, repairs: Mapping[int, Package], demands: int) -> None:
        self.repairs, self.everything = repairs, (1 << demands) - 1

    def ask(self, members: int) -> Reply:
        """Return a package that violates none of the demands, or all of them as a core."""
        for repair, package in self.repairs.items():
            if not repair & members:
                return Reply(package)
        return Reply(None, members)


def _package(repairs: Mapping[int, Package], conflict: int, demand: int) -> Package:
    """Return a package that satisfies a conflict but for one demand; duality says there is one."""
    return next(package for r, package in repairs.items() if r & conflict == 1 << demand)


def _impossible(ledger: Ledger, conflicts: Iterable[int]) -> set[int]:
    """Go through all packages once more; return the conflicts that none of them satisfies."""
    left = set(conflicts)
    for page in ledger:
        left -= {c for c in left if np.logical_and.reduce(page.kept[list(bits(c))]).any()}
    return left


def _excluded(problem: Problem, demands: Sequence[Demand], members: int, node_limit: int) -> bool:
    """Ask about the demands of a conflict alone, with nothing remembered of the search."""
    others = [demand for n, demand in enumerate(demands) if not members >> n & 1]
    alone = give_up(problem, others)
    oracle = Oracle(alone, list_demands(alone), node_limit=node_limit)
    try:
        return oracle.ask(oracle.everything).package is None
    except NotConverged:
        return False
