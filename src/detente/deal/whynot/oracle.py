"""Can these demands hold together? The question, answered exactly, for spaces nobody enumerates.

Three ways to an answer are tried, the cheapest first: a package or a conflict seen before settles
it; the search on the board does (:mod:`~detente.deal.whynot.board.search`); a mixed-integer program
does. Every package is evaluated directly.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.programs.program import Program
from detente.deal.whynot.board.choices import lay_out
from detente.deal.whynot.board.search import Excluded, Search
from detente.deal.whynot.demands import Demand, give_up, satisfied
from detente.deal.whynot.hitting import as_bits, bits
from detente.errors import NotConverged

MIXED = 500_000
"""A mixed-integer program is as much work as trying so many partial packages, about."""
ASKED = 200
"""A question answered from memory is as much work as trying so many partial packages, about."""
QUORUMS = 40
"""Ways to make up a quorum that are looked at one by one at most."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the oracle: a package, or else demands, as bits, that cannot hold together.

    Attributes:
        package: satisfies all the demands asked about; None if there is none.
        core: some of the demands asked about that no package satisfies together; 0 with a package.
    """

    package: Package | None
    core: int = 0


class Oracle:
    """Answers whether a set of demands can hold together, and remembers what it has seen.

    Args:
        problem: the problem.
        demands: all its demands; sets of them are given as bits, in this order.
        node_limit: limit of branch-and-bound nodes for each mixed-integer program.
        max_work: how much work to do before the last question, in partial packages tried; None
            for any.
    """

    def __init__(
        self,
        problem: Problem,
        demands: Sequence[Demand],
        *,
        node_limit: int,
        max_work: int | None = None,
    ) -> None:
        self.problem, self.demands, self.node_limit = problem, tuple(demands), node_limit
        self.everything = (1 << len(self.demands)) - 1
        self.seen: dict[int, Package] = {}
        self.cores: list[int] = []
        self.work, self.max_work = 0, max_work
        self._place = {
            d.party: n
            for n, d in enumerate(self.demands)
            if d.kind == "no deal" and d.party is not None
        }
        self._quorum = next((n for n, d in enumerate(self.demands) if d.kind == "quorum"), None)
        self._too_many_ways = any(
            math.comb(len(d.among), d.needed) > QUORUMS for d in self.demands if d.kind == "quorum"
        )
        board = lay_out(problem, self.demands)
        self._search = None if board is None else Search(board, spend=self._spend)

    def ask(self, members: int) -> Reply:
        """Say whether the demands can hold together.

        Raises:
            NotConverged: the mixed-integer program settled nothing within its limit, or the limit
                of work was met before.
        """
        if self.max_work is not None and self.work > self.max_work:
            raise NotConverged("the search met its limit of work")
        self._spend(ASKED)
        for kept, package in reversed(self.seen.items()):
            if members & ~kept == 0:
                return Reply(package)
        for core in self.cores:
            if core & ~members == 0:
                return Reply(None, core)
        reply = self._by_board(members) or self._by_program(members)
        if reply.package is None:
            self.cores.append(reply.core)
            return reply
        return Reply(self._remember(reply.package))

    def witness(self, members: int) -> Package:
        """Return a package known to satisfy the demands; one must have been found before."""
        return next(package for kept, package in self.seen.items() if members & ~kept == 0)

    def _spend(self, work: int) -> None:
        self.work += work

    def _remember(self, package: Package) -> Package:
        held = [satisfied(self.problem, demand, package) for demand in self.demands]
        return self.seen.setdefault(as_bits(np.flatnonzero(held).tolist()), package)

    def _by_board(self, members: int) -> Reply | None:
        """Answer by groups and multipliers; None where that does not settle the question."""
        if self._search is None or self._too_many_ways:
            return None
        blocked = self._search.board.blocked(members)
        if blocked:
            return Reply(None, blocked)
        core, settled = 0, True
        for parties, chosen in self._ways(members):
            found = self._search.settle(members, parties, lambda x: self._holds(members, x))
            if isinstance(found, Excluded):
                own = found.core | self._own(p for p in found.parties if p not in chosen)
                if chosen.isdisjoint(found.parties):
                    return Reply(None, own)
                core |= own
            elif found is not None:
                return Reply(found)
            else:
                settled = False
        return Reply(None, core | 1 << (self._quorum or 0)) if settled else None

    def _holds(self, members: int, package: Package) -> bool:
        """Check a package by direct evaluation; the board adds in another order."""
        return all(satisfied(self.problem, self.demands[n], package) for n in bits(members))

    def _own(self, parties: Iterable[int]) -> int:
        return as_bits(self._place[party] for party in parties)

    def _ways(self, members: int) -> list[tuple[tuple[int, ...], frozenset[int]]]:
        """Return the sets of parties that could be content, and those only the quorum asks for."""
        base = tuple(p for p, n in self._place.items() if members >> n & 1)
        if self._quorum is None or not members >> self._quorum & 1:
            return [(base, frozenset())]
        quorum = self.demands[self._quorum]
        others = [p for p in quorum.among if p not in base]
        lacking = max(0, quorum.needed - (len(quorum.among) - len(others)))
        return [
            ((*base, *chosen), frozenset(chosen))
            for chosen in itertools.combinations(others, lacking)
        ]

    def _by_program(self, members: int) -> Reply:
        self._spend(MIXED)
        given = [d for n, d in enumerate(self.demands) if not members >> n & 1]
        program = Program(give_up(self.problem, given), "acceptable", node_limit=self.node_limit)
        hit = program.search({})
        return Reply(None, members) if hit is None else Reply(hit.package)
