"""A problem in which one party gives in, or is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.deal.problem import Acceptance, Problem
from detente.deal.whynot.demands import Demand


def accept_everything(problem: Problem, party: int, *, red_lines: bool = True) -> Problem:
    """Return the problem in which a party accepts every package.

    Args:
        problem: the problem.
        party: index of the party.
        red_lines: whether it lifts its red lines too; otherwise it accepts what they allow.
    """
    judged = [bool(known) and p != party for p, known in enumerate(problem.judged)]
    lines = [(k.party, k.pattern) for k in problem.red_lines if not red_lines or k.party != party]
    return problem.revise(judged=judged, red_lines=lines)


def do_without(problem: Problem, party: int) -> Problem | None:
    """Return the problem in which a party refuses everything, its red lines staying in force.

    Returns:
        The problem, the party no longer named by the rule; None if the rule cannot be met so.
    """
    rule = problem.acceptance
    others = tuple(p for p in rule.among if p != party)
    if party in rule.all_of or rule.at_least > len(others):
        return None
    if not rule.all_of and not others:  # nobody has to accept, and nobody else is named
        return problem
    return problem.revise(acceptance=Acceptance(rule.all_of, rule.at_least, others))


def list_parties(
    problem: Problem, demands: Mapping[str, Demand]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each party that has demands, with their keys, or that the quorum counts."""
    counted = {p for demand in demands.values() for p in demand.among}
    for party in range(len(problem.parties)):
        own = tuple(key for key, demand in demands.items() if demand.party == party)
        if own or party in counted:
            yield party, own
