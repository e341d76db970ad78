"""The efficient packages regardless of no deal: all that comparing days needs.

Only no-deal values move between two days with the same red lines. Whether some package gives every
party that is needed its no-deal value depends on the packages' utilities through the efficient
ones alone: if x passes, so does every package that is worth no less to everybody. The same holds
for the most that a party can get while others accept, and for the efficient packages among those
acceptable on a day, which are the acceptable ones of this frontier. So it is found once for each
set of red lines, and a day is a comparison of vectors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.frontier import Frontier, find_frontier
from detente.deal.method import plan
from detente.deal.problem import Problem
from detente.errors import NotSupported

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
MAX_POINTS = 100_000
"""Efficient packages at most; beyond, fewer that stand for them."""
ROOM = 20
"""How many times as many points are allowed before nothing is said at all."""


@dataclass(frozen=True, eq=False)
class Front:
    """Efficient packages that breach no red line and no constraint.

    Attributes:
        utilities: shape (parties, points); 0 for parties that are no bargainers.
        packages: shape (points, issues): the first package of each point.
        counts: how many packages each point has; None where they were not counted.
        exact: whether these are all of them.
        because: how they were found.
    """

    utilities: Floats
    packages: Numbers
    counts: tuple[int | None, ...]
    exact: bool
    because: str


def find_front(problem: Problem, *, max_points: int = MAX_POINTS) -> Front:
    """Find the efficient packages of a problem, whatever no deal is worth, with their packages.

    Args:
        problem: the problem; its no-deal values count for nothing.
        max_points: efficient packages at most; beyond, an ε-frontier stands for them, with
            twenty times as many points where even a coarse one needs them.

    Raises:
        NotConverged: no efficient package could be proved within the limit of the programs.
        NotSupported: even a coarse ε-frontier needs more points than that.
    """
    free = problem.revise(no_deal=[_below(problem, p) for p in range(len(problem.parties))])
    most = _limit(free, max_points)
    try:
        found = find_frontier(free, over="acceptable", max_points=most)
    except NotSupported:
        found = find_frontier(free, over="acceptable", max_points=most and ROOM * most)
    rows = np.array(found.source.firsts(), dtype=np.int64)
    packages = rows.reshape(found.size, len(problem.sizes))
    return Front(_utilities(problem, found), packages, found.counts, found.exact, found.because)


def reach_of(problem: Problem, *, max_points: int = MAX_POINTS) -> tuple[Floats, bool]:
    """Return the utilities of the efficient packages among the acceptable ones.

    They answer for every day on which no party's no-deal value is lower than in the problem.

    Args:
        problem: the problem, with the lowest no-deal values of the days asked about.
        max_points: efficient packages at most; beyond, an ε-frontier stands for them.

    Returns:
        Shape (parties, points), 0 for parties that are no bargainers; and whether these are all.

    Raises:
        NotConverged: as :func:`find_front`.
    """
    found = find_frontier(problem, over="acceptable", max_points=max_points)
    return _utilities(problem, found), found.exact


def _utilities(problem: Problem, found: Frontier) -> Floats:
    utilities = np.zeros((len(problem.parties), found.size))
    utilities[list(problem.bargainers)] = found.utilities_array
    return utilities


def _below(problem: Problem, party: int) -> float:
    """Return a worth below that of every package."""
    adds = [min(link.add, 0.0) for link in problem.linkages if link.party == party]
    return float(sum(table[party].min() for table in problem.values)) + sum(adds) - 1


def _limit(problem: Problem, max_points: int) -> int | None:
    """Leave the number of programs alone where programs are what is left."""
    return None if plan(problem, merges=True).method == "mixed-integer program" else max_points
