"""The acceptable packages that change the fewest terms of a draft, by merging issues: exact.

The packages with at most k changed terms are listed for k = 0, 1, 2, … until one is acceptable. How
many terms change is carried as one more sum over the groups of issues (see
:mod:`detente.deal.merging.cuts`), so a partial package with too many changes is dropped at once,
and what is listed stays small where k is small.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.deal.drafts.derived import count_changes
from detente.deal.drafts.distance import Floats
from detente.deal.drafts.near import Nearest
from detente.deal.drafts.ranking import rank
from detente.deal.drafts.terms import Text
from detente.deal.frontier.picking import pick_leximin
from detente.deal.merging.cuts import STATES, Cut, Listing, list_packages
from detente.deal.merging.groups import Group, join_issues, package_of
from detente.deal.merging.lattice import Indices
from detente.deal.merging.steps import rows_in_steps
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.rule import Rule, rule_of

LISTED = 20_000
"""Packages that no tie-break tells apart, beyond which the first of them is not looked for."""


def nearest_by_merging(
    problem: Problem, text: Text, *, cap: int, limit: int = STATES
) -> tuple[bool, Nearest | None]:
    """List packages with ever more changed terms until one is acceptable.

    Args:
        problem: the problem.
        text: the draft.
        cap: packages listed at most.
        limit: candidates of one layer beyond which a listing is given up.

    Returns:
        Whether the question is settled, and the nearest packages; None if none is acceptable. It
        is not settled where issues hang together that have too many combinations, or where too
        many packages are as near.
    """
    rule = rule_of(problem, "acceptable")
    if rule is None:
        return True, None
    groups = join_issues(count_changes(problem, text))
    if groups is None:
        return False, None
    if not all(group.choices for group in groups):
        return True, None
    reach = _Reach(problem, groups, rule)
    for changes in range(len(text.coded) + 1):
        listing = reach.within(changes, limit)
        if listing is None:
            return False, None
        near = reach.acceptable(listing)
        if len(near):
            found = _choose(problem, text, reach, listing, near, changes, cap)
            return found is not None, found
    return True, None


@dataclass(frozen=True)
class _Reach:
    """What packages can be listed: rows are the gains of the bargainers, and minus the changes."""

    problem: Problem
    groups: tuple[Group, ...]
    rule: Rule

    @cached_property
    def origin(self) -> Floats:
        return np.array([*-self.problem.no_deal[list(self.problem.bargainers)], 0.0])

    @cached_property
    def needed(self) -> Indices:
        """Rows of the parties of the rule, those that must accept first."""
        rows = [self.problem.bargainers.index(party) for party in self.rule.parties]
        return np.array(rows, dtype=np.int64)

    def within(self, changes: int, limit: int) -> Listing | None:
        """List the packages with so many changed terms at most, that all who must accept accept."""
        rows = np.eye(len(self.origin))
        floors = [(row, -TOLERANCE) for row in self.needed[: self.rule.needed]]
        unit, tables = self._steps
        cuts = [
            Cut(rows[row] / unit, floor - self.origin[row])
            for row, floor in [*floors, (len(rows) - 1, -changes - 0.5)]
        ]
        return list_packages(tables, np.zeros(len(rows)), cuts, limit=limit)

    @cached_property
    def _steps(self) -> tuple[Floats, tuple[Floats, ...]]:
        who = [*self.problem.bargainers, len(self.problem.parties)]
        steps = rows_in_steps([group.worth[who] for group in self.groups])
        return steps.per_unit, steps.tables

    def gains(self, listing: Listing) -> Floats:
        """Return the gains of the bargainers, shape (bargainers, states)."""
        sums = listing.lattice.top.sums / self._steps[0][:, None] + self.origin[:, None]
        return np.asarray(sums[:-1])

    def acceptable(self, listing: Listing) -> Indices:
        """Return the states whose packages the acceptance rule passes."""
        accepts = self.gains(listing)[self.needed] >= -TOLERANCE
        return np.flatnonzero(self.rule.passes(accepts))

    def packages(self, listing: Listing, states: Indices, at_most: int) -> list[Package]:
        """Return packages that end in the given states."""
        found = listing.packages(states, at_most=at_most)
        return [package_of(self.groups, choice) for choice in found]


def _choose(
    problem: Problem,
    text: Text,
    reach: _Reach,
    listing: Listing,
    near: Indices,
    changes: int,
    cap: int,
) -> Nearest | None:
    """Rank the packages that are equally near, or leave those that no tie-break tells apart."""
    count, distance = listing.lattice.count(near), float(changes)
    if count <= cap:
        ordered = rank(
            reach.packages(listing, near, cap),
            changes=lambda package: len(text.changed(package)),
            gains=problem.gains,
        )
        return Nearest(ordered, count, True, distance, distance, True)
    best = near[pick_leximin(reach.gains(listing)[:, near])]
    if listing.lattice.count(best) > LISTED:
        return None
    first = sorted(reach.packages(listing, best, LISTED))[:cap]
    return Nearest(tuple(first), count, False, distance, distance, True)
