"""Frontiers by mixed-integer programs: what the programs find, and what is known of the rest."""

from __future__ import annotations

import math

import numpy as np

from detente.deal.frontier.found import ALL, ENTANGLED, Found, within
from detente.deal.frontier.packages import Listed
from detente.deal.frontier.programs import Search, search_efficient
from detente.deal.frontier.sets import Over
from detente.deal.merging.steps import in_steps
from detente.deal.problem import Problem
from detente.deal.sizes import spell

APART = 1e-5
"""Gains that differ by less are not told apart where they are no decimals: ten times the tolerance
to which the solver satisfies its rows."""


def find_by_programs(
    problem: Problem, over: Over, epsilon: float | None, limit: int, node_limit: int, *, asked: bool
) -> Found:
    """Find the frontier by mixed-integer programs.

    Args:
        problem: the problem, with at least one bargainer.
        over: the set.
        epsilon: None for the exact frontier.
        limit: points at most.
        node_limit: limit of branch-and-bound nodes for each solve.
        asked: whether this method was asked for.

    Raises:
        NotConverged: not one efficient package could be proved within the limit.
    """
    apart, sure = smallest_step(problem)
    step = max(apart, epsilon or 0.0)
    found = search_efficient(problem, over, step=step, at_most=limit, node_limit=node_limit)
    gains = np.array([problem.gains(tied[0]) for tied in found.packages])
    gains = gains.reshape(-1, len(problem.bargainers)).T
    order = np.lexsort(-gains[::-1])
    packages = [found.packages[at] for at in order]
    source = Listed(packages, [found.ties_known[at] for at in order])
    return Found(
        gains[:, order],
        source,
        "asked for" if asked else f"{spell(problem.packages)} packages, and {ENTANGLED}",
        exact=found.complete and epsilon is None and sure,
        epsilon=epsilon if found.complete else None,
        guarantee=_guarantee(found, epsilon, over, sure=sure),
    )


def _guarantee(found: Search, epsilon: float | None, over: Over, *, sure: bool) -> str:
    listed = "every package listed is efficient"
    if not found.complete:
        known = (
            ""
            if found.bound == math.inf
            else f", none with a larger sum of gains than {found.bound:.9g}"
        )
        return f"{listed}; others may be missing{known}"
    if epsilon is not None:
        return f"{listed}; {within(epsilon, over, margin=False)}"
    return ALL if sure else f"{listed}; those missing differ by less than {APART:f} points from one"


def smallest_step(problem: Problem) -> tuple[float, bool]:
    """Return a difference that the solver can tell, and whether different gains are never nearer.

    Where all numbers are whole multiples of a decimal, half of it is enough, since gains differ by
    one multiple at least.
    """
    who = list(problem.bargainers)
    tables = [table[who] for table in problem.values]
    adds = [np.array([link.add]) for link in problem.linkages if link.party in who]
    steps = in_steps([*tables, *adds])
    apart = 0.5 / steps.per_unit
    return (apart, True) if steps.exact and apart >= APART else (APART, False)
