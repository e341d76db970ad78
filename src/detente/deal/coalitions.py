"""Who has to say yes together: the acceptance rule as a list of smallest accepting coalitions."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

from detente.deal.problem import Problem

Kind = Literal["possible", "acceptable", "certain", "all_accept"]


def accepting_coalitions(problem: Problem, kind: Kind) -> tuple[tuple[int, ...], ...]:
    """Return the smallest sets of judged parties whose consent makes a package of this kind.

    A package that satisfies the constraints and breaches no red line is ``acceptable`` exactly
    when every party of at least one of these sets gains at least nothing.

    Args:
        problem: the problem.
        kind: ``acceptable`` (parties without preferences taken to accept), ``certain`` (taken to
            refuse), ``all_accept`` (every judged party of the rule must accept besides) or
            ``possible`` (nobody need accept).

    Returns:
        Sets of party indices, each ascending; none where the rule cannot be satisfied.
    """
    rule, judged = problem.acceptance, problem.judged
    if kind == "possible":
        return ((),)
    if kind == "certain" and not all(judged[p] for p in rule.all_of):
        return ()
    assumed = 0 if kind == "certain" else sum(not judged[p] for p in rule.among)
    needed = {p for p in rule.all_of if judged[p]}
    group = [p for p in rule.among if judged[p]]
    if rule.at_least - assumed > len(group):
        return ()
    if kind == "all_accept":
        return (problem.bargainers,)
    missing = max(0, rule.at_least - assumed - sum(p in needed for p in group))
    others = sorted(set(group) - needed)
    return tuple(tuple(sorted(needed.union(more))) for more in combinations(others, missing))
