"""Existence over time: share of draws with a deal, and what no deal is worth to each party."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from detente.brief.charts.board import Board, Label, Line
from detente.brief.charts.days import Days
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, SHADE, WIDTH
from detente.brief.wording import day as in_words
from detente.brief.wording import plain
from detente.words import points

GUTTER = 168.0
RIGHT = 40.0
TOP = 22.0
SHARES = 96.0
"""Height of the panel of shares."""
LANE = 17.0
PARTY = 40.0
"""Height of one party's panel."""
BETWEEN = 12.0
STRIP = 5.0
"""Width of the strips that shaded bands are made of, about."""
FOOT = 24.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in the draws: the share with a deal and its interval, each from 0 to 1."""

    day: date
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Worth:
    """What no deal is worth to a party on a day.

    Attributes:
        worth: at mid-points.
        low, high: ends of the middle 95% of the draws.
    """

    day: date
    worth: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Held:
    """A lane of days at mid-points: its name, and the first and last days on which it holds."""

    name: str
    spans: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What is drawn.

    Attributes:
        moments: may be empty, where nothing is a range.
        held: lanes of days.
        parties: name to worths, one for each examined day.
        changes: days on which something begins or ends, with the number of each in the list.
    """

    first: date
    last: date
    moments: tuple[Moment, ...]
    held: tuple[Held, ...]
    parties: tuple[tuple[str, tuple[Worth, ...]], ...]
    changes: tuple[tuple[date, str], ...]


def draw_course(course: Course, *, anchor: str, table: str) -> Figure:
    """Draw existence and no-deal values over time.

    Args:
        course: what is drawn; with at least one party.
        anchor: id of the figure.
        table: anchor of the data table.
    """
    shares = SHARES + BETWEEN if course.moments else 0.0
    lanes = TOP + shares + LANE * len(course.held) + BETWEEN
    board = Board(WIDTH, lanes + PARTY * len(course.parties) + FOOT)
    days = Days(course.first, course.last, GUTTER, WIDTH - RIGHT)
    days.draw(board, TOP, board.height - FOOT)
    _draw_changes(board, course, days)
    if course.moments:
        _draw_shares(board, course, days)
    for row, held in enumerate(course.held):
        _draw_held(board, held, days, TOP + shares + LANE * row)
    for row, party in enumerate(course.parties):
        _draw_party(board, party, course, days, lanes + PARTY * row)
    return draw(
        board,
        anchor=anchor,
        title="When a deal exists, and what no deal is worth"
        if not course.moments
        else "How often a deal exists over time, and what no deal is worth",
        alt=_alt(course),
        caption=_caption(course),
        table=table,
    )


def _caption(course: Course) -> str:
    parts = []
    if course.moments:
        parts.append("Upper line: share of the draws with a deal, shaded: its 95% interval.")
    if course.held:
        parts.append("Bars: days on which it holds at mid-points.")
    shaded = ", shaded: the middle 95% of the draws" if course.moments else ""
    parts.append(
        f"Lower lines: worth of no deal{shaded}, all on one scale of points, which are not "
        "comparable between parties."
    )
    if course.changes:
        parts.append("Numbers on top: what begins or ends, as listed.")
    return " ".join(parts)


def _draw_changes(board: Board, course: Course, days: Days) -> None:
    """Draw an upright line for each day of change, close ones under one label."""
    placed: list[tuple[float, list[str]]] = []
    for day, number in course.changes:
        x = days.x(day)
        board.lines.append(Line(x, TOP - 6, x, board.height - FOOT, MUTED, 1.0, dashed=True))
        if placed and x - placed[-1][0] < 9 * len(", ".join(placed[-1][1])):
            placed[-1][1].append(number)
        else:
            placed.append((x, [number]))
    for x, numbers in placed:
        board.labels.append(Label(x, TOP - 13, ", ".join(numbers), "center", bold=True, size=10))


def _draw_shares(board: Board, course: Course, days: Days) -> None:
    for share in (0.0, 0.5, 1.0):
        y = _share_y(share)
        board.lines.append(Line(GUTTER, y, WIDTH - RIGHT, y, FAINT, 0.6))
        text = f"{points(100 * share)}%"
        board.labels.append(Label(GUTTER - 6, y, text, "right", MUTED, size=10))
    board.labels.append(Label(0, _share_y(0.5), "Draws\nwith a deal", bold=True))
    band = [(days.x(m.day), _share_y(m.low), _share_y(m.high)) for m in course.moments]
    _draw_band(board, band)
    for one, two in pairwise(course.moments):
        ends = (days.x(one.day), _share_y(one.share), days.x(two.day), _share_y(two.share))
        board.lines.append(Line(*ends, ink=INK, width=1.6, above=True))
    last = course.moments[-1]
    _label_end(board, _percent(last), _share_y(last.share))


def _draw_band(board: Board, rows: Sequence[tuple[float, float, float]]) -> None:
    """Shade between two lines, in upright strips.

    Args:
        board: the drawing.
        rows: place, lower and upper end, in ascending order of places.
    """
    places, lows, highs = zip(*rows, strict=True)
    strips = max(1, round((places[-1] - places[0]) / STRIP))
    wide = (places[-1] - places[0]) / strips
    for strip in range(strips):
        x = places[0] + (strip + 0.5) * wide
        low, high = round(_between(places, lows, x), 1), round(_between(places, highs, x), 1)
        if low != high:
            board.lines.append(
                Line(round(x, 1), low, round(x, 1), high, SHADE, round(wide + 0.4, 1))
            )


def _between(places: Sequence[float], values: Sequence[float], x: float) -> float:
    """Return the value at x, straight between its neighbours."""
    right = min(bisect_right(places, x), len(places) - 1)
    left = right - 1
    share = (x - places[left]) / ((places[right] - places[left]) or 1)
    return values[left] + share * (values[right] - values[left])


def _share_y(share: float) -> float:
    return round(TOP + 4 + (SHARES - 8) * (1 - share), 1)


def _draw_held(board: Board, held: Held, days: Days, top: float) -> None:
    y = top + LANE / 2
    board.labels.append(Label(0, y, fitted(held.name, GUTTER - 12, lines=1), bold=True))
    board.lines.append(Line(GUTTER, y, WIDTH - RIGHT, y, FAINT, 0.8))
    for first, last in held.spans:
        left, right = days.x(first), days.x(last)
        board.lines.append(Line(left, y, max(right, left + 2), y, BLUE, 5.0, above=True))


def _draw_party(
    board: Board,
    party: tuple[str, tuple[Worth, ...]],
    course: Course,
    days: Days,
    top: float,
) -> None:
    name, worths = party
    low, high = _scale(course)

    def y(worth: float) -> float:
        return round(top + 5 + (PARTY - 10) * (high - worth) / (high - low), 1)

    board.lines.append(Line(0, top, WIDTH, top, FAINT, 0.6))
    board.labels.append(Label(0, top + PARTY / 2, fitted(name, GUTTER - 40, lines=2), bold=True))
    start = Label(GUTTER - 6, y(worths[0].worth), points(worths[0].worth), "right", size=10)
    board.labels.append(start)
    _draw_band(board, [(days.x(w.day), y(w.low), y(w.high)) for w in worths])
    for one, two in pairwise(worths):
        left, right = days.x(one.day), days.x(two.day)
        ends = (left, y(one.worth), right, y(two.worth))
        board.lines.append(Line(*ends, ink=ORANGE, width=1.6, above=True))
    _label_end(board, points(worths[-1].worth), y(worths[-1].worth))


def _label_end(board: Board, text: str, y: float) -> None:
    board.labels.append(Label(WIDTH - RIGHT + 6, y, text, size=10))


def _scale(course: Course) -> tuple[float, float]:
    """Return the lowest and highest worth that is drawn of any party."""
    drawn = [v for _, worths in course.parties for w in worths for v in (w.low, w.high, w.worth)]
    low, high = min(drawn), max(drawn)
    return (low - 1, high + 1) if high - low < 1 else (low, high)


def _alt(course: Course) -> str:
    told = []
    if course.moments:
        ends = (course.moments[0], course.moments[-1])
        told += [f"A deal exists in {_percent(m)} of the draws on {in_words(m.day)}" for m in ends]
    for held in course.held:
        days = [f"{in_words(a)} to {in_words(b)}" for a, b in held.spans]
        told.append(f"{held.name}: {', '.join(days) or 'on no day'}")
    for name, worths in course.parties:
        told.append(
            f"no deal is worth {points(worths[0].worth)} to {plain(name)} on the first day and "
            f"{points(worths[-1].worth)} on the last"
        )
    return "; ".join(told) + "."


def _percent(moment: Moment) -> str:
    return f"{points(round(100 * moment.share))}%"
