"""All minimal conflicts and repairs from an oracle, each side leading to the other.

The scheme of Reiter (1987), also the core of MARCO (Liffiton et al. 2016): as long as some minimal
hitting set of the conflicts known so far is not enough to be given up, what stays contains a new
conflict, which is shrunk until it is minimal. When every minimal hitting set is enough, these are
all minimal repairs, and by duality the conflicts are all there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from detente.deal.patterns import Package
from detente.deal.whynot.hitting import as_bits, bits, hit_also, in_order
from detente.deal.whynot.oracle import Reply
from detente.errors import NotConverged


@dataclass(slots=True)
class Explored:
    """What has been found.

    Attributes:
        conflicts: minimal conflicts, as bits, in the order found.
        repairs: minimal repairs, as bits, with a package that satisfies everything else.
        stopped: why the lists are not complete; empty when they are.
    """

    conflicts: list[int] = field(default_factory=list)
    repairs: dict[int, Package] = field(default_factory=dict)
    stopped: str = ""


class Asked(Protocol):
    """Answers which demands, as bits, can hold together."""

    everything: int

    def ask(self, members: int) -> Reply:
        """Return a package, or demands that cannot hold together."""


def explore(oracle: Asked, *, max_conflicts: int, max_repairs: int, limit: int) -> Explored:
    """Find all minimal conflicts and all minimal repairs.

    Args:
        oracle: answers which demands can hold together.
        max_conflicts, max_repairs: stop when more than so many are found.
        limit: how many hitting sets to hold at most.

    Returns:
        Both lists; with a deal, no conflict and the empty repair.
    """
    found = Explored()
    try:
        _explore(oracle, found, max_conflicts, max_repairs, limit)
    except NotConverged as reason:
        found.stopped = str(reason)
    return found


def _explore(
    oracle: Asked, found: Explored, max_conflicts: int, max_repairs: int, limit: int
) -> None:
    hitting = [0]
    while (core := _not_enough(oracle, found, hitting, max_repairs)) is not None:
        conflict = shrink(oracle, core)
        if len(found.conflicts) == max_conflicts:
            raise NotConverged(f"there are more than {max_conflicts:,} minimal conflicts")
        found.conflicts.append(conflict)
        hitting = hit_also(hitting, conflict, limit=limit)


def _not_enough(oracle: Asked, found: Explored, hitting: list[int], max_repairs: int) -> int | None:
    """Take down the hitting sets that are repairs, up to one that is not; return what conflicts."""
    for given in in_order(h for h in hitting if h not in found.repairs):
        reply = oracle.ask(oracle.everything & ~given)
        if reply.package is None:
            return reply.core
        if len(found.repairs) == max_repairs:
            raise NotConverged(f"there are more than {max_repairs:,} minimal repairs")
        found.repairs[given] = reply.package
    return None


def shrink(oracle: Asked, members: int) -> int:
    """Leave out demands from an infeasible set until every proper subset is feasible.

    Raises:
        NotConverged: the oracle could not settle a subset.
    """
    size = max(1, members.bit_count() // 2)
    while True:
        for some in _runs(bits(members), size):
            if some & ~members == 0:
                reply = oracle.ask(members & ~some)
                members = members if reply.package is not None else reply.core
        if size == 1:
            return members
        size = max(1, min(size, members.bit_count()) // 2)


def _runs(demands: tuple[int, ...], size: int) -> Iterator[int]:
    for start in range(0, len(demands), size):
        yield as_bits(demands[start : start + size])
