"""Numbers of packages, where a moment's work gives them exactly."""

from __future__ import annotations

import math
from dataclasses import replace

from detente.deal.counting.packages import Choice, count_packages
from detente.deal.merging.groups import join_issues
from detente.deal.merging.steps import in_steps
from detente.deal.problem import Acceptance, Problem
from detente.deal.rule import Kind
from detente.deal.survey import Survey
from detente.errors import NotSupported

COMBINATIONS = 2 * 10**8
"""Combinations that are gone through for one count at most."""
STATES = 50_000
"""Partial packages that are kept for one count at most."""


def fill_counts(problem: Problem, survey: Survey) -> Survey:
    """Return the survey with its counts, or as it is if they cannot be had at once.

    Args:
        problem: the problem.
        survey: of the same problem, without counts.
    """
    kinds: tuple[Kind, ...] = ("possible", "acceptable", "certain", "all_accept")
    totals = [count_at_once(problem, kind=kind) for kind in kinds]
    if None in totals:
        return survey
    possible, acceptable, certain, everyone = totals
    parties = range(len(problem.parties))
    return replace(
        survey,
        possible=possible,
        acceptable=acceptable,
        certain=certain,
        all_accept=everyone,
        own=tuple(_each(problem, _alone(problem, p), p) for p in parties),
        within=tuple(_each(problem, _with(problem, p), p) for p in parties),
    )


def count_at_once(problem: Problem, *, kind: Kind = "acceptable") -> int | None:
    """Count the packages of one kind; None where that would take more than a moment.

    Args:
        problem: of any size; the parties without preferences are taken to accept.
        kind: as in :func:`detente.deal.count_packages`.
    """
    groups = join_issues(problem, red_lines=kind != "possible")
    if groups is None:
        return None
    few = math.prod(group.choices for group in groups) <= COMBINATIONS
    if not few and not in_steps([group.worth for group in groups]).exact:
        return None  # scores that are no decimals hardly ever add up to the same
    method: Choice = "auto" if few else "states"
    try:
        return count_packages(problem, kind=kind, method=method, max_states=STATES).count
    except NotSupported:
        return None


def _each(problem: Problem, changed: Problem, party: int) -> int | None:
    return count_at_once(changed) if problem.judged[party] else None


def _alone(problem: Problem, party: int) -> Problem:
    """Return the problem in which nobody but one party is asked."""
    lines = [(line.party, line.pattern) for line in problem.red_lines if line.party == party]
    return problem.revise(red_lines=lines, acceptance=Acceptance((party,)))


def _with(problem: Problem, party: int) -> Problem:
    """Return the problem in which one party has to accept besides."""
    rule = problem.acceptance
    everyone = tuple(sorted({*rule.all_of, party}))
    return problem.revise(acceptance=replace(rule, all_of=everyone))
