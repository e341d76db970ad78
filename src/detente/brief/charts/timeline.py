"""Meetings and events on a line of time, one lane a kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.days import Days
from detente.brief.charts.fitting import fitted, width
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import FAINT, INK, MUTED, ORANGE, WIDTH
from detente.brief.wording import day as in_words
from detente.words import counted, listed

GUTTER = 96.0
ROW = 18.0
APART = 30.0
TOP = 26.0
BOTTOM = 26.0
NUMBER = 10.5
"""Size of the numbers beside the marks; nothing else on the chart has it."""
HALF = 7.0
"""Half the height that a number needs."""

LOOKS = {
    "held": ("circle", INK, False),
    "going on": ("circle", INK, True),
    "planned": ("diamond", ORANGE, True),
    "cancelled": ("cross", MUTED, False),
}
"""Shape, ink and hollowness of the marks, by status."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event: its number in the table, its lane, its days and its status."""

    number: int
    lane: str
    first: date
    last: date
    status: str


def draw_timeline(
    marks: tuple[Mark, ...], *, until: date, anchor: str, table: str, omitted: int = 0
) -> Figure:
    """Draw the events.

    Args:
        marks: never empty; numbers are written beside the marks.
        until: the day of the brief, drawn as a line.
        anchor: id of the figure.
        table: anchor of the data table.
        omitted: number of earlier events that only the table has.
    """
    first = min([mark.first for mark in marks] + [until])
    last = max([mark.last for mark in marks] + [until])
    margin = max((last - first).days // 40, 1)
    days = Days(first - timedelta(margin), last + timedelta(margin), GUTTER, WIDTH - 24)
    rows, lanes = _rows(marks, days)
    board = Board(WIDTH, TOP + ROW * len(rows) + 6 * len(lanes) + BOTTOM)
    days.draw(board, TOP, board.height - BOTTOM)
    _draw_legend(board, dict.fromkeys(mark.status for mark in marks))
    _draw_rows(board, rows, lanes, days)
    _draw_today(board, days.x(until))
    return draw(
        board,
        anchor=anchor,
        title="Meetings and events",
        alt=_alt(marks, omitted),
        caption="Numbers are those of the table. The upright line is the date of the brief."
        + (f" {counted(omitted, 'earlier event')} only in the table." if omitted else ""),
        table=table,
    )


_Row = tuple[str, list[Mark]]


def _rows(marks: tuple[Mark, ...], days: Days) -> tuple[list[_Row], dict[str, int]]:
    """Put each mark into the first row of its lane where it has room, lanes in order given."""
    rows: list[_Row] = []
    for lane in dict.fromkeys(mark.lane for mark in marks):
        own: list[_Row] = []
        for mark in sorted((m for m in marks if m.lane == lane), key=lambda m: (m.first, m.number)):
            free = (r for r in own if days.x(mark.first) - days.x(r[1][-1].last) >= APART)
            row = next(free, None)
            if row is None:
                own.append((lane, [mark]))
            else:
                row[1].append(mark)
        rows += own
    return rows, {lane: sum(row[0] == lane for row in rows) for lane, _ in rows}


def _draw_rows(board: Board, rows: list[_Row], lanes: dict[str, int], days: Days) -> None:
    y, drawn = TOP, ""
    for lane, marks in rows:
        if lane != drawn:
            y += 6 if drawn else 0
            board.lines.append(Line(0, y, WIDTH, y, FAINT))
            middle = y + 3 + ROW * lanes[lane] / 2
            board.labels.append(Label(0, middle, fitted(lane, GUTTER - 12, lines=1), bold=True))
            drawn = lane
        for mark in marks:
            _draw_mark(board, mark, days, y + 3 + ROW / 2)
        y += ROW


def _draw_mark(board: Board, mark: Mark, days: Days, y: float) -> None:
    shape, ink, hollow = LOOKS[mark.status]
    x, end = days.x(mark.first), days.x(mark.last)
    if end > x:
        board.lines.append(Line(x, y, end, y, ink, 3))
    board.dots.append(Dot(x, y, shape, ink, hollow, area=62))
    board.labels.append(Label(end + 8, y, str(mark.number), size=NUMBER))


def _draw_today(board: Board, x: float) -> None:
    """Draw the line of the date of the brief, with a gap wherever it would strike out a number."""
    struck = [
        label.y
        for label in board.labels
        if label.size == NUMBER and label.x - 3 < x < label.x + width(label.text, NUMBER) + 3
    ]
    top = TOP - 8
    for y in (*sorted(set(struck)), board.height - BOTTOM + HALF):
        if y - HALF > top:
            board.lines.append(Line(x, top, x, y - HALF, MUTED, 1.2, above=True))
        top = max(top, y + HALF)


def _draw_legend(board: Board, statuses: dict[str, None]) -> None:
    x = GUTTER + 6.0
    for status in (status for status in LOOKS if status in statuses):
        shape, ink, hollow = LOOKS[status]
        board.dots.append(Dot(x, 9, shape, ink, hollow, area=62))
        board.labels.append(
            Label(x + 10, 9, "took place or reported" if status == "held" else status)
        )
        x += 160 if status == "held" else 90


def _alt(marks: tuple[Mark, ...], omitted: int) -> str:
    days = sorted(mark.first for mark in marks)
    kinds = [
        f"{lane} {sum(m.lane == lane for m in marks)}"
        for lane in dict.fromkeys(mark.lane for mark in marks)
    ]
    planned = sum(mark.status == "planned" for mark in marks)
    text = f"{counted(len(marks), 'event')} from {in_words(days[0])} to {in_words(days[-1])}: "
    text += f"{listed(kinds)}; {planned} of them planned."
    return text + (f" {counted(omitted, 'earlier event')} not drawn." if omitted else "")
