"""Frontiers by merging: exact where that fits into the limit, with the smallest ε if not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from detente.deal.frontier.approximate import FIRST, SERIES, find_narrowest, thin_by_cells
from detente.deal.frontier.found import Found, beyond, too_fine, within
from detente.deal.frontier.layers import Merging, grow, leads, merge
from detente.deal.frontier.packages import Listed, Merged
from detente.deal.frontier.sets import Demand, Floats, Over
from detente.deal.merging.dominance import find_undominated
from detente.deal.merging.groups import Group
from detente.deal.merging.lattice import Lattice, Layer
from detente.deal.problem import TOLERANCE, Problem

COARSE = 1_000
"""Where the exact frontier does not fit, this many points or a quarter of the limit are enough."""


def find_by_merging(
    problem: Problem, groups: Sequence[Group], over: Over, epsilon: float | None, limit: int
) -> Found:
    """Find the frontier of a problem whose issues fall into independent groups.

    Args:
        problem: the problem, with at least one bargainer.
        groups: from :func:`detente.deal.merging.groups.join_issues`.
        over: the set.
        epsilon: None for the exact frontier, or the smallest ε that fits; 0 for the exact one only.
        limit: partial packages carried on at most.

    Raises:
        NotSupported: ``epsilon`` is too small for the limit.
    """
    who = list(problem.bargainers)
    groups = sorted(groups, key=lambda group: -group.choices)
    because = _because(len(groups))
    if not groups[-1].choices:
        return Found(np.zeros((len(who), 0)), Listed((), ()), because)
    tables = [group.worth[who] for group in groups]
    merging = Merging.of(tables, Demand.of(problem, over), tolerance=TOLERANCE, limit=limit)
    lattice = Lattice(-problem.no_deal[who])
    if epsilon:
        if not merge(merging, lattice, thin_by_cells(epsilon / len(groups))):
            raise too_fine(epsilon, limit)
        return _found(problem, groups, lattice, because, over, epsilon)
    if merge(merging, lattice, merging.exactly):
        return _found(problem, groups, lattice, because, over, None)
    if epsilon is not None:
        raise too_fine(epsilon, limit)
    epsilon = _go_on(merging, lattice)
    return _found(problem, groups, lattice, f"{because}; {beyond(limit)}", over, epsilon)


def _because(groups: int) -> str:
    many = f"the issues fall into {groups} independent groups"
    return f"{many if groups > 1 else 'the issues form one group'}; what is dominated is dropped"


def _go_on(merging: Merging, lattice: Lattice) -> float:
    """Merge the groups that do not fit exactly, each on the finest grid that fits; return ε.

    The widths of the grids add up to ε. They are found layer by layer, so that the first layers,
    which span little, do not lose as much as the last ones.
    """
    within = replace(merging, limit=min(merging.limit, max(COARSE, merging.limit // 4)))
    at, epsilon = FIRST, 0.0
    for number in range(len(lattice.layers), len(merging.tables)):
        sums = lattice.top.sums

        def attempt(width: float, number: int = number, sums: Floats = sums) -> Layer | None:
            return grow(within, sums, number, thin_by_cells(width))

        at, layer = find_narrowest(attempt, start=at)
        lattice.layers.append(layer)
        epsilon += SERIES[at]
    return round(epsilon, 9)


def _found(
    problem: Problem,
    groups: Sequence[Group],
    lattice: Lattice,
    because: str,
    over: Over,
    epsilon: float | None,
) -> Found:
    states, gains = find_undominated(lattice.top.sums, TOLERANCE)
    first = np.flatnonzero(leads(gains))
    members = np.split(states, first[1:]) if len(first) else []
    source = Merged(problem, groups, lattice, members, counted=epsilon is None)
    if epsilon is None:
        return Found(gains[:, first], source, because)
    hollow = _out_of_reach(problem, groups, Demand.of(problem, over), epsilon)
    words = within(epsilon, over, margin=over != "possible", hollow=hollow)
    return Found(gains[:, first], source, because, False, epsilon, words)


def _out_of_reach(
    problem: Problem, groups: Sequence[Group], demand: Demand, epsilon: float
) -> bool:
    """Say whether somebody whose acceptance is needed can never gain so much."""
    who = problem.bargainers
    return any(
        sum(float(group.worth[who[row]].max()) for group in groups)
        < float(problem.no_deal[who[row]]) + epsilon
        for row in demand.needed
    )
