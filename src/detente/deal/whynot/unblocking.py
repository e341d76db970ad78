"""What would unblock a deal: what giving up each demand, or all of one party's, would open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import detente
from detente.deal import checks
from detente.deal.method import NODE_LIMIT
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.whynot.best import Best, Opened, open_by_enumeration, open_by_solving
from detente.deal.whynot.choosing import Choice, check_constraints, choose
from detente.deal.whynot.conflicts import Conflicts, find_conflicts
from detente.deal.whynot.demands import Demand, give_up
from detente.deal.whynot.one_party import accept_everything, list_parties
from detente.errors import InvalidInput, NoSolution

MAX_MOVES = 10
"""Repairs of two or more demands examined at most, unless told otherwise."""


@dataclass(frozen=True)
class Move:
    """Demands given up, and what that opens.

    Attributes:
        demands: keys of the demands given up.
        party: who gives up all its demands; None where demands are given up one by one.
        opens: whether a package is acceptable then.
        packages: how many; None where they were not counted.
        best: the best of them; None where there is none, or it was not settled.
    """

    demands: tuple[str, ...]
    party: str | None
    opens: bool
    packages: int | None
    best: Best | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "demands": list(self.demands),
            "party": self.party,
            "opens": self.opens,
            "packages": self.packages,
            "best": self.best and self.best.to_dict(),
        }


@dataclass(frozen=True)
class Unblocking:
    """The answer of :func:`find_unblocking`.

    Attributes:
        single: one move for each demand, given up by itself, in their order.
        parties: one move for each party that has demands, or that the quorum counts: it lifts all
            its red lines and accepts whatever it is offered.
        several: the smallest repairs of two demands or more; not all of them where ``complete``
            is False.
    """

    demands: dict[str, Demand]
    single: tuple[Move, ...]
    parties: tuple[Move, ...]
    several: tuple[Move, ...]
    complete: bool
    exact: bool
    method: str
    because: str
    problem: Problem = field(repr=False)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("complete", "exact", "method", "because", "seed", "detente")
        return {
            "demands": {key: d.to_dict(self.problem) for key, d in self.demands.items()},
            "single": [move.to_dict() for move in self.single],
            "parties": [move.to_dict() for move in self.parties],
            "several": [move.to_dict() for move in self.several],
            "parameters": dict(self.parameters),
            **{name: getattr(self, name) for name in told},
        }


def find_unblocking(
    problem: Problem,
    *,
    conflicts: Conflicts | None = None,
    constraints: Sequence[Sequence[int]] | None = None,
    method: Choice = "auto",
    max_moves: int = MAX_MOVES,
    node_limit: int = NODE_LIMIT,
) -> Unblocking:
    """Say what giving up each demand, and all demands of each party, would open.

    Args:
        problem: a problem without a deal.
        conflicts: the answer of :func:`find_conflicts` for it, if at hand.
        constraints: as in :func:`find_conflicts`.
        method: up to 10^7 packages all are gone through and counted; above, the best package is
            found as :func:`detente.deal.find_deal` finds it, and packages are counted where a
            moment's work gives their exact number.
        max_moves: how many repairs of two demands or more to examine.
        node_limit: limit of branch-and-bound nodes for each program.

    Raises:
        InvalidInput: an argument is out of range.
        NoSolution: there is a deal already.
        NotSupported: enumeration is asked for, of more than 10^9 packages.
        NotConverged: existence could not be settled within the limit.
    """
    node_limit = checks.node_limit(node_limit)
    chosen = choose(problem, method=method, node_limit=node_limit)
    max_moves = checks.whole(max_moves, "max_moves", least=0)
    check_constraints(constraints)
    if conflicts is not None:
        _check_conflicts(conflicts, problem)
    known = conflicts or find_conflicts(
        problem, constraints=constraints, method=method, node_limit=node_limit
    )
    if known.exists:
        raise NoSolution("a package is acceptable already; ask find_pivots what decides it")

    def look(changed: Problem) -> Opened:
        if chosen.enumerates:
            return open_by_enumeration(problem, changed)
        insist = method == "program"
        return open_by_solving(problem, changed, insist=insist, node_limit=node_limit)

    demands = known.demands
    settled = {repair.demands for repair in known.repairs}
    nothing = Opened(False, 0, None)

    def alone(key: str) -> Opened:
        if known.complete and (key,) not in settled:
            return nothing
        return look(give_up(problem, [demands[key]]))

    single = tuple(_move((key,), None, alone(key)) for key in demands)
    parties = tuple(
        _move(keys, problem.parties[p], look(accept_everything(problem, p)))
        for p, keys in list_parties(problem, demands)
    )
    longer = [repair.demands for repair in known.repairs if len(repair.demands) > 1]
    several = tuple(
        _move(keys, None, look(give_up(problem, [demands[key] for key in keys])))
        for keys in longer[:max_moves]
    )
    moves = [*single, *parties, *several]
    return Unblocking(
        demands=demands,
        single=single,
        parties=parties,
        several=several,
        complete=known.complete and len(longer) <= max_moves,
        exact=all(m.best is not None and m.best.exact for m in moves if m.opens),
        method=chosen.method if chosen.enumerates else "counting and solving",
        because=chosen.because,
        problem=problem,
        parameters={
            "tolerance": TOLERANCE,
            "max_moves": max_moves,
            "node_limit": None if chosen.enumerates else node_limit,
        },
    )


def _check_conflicts(conflicts: Conflicts, problem: Problem) -> None:
    if not isinstance(conflicts, Conflicts):
        raise InvalidInput("conflicts must be the answer of find_conflicts, or None")
    if conflicts.problem is not problem and not problem.same(conflicts.problem):
        raise InvalidInput(
            "conflicts are the answer for another problem; ask find_conflicts about this one, or "
            "leave conflicts out"
        )


def _move(demands: tuple[str, ...], party: str | None, opened: Opened) -> Move:
    return Move(demands, party, opened.exists, opened.packages, opened.best)
