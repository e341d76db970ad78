"""A problem surveyed and solved by the method that was planned; the others stand in for it."""

from __future__ import annotations

from detente.deal.enumeration.grid import Grid, survey_by_enumeration
from detente.deal.enumeration.solutions import solve_by_enumeration
from detente.deal.method import Plan
from detente.deal.problem import Problem
from detente.deal.solutions import Optimum, Wanted, why_none
from detente.deal.survey import Survey


def survey(problem: Problem, chosen: Plan, *, red_lines: bool = False) -> Survey:
    """Find out what exists, how many, and how far each party gets.

    Where merging cannot settle whether a package exists, programs are asked.
    """
    if chosen.enumerates:
        return survey_by_enumeration(Grid(problem))
    if chosen.groups and not red_lines:
        from detente.deal.counting.quick import fill_counts
        from detente.deal.merging.survey import survey_by_merging

        found = survey_by_merging(problem, chosen.groups)
        if found is not None:
            return fill_counts(problem, found)
    from detente.deal.programs.survey import survey_by_program

    return survey_by_program(problem, node_limit=chosen.node_limit, red_lines=red_lines)


def solve(problem: Problem, found: Survey, chosen: Plan, wanted: Wanted) -> dict[str, Optimum]:
    """Compute the solutions wanted.

    Equal gain is read off the frontier, whatever the method, and where issues are merged for one or
    two bargainers so is every solution. Where merging finds no package, a program is asked for one.
    """
    reasons = {n: why_none(n, found, len(problem.bargainers)) for n in wanted.names}
    optima = {name: Optimum(reason=reason) for name, reason in reasons.items() if reason}
    if chosen.groups and len(problem.bargainers) <= 2:
        from detente.deal.frontier.solutions import solve_on_frontier

        optima |= solve_on_frontier(problem, wanted.without(optima))
    if "equal_gain" in wanted.without(optima).names:
        from detente.deal.frontier.solutions import solve_equal_gain

        optima["equal_gain"] = solve_equal_gain(problem, wanted)
    if chosen.enumerates:
        optima |= solve_by_enumeration(Grid(problem), found, wanted.without(optima))
    if chosen.groups:
        from detente.deal.merging.solutions import solve_by_merging

        optima |= solve_by_merging(problem, chosen.groups, found, wanted.without(optima))
    left = wanted.without(optima)
    if left.names:
        from detente.deal.programs.solutions import solve_by_program

        optima |= solve_by_program(problem, found, left, node_limit=chosen.node_limit)
    return {name: optima[name] for name in wanted.names}
