"""How far the positions of two parties overlap, over time: a lane for each pair, a step line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.days import Days
from detente.brief.charts.fitting import fitted, width
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, WIDTH
from detente.brief.wording import day as in_words
from detente.brief.wording import plain
from detente.words import counted

GUTTER = 196.0
RIGHT = 56.0
LANE = 46.0
INSIDE = 24.0
"""Height in a lane from no issue to all issues."""
TOP = 22.0
BOTTOM = 24.0
NUMBER = 9.5


@dataclass(frozen=True, slots=True)
class Share:
    """From a day on, ``overlap`` of ``both`` issues on which two parties said what they want."""

    day: date
    overlap: int
    both: int

    @property
    def part(self) -> float:
        """The share, 0 to 1."""
        return self.overlap / self.both if self.both else 0.0

    @property
    def text(self) -> str:
        """The share in words."""
        return f"{self.overlap} of {self.both}"


@dataclass(frozen=True, slots=True)
class Lane:
    """Two parties and their shares, oldest first; never empty."""

    first: str
    second: str
    shares: tuple[Share, ...]


def draw_alignment(
    lanes: tuple[Lane, ...],
    *,
    drafts: tuple[date, ...],
    until: date,
    omitted: int,
    anchor: str,
    table: str,
) -> Figure:
    """Draw the overlaps.

    Args:
        lanes: never empty.
        drafts: days of drafts, marked above the lanes where they fall into the chart.
        until: the day of the brief, where the chart ends.
        omitted: number of pairs that only the table has.
        anchor: id of the figure.
        table: anchor of the data table.
    """
    first = min(share.day for lane in lanes for share in lane.shares)
    margin = max((until - first).days // 40, 1)
    days = Days(first - timedelta(margin), until + timedelta(margin), GUTTER, WIDTH - RIGHT)
    board = Board(WIDTH, TOP + LANE * len(lanes) + BOTTOM)
    days.draw(board, TOP, board.height - BOTTOM)
    _draw_drafts(board, [d for d in drafts if d >= first], days)
    for number, lane in enumerate(lanes):
        _draw_lane(board, lane, days, until, TOP + LANE * number)
    return draw(
        board,
        anchor=anchor,
        title="How far the stated positions of two parties overlap",
        alt=_alt(lanes, omitted),
        caption="Height of the line: share of the issues on which both parties want at least one "
        "option in common, of those on which both have said what they want; bottom none, top all. "
        "The numbers say how many of how many. Triangles: dates of drafts."
        + (f" {counted(omitted, 'further pair')} only in the table." if omitted else ""),
        table=table,
    )


def _draw_drafts(board: Board, drafts: list[date], days: Days) -> None:
    for day in drafts:
        board.dots.append(Dot(days.x(day), TOP - 8, "triangle", MUTED, True, 30))
    if drafts:
        board.labels.append(Label(0, TOP - 8, "Drafts", ink=MUTED, size=10))


def _draw_lane(board: Board, lane: Lane, days: Days, until: date, top: float) -> None:
    base = top + LANE - 6
    board.lines.append(Line(0, top, WIDTH, top, FAINT))
    board.lines.append(Line(GUTTER, base, WIDTH - RIGHT, base, FAINT, 0.8))
    board.lines.append(Line(GUTTER, base - INSIDE, WIDTH - RIGHT, base - INSIDE, FAINT, 0.8, True))
    for row, name in enumerate((lane.first, lane.second)):
        words = fitted(name, GUTTER - 16, lines=1)
        board.labels.append(Label(0, top + 15 + 16 * row, words, bold=True))
    _draw_steps(board, lane, days, until, base)


def _draw_steps(board: Board, lane: Lane, days: Days, until: date, base: float) -> None:
    def y(share: Share) -> float:
        return round(base - INSIDE * share.part, 1)

    ends = [*(days.x(share.day) for share in lane.shares[1:]), days.x(until)]
    for share, end in zip(lane.shares, ends, strict=True):
        board.lines.append(Line(days.x(share.day), y(share), end, y(share), BLUE, 2.2, above=True))
        board.dots.append(Dot(days.x(share.day), y(share), "circle", BLUE, area=26))
    for one, two in pairwise(lane.shares):
        x = days.x(two.day)
        board.lines.append(Line(x, y(one), x, y(two), BLUE, 1.2, above=True))
    last = lane.shares[-1]
    board.labels.append(Label(WIDTH - RIGHT + 8, y(last), last.text, ink=INK))
    _draw_numbers(board, lane, days, base)


def _draw_numbers(board: Board, lane: Lane, days: Days, base: float) -> None:
    """Write the share at each step but the last, where there is room before the next one."""
    for one, two in pairwise(lane.shares):
        x, room = days.x(one.day) + 4, days.x(two.day) - days.x(one.day) - 6
        if width(one.text, NUMBER) <= room:
            y = base - INSIDE * one.part
            label = Label(x, y - 8 if one.part < 0.7 else y + 8, one.text, ink=MUTED, size=NUMBER)
            board.labels.append(label)


def _alt(lanes: tuple[Lane, ...], omitted: int) -> str:
    told = []
    for lane in lanes:
        shares = ", ".join(f"{share.text} from {in_words(share.day)}" for share in lane.shares)
        told.append(f"{plain(lane.first)} and {plain(lane.second)}: {shares}")
    text = "; ".join(told) + "."
    return text + (f" {counted(omitted, 'further pair')} not drawn." if omitted else "")
