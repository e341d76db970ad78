"""Solutions read off the frontier: equal gain always, and all of them for one or two bargainers."""

from __future__ import annotations

from detente.deal.frontier.find import find_frontier
from detente.deal.frontier.picking import PICKS, pick_nash
from detente.deal.frontier.record import Frontier
from detente.deal.frontier.sets import Over
from detente.deal.merging.groups import join_issues
from detente.deal.problem import Problem
from detente.deal.sizes import ENUMERABLE
from detente.deal.solutions import NO_PRODUCT, Optimum, Wanted
from detente.errors import NotSupported

POINTS = 25_000
"""Points of a frontier that are looked at, at most."""
SORTED = 10_000
"""Ties up to which all are put in order before the first ones are named."""
OVER: dict[str, Over] = {"egalitarian": "acceptable", "utilitarian": "acceptable"}
"""The sets of solutions that are not taken over what all bargainers accept."""


def solve_equal_gain(problem: Problem, wanted: Wanted) -> Optimum:
    """Find the efficient packages whose gains are nearest to equal.

    Returns:
        The solution. Where the frontier is too large there is none: the reason says so, and
        nothing is proved.
    """
    if problem.packages > ENUMERABLE and join_issues(problem) is None:
        reason = "it needs the frontier, and too many issues hang together for that"
        return Optimum(reason=reason, proven=False)
    try:
        frontier = find_frontier(problem, epsilon=0, max_points=POINTS)
    except NotSupported:
        reason = f"it needs the frontier, which takes more than {POINTS:,} points at a time"
        return Optimum(reason=reason, proven=False)
    return _picked(frontier, "equal_gain", wanted)


def solve_on_frontier(problem: Problem, wanted: Wanted) -> dict[str, Optimum]:
    """Read solutions off the frontier, which one or two bargainers make short.

    Args:
        problem: the problem; its issues fall into independent groups.
        wanted: solutions for which there is no reason why they could not exist.

    Returns:
        The solutions by name; none where the frontier is too long.
    """
    frontiers: dict[Over, Frontier] = {}
    try:
        for over in {OVER.get(name, "all_accept") for name in wanted.names}:
            frontiers[over] = find_frontier(problem, over=over, epsilon=0, max_points=POINTS)
    except NotSupported:
        return {}
    return {
        name: _picked(frontiers[OVER.get(name, "all_accept")], name, wanted)
        for name in wanted.names
    }


def _picked(frontier: Frontier, name: str, wanted: Wanted) -> Optimum:
    gains = frontier.gains_array
    best = pick_nash(gains, wanted.nash_weights) if name == "nash" else PICKS[name](gains)
    if not len(best):
        return Optimum(reason=NO_PRODUCT)
    count = sum(frontier.counts[n] or 0 for n in best.tolist())
    cap = wanted.max_ties
    some = cap if count <= cap else max(cap, SORTED)
    packages = sorted(p for n in best.tolist() for p in frontier.source.tied(n, at_most=some))
    return Optimum(tuple(packages[:cap]), count, complete=count <= cap)
