"""How things move with time in a case: the engine's days as dates, shocks and lines by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from detente.case import Case
from detente.case.quantity import Quantity
from detente.case.records import Evidence
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.belief import CaseBelief, belief_of_case
from detente.deal.waiting.course import DAYS, DRAWS, EVERY, SETTLE, find_course
from detente.deal.waiting.front import MAX_POINTS
from detente.deal.waiting.record import Course
from detente.deal.waiting.window import Change, make_window, moves
from detente.rounding import rounded

DATED = frozenset({"day", "first", "last", "start", "end"})
"""Keys of the engine's records under which a day stands."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Something in the case that begins or ends on a day.

    Attributes:
        date: the first day on which it is so.
        kind: ``shock`` or ``red line``.
        begins: whether it begins; else this is the first day without it.
        party: whose.
        number: its place in the party's list, from 1.
        title: of a shock, as the case has it; empty for a red line.
        terms: of a red line, issue to option ids; empty for a shock.
        add: points that a shock adds while it lasts; None for a red line.
        expected: whether the day lies after the day of analysis: the analyst expects it.
        probability: how likely a red line is one at all; 1 for a shock.
        evidence: what it rests on, each ``{source, quote, at}``; may be empty.
        judgement: the analyst's words; may be empty.
    """

    date: date
    kind: str
    begins: bool
    party: str
    number: int
    title: str
    terms: Mapping[str, list[str]]
    add: Quantity | None
    expected: bool
    probability: float
    evidence: tuple[dict[str, str | None], ...]
    judgement: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        add = self.add
        return {
            "day": self.date.isoformat(),
            "kind": self.kind,
            "begins": self.begins,
            "party": self.party,
            "number": self.number,
            "title": self.title,
            "terms": dict(self.terms),
            "add": add and {"low": add.low, "mode": add.mode, "high": add.high, "middle": add.mid},
            "expected": self.expected,
            "probability": rounded(self.probability),
            "evidence": list(self.evidence),
            "judgement": self.judgement,
        }


@dataclass(frozen=True)
class CaseCourse:
    """How existence, the ripe window and the best package move over dates in a case.

    Attributes:
        start, end: first and last day.
        course: the engine's answer; None where nothing moves, and then every day is as the first.
        causes: one for each change of the course, in its order.
        shocks: by party, the titles of its shocks, in the order of the case; ``shock 1`` of the
            engine is the first of them.
        origin: the day that the engine's days are counted from.
        inputs: the problem on the day of analysis, with its judgements.
    """

    start: date
    end: date
    course: Course | None
    causes: tuple[Cause, ...]
    shocks: dict[str, tuple[str, ...]]
    origin: date
    inputs: CaseProblem

    def on(self, day: int) -> date:
        """Return the date of one of the engine's days."""
        return self.origin + timedelta(days=day)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data, with dates as ``2025-12-04``."""
        found = {} if self.course is None else _dated(self.course.to_dict(), self.origin)
        return {
            "moves": self.course is not None,
            **found,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "changes": [cause.to_dict() for cause in self.causes],
            "shocks": {party: list(titles) for party, titles in self.shocks.items()},
            **self.inputs.to_dict(),
        }


def course_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    start: date | None = None,
    end: date | None = None,
    every: int = EVERY,
    draws: int = DRAWS,
    seed: int = 0,
    follow: Mapping[str, Mapping[str, str]] | None = None,
    settle: int = SETTLE,
    max_points: int = MAX_POINTS,
) -> CaseCourse:
    """Follow existence, the ripe window and the best package of a case over dates.

    Red lines drawn after the day of analysis are not known and are left out; shocks dated after it
    are what the analyst expects, and count from their day on.

    Args:
        case: a case without errors.
        as_of: the day of analysis; None for the case's own.
        start: first day; None for the day of analysis.
        end: last day; None for 180 days after the first.
        follow: complete packages, ``{issue: option}`` by a name each, to be followed over the days.
        every, draws, seed, settle, max_points: as in :func:`detente.deal.waiting.find_course`.

    Raises:
        InvalidInput: the last day comes before the first, or other arguments are out of range.
        NoSolution: something moves, and the case does not say who must accept, or nobody has judged
            the preferences of any party that is needed.
        NotConverged: as :func:`detente.deal.waiting.find_course`.
    """
    believed = belief_of_case(case, as_of)
    belief = believed.belief
    first = start or believed.inputs.as_of
    last = end or first + timedelta(days=DAYS)
    days = ((first - case.as_of).days, (last - case.as_of).days)
    window = make_window(belief, start=days[0], end=days[1], every=every)
    course = None
    if moves(belief, window):
        believed.inputs.require_rule("how a deal moves with time cannot be asked")
        course = find_course(
            belief,
            start=days[0],
            end=days[1],
            every=every,
            draws=draws,
            seed=seed,
            follow={n: belief.frame.find(dict(of)) for n, of in (follow or {}).items()},
            settle=settle,
            max_points=max_points,
        )
    shocks = {
        party: tuple(shock.title for shock in preferences.no_deal.shocks)
        for party, preferences in case.preferences.items()
        if preferences.no_deal is not None
    }
    causes = tuple(_cause(believed, change) for change in window.changes)
    return CaseCourse(first, last, course, causes, shocks, case.as_of, believed.inputs)


def _cause(believed: CaseBelief, change: Change) -> Cause:
    case = believed.case
    day = case.as_of + timedelta(days=change.day)
    party = believed.belief.frame.parties[change.party]
    preferences = case.preferences[party]
    shared = (day, change.kind, change.begins, party)
    expected = day > believed.inputs.as_of
    if change.kind == "shock" and preferences.no_deal is not None:
        shock = preferences.no_deal.shocks[change.index]
        behind = (_cited(shock.evidence), shock.judgement)
        return Cause(*shared, change.index + 1, shock.title, {}, shock.add, expected, 1.0, *behind)
    place = believed.lines[change.index][1]
    line = preferences.red_lines[place]
    terms = {issue: list(c.of(case.issues[issue])) for issue, c in line.terms.items()}
    behind = (_cited(line.evidence), line.judgement)
    return Cause(*shared, place + 1, "", terms, None, expected, line.probability, *behind)


def _cited(evidence: tuple[Evidence, ...]) -> tuple[dict[str, str | None], ...]:
    return tuple({"source": e.source, "quote": e.quote, "at": e.at} for e in evidence)


def _dated(data: Any, origin: date) -> Any:
    """Turn every day of the engine's data into a date."""
    if isinstance(data, list):
        return [_dated(item, origin) for item in data]
    if not isinstance(data, dict):
        return data
    return {
        key: (origin + timedelta(days=value)).isoformat()
        if key in DATED and isinstance(value, int)
        else _dated(value, origin)
        for key, value in data.items()
    }
