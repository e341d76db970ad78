"""What the parties' statements imply about what things are worth to them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.charts.learned import Narrowing, draw_narrowings
from detente.brief.charts.svg import Figure
from detente.brief.context import Context
from detente.brief.register import Refs
from detente.brief.said import tell_meaning, tell_statement
from detente.brief.wording import Sentence, day
from detente.deal.learning.implied import Implied
from detente.deal.learning.relations import Span
from detente.deal.of_case.learned import CaseLearning, PartyLearning
from detente.deal.of_case.learning import learn_case
from detente.deal.of_case.statements import Statement
from detente.errors import NotConverged, NotSupported
from detente.words import points, whole

TITLE = "What statements imply"
NARROWED = 0.05
"""Points by which an interval must shrink to be told."""


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party: how many statements say something, how many do not, and what they narrow.

    Attributes:
        used, unused: counts.
        conflicts: messages; empty where statements and judgement agree.
        narrowed: draft, interval as judged, interval that statements leave.
        judged: whether there are preferences.
    """

    party: str
    used: str
    unused: str
    conflicts: tuple[str, ...]
    narrowed: tuple[tuple[str, str, str], ...]
    judged: bool
    refs: Refs


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement, and what it is taken to say about worth."""

    party: str
    date: str
    said: Sentence
    means: Sentence
    reported: bool
    refs: Refs


@dataclass(frozen=True, slots=True)
class SpanRow:
    """An interval of the chart: as judged, given statements, and from statements alone."""

    party: str
    what: str
    judged: str
    both: str
    alone: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class View:
    """The section; ``why`` says why nothing can be said, and is empty otherwise.

    The figure shows what statements narrow, or contradict; None where they do neither.
    """

    why: str = ""
    parties: tuple[PartyRow, ...] = ()
    statements: tuple[StatementRow, ...] = ()
    figure: Figure | None = None
    spans: tuple[SpanRow, ...] = ()


def view(context: Context) -> View:
    """Return what statements imply, and where they conflict with judgement."""
    try:
        found = learn_case(context.case, context.day, worths=False, relations=False)
    except (NotConverged, NotSupported):
        return View("the computation did not come to an end")
    if not any(s.saying for party in found.parties.values() for s in party.statements):
        return View("no recorded statement ranks options or answers a text")
    rows = _spans(context, found)
    items = tuple(
        Narrowing(context.party(name), _what(context, what), judged, both)
        for name, what, judged, both, _ in rows
        if both is None or _narrows(judged, both)
    )
    return View(
        "",
        tuple(_party(context, name, party) for name, party in found.parties.items()),
        tuple(
            _statement(context, s)
            for party in found.parties.values()
            for s in party.statements
            if s.saying is not None
        ),
        draw_narrowings(items, anchor="learned-chart", table="learned-spans") if items else None,
        tuple(
            SpanRow(
                context.party(name),
                _what(context, what),
                _told(judged),
                _told(both),
                _told(alone),
                context.register.judged(name),
            )
            for name, what, judged, both, alone in rows
        ),
    )


def _party(context: Context, name: str, party: PartyLearning) -> PartyRow:
    used = [s for s in party.statements if s.saying is not None]
    narrowed = []
    if party.judged is not None and party.both is not None:
        for draft, text in party.judged.texts.items():
            left = party.both.texts[draft].worth
            if _narrows(text.worth, left):
                narrowed.append((_what(context, draft), _told(text.worth), _told(left)))
    refs = tuple(dict.fromkeys(ref for s in used for ref in _refs(context, s)))
    return PartyRow(
        context.party(name),
        whole(len(used)),
        whole(len(party.statements) - len(used)),
        tuple(conflict.problem.message for conflict in party.conflicts),
        tuple(narrowed),
        party.judged is not None,
        (*refs, *context.register.judged(name)) or ("structure",),
    )


def _narrows(judged: Span, left: Span) -> bool:
    return left[1] - left[0] < judged[1] - judged[0] - NARROWED


def _statement(context: Context, statement: Statement) -> StatementRow:
    return StatementRow(
        context.party(statement.party),
        day(statement.date),
        tell_statement(context, statement),
        tell_meaning(context, statement),
        statement.attribution == "reported",
        _refs(context, statement),
    )


def _refs(context: Context, statement: Statement) -> Refs:
    records = getattr(context.case, statement.key)
    return context.register.behind(records[statement.index])


def _spans(
    context: Context, found: CaseLearning
) -> list[tuple[str, str, Span, Span | None, Span | None]]:
    """Return no deal and every draft of every judged party: judged, both, alone."""
    rows: list[tuple[str, str, Span, Span | None, Span | None]] = []
    for name, party in found.parties.items():
        if party.judged is not None:
            for what in ("", *found.texts):
                both, alone = _span(party.both, what), _span(party.alone, what)
                rows.append((name, what, _interval(party.judged, what), both, alone))
    return rows


def _span(implied: Implied | None, what: str) -> Span | None:
    return None if implied is None else _interval(implied, what)


def _interval(implied: Implied, what: str) -> Span:
    return implied.texts[what].worth if what else implied.no_deal


def _what(context: Context, draft: str) -> str:
    return context.case.drafts[draft].title if draft else "No deal"


def _told(span: Span | None) -> str:
    if span is None:
        return "–"
    low, high = points(span[0]), points(span[1])
    return low if low == high else f"{low} to {high}"
