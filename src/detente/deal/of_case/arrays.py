"""A case as the arrays of the engine, with the judgements and the evidence behind each number.

Ranges are taken at their mid-points here: the middle of ``[low, high]``, the mode of a triangular
number. Weights that then do not add up to 100 are moved together, all by the same share of the way
along their ranges, until they do. What no agreement is worth is taken on the day asked about. A
doubtful red line counts when it is as likely to be one as not, or likelier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np

from detente.case import Case
from detente.case.quantity import Quantity
from detente.case.records import NoDeal, Preferences, Terms
from detente.case.values import Values
from detente.deal.of_case.answers import CaseProblem, Judgement, LineInForce
from detente.deal.of_case.notes import MIDPOINTS as MIDPOINTS
from detente.deal.of_case.notes import notes_of
from detente.deal.patterns import if_then
from detente.deal.problem import Acceptance, Problem
from detente.deal.weights import settle_weights
from detente.errors import InvalidInput

Options = dict[int, set[int]]
FARTHEST = 10_000.0
"""Points of no agreement, on the 0-100 scale, beyond which a day is too far to be asked about."""


def problem_of_case(case: Case, as_of: date | None = None) -> CaseProblem:
    """Turn a case into arrays, as of a date, with ranges at their mid-points.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.

    Raises:
        InvalidInput: the weights of a party cannot add up to 100, or a value is missing.
    """
    day = as_of or case.as_of
    judgements = {party: _judgement(case.preferences.get(party), day) for party in case.parties}
    lines = _lines_in_force(case, day)
    return CaseProblem(
        problem=_problem(case, judgements, lines, day),
        as_of=day,
        has_rule=case.acceptance is not None,
        judgements=judgements,
        red_lines=tuple(line for line, _ in lines),
        notes=notes_of(case, judgements, day),
        constraint_of=tuple(place for place, _ in _forbidden(case)),
    )


def _problem(
    case: Case,
    judgements: Mapping[str, Judgement],
    lines: Sequence[tuple[LineInForce, Options]],
    day: date,
) -> Problem:
    number = {party: p for p, party in enumerate(case.parties)}
    rows = {party: _rows(case, party, judgements[party]) for party in case.parties}
    no_deal = [case.preferences[p].no_deal if judgements[p].judged else None for p in number]
    return Problem(
        [np.array([rows[party][i] for party in number]) for i in range(len(case.issues))],
        [
            0.0 if worth is None else _worth_on(case, party, worth, day)
            for party, worth in zip(number, no_deal, strict=True)
        ],
        judged=[judgements[party].judged for party in number],
        forbidden=[pattern for _, pattern in _forbidden(case)],
        red_lines=[(number[line.party], options) for line, options in lines],
        linkages=[
            (number[party], options, link.add.mid)
            for party, preferences in case.preferences.items()
            if judgements[party].judged
            for link in preferences.linkages
            if (options := options_of(case, link.when)) is not None
        ],
        acceptance=_rule(case, number),
        parties=list(case.parties),
        issues=list(case.issues),
        options=[issue.option_ids for issue in case.issues.values()],
    )


def _worth_on(case: Case, party: str, no_deal: NoDeal, day: date) -> float:
    worth = no_deal.on(day, lambda number: number.mid, as_of=case.as_of)
    if not abs(worth) <= FARTHEST:
        raise InvalidInput(
            f"no agreement cannot be worked out for {party} on {day}: so far from "
            f"{no_deal.at or case.as_of}, drift and discount take it beyond {FARTHEST:,.0f} "
            "points; ask about a nearer day"
        )
    return worth


def _rule(case: Case, number: Mapping[str, int]) -> Acceptance | None:
    rule = case.acceptance
    if rule is None:
        return None
    return Acceptance(
        all_of=tuple(number[party] for party in rule.all_of),
        at_least=rule.and_at_least or 0,
        among=tuple(number[party] for party in rule.among),
    )


def _judgement(preferences: Preferences | None, day: date) -> Judgement:
    if preferences is None or not preferences.judged:
        return Judgement(False, preferences.basis if preferences else "")
    ranges = not all(number.exact for number in _numbers(preferences, day))
    if not preferences.weights:
        return Judgement(True, preferences.basis, ranges=ranges)
    weights, share = settle_weights(preferences.weights)
    return Judgement(True, preferences.basis, weights, share, ranges)


def _numbers(preferences: Preferences, day: date) -> list[Quantity]:
    found = [*preferences.weights.values(), *(link.add for link in preferences.linkages)]
    for table in (*preferences.values.values(), *preferences.scores.values()):
        found += [number for _, number in table.numbers()]
    no_deal = preferences.no_deal
    return found if no_deal is None else [*found, *no_deal.numbers_on(day)]


def _rows(case: Case, party: str, judgement: Judgement) -> list[list[float]]:
    """Return the party's weighted contributions: one list an issue, zeros where nothing counts."""
    blank = [[0.0] * len(issue.option_ids) for issue in case.issues.values()]
    if not judgement.judged:
        return blank
    preferences, weights = case.preferences[party], judgement.weights
    if weights is None:
        return _contributions(case, party, preferences.scores, lambda _: 1.0)
    return _contributions(
        case, party, preferences.values, lambda issue: weights.get(issue, 0) / 100
    )


def _contributions(
    case: Case, party: str, tables: Mapping[str, Values], factor: Callable[[str], float]
) -> list[list[float]]:
    rows = []
    for issue_id, issue in case.issues.items():
        worth, scale = {}, factor(issue_id)
        if issue_id in tables:
            worth = tables[issue_id].at(issue, lambda number: number.mid)
        counted = issue_id in tables and scale != 0
        if counted and set(worth) != set(issue.option_ids):
            raise InvalidInput(f"{party} has no value for some options of {issue_id}")
        rows.append([scale * worth.get(option, 0.0) for option in issue.option_ids])
    return rows


def options_of(case: Case, terms: Terms) -> Options | None:
    """Return a pattern of the case by indices; None where some condition meets no option."""
    number = {issue: i for i, issue in enumerate(case.issues)}
    found: Options = {}
    for issue_id, condition in terms.items():
        issue = case.issues[issue_id]
        met = set(condition.of(issue))
        found[number[issue_id]] = {o for o, name in enumerate(issue.option_ids) if name in met}
    return found if all(found.values()) else None


def _forbidden(case: Case) -> list[tuple[int, Options]]:
    """Return each forbidden pattern with the place of its constraint in the case."""
    sizes = [len(issue.option_ids) for issue in case.issues.values()]
    found: list[tuple[int, Options]] = []
    for place, constraint in enumerate(case.constraints):
        pattern = options_of(case, constraint.never or constraint.when or {})
        if pattern is None:
            continue
        if constraint.then is None:
            found.append((place, pattern))
            continue
        consequence = options_of(case, constraint.then)
        patterns = [pattern] if consequence is None else if_then(pattern, consequence, sizes)
        found += [(place, each) for each in patterns]
    return found


def _lines_in_force(case: Case, day: date) -> list[tuple[LineInForce, Options]]:
    found = []
    for party, preferences in case.preferences.items():
        for index, recorded in enumerate(preferences.red_lines):
            line = recorded.known_on(day, case.as_of)
            options = options_of(case, line.terms) if line.in_force(day) and line.counts else None
            if options is None:
                continue
            terms = {issue: list(c.of(case.issues[issue])) for issue, c in line.terms.items()}
            evidence = tuple(
                {"source": e.source, "quote": e.quote, "at": e.at} for e in line.evidence
            )
            record = LineInForce(
                party,
                index,
                terms,
                line.since,
                line.until,
                evidence,
                line.judgement,
                line.probability,
            )
            found.append((record, options))
    return found
