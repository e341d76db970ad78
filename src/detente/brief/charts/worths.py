"""What answers are worth: one bar a question, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.charts.board import Board, Label, Line
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, WIDTH
from detente.brief.wording import plain

GUTTER = 300.0
RIGHT = 96.0
ROW = 34.0
FOOT = 26.0
BAR = 12.0
STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A question, what its answer is worth in points, the ends of the interval, and that in words.

    Attributes:
        solid: whether the worth is told apart from none.
    """

    text: str
    value: float
    low: float
    high: float
    told: str
    solid: bool


def draw_worths(bars: tuple[Bar, ...], *, anchor: str, table: str) -> Figure:
    """Draw the worth of answers.

    Args:
        bars: one a question; never empty.
        anchor: id of the figure.
        table: anchor of the table or list with the data.
    """
    board = Board(WIDTH, ROW * len(bars) + FOOT)
    step = next((s for s in STEPS if 5 * s >= max(bar.high for bar in bars)), STEPS[-1])
    _draw_scale(board, step)
    for place, bar in enumerate(bars):
        _draw_bar(board, bar, ROW * place, 5 * step)
    return draw(
        board,
        anchor=anchor,
        title="What an answer is worth",
        alt="; ".join(f"{plain(bar.text)}: {bar.told}" for bar in bars) + ".",
        caption="Points by which the share of draws that accept what is tabled rises, on average "
        "over the answers. Bar: the estimate; thin line: its 95% interval. Pale: not told apart "
        "from an answer that is worth nothing.",
        table=table,
    )


def _x(value: float, most: float) -> float:
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * min(value, most) / most, 1)


def _draw_scale(board: Board, step: float) -> None:
    bottom = board.height - FOOT
    for tick in range(6):
        x = _x(tick * step, 5 * step)
        board.lines.append(Line(x, 0, x, bottom, FAINT, 0.6))
        board.labels.append(Label(x, bottom + 10, f"{tick * step:g}", "center", MUTED, size=10))


def _draw_bar(board: Board, bar: Bar, y: float, most: float) -> None:
    middle, start = y + ROW / 2, _x(0, most)
    board.labels.append(Label(0, middle, fitted(bar.text, GUTTER - 16, lines=2)))
    ink = BLUE if bar.solid else FAINT
    board.lines.append(Line(start, middle, _x(bar.value, most), middle, ink, BAR))
    low, high = _x(bar.low, most), _x(bar.high, most)
    board.lines.append(Line(low, middle, high, middle, INK, 1.4, above=True))
    for end in (low, high):
        board.lines.append(Line(end, middle - 4, end, middle + 4, INK, 1.4, above=True))
    board.labels.append(Label(high + 8, middle, bar.told, ink=MUTED, size=10))
