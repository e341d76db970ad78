"""Equal gain as a bargaining solution: taken over the frontier, so the frontier is found first."""

from __future__ import annotations

from detente.deal.frontier.equal_gain import equal_gain
from detente.deal.frontier.find import find_frontier
from detente.deal.merging.groups import join_issues
from detente.deal.problem import Problem
from detente.deal.sizes import ENUMERABLE
from detente.deal.solutions import Optimum
from detente.errors import NotSupported

POINTS = 25_000
"""Points of the frontier that are looked at, at most."""


def solve_equal_gain(problem: Problem, *, max_ties: int) -> Optimum:
    """Find the efficient packages whose gains are nearest to equal.

    Args:
        problem: the problem; some package suits every bargainer.
        max_ties: how many tied optima to list.

    Returns:
        The solution. Where the frontier is too large there is none, and the reason says so.
    """
    if problem.packages > ENUMERABLE and join_issues(problem) is None:
        return Optimum(reason="it needs the frontier, and too many issues hang together for that")
    try:
        frontier = find_frontier(problem, epsilon=0, max_points=POINTS)
    except NotSupported:
        return Optimum(reason=f"it needs the frontier, which has more than {POINTS:,} points")
    best = equal_gain(frontier.gains_array).tolist()
    packages = sorted(p for point in best for p in frontier.source.tied(point, at_most=max_ties))
    count = sum(frontier.counts[point] or 0 for point in best)
    return Optimum(tuple(packages[:max_ties]), count, complete=count <= max_ties)
