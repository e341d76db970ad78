"""The ledger: for every package, which demands it satisfies and to whom it is worth no deal.

Each demand that is a set of patterns, and each party's worth, is given to a stand-in party of its
own. The grid, which goes through all packages in blocks, then says who is content with which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.enumeration.grid import Grid
from detente.deal.patterns import Package
from detente.deal.problem import Acceptance, Problem
from detente.deal.whynot.demands import Demand

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
BLOCK = 1 << 14
"""Packages in a block, about; smaller than the grid's own, for there are more stand-ins."""


@dataclass(frozen=True, slots=True)
class Page:
    """Consecutive packages and which demands each satisfies.

    Attributes:
        start: number of the first package.
        kept: shape (demands, packages): the demand is satisfied.
        gains: shape (bargainers, packages): utility minus no-deal value.
        yes: shape (bargainers, packages): worth at least no deal, red lines aside.
    """

    start: int
    kept: Flags
    gains: Floats
    yes: Flags


class Ledger:
    """All packages of a problem with the demands that they satisfy, to be gone through repeatedly.

    Args:
        problem: the problem.
        demands: its demands.
    """

    def __init__(self, problem: Problem, demands: Sequence[Demand]) -> None:
        self.problem = problem
        self.demands = tuple(demands)
        self._bargainers = problem.bargainers
        self._grid = Grid(_stand_ins(problem, demands), block=BLOCK)

    def __iter__(self) -> Iterator[Page]:
        no_deal = self.problem.no_deal[list(self._bargainers)][:, None]
        n = len(self._bargainers)
        for block in self._grid:
            yes = block.own[:n]
            rows = [self._kept(k, demand, block.own) for k, demand in enumerate(self.demands)]
            kept = np.array(rows, dtype=bool).reshape(len(rows), block.own.shape[1])
            yield Page(block.start, kept, block.utilities[:n] - no_deal, yes)

    def package(self, number: int) -> Package:
        """Return the package with this number."""
        return self._grid.package(number)

    def _kept(self, place: int, demand: Demand, own: Flags) -> Flags:
        if demand.kind == "no deal":
            return np.asarray(own[self._bargainers.index(demand.party or 0)])
        if demand.kind == "quorum":
            rows = [self._bargainers.index(p) for p in demand.among]
            return np.asarray(own[rows].sum(axis=0) >= demand.needed)
        return np.asarray(own[len(self._bargainers) + place])


def _stand_ins(problem: Problem, demands: Sequence[Demand]) -> Problem:
    """Return a problem whose parties are the bargainers, and one for each demand with patterns."""
    who, n = list(problem.bargainers), len(problem.bargainers)
    more = max(1, len(demands))
    lines = [(n + place, pattern) for place, d in enumerate(demands) for pattern in d.patterns]
    return Problem(
        [np.vstack([t[who], np.zeros((more, t.shape[1]))]) for t in problem.values],
        [*problem.no_deal[who].tolist(), *[0.0] * more],
        red_lines=lines,
        linkages=[
            (who.index(k.party), k.pattern, k.add) for k in problem.linkages if k.party in who
        ],
        acceptance=Acceptance(all_of=tuple(range(n + more))),
    )
