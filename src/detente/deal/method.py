"""Which method answers a problem, and why: enumeration, or a mixed-integer program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.deal.enumeration.grid import Grid, survey_by_enumeration
from detente.deal.enumeration.solutions import solve_by_enumeration
from detente.deal.problem import Problem
from detente.deal.solutions import Optimum
from detente.deal.survey import Survey
from detente.errors import InvalidInput, NotSupported

Choice = Literal["auto", "enumeration", "program"]

ENUMERABLE = 10**7
"""Packages up to which all are gone through."""
AT_MOST = 10**9
"""Packages beyond which enumeration is refused even when it is asked for."""
NODE_LIMIT = 20_000
"""Branch-and-bound nodes for each solve, unless told otherwise."""
MAX_TIES = 20
"""Tied optima listed for each solution, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a problem is answered.

    Attributes:
        method: ``enumeration`` or ``mixed-integer program``.
        because: why, in words.
        node_limit: limit of branch-and-bound nodes for each solve.
    """

    method: Literal["enumeration", "mixed-integer program"]
    because: str
    node_limit: int

    @property
    def enumerates(self) -> bool:
        """Whether all packages are gone through."""
        return self.method == "enumeration"


def plan(problem: Problem, *, method: Choice = "auto", node_limit: int = NODE_LIMIT) -> Plan:
    """Choose the method.

    Raises:
        InvalidInput: ``method`` is unknown, or ``node_limit`` is not positive.
        NotSupported: enumeration was asked for and there are more than 10^9 packages.
    """
    if method not in ("auto", "enumeration", "program"):
        raise InvalidInput("method is one of: auto, enumeration, program")
    if node_limit < 1:
        raise InvalidInput("node_limit must be at least 1")
    count = spell(problem.packages)
    if method == "enumeration" and problem.packages > AT_MOST:
        raise NotSupported(f"{count} packages are too many to go through one by one")
    small = problem.packages <= ENUMERABLE
    if method == "enumeration" or (method == "auto" and small):
        asked = "" if small else "asked for; "
        return Plan("enumeration", f"{asked}all {count} packages are gone through", node_limit)
    because = "asked for" if small else f"{count} packages are too many to go through one by one"
    return Plan("mixed-integer program", because, node_limit)


def spell(count: int) -> str:
    """Return a number of packages for a reader: 2,880 or 1.2e+54."""
    return f"{count:,}" if count < 10**9 else f"{count:.2g}"


def survey(problem: Problem, chosen: Plan, *, red_lines: bool = False) -> Survey:
    """Find out what exists, how many, and how far each party gets."""
    if chosen.enumerates:
        return survey_by_enumeration(Grid(problem))
    from detente.deal.programs.survey import survey_by_program

    return survey_by_program(problem, node_limit=chosen.node_limit, red_lines=red_lines)


def solve(problem: Problem, found: Survey, chosen: Plan, *, max_ties: int) -> dict[str, Optimum]:
    """Compute the four solutions."""
    if chosen.enumerates:
        return solve_by_enumeration(Grid(problem), found, max_ties=max_ties)
    from detente.deal.programs.solutions import solve_by_program

    return solve_by_program(problem, found, max_ties=max_ties, node_limit=chosen.node_limit)
