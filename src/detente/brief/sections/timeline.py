"""Timeline of meetings and events, planned and held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from detente.brief.charts.svg import Figure
from detente.brief.charts.timeline import Mark, draw_timeline
from detente.brief.context import Context
from detente.brief.known import going_on
from detente.brief.quotations import reporter
from detente.brief.register import Refs
from detente.brief.wording import day, days
from detente.case.records import Event

TITLE = "Meetings and events"

ACTS = frozenset(("strike", "offensive", "sanctions", "aid", "pressure"))
"""Kinds of events of which the page says who acted on whom."""

WINDOW = timedelta(days=92)
"""How far back the chart goes; the table goes back to the beginning."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event.

    Attributes:
        number: in order of date, from 1.
        anchor: id of the row in the page.
        place: empty where the title already names it.
        who: names of the parties and people concerned; may be empty.
        acted: ``by`` and ``against`` with a name each; empty when that does not apply.
        by: name of who reports it; empty when the source itself vouches for it.
        status: ``held``, ``took place``, ``reported``, ``going on``, ``planned``, ``cancelled``,
            or ``planned, outcome not recorded``.
        refs: anchors; never empty.
    """

    number: int
    anchor: str
    when: str
    kind: str
    title: str
    place: str
    who: tuple[str, ...]
    acted: tuple[tuple[str, str], ...]
    by: str
    status: str
    note: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class View:
    """The section; ``figure`` is None without events."""

    rows: tuple[Row, ...]
    figure: Figure | None


def in_order(context: Context) -> list[Event]:
    """Return the events by date; those of one day in the order of the case."""
    return sorted(context.case.events, key=lambda event: event.date)


def overdue(context: Context, event: Event) -> bool:
    """Tell whether an event was planned for a day that has passed, and no outcome is recorded."""
    return event.status == "planned" and (event.until or event.date) < context.day


def view(context: Context) -> View:
    """Return all events, oldest first, and a chart of the last three months and what is ahead."""
    events = in_order(context)
    rows = tuple(_row(context, event, n) for n, event in enumerate(events, start=1))
    return View(rows, _figure(context, events) if events else None)


def _row(context: Context, event: Event, number: int) -> Row:
    roles = (("by", event.actor), ("against", event.target)) if event.type in ACTS else ()
    return Row(
        number,
        f"event-{number}",
        f"since {day(event.date)}" if _going_on(context, event) else days(event.date, event.until),
        event.type,
        event.title,
        "" if event.place.casefold() in event.title.casefold() else event.place,
        _who(context, event),
        tuple((word, context.party(party)) for word, party in roles if party),
        reporter(context, event),
        _status(context, event),
        event.note,
        context.register.behind(event),
    )


def _who(context: Context, event: Event) -> tuple[str, ...]:
    """Name the parties and people; also who acted on whom, where the row does not say by whom."""
    acting = () if event.type in ACTS else (event.actor, event.target)
    parties = dict.fromkeys((*event.parties, *filter(None, acting)))
    people = [context.case.people[person].name for person in event.people]
    return (*context.parties(list(parties)), *people)


def _going_on(context: Context, event: Event) -> bool:
    return going_on(event, context.day)


def _status(context: Context, event: Event) -> str:
    if overdue(context, event):
        return "planned, outcome not recorded"
    if event.status != "held":
        return event.status
    if _going_on(context, event):
        return "going on"
    if event.attribution == "reported":
        return "reported"
    return "held" if event.type in ("meeting", "call", "vote") else "took place"


def _figure(context: Context, events: list[Event]) -> Figure:
    marks = [
        Mark(n, event.type, event.date, _last(context, event), _drawn(context, event))
        for n, event in enumerate(events, start=1)
    ]
    recent = [mark for mark in marks if mark.last >= context.day - WINDOW] or marks
    return draw_timeline(
        tuple(recent),
        until=context.day,
        anchor="timeline-chart",
        table="timeline-table",
        omitted=len(marks) - len(recent),
    )


def _last(context: Context, event: Event) -> date:
    """Return the last day of an event, as far as it is known on the day of the brief."""
    return context.day if _going_on(context, event) else event.until or event.date


def _drawn(context: Context, event: Event) -> str:
    return "going on" if _going_on(context, event) else event.status
