"""How often a package is acceptable where each number is low, and where it is high."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, WIDTH
from detente.brief.wording import plain

GUTTER = 270.0
RIGHT = 30.0
ROW = 30.0
TOP = 30.0
FOOT = 26.0
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Swing:
    """A number, and the shares of draws at its two ends.

    Attributes:
        name: what the number is.
        low, high: share of draws, 0 to 1, where it is low and where it is high.
    """

    name: str
    low: float
    high: float


def draw_tornado(swings: tuple[Swing, ...], whole: float, *, anchor: str, table: str) -> Figure:
    """Draw the swings, in the order given.

    Args:
        swings: the widest first; never empty.
        whole: share over all draws.
        anchor: id of the figure.
        table: anchor of the data table.
    """
    board = Board(WIDTH, TOP + ROW * len(swings) + FOOT)
    _draw_legend(board)
    _draw_scale(board, whole)
    for row, swing in enumerate(swings):
        _draw_swing(board, swing, TOP + ROW * row)
    return draw(
        board,
        anchor=anchor,
        title="How often the package to table is acceptable, as each number is low or high",
        alt=_alt(swings, whole),
        caption="Share of draws in which the package is acceptable, in the tenth of the draws in "
        "which the number is lowest, and in the tenth in which it is highest; of a doubtful red "
        "line, where it is none and where it is one. Upright line: all draws.",
        table=table,
    )


def _x(share: float) -> float:
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * share, 1)


def _draw_legend(board: Board) -> None:
    board.dots.append(Dot(GUTTER + 4, 10, "circle", ORANGE, True, 64))
    board.labels.append(Label(GUTTER + 14, 10, "number low"))
    board.dots.append(Dot(GUTTER + 104, 10, "diamond", BLUE, False, 80))
    board.labels.append(Label(GUTTER + 114, 10, "number high"))


def _draw_scale(board: Board, whole: float) -> None:
    bottom = board.height - FOOT
    for tick in TICKS:
        x = _x(tick / 100)
        board.lines.append(Line(x, TOP, x, bottom, FAINT, 0.6))
        board.labels.append(Label(x, bottom + 10, f"{tick}%", "center", MUTED, size=10))
    board.lines.append(Line(_x(whole), TOP - 4, _x(whole), bottom, INK, 1.4))


def _draw_swing(board: Board, swing: Swing, y: float) -> None:
    middle = y + ROW / 2
    board.lines.append(Line(0, y, WIDTH, y, FAINT, 0.6))
    board.labels.append(Label(0, middle, fitted(swing.name, GUTTER - 18, lines=2)))
    low, high = _x(swing.low), _x(swing.high)
    board.lines.append(Line(min(low, high), middle, max(low, high), middle, MUTED, 3))
    board.dots.append(Dot(low, middle, "circle", ORANGE, True, 64))
    board.dots.append(Dot(high, middle, "diamond", BLUE, False, 80))


def _alt(swings: tuple[Swing, ...], whole: float) -> str:
    told = [
        f"{plain(swing.name)}: {100 * swing.low:.0f}% low, {100 * swing.high:.0f}% high"
        for swing in swings
    ]
    return f"All draws: {100 * whole:.0f}%. {'; '.join(told)}."
