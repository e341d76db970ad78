"""The efficient packages: who gains where another loses.

Two parties are drawn as a map, one axis each, so that the price of a step reads as its slope. More
are drawn as one scale a party with a thin line for each efficient package, which is where it would
put every party at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted, width
from detente.brief.charts.gains import LOOKS
from detente.brief.charts.svg import ALL, Figure, draw
from detente.brief.charts.theme import FAINT, INK, MUTED, SHADE, WIDTH
from detente.brief.wording import plain
from detente.words import points

Worth = tuple[float, ...]
"""Worth to each party, in their order."""

SIDE = 330.0
"""Of the map, in pixels."""
LEFT = 64.0
TOP = 14.0
FOOT = 48.0
GUTTER = 168.0
RIGHT = 24.0
ROW = 58.0
LINES = 150
"""Lines of efficient packages drawn at most."""
DRAFT = ("cross", INK, False)
"""Shape, ink and hollowness of drafts, which are told apart by their codes."""


@dataclass(frozen=True, slots=True)
class Efficient:
    """What is drawn.

    Attributes:
        parties: names, at least two.
        no_deal: their no-deal values.
        points: worth of the efficient packages, or of some of them; never empty.
        solutions: worth of the solutions, those that are the same package under a joint name.
        drafts: worth of the drafts that leave nothing open, by code.
    """

    parties: tuple[str, ...]
    no_deal: Worth
    points: tuple[Worth, ...]
    solutions: Mapping[str, Worth]
    drafts: Mapping[str, Worth]

    def scale(self, party: int) -> tuple[float, float]:
        """Return the ends of a party's scale: 0 to 100, or further where a worth lies beyond."""
        marks = [*self.points, *self.solutions.values(), *self.drafts.values(), self.no_deal]
        worths = [worth[party] for worth in marks]
        return min(0.0, *worths), max(100.0, *worths)

    @property
    def marked(self) -> list[tuple[str, Worth, tuple[str, str, bool]]]:
        """Name, worth and look of everything that has a mark of its own."""
        solutions = zip(self.solutions.items(), LOOKS[: len(self.solutions)], strict=True)
        found = [(name, worth, look) for (name, worth), look in solutions]
        return found + [(name, worth, DRAFT) for name, worth in self.drafts.items()]


def draw_frontier(efficient: Efficient, *, anchor: str, table: str, data: str = ALL) -> Figure:
    """Draw the efficient packages.

    Args:
        efficient: what is drawn.
        anchor: id of the figure.
        table: anchor of the data table.
        data: what the table holds, where that is not all that is drawn.
    """
    both = len(efficient.parties) == 2
    board = _map(efficient) if both else _lines(efficient)
    how = (
        "Each dot is an efficient package; the further right and up, the more it is worth. Shaded: "
        "worth less than no deal to one of the two."
        if both
        else "Each thin line is one efficient package, from party to party; the further right, the "
        "more it is worth. Lines that cross between two parties trade one against the other. "
        "Shaded: worth less than no deal."
    )
    return draw(
        board,
        anchor=anchor,
        title="Efficient packages: what more for one costs another",
        alt=_alt(efficient),
        caption=f"{how} Scale from 0 to 100 for each party; not comparable between parties.",
        table=table,
        data=data,
    )


def _map(efficient: Efficient) -> Board:
    board = Board(WIDTH, TOP + SIDE + FOOT)
    no_deal = _place(efficient, efficient.no_deal)
    bottom = TOP + SIDE
    half = (bottom - no_deal[1]) / 2
    board.lines.append(
        Line(LEFT, bottom - half, LEFT + SIDE, bottom - half, SHADE, max(2 * half, 0.1))
    )
    across = (no_deal[0] - LEFT) / 2
    board.lines.append(Line(LEFT + across, TOP, LEFT + across, bottom, SHADE, max(2 * across, 0.1)))
    _draw_axes(efficient, board)
    board.lines.append(Line(no_deal[0], TOP, no_deal[0], bottom, INK, 1.8))
    board.lines.append(Line(LEFT, no_deal[1], LEFT + SIDE, no_deal[1], INK, 1.8))
    for worth in efficient.points:
        x, y = _place(efficient, worth)
        board.dots.append(Dot(x, y, "circle", MUTED, False, 10))
    for name, worth, (shape, ink, hollow) in efficient.marked:
        x, y = _place(efficient, worth)
        board.dots.append(Dot(x, y, shape, ink, hollow, 90))
        if name in efficient.drafts:
            board.labels.append(Label(x + 9, y - 9, name, size=10))
    _draw_list(efficient, board)
    return board


def _place(efficient: Efficient, worth: Worth) -> tuple[float, float]:
    (low, high), (bottom, top) = efficient.scale(0), efficient.scale(1)
    x = LEFT + SIDE * (worth[0] - low) / (high - low)
    y = TOP + SIDE * (1 - (worth[1] - bottom) / (top - bottom))
    return round(x, 1), round(y, 1)


def _draw_axes(efficient: Efficient, board: Board) -> None:
    bottom, first, second = TOP + SIDE, efficient.scale(0)[0], efficient.scale(1)[0]
    for worth in (0.0, 25.0, 50.0, 75.0, 100.0):
        x, _ = _place(efficient, (worth, second))
        _, y = _place(efficient, (first, worth))
        board.lines.append(Line(x, TOP, x, bottom, FAINT, 0.6))
        board.lines.append(Line(LEFT, y, LEFT + SIDE, y, FAINT, 0.6))
        board.labels.append(Label(x, bottom + 11, points(worth), "center", MUTED, size=10))
        board.labels.append(Label(LEFT - 8, y, points(worth), "right", MUTED, size=10))
    across, up = efficient.parties
    name = fitted(f"worth to {across} →", SIDE, lines=1)
    board.labels.append(Label(LEFT + SIDE, bottom + 30, name, "right", bold=True))
    name = fitted(f"↑ worth to {up}", WIDTH - LEFT - SIDE - 40, lines=2)
    board.labels.append(Label(LEFT + SIDE + 24, TOP + 8, name, bold=True))


def _draw_list(efficient: Efficient, board: Board) -> None:
    """Name the marks in a list beside the map."""
    x, y = LEFT + SIDE + 32, TOP + 48
    board.lines.append(Line(x - 8, y, x + 8, y, INK, 1.8))
    board.labels.append(Label(x + 16, y, "no-deal value"))
    board.dots.append(Dot(x, y + 22, "circle", MUTED, False, 10))
    board.labels.append(Label(x + 16, y + 22, "efficient package"))
    y += 48
    for name, _, (shape, ink, hollow) in efficient.marked:
        text = fitted(_told(efficient, name), WIDTH - x - 20, lines=2)
        board.dots.append(Dot(x, y, shape, ink, hollow, 90))
        board.labels.append(Label(x + 16, y, text))
        y += 22 + 13 * text.count("\n")


def _lines(efficient: Efficient) -> Board:
    top = 30 + 18 * _draw_legend(efficient, Board(WIDTH, 0))
    board = Board(WIDTH, top + ROW * len(efficient.parties) + 26)
    _draw_legend(efficient, board)
    for number, party in enumerate(efficient.parties):
        _draw_party(efficient, board, number, party, top + ROW * number)
    for worth in _some(efficient.points):
        _join(efficient, board, worth, top, FAINT, 0.7)
    for name, worth, (shape, ink, hollow) in efficient.marked:
        _join(efficient, board, worth, top, ink, 1.4, dashed=name in efficient.drafts, marked=True)
        if name in efficient.drafts:
            x = _along(efficient, 0, worth[0])
            board.labels.append(Label(x, top + ROW / 2 - 16, name, "center", size=10))
        for number in range(len(efficient.parties)):
            x, y = _along(efficient, number, worth[number]), top + ROW * (number + 0.5)
            board.dots.append(Dot(x, y, shape, ink, hollow, 80))
    return board


def _draw_party(efficient: Efficient, board: Board, number: int, party: str, y: float) -> None:
    middle = y + ROW / 2
    no_deal = _along(efficient, number, efficient.no_deal[number])
    board.lines.append(Line(GUTTER, middle, no_deal, middle, SHADE, ROW - 22))
    board.lines.append(Line(GUTTER, middle, WIDTH - RIGHT, middle, MUTED, 0.8))
    for worth in (0.0, 25.0, 50.0, 75.0, 100.0):
        x = _along(efficient, number, worth)
        board.lines.append(Line(x, middle - 4, x, middle + 4, MUTED, 0.8))
        if number == len(efficient.parties) - 1:
            board.labels.append(Label(x, y + ROW + 8, points(worth), "center", MUTED, size=10))
    board.lines.append(Line(no_deal, middle - 13, no_deal, middle + 13, INK, 1.8, above=True))
    board.labels.append(Label(0, middle, fitted(party, GUTTER - 24, lines=2), bold=True))


def _along(efficient: Efficient, party: int, worth: float) -> float:
    low, high = efficient.scale(party)
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * (worth - low) / (high - low), 1)


def _join(
    efficient: Efficient,
    board: Board,
    worth: Worth,
    top: float,
    ink: str,
    thick: float,
    *,
    dashed: bool = False,
    marked: bool = False,
) -> None:
    """Draw a package from party to party; those with marks of their own over the others."""
    places = [
        (_along(efficient, number, value), top + ROW * (number + 0.5))
        for number, value in enumerate(worth)
    ]
    for (x, y), (x2, y2) in pairwise(places):
        board.lines.append(Line(x, y, x2, y2, ink, thick, dashed, above=marked))


def _some(found: tuple[Worth, ...]) -> list[Worth]:
    """Return points at equal distances in their order, both ends included."""
    if len(found) <= LINES:
        return list(found)
    return [found[round(k * (len(found) - 1) / (LINES - 1))] for k in range(LINES)]


def _draw_legend(efficient: Efficient, board: Board) -> int:
    """Draw the legend and return how many lines it needed beyond the first."""
    x, line = GUTTER + 4, 0
    board.lines.append(Line(2, 4, 2, 16, INK, 1.8))
    board.labels.append(Label(10, 10, "no-deal value"))
    for name, _, (shape, ink, hollow) in efficient.marked:
        text = fitted(_told(efficient, name), 220, lines=1)
        long = width(text) + 34
        if x + long > WIDTH and x > GUTTER + 4:
            x, line = GUTTER + 4, line + 1
        board.dots.append(Dot(x, 10 + 18 * line, shape, ink, hollow, 64))
        board.labels.append(Label(x + 10, 10 + 18 * line, text))
        x += long
    return line


def _told(efficient: Efficient, name: str) -> str:
    return f"draft {name}" if name in efficient.drafts else name


def _alt(efficient: Efficient) -> str:
    told = []
    for number, party in enumerate(efficient.parties):
        worths = [worth[number] for worth in efficient.points]
        marks = [
            f"{plain(_told(efficient, name))} {points(worth[number])}"
            for name, worth, _ in efficient.marked
        ]
        reach = f"efficient packages {points(min(worths))} to {points(max(worths))}"
        said = [f"no deal {points(efficient.no_deal[number])}", reach, *marks]
        told.append(f"{plain(party)}: {', '.join(said)}")
    return "; ".join(told) + "."
