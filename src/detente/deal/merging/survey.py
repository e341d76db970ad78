"""The survey of a problem whose issues fall into independent groups, without counting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.deal.merging.goals import Smallest, Total
from detente.deal.merging.groups import Group, join_issues, package_of
from detente.deal.merging.search import find_any, find_best
from detente.deal.merging.space import Space
from detente.deal.problem import Problem
from detente.deal.rule import Kind, accepting_coalitions
from detente.deal.survey import Range, Survey


def survey_by_merging(problem: Problem, groups: Sequence[Group]) -> Survey | None:
    """Find out what exists and how far each party gets, without counting.

    Args:
        problem: the problem.
        groups: its groups, those choices left out that a constraint or a red line excludes.

    Returns:
        A survey whose counts are None; ``exact`` is False where a highest value is only bounded.
        None if the existence of a package was too close to be settled.
    """
    free = join_issues(problem, red_lines=False)
    if free is None:
        return None
    surveyor = _Surveyor(problem, tuple(groups))
    exists = {kind: surveyor.exists(kind) for kind in ("acceptable", "certain", "all_accept")}
    best = surveyor.best_acceptable() if exists["acceptable"] else [None] * len(problem.parties)
    ideals = surveyor.ideals() if exists["all_accept"] else None
    if surveyor.unsettled:
        return None
    possible = all(group.choices for group in free)
    nothing = (None,) * len(problem.parties)
    return Survey(
        any_possible=possible,
        any_acceptable=bool(exists["acceptable"]),
        any_certain=bool(exists["certain"]),
        any_all_accept=bool(exists["all_accept"]),
        reach=_reach(problem, free) if possible else nothing,
        best_acceptable=tuple(best),
        worst_acceptable=nothing,
        ideals=ideals,
        breachable=(),
        own=nothing,
        within=nothing,
        exact=surveyor.exact,
    )


class _Surveyor:
    """Asks one question after the other, and notes what was not settled or not proved."""

    def __init__(self, problem: Problem, groups: tuple[Group, ...]) -> None:
        self.problem, self.groups = problem, groups
        self.unsettled = False
        self.exact = True
        self._known: dict[tuple[int, tuple[tuple[int, ...], ...]], float] = {}

    def exists(self, kind: Kind) -> bool:
        """Say whether there is a package of this kind."""
        coalitions = accepting_coalitions(self.problem, kind)
        if not coalitions or not all(group.choices for group in self.groups):
            return False
        if () in coalitions:
            return True
        spaces = [Space.of(self.problem, self.groups, coalition) for coalition in coalitions]
        smallest = Smallest(tuple((row, 1.0) for row in range(len(spaces[0].origin))))
        found = find_any(spaces, smallest)
        self.unsettled |= found is None
        return bool(found)

    def best_acceptable(self) -> list[float | None]:
        """Return the highest utility of each judged party over acceptable packages."""
        return [
            self._highest(party, "acceptable") if judged else None
            for party, judged in enumerate(self.problem.judged)
        ]

    def ideals(self) -> tuple[float, ...]:
        """Return the highest gain of each bargainer over packages that all of them accept."""
        problem = self.problem
        return tuple(
            self._highest(party, "all_accept") - float(problem.no_deal[party])
            for party in problem.bargainers
        )

    def _highest(self, party: int, kind: Kind) -> float:
        """Return the highest utility of a party, or a bound on it that is not reached."""
        coalitions = accepting_coalitions(self.problem, kind)
        if (party, coalitions) not in self._known:
            self._known[party, coalitions] = self._find_highest(party, coalitions)
        return self._known[party, coalitions]

    def _find_highest(self, party: int, coalitions: Sequence[tuple[int, ...]]) -> float:
        spaces = [Space.of(self.problem, self.groups, c, besides=[party]) for c in coalitions]
        row = spaces[0].parties.index(party)
        weights = np.eye(len(spaces[0].parties))[row]
        found = find_best(spaces, Total(tuple(weights.tolist())))
        self.exact &= found.proven
        if found.proven and found.example:
            return self.problem.utility(party, found.example)
        return found.bound + float(self.problem.no_deal[party])


def _reach(problem: Problem, groups: Sequence[Group]) -> tuple[Range | None, ...]:
    """Return the lowest and highest utility of each judged party over possible packages."""
    found: list[Range | None] = []
    for party, judged in enumerate(problem.judged):
        rows = [group.worth[party] for group in groups]
        ends = [[int(np.argmin(row)) for row in rows], [int(np.argmax(row)) for row in rows]]
        low, high = (problem.utility(party, package_of(groups, end)) for end in ends)
        found.append((low, high) if judged else None)
    return tuple(found)
