"""The packages that may be taken, as one choice from each of some independent groups of issues.

Constraints, red lines that are certain and whatever the caller rules out are worked in; a doubtful
red line bars some choices in some draws. After that a package is one choice from each group, and
what it is worth to a party in a draw is a sum over the groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import holds
from detente.deal.belief.draws import Draws
from detente.deal.merging.groups import Group, join_issues
from detente.deal.patterns import Pattern

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
HELD = 10**8
"""Numbers of one group that are held at most."""
FEWEST = 4_096
"""Combinations of one group that are listed in any case."""


@dataclass(frozen=True, eq=False)
class DrawnGroup:
    """Issues that are decided together, and what each choice is worth in each draw.

    Attributes:
        issues: indices of the issues, ascending.
        options: shape (choices, issues of the group); in the order of issues and options.
        worth: shape (n, parties, choices), linkages included; zeros for parties without
            preferences.
        barred: shape (n, choices): breaches a doubtful red line that is real in the draw.
    """

    issues: tuple[int, ...]
    options: Numbers
    worth: Floats
    barred: Flags

    @property
    def choices(self) -> int:
        """How many choices are left; 0 where all are ruled out."""
        return len(self.options)


def join_draws(
    draws: Draws,
    *,
    kept: Sequence[Sequence[int]] | None = None,
    doubtful: bool = True,
    party: int | None = None,
) -> tuple[DrawnGroup, ...] | None:
    """Split drawn problems into independent groups of issues.

    Args:
        draws: n draws.
        kept: for each issue, the options that may be taken; None for all.
        doubtful: whether packages that breach a doubtful red line may be taken.
        party: count the red lines of this party only; None for those of all parties.

    Returns:
        The groups in the order of their first issues. None if so many issues hang together that
        their combinations cannot be listed.
    """
    problem = draws.problem
    lines = [i for i, k in enumerate(problem.red_lines) if party in (None, k.party)]
    open_lines = [i for i in lines if doubtful and draws.doubtful[i]]
    closed = [problem.red_lines[i].pattern for i in lines if i not in open_lines]
    loose = [problem.red_lines[i].pattern for i in open_lines]
    parties = len(problem.parties)
    judged = [link for link in problem.linkages if problem.judged[link.party]]
    frame = problem.revise(  # only what hangs together counts here, so that nothing is worth 0
        values=[np.zeros((parties, size)) for size in problem.sizes],
        no_deal=np.zeros(parties),
        judged=[True] * parties,
        forbidden=[*problem.forbidden, *closed],
        red_lines=[],
        linkages=[(0, pattern, 1.0) for pattern in (*(k.pattern for k in judged), *loose)],
    )
    options = kept or [range(size) for size in problem.sizes]
    largest = max(FEWEST, HELD // (len(draws) * parties))
    groups = join_issues(frame.restrict([list(of) for of in options]), largest=largest)
    if groups is None:
        return None
    return tuple(_drawn(draws, group, options, open_lines) for group in groups)


def packages_of(groups: Sequence[DrawnGroup], chosen: npt.ArrayLike) -> Numbers:
    """Return packages, shape (m, issues), from choices by number, shape (m, groups)."""
    numbers = np.asarray(chosen, dtype=np.int64)
    found = np.zeros((len(numbers), sum(len(group.issues) for group in groups)), dtype=np.int64)
    for column, group in enumerate(groups):
        found[:, list(group.issues)] = group.options[numbers[:, column]]
    return found


def _drawn(
    draws: Draws, group: Group, kept: Sequence[Sequence[int]], lines: Sequence[int]
) -> DrawnGroup:
    problem, n = draws.problem, len(draws)
    rows = np.full((group.choices, len(problem.sizes)), -1, dtype=np.int64)
    for column, issue in enumerate(group.issues):
        rows[:, issue] = np.asarray(kept[issue])[group.options[:, column]]
    worth = np.zeros((n, len(problem.parties), group.choices))
    for issue in group.issues:
        worth += draws.values[issue][:, :, rows[:, issue]]
    worth[:, ~problem.judged] = 0.0
    for a, link in enumerate(problem.linkages):
        if problem.judged[link.party] and _inside(link.pattern, group):
            worth[:, link.party] += draws.adds[:, a, None] * holds(link.pattern, rows)
    barred = np.zeros((n, group.choices), dtype=bool)
    for i in lines:
        if _inside(problem.red_lines[i].pattern, group):
            met = holds(problem.red_lines[i].pattern, rows)
            barred |= draws.lines[:, i, None] & met
    return DrawnGroup(group.issues, rows[:, list(group.issues)], worth, barred)


def _inside(pattern: Pattern, group: Group) -> bool:
    return pattern.terms[0][0] in group.issues
