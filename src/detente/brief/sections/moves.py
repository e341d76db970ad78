"""How positions moved: who went from what to what, when, on what evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.brief.changes import find_changes, spoken
from detente.brief.charts.moves import Stay, draw_moves
from detente.brief.charts.svg import Figure
from detente.brief.context import Context
from detente.brief.sections.stands import Stand, stand
from detente.case.history import moves
from detente.case.records import Position

TITLE = "How positions moved"

CHARTS = 6
"""Issues that get a chart: those with the latest moves."""


@dataclass(frozen=True, slots=True)
class Move:
    """A change of what a party wants or rejects on an issue, see :func:`find_changes`.

    Attributes:
        party, issue: names.
        before, after: the two statements; before is the last that spoke of what changed.
        when: date of the later one.
        issue_id: id of the issue.
    """

    party: str
    issue: str
    before: Stand
    after: Stand
    when: date
    issue_id: str


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        moves: oldest first; empty when nobody moved.
        figures: one an issue, for the issues with the latest moves.
        charted: number of issues with a move.
        restated: statements that changed nothing of what they speak of.
        single: pairs of party and issue with one statement only.
    """

    moves: tuple[Move, ...]
    figures: tuple[Figure, ...]
    charted: int
    restated: int
    single: int


def view(context: Context) -> View:
    """Return the moves up to the day of the brief."""
    found = find_moves(context)
    latest = {move.issue_id: move.when for move in found}
    charted = sorted(latest, key=lambda issue: latest[issue], reverse=True)[:CHARTS]
    told = [p for issue in context.case.issues for p in moves(context.case, issue).values()]
    return View(
        found,
        tuple(_figure(context, issue) for issue in context.case.issues if issue in charted),
        len(latest),
        sum(len(positions) - 1 for positions in told) - len(found),
        sum(len(positions) == 1 for positions in told),
    )


def find_moves(context: Context) -> tuple[Move, ...]:
    """Return every change of position, oldest first."""
    found = [
        move
        for issue in context.case.issues
        for positions in moves(context.case, issue).values()
        for move in _moves(context, positions)
    ]
    return tuple(sorted(found, key=lambda move: move.when))


def _moves(context: Context, positions: tuple[Position, ...]) -> list[Move]:
    found = []
    for change in find_changes(context.case.issues[positions[0].issue], positions):
        first, second = stand(context, change.before), stand(context, change.after)
        issue, day = change.after.issue, change.after.date
        found.append(Move(first.party, context.title(issue), first, second, day, issue))
    return found


def _figure(context: Context, issue: str) -> Figure:
    """Draw the statements of every party on an issue."""
    record = context.case.issues[issue]
    lanes = {option: context.option(issue, option) for option in record.option_ids}
    stays = tuple(
        Stay(context.party(party), position.date, **spoken(record, position))
        for party, positions in moves(context.case, issue).items()
        for position in positions
    )
    number = list(context.case.issues).index(issue) + 1
    return draw_moves(
        stays,
        lanes={option: (o.code, o.label) for option, o in lanes.items()},
        ordered=record.scale is not None,
        title=record.title,
        until=context.day,
        anchor=f"moves-{number}",
        table="moves-table",
    )
