"""A draft as a move: the nearest acceptable packages, joint improvements, the room that is left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from detente.deal import checks
from detente.deal.drafts.derived import count_readings
from detente.deal.drafts.distance import Measure, differences, value_moved
from detente.deal.drafts.improving import Improving, improve_by_enumeration, improve_by_program
from detente.deal.drafts.near import Nearest, nearest_by_enumeration, nearest_by_program
from detente.deal.drafts.near_by_merging import nearest_by_merging
from detente.deal.drafts.records import (
    DraftMoves,
    FrontierDistance,
    JointImprovements,
    MostGained,
    NearestPackage,
)
from detente.deal.drafts.room import Most, room_by_enumeration, room_by_program
from detente.deal.drafts.start import Start, choose_start
from detente.deal.drafts.step import Step, describe_step
from detente.deal.drafts.terms import Draft, Text, read_draft
from detente.deal.method import MAX_TIES, NODE_LIMIT, Choice, Method, Plan, plan
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem, check_problem
from detente.deal.sizes import ENUMERABLE, spell
from detente.errors import InvalidInput

Question = Literal["terms", "value", "improvements", "frontier"]
QUESTIONS: tuple[Question, ...] = ("terms", "value", "improvements", "frontier")
"""What can be asked of a draft: the two nearest packages, what would be better, what is left."""
MEASURES: tuple[Measure, ...] = ("terms", "value")
NOT_ASKED = "it was not asked"
NO_PREFERENCES = "no party that the acceptance rule names has preferences"
NO_COMPLETION = "its terms contradict the constraints"


def find_moves(
    problem: Problem,
    draft: Draft,
    *,
    within: int | None = None,
    asked: Collection[Question] = QUESTIONS,
    method: Choice = "auto",
    max_ties: int = MAX_TIES,
    node_limit: int = NODE_LIMIT,
) -> DraftMoves:
    """Say what a draft would have to change to be acceptable, and what would be better for all.

    The definitions stand in :mod:`detente.deal.drafts.distance` (changed terms, value moved),
    :mod:`detente.deal.drafts.improving` (joint improvements) and
    :mod:`detente.deal.drafts.room` (distance to the frontier).

    Args:
        problem: the problem.
        draft: partial or complete.
        within: how many coded terms a joint improvement may change; None for no limit.
        asked: ``terms`` and ``value`` (the nearest package by either measure), ``improvements``,
            ``frontier``; all by default.
        method: ``enumeration`` or ``program`` to insist on one method. By default the nearest
            package of a large problem is listed by merging issues, where that is possible.
        max_ties: how many tied packages, or undominated points, to list.
        node_limit: limit of branch-and-bound nodes for each program.

    Returns:
        The record; that no package is acceptable, or none better, is an answer too.

    Raises:
        InvalidInput: an argument or an index of the draft is out of range.
        NotSupported: enumeration is asked for, of more than 10^9 packages.
        NotConverged: a program could not settle existence, or tell tied packages apart, within its
            limit.
    """
    check_problem(problem)
    max_ties = checks.whole(max_ties, "max_ties", least=1)
    node_limit = checks.node_limit(node_limit)
    if within is not None:
        within = checks.whole(within, "within", least=0)
    _check_asked(asked)
    text = read_draft(problem, draft)
    chosen = plan(problem, method=method, node_limit=node_limit)
    nearest = {
        measure: _find_nearest(problem, text, measure, chosen, method, max_ties)
        for measure in MEASURES
        if measure in asked
    }
    start = None
    if not {"improvements", "frontier"}.isdisjoint(asked):
        completions = problem.restrict(text.kept)
        start = choose_start(problem, text, plan(completions, method=method, node_limit=node_limit))
    improvements = JointImprovements(within, reason=NOT_ASKED)
    if "improvements" in asked:
        improvements = _find_improvements(problem, text, start, within, chosen, max_ties)
    frontier = FrontierDistance(reason=NOT_ASKED)
    if "frontier" in asked:
        frontier = _measure_room(problem, text, start, chosen)
    proved = [*(n.exact for n in nearest.values()), improvements.exact, frontier.exact]
    return DraftMoves(
        name=text.name,
        coded=len(text.coded),
        open=len(text.open),
        outside=len(text.outside),
        start=None if start is None else _from_start(problem, text, start, start.package),
        standing="" if start is None else start.standing,
        nearest=nearest,
        improvements=improvements,
        frontier=frontier,
        assuming=tuple(problem.parties[p] for p in problem.unjudged),
        method=chosen.method,
        because=chosen.because,
        exact=all(proved) and (start is None or start.proven),
        parameters={
            "tolerance": TOLERANCE,
            "within": within,
            "max_ties": max_ties,
            "node_limit": None if chosen.enumerates else node_limit,
        },
    )


def _check_asked(asked: object) -> None:
    if not isinstance(asked, Collection) or isinstance(asked, str):
        asked = (None,)
    if all(question in QUESTIONS for question in asked):
        return
    raise InvalidInput(f"what is asked is among: {', '.join(QUESTIONS)}; give a list")


def _plan_value(problem: Problem, text: Text, chosen: Plan, method: Choice) -> Plan:
    """Let programs measure value where brackets have too many readings to go through."""
    work = problem.packages * (1 + count_readings(problem, text))
    if method != "auto" or not chosen.enumerates or work <= ENUMERABLE:
        return chosen
    because = f"{spell(work)} packages and readings are too many to go through one by one"
    return replace(chosen, method="mixed-integer program", because=because)


def _find_nearest(
    problem: Problem, text: Text, measure: Measure, chosen: Plan, method: Choice, cap: int
) -> NearestPackage:
    if measure == "value" and not problem.bargainers:
        return NearestPackage(measure, reason=NO_PREFERENCES)
    if measure == "value":
        chosen = _plan_value(problem, text, chosen, method)
    used, found = _search_nearest(problem, text, measure, chosen, method, cap)
    if found is None:
        return NearestPackage(measure, reason="no package is acceptable", method=used)
    return _tell_nearest(problem, text, measure, used, found)


def _search_nearest(
    problem: Problem, text: Text, measure: Measure, chosen: Plan, method: Choice, cap: int
) -> tuple[Method, Nearest | None]:
    """Return the method that settled the question, and its answer."""
    if chosen.enumerates:
        return chosen.method, nearest_by_enumeration(problem, text, measure, cap=cap)
    if measure == "terms" and method == "auto":
        settled, found = nearest_by_merging(problem, text, cap=cap)
        if settled:
            return "merging of issues", found
    found = nearest_by_program(problem, text, measure, cap=cap, node_limit=chosen.node_limit)
    return chosen.method, found


def _tell_nearest(
    problem: Problem, text: Text, measure: Measure, used: Method, found: Nearest
) -> NearestPackage:
    package = found.packages[0]
    return NearestPackage(
        measure=measure,
        step=describe_step(problem, text, package, differences(problem, text, package)),
        distance=found.distance,
        bound=found.bound,
        value_moved=value_moved(problem, text, package) if problem.bargainers else None,
        exact=found.proven,
        tied=tuple(problem.describe(tied) for tied in found.packages),
        tied_count=found.count,
        tied_complete=found.complete,
        method=used,
    )


def _from_start(problem: Problem, text: Text, start: Start, package: Package) -> Step:
    """Describe a package, with what each judged party gains over the start."""
    judged = [party for party in range(len(problem.parties)) if problem.judged[party]]
    better = {p: problem.utility(p, package) - problem.utility(p, start.package) for p in judged}
    return describe_step(problem, text, package, {p: (d, d) for p, d in better.items()})


def _find_improvements(
    problem: Problem, text: Text, start: Start | None, within: int | None, chosen: Plan, cap: int
) -> JointImprovements:
    if start is None or not problem.bargainers:
        reason = NO_COMPLETION if start is None else NO_PREFERENCES
        return JointImprovements(within, reason=reason)
    package = start.package
    if chosen.enumerates:
        found = improve_by_enumeration(problem, text, package, within=within, cap=cap)
    else:
        found = improve_by_program(
            problem, text, package, within=within, cap=cap, node_limit=chosen.node_limit
        )
    return JointImprovements(
        within=within,
        steps=tuple(_from_start(problem, text, start, x) for x in found.packages),
        points=found.points,
        complete=found.complete,
        improvements=found.improvements,
        efficient=_none_within(found),
        exact=found.proven,
    )


def _none_within(found: Improving) -> bool | None:
    if found.packages:
        return False
    return True if found.complete else None


def _measure_room(
    problem: Problem, text: Text, start: Start | None, chosen: Plan
) -> FrontierDistance:
    if start is None or not problem.bargainers:
        return FrontierDistance(reason=NO_COMPLETION if start is None else NO_PREFERENCES)
    if chosen.enumerates:
        found = room_by_enumeration(problem, start.package)
    else:
        found = room_by_program(problem, start.package, node_limit=chosen.node_limit)

    def tell(most: Most) -> MostGained:
        step = _from_start(problem, text, start, most.package)
        return MostGained(most.value, most.bound, most.proven, step)

    return FrontierDistance(
        everybody=tell(found.everybody),
        together=tell(found.together),
        alone={problem.parties[party]: tell(most) for party, most in found.alone.items()},
        efficient=_none_left(*found.alone.values()),
        weakly_efficient=_none_left(found.everybody),
    )


def _none_left(*most: Most) -> bool | None:
    """Say whether nothing is left to gain; None where that is not proved."""
    if any(one.value > TOLERANCE for one in most):
        return False
    return True if all(one.proven for one in most) else None
