"""Issues that hang together are joined into one group; groups are independent of one another.

Two issues hang together when a pattern (a constraint, a red line or a linkage) names both. All
combinations of a group's options are listed once, those that a constraint or a red line excludes
left out. After that a package is one choice from each group and nothing else: every utility is a
sum over groups, and the only thing left to ask is whether the sums satisfy the acceptance rule.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.patterns import Package, Pattern
from detente.deal.problem import Problem

Floats = npt.NDArray[np.float64]
LARGEST = 200_000
"""Combinations of one group that are listed at most."""


@dataclass(frozen=True, slots=True)
class Group:
    """Issues that are decided together.

    Attributes:
        issues: indices of the issues, ascending.
        options: shape (choices, issues of the group): the option of each issue, by index; the
            choices stand in the order of issues and options, the last issue fastest.
        worth: shape (parties, choices): what the choice adds to the utility of each party,
            linkages included; zero for parties without preferences.
    """

    issues: tuple[int, ...]
    options: npt.NDArray[np.int64]
    worth: Floats

    @property
    def choices(self) -> int:
        """How many combinations of the group's options are left; 0 if all are excluded."""
        return len(self.options)


def join_issues(
    problem: Problem, *, red_lines: bool = True, largest: int = LARGEST
) -> tuple[Group, ...] | None:
    """Split a problem into independent groups of issues.

    Args:
        problem: the problem.
        red_lines: whether a choice that breaches a red line, of any party, is left out too.
        largest: how many combinations of one group to list at most.

    Returns:
        The groups in the order of their first issues; every issue is in exactly one. None if the
        combinations of some group are more than ``largest``.
    """
    excluded = list(problem.forbidden)
    if red_lines:
        excluded += [line.pattern for line in problem.red_lines]
    linked = [link.pattern for link in problem.linkages if problem.judged[link.party]]
    members = _connected(len(problem.sizes), [*excluded, *linked])
    if any(math.prod(problem.sizes[i] for i in issues) > largest for issues in members):
        return None
    return tuple(_list_choices(problem, issues, excluded) for issues in members)


def package_of(groups: Sequence[Group], choice: Sequence[int]) -> Package:
    """Return the package in which each group takes the choice with the given index."""
    package = [0] * sum(len(group.issues) for group in groups)
    for group, number in zip(groups, choice, strict=True):
        for issue, option in zip(group.issues, group.options[number].tolist(), strict=True):
            package[issue] = option
    return tuple(package)


def _connected(n_issues: int, patterns: Iterable[Pattern]) -> list[tuple[int, ...]]:
    """Return the connected sets of issues, each ascending, in the order of their first issues."""
    home = list(range(n_issues))
    for pattern in patterns:
        named = {home[issue] for issue, _ in pattern.terms}
        home = [min(named) if at in named else at for at in home]
    return [tuple(i for i in range(n_issues) if home[i] == h) for h in sorted(set(home))]


def _list_choices(problem: Problem, issues: tuple[int, ...], excluded: list[Pattern]) -> Group:
    sizes = [problem.sizes[i] for i in issues]
    grid = np.indices(sizes).reshape(len(sizes), -1)
    left = np.ones(grid.shape[1], dtype=bool)
    for pattern in excluded:
        if pattern.terms[0][0] in issues:
            left &= ~_matches(pattern, issues, grid)
    grid = grid[:, left]
    worth = np.zeros((len(problem.parties), grid.shape[1]))
    for issue, options in zip(issues, grid, strict=True):
        worth += problem.values[issue][:, options]
    for link in problem.linkages:
        if problem.judged[link.party] and link.pattern.terms[0][0] in issues:
            worth[link.party] += link.add * _matches(link.pattern, issues, grid)
    return Group(issues, np.ascontiguousarray(grid.T), worth)


def _matches(
    pattern: Pattern, issues: Sequence[int], grid: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    found = np.ones(grid.shape[1], dtype=bool)
    for issue, options in pattern.terms:
        found &= np.isin(grid[issues.index(issue)], options)
    return found
