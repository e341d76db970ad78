"""Whether a package is among the tied optima of a solution concept, by solving anew."""

from __future__ import annotations

from dataclasses import dataclass

from detente.deal.answer import find_deal
from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.sensitivity.paths import Path
from detente.errors import NotConverged, NotSupported

TIES = 10_000
"""Tied optima among which the package is looked for."""


@dataclass(eq=False)
class TiedOptimal:
    """Says at a value of a number whether a package is still an optimum.

    Attributes:
        problem: at the middle.
        package: the optimum there.
        concept: of which.
        left: how many problems may still be solved.
    """

    problem: Problem
    package: Package
    concept: str
    left: int

    def holds(self, path: Path, value: float) -> bool:
        """Say whether the package is among the optima at a value.

        Raises:
            NotConverged: as many problems were solved as may be.
        """
        if not self.left:
            raise NotConverged("as many problems were solved as may be; allow more")
        self.left -= 1
        return is_tied(path.at(value), self.concept, self.package)

    def affects(self, path: Path) -> bool:
        """Say whether the rule asks the party at all."""
        return path.party in self.problem.bargainers

    def flip(self, path: Path, direction: int) -> float | None:
        """Refuse: for these concepts points of a grid are tried.

        Raises:
            NotSupported: always.
        """
        raise NotSupported("only the Nash solution has tipping values in closed form")


def is_tied(problem: Problem, concept: str, package: Package) -> bool:
    """Solve a problem and say whether a package is among the optima of a concept.

    Raises:
        NotConverged: the optima were not proved, or too many tie to list them all.
    """
    found = find_deal(problem, solutions=[concept], max_ties=TIES).solutions[concept]
    listed = problem.describe(package) in found.tied
    if not found.exact or not (listed or found.tied_complete):
        raise NotConverged("which packages are optimal was not settled within the limits")
    return listed
