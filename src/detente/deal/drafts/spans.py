"""Lowest and highest worth over packages, exactly and without going through them.

Issues that no pattern joins are independent, so the lowest sum is the sum of the lowest parts, one
for each group of joined issues. Where a group is too large to list, programs answer.
"""

from __future__ import annotations

import math

from detente.deal.drafts.distance import Range
from detente.deal.merging.groups import Group, join_issues
from detente.deal.method import NODE_LIMIT
from detente.deal.problem import Problem
from detente.errors import NotConverged


def spans(problem: Problem, *, node_limit: int = NODE_LIMIT) -> tuple[Range | None, ...]:
    """Return, for each party, its lowest and highest utility over the possible packages.

    Args:
        problem: the problem; its red lines and its acceptance rule are left aside.
        node_limit: limit of branch-and-bound nodes for each program, where one is needed.

    Returns:
        None for a party without preferences, and for everybody where no package is possible.

    Raises:
        NotConverged: a program met its limit.
    """
    groups = join_issues(problem, red_lines=False)
    if groups is None:
        return _spans_by_program(problem, node_limit)
    if not all(group.choices for group in groups):
        return (None,) * len(problem.parties)
    pairs = zip(range(len(problem.parties)), problem.judged, strict=True)
    return tuple(_span(groups, party) if judged else None for party, judged in pairs)


def any_possible(problem: Problem, *, node_limit: int = NODE_LIMIT) -> bool:
    """Say whether some package satisfies the constraints.

    Raises:
        NotConverged: a program met its limit.
    """
    groups = join_issues(problem, red_lines=False)
    if groups is not None:
        return all(group.choices for group in groups)
    from detente.deal.drafts.narrowed import program_of

    return program_of(problem, "possible", node_limit=node_limit).search({}) is not None


def _span(groups: tuple[Group, ...], party: int) -> Range:
    return (
        math.fsum(float(group.worth[party].min()) for group in groups),
        math.fsum(float(group.worth[party].max()) for group in groups),
    )


def _spans_by_program(problem: Problem, node_limit: int) -> tuple[Range | None, ...]:
    from detente.deal.drafts.narrowed import program_of

    program = program_of(problem, "possible", node_limit=node_limit)
    found: list[Range | None] = [None] * len(problem.parties)
    for party, gain in program.gain.items():
        low, high = program.search({gain: -1.0}), program.search({gain: 1.0})
        if low is None or high is None:
            break
        if not (low.proven and high.proven):
            raise NotConverged("the range of a draft was not settled; raise node_limit")
        found[party] = (
            problem.utility(party, low.package),
            problem.utility(party, high.package),
        )
    return tuple(found)
