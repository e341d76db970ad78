"""The number of acceptable packages, where a moment's work gives it exactly."""

from __future__ import annotations

import math

from detente.deal.counting import count_packages
from detente.deal.counting.packages import Choice
from detente.deal.counting.quick import COMBINATIONS, STATES
from detente.deal.merging.groups import join_issues
from detente.deal.merging.steps import in_steps
from detente.deal.problem import Problem
from detente.errors import NotSupported

MOMENT = 2 * COMBINATIONS
"""Combinations left that are gone through for one count at most."""


def count_at_once(problem: Problem) -> int | None:
    """Count the acceptable packages; None where that would take more than a moment.

    Args:
        problem: of any size; the parties without preferences are taken to accept.
    """
    groups = join_issues(problem)
    if groups is None:
        return None
    few = math.prod(group.choices for group in groups) <= MOMENT
    if not few and not in_steps([group.worth for group in groups]).exact:
        return None
    method: Choice = "auto" if few else "states"
    try:
        return count_packages(problem, method=method, max_states=STATES).count
    except NotSupported:
        return None
