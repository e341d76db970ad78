"""What the solutions are worth to each party, against no deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted, width
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, SHADE, WIDTH
from detente.brief.wording import plain
from detente.words import points

GUTTER = 168.0
RIGHT = 24.0
ROW = 27.0
SPREAD = 12.0
APART = 12.0
TOP = 30.0
FOOT = 26.0

LOOKS = (
    ("circle", BLUE, False),
    ("square", ORANGE, True),
    ("diamond", INK, False),
    ("triangle", BLUE, True),
    ("pentagon", ORANGE, False),
)
"""Shape, ink and hollowness for each different package, in the order of the solutions."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A party: its no-deal value, the best it can reach, and its worth of each solution."""

    party: str
    no_deal: float
    best: float | None
    solutions: Mapping[str, float]


def draw_gains(gains: tuple[Gain, ...], *, anchor: str, table: str) -> Figure:
    """Draw the worth of solutions.

    Args:
        gains: one a party, with the same solutions in the same order; never empty. Solutions that
            are the same package come as one, under a joint name.
        anchor: id of the figure.
        table: anchor of the data table.
    """
    names = list(gains[0].solutions)
    low, high = _scale(gains)
    rows = [_spread(gain, names, low, high) for gain in gains]
    heights = [ROW + SPREAD * max(levels.values(), default=0) for levels in rows]
    top = TOP + 18 * _draw_legend(Board(WIDTH, 0), names)
    board = Board(WIDTH, top + sum(heights) + FOOT)
    _draw_legend(board, names)
    _draw_scale(board, low, high, top)
    y = top
    for gain, levels, tall in zip(gains, rows, heights, strict=True):
        _draw_gain(board, gain, levels, y, tall, (low, high))
        y += tall
    return draw(
        board,
        anchor=anchor,
        title="Worth of the solutions to each party, against no deal"
        if names
        else "No-deal value, and the best that any possible package holds",
        alt=_alt(gains),
        caption="Scale from 0 to 100 for each party; not comparable between parties. Shaded: worth "
        "less than no deal. Thin line: up to the best that any possible package holds.",
        table=table,
    )


def _scale(gains: tuple[Gain, ...]) -> tuple[float, float]:
    known = [w for g in gains for w in (g.no_deal, g.best, *g.solutions.values()) if w is not None]
    return min([0.0, *known]), max([100.0, *known])


def _x(worth: float, scale: tuple[float, float]) -> float:
    low, high = scale
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * (worth - low) / (high - low), 1)


def _spread(gain: Gain, names: list[str], low: float, high: float) -> dict[str, int]:
    """Return a level for each solution, so that close marks stand one below the other."""
    levels: dict[str, int] = {}
    placed: list[tuple[int, float]] = []
    for name in names:
        x = _x(gain.solutions[name], (low, high))
        level = 0
        while any(at == level and abs(x - other) < APART for at, other in placed):
            level += 1
        placed.append((level, x))
        levels[name] = level
    return levels


def _draw_scale(board: Board, low: float, high: float, top: float) -> None:
    bottom = board.height - FOOT
    for worth in (0.0, 25.0, 50.0, 75.0, 100.0):
        x = _x(worth, (low, high))
        board.lines.append(Line(x, top, x, bottom, FAINT, 0.6))
        board.labels.append(Label(x, bottom + 10, points(worth), "center", MUTED, size=10))


def _draw_gain(
    board: Board,
    gain: Gain,
    levels: dict[str, int],
    y: float,
    tall: float,
    scale: tuple[float, float],
) -> None:
    middle, first = y + tall / 2, y + ROW / 2
    no_deal, left = _x(gain.no_deal, scale), _x(scale[0], scale)
    board.lines.append(Line(0, y, WIDTH, y, FAINT, 0.6))
    board.lines.append(Line(left, middle, no_deal, middle, SHADE, tall - 2))
    if gain.best is not None and gain.best > gain.no_deal:
        board.lines.append(Line(no_deal, middle, _x(gain.best, scale), middle, MUTED, 0.8))
    board.lines.append(Line(no_deal, y + 1, no_deal, y + tall - 1, INK, 1.8))
    board.labels.append(Label(0, middle, fitted(gain.party, GUTTER - 24, lines=2), bold=True))
    for (name, worth), look in zip(
        gain.solutions.items(), LOOKS[: len(gain.solutions)], strict=True
    ):
        shape, ink, hollow = look
        place = first + SPREAD * levels[name]
        board.dots.append(Dot(_x(worth, scale), place, shape, ink, hollow, 64))


def _draw_legend(board: Board, names: list[str]) -> int:
    """Draw the legend and return how many lines it needed beyond the first."""
    entries = [(name, *look) for name, look in zip(names, LOOKS[: len(names)], strict=True)]
    x, line = GUTTER + 4, 0
    board.lines.append(Line(2, 4, 2, 16, INK, 1.8))
    board.labels.append(Label(10, 10, "no-deal value"))
    for name, shape, ink, hollow in entries:
        long = width(name) + 34
        if x + long > WIDTH and x > GUTTER + 4:
            x, line = GUTTER + 4, line + 1
        board.dots.append(Dot(x, 10 + 18 * line, shape, ink, hollow, 64))
        board.labels.append(Label(x + 10, 10 + 18 * line, name))
        x += long
    return line


def _alt(gains: tuple[Gain, ...]) -> str:
    told = []
    for gain in gains:
        worths = [f"{name} {points(worth)}" for name, worth in gain.solutions.items()]
        best = [] if gain.best is None else [f"best {points(gain.best)}"]
        said = [f"no deal {points(gain.no_deal)}", *best, *worths]
        told.append(f"{plain(gain.party)}: {', '.join(said)}")
    return "; ".join(told) + "."
