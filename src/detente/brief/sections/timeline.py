"""Timeline of meetings and events, planned and held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from detente.brief.charts.svg import Figure
from detente.brief.charts.timeline import Mark, draw_timeline
from detente.brief.context import Context
from detente.brief.register import Refs
from detente.brief.wording import days
from detente.case.records import Event

TITLE = "Meetings and events"

WINDOW = timedelta(days=92)
"""How far back the chart goes; the table goes back to the beginning."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event.

    Attributes:
        number: in order of date, from 1.
        anchor: id of the row in the page.
        who: names of the parties and people concerned; may be empty.
        acted: ``by`` and ``against`` with a name each; empty when that does not apply.
        status: ``held``, ``took place``, ``planned``, ``cancelled``, or
            ``planned, outcome not recorded``.
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
    people = [context.case.people[person].name for person in event.people]
    roles = (("by", event.actor), ("against", event.target))
    return Row(
        number,
        f"event-{number}",
        days(event.date, event.until),
        event.type,
        event.title,
        event.place,
        (*context.parties(event.parties), *people),
        tuple((word, context.party(party)) for word, party in roles if party),
        _status(context, event),
        event.note,
        context.register.behind(event),
    )


def _status(context: Context, event: Event) -> str:
    if overdue(context, event):
        return "planned, outcome not recorded"
    if event.status != "held":
        return event.status
    return "held" if event.type in ("meeting", "call", "vote") else "took place"


def _figure(context: Context, events: list[Event]) -> Figure:
    marks = [
        Mark(n, event.type, event.date, event.until or event.date, event.status)
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
