"""Shares that both sides would keep on each condition, or the gap; and what each would ask for."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, SHADE, WIDTH
from detente.brief.wording import plain

GUTTER = 276.0
RIGHT = 24.0
ROW = 40.0
TOP = 34.0
FOOT = 34.0
OFF = 8.0
"""Pixels by which the spread over draws stands off the bar."""
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Room:
    """What one condition leaves to agree on, in shares of the first side.

    Attributes:
        number: as in the table.
        question: what the condition asks.
        least: what the first side would hold out for.
        most: what the second side would leave it.
        least_drawn, most_drawn: middle 95 % of the draws; None where nothing was drawn.
        told: the two ends in words, for the alternative text.
    """

    number: str
    question: str
    least: float
    most: float
    least_drawn: Span | None
    most_drawn: Span | None
    told: str

    @property
    def empty(self) -> bool:
        """Whether there is a gap instead of a range."""
        return self.least > self.most + 1e-9


@dataclass(frozen=True, slots=True)
class Demand:
    """What one side does best to ask for, in shares of the first side.

    Attributes:
        number: as in the table.
        question: what the condition asks.
        asked: the best demand.
        accepted: the most that the other surely accepts.
        told: both in words, for the alternative text.
    """

    number: str
    question: str
    asked: float
    accepted: float
    told: str


Rooms = tuple[Room | Demand, ...]


def draw_rooms(rooms: Rooms, names: tuple[str, str], *, anchor: str, table: str) -> Figure:
    """Draw the range of shares of each condition, the gap where it is empty, and best demands.

    Args:
        rooms: one a condition; never empty.
        names: of the two sides.
        anchor: id of the figure.
        table: anchor of the table with the data.
    """
    board = Board(WIDTH, TOP + ROW * len(rooms) + FOOT)
    base = TOP + ROW * len(rooms)
    _draw_axis(board, names, base)
    _draw_legend(board, rooms)
    for index, room in enumerate(rooms):
        y = TOP + ROW * (index + 0.5)
        _draw_head(board, room, y)
        if isinstance(room, Demand):
            _draw_demand(board, room, y)
        else:
            _draw_room(board, room, y)
    return draw(
        board,
        anchor=anchor,
        title=_title(rooms),
        alt=f"Shares of {plain(names[0])}: " + "; ".join(_alt(room) for room in rooms) + ".",
        caption=_caption(rooms, names),
        table=table,
    )


def _title(rooms: Rooms) -> str:
    shares = "Shares that both would keep, on each condition"
    demands = "What each does best to ask for"
    kinds = [any(isinstance(room, kind) for room in rooms) for kind in (Room, Demand)]
    if all(kinds):
        return f"{shares}; {demands[0].lower()}{demands[1:]}"
    return shares if kinds[0] else demands


def _caption(rooms: Rooms, names: tuple[str, str]) -> str:
    one, two = (plain(name) for name in names)
    told = [f"From left to right: the share of {one}, at mid-points."]
    if any(isinstance(room, Room) for room in rooms):
        told.append(
            f"Bar: from the least that {one} would hold out for to the most that {two} would leave "
            "it. Dashed, with crosses at its ends: the least is above the most, and no share lies "
            "between."
        )
    if any(isinstance(room, Room) and room.least_drawn for room in rooms):
        told.append(
            "Thin lines: the middle 95% of the draws, of the least above the bar and of the most "
            "below it."
        )
    if any(isinstance(room, Demand) for room in rooms):
        told.append(
            "Diamond: what the one that asks does best to ask for; ring: what the other accepts "
            "whatever fighting costs it. Where the two stand apart, the demand runs a risk of war."
        )
    return " ".join(told)


def _x(share: float) -> float:
    within = min(max(share, 0.0), 1.0)
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * within, 1)


def _draw_axis(board: Board, names: tuple[str, str], base: float) -> None:
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        board.lines.append(Line(_x(tick), TOP - 6, _x(tick), base, FAINT, 0.6))
        board.labels.append(Label(_x(tick), base + 9, f"{tick:g}", "center", MUTED, size=9.5))
    half = (WIDTH - GUTTER - RIGHT) / 2 - 12
    left, right = (fitted(f"all to {name}", half, lines=1, size=10) for name in names[::-1])
    board.labels.append(Label(_x(0), base + 24, left, "left", MUTED, size=10))
    board.labels.append(Label(_x(1), base + 24, right, "right", MUTED, size=10))


def _draw_legend(board: Board, rooms: Rooms) -> None:
    board.lines.append(Line(0, 9, 18, 9, BLUE, 9))
    board.labels.append(Label(24, 9, "range of shares"))
    board.lines.append(Line(130, 9, 148, 9, ORANGE, 2.4, dashed=True))
    for x in (130.0, 148.0):
        board.dots.append(Dot(x, 9, "cross", ORANGE, area=60))
    board.labels.append(Label(158, 9, "no share: the gap"))
    if any(isinstance(room, Demand) for room in rooms):
        board.dots += [Dot(286, 9, "diamond", INK), Dot(372, 9, "circle", INK, hollow=True)]
        board.labels += [Label(296, 9, "asked for"), Label(382, 9, "surely accepted")]


def _draw_head(board: Board, room: Room | Demand, y: float) -> None:
    board.lines.append(Line(0, y - ROW / 2, WIDTH, y - ROW / 2, FAINT, 0.6))
    board.labels.append(Label(0, y, room.number, bold=True, size=10))
    board.labels.append(
        Label(20, y, fitted(room.question, GUTTER - 34, lines=3, size=9.5), size=9.5)
    )


def _draw_demand(board: Board, room: Demand, y: float) -> None:
    asked, accepted = _x(room.asked), _x(room.accepted)
    board.lines.append(Line(min(asked, accepted), y, max(asked, accepted), y, INK, 1.0))
    board.dots.append(Dot(accepted, y, "circle", INK, hollow=True, area=100))
    board.dots.append(Dot(asked, y, "diamond", INK))


def _draw_room(board: Board, room: Room, y: float) -> None:
    board.lines.append(Line(_x(0), y, _x(1), y, SHADE, 9))
    left, right = _x(room.least), _x(room.most)
    if room.empty:
        board.lines.append(Line(right, y, left, y, ORANGE, 2.4, dashed=True, above=True))
        board.dots += [Dot(x, y, "cross", ORANGE, area=60) for x in (left, right)]
    else:
        board.lines.append(Line(left, y, max(right, left + 2), y, BLUE, 8.9))
    for span, off in ((room.least_drawn, -OFF), (room.most_drawn, OFF)):
        if span is not None:
            low, high = _x(span[0]), _x(span[1])
            board.lines.append(Line(low, y + off, high, y + off, INK, 1.0, above=True))
            for x in (low, high):
                board.lines.append(Line(x, y + off - 2.5, x, y + off + 2.5, INK, 1.0, above=True))


def _alt(room: Room | Demand) -> str:
    return f"{room.number}. {plain(room.question)} {room.told}"
