"""What either method finds out about a problem before any solution: the :class:`Survey`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Survey:
    """Existence, counts and reach, for the whole problem and for each party.

    A count is None where packages were not counted (mixed-integer program). A range is None where
    the set is empty, or the party has no preferences.

    Attributes:
        possible: packages that match no forbidden pattern.
        acceptable: packages that also breach no red line of any party and satisfy the acceptance
            rule, the parties without preferences assumed to accept.
        certain: acceptable packages that stay acceptable when those parties refuse.
        all_accept: acceptable packages that every party of the rule accepts (same assumption).
        any_possible, any_acceptable, any_certain, any_all_accept: whether there is one.
        own: for each party, possible packages that this party alone would accept.
        within: for each party, acceptable packages that it accepts.
        reach: for each party, lowest and highest utility over possible packages.
        best_acceptable, worst_acceptable: for each party, highest and lowest utility over
            acceptable packages; the lowest is found by enumeration only.
        ideals: for each bargainer, highest gain over ``all_accept`` packages (never less).
        breachable: for each red line, whether some possible package breaches it; empty where
            that was not asked.
        exact: whether every range and ideal is proved; False where a limit was met.
    """

    any_possible: bool
    any_acceptable: bool
    any_certain: bool
    any_all_accept: bool
    reach: tuple[Range | None, ...]
    best_acceptable: tuple[float | None, ...]
    worst_acceptable: tuple[float | None, ...]
    ideals: tuple[float, ...] | None
    breachable: tuple[bool, ...]
    possible: int | None = None
    acceptable: int | None = None
    certain: int | None = None
    all_accept: int | None = None
    own: tuple[int | None, ...] = field(default=())
    within: tuple[int | None, ...] = field(default=())
    exact: bool = True

    @property
    def exists(self) -> bool | None:
        """True or False whatever the parties without preferences do; None if it depends on them."""
        if self.any_certain:
            return True
        return None if self.any_acceptable else False


def is_possible(problem: Problem, package: Package) -> bool:
    """Say whether the package matches no forbidden pattern."""
    return not any(pattern.holds(package) for pattern in problem.forbidden)


def breached(problem: Problem, package: Package) -> list[int]:
    """Return the indices of the red lines, of any party, that the package breaches."""
    return [n for n, line in enumerate(problem.red_lines) if line.pattern.holds(package)]


def accepts(problem: Problem, party: int, package: Package) -> bool | None:
    """Say whether one party accepts a package, leaving aside whether it is possible.

    Returns:
        False below no deal or across an own red line; None where the party has no preferences and
        no own red line is breached; otherwise True.
    """
    if any(problem.red_lines[n].party == party for n in breached(problem, package)):
        return False
    if not problem.judged[party]:
        return None
    return problem.utility(party, package) >= float(problem.no_deal[party]) - TOLERANCE


def is_acceptable(problem: Problem, package: Package, *, unjudged_accept: bool = True) -> bool:
    """Evaluate the definition of an acceptable package directly, one package at a time.

    Args:
        problem: the problem.
        package: indices of the chosen options.
        unjudged_accept: what a party without preferences is taken to answer.
    """
    if not is_possible(problem, package) or breached(problem, package):
        return False
    answers = _answers(problem, package, problem.acceptance.all_of, unjudged_accept)
    group = _answers(problem, package, problem.acceptance.among, unjudged_accept)
    return all(answers) and sum(group) >= problem.acceptance.at_least


def all_accept(problem: Problem, package: Package) -> bool:
    """Say whether the package is acceptable and every judged party of the rule accepts it."""
    return is_acceptable(problem, package) and all(
        accepts(problem, party, package) for party in problem.bargainers
    )


def _answers(
    problem: Problem, package: Package, group: Sequence[int], unjudged: bool
) -> list[bool]:
    given = [accepts(problem, party, package) for party in group]
    return [unjudged if answer is None else answer for answer in given]
