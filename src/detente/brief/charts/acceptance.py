"""How often each text and package is accepted, and by whom: dots with intervals, a column each."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, WIDTH
from detente.brief.shares import told
from detente.brief.wording import plain
from detente.deal.acceptance.share import Share

GUTTER = 150.0
HEAD = 34.0
ROW = 30.0
FOOT = 24.0
SPACE = 22.0


@dataclass(frozen=True, slots=True)
class Accepted:
    """A text or package, and the share of draws in which it is accepted, one a column.

    Attributes:
        name: of the text or package.
        shares: None where nothing can be said.
        first: whether it is the package to table.
    """

    name: str
    shares: tuple[Share | None, ...]
    first: bool = False


def draw_acceptance(
    rows: tuple[Accepted, ...], columns: tuple[str, ...], *, anchor: str, table: str
) -> Figure:
    """Draw shares of draws.

    Args:
        rows: texts and packages, one share a column; never empty.
        columns: what accepts: the rule first, then parties.
        anchor: id of the figure.
        table: anchor of the table with the data.
    """
    board = Board(WIDTH, HEAD + ROW * len(rows) + FOOT)
    wide = (WIDTH - GUTTER) / len(columns)
    for place, column in enumerate(columns):
        _draw_panel(board, column, GUTTER + wide * place, wide - SPACE)
    for number, row in enumerate(rows):
        middle = HEAD + ROW * (number + 0.5)
        board.labels.append(Label(0, middle, fitted(row.name, GUTTER - 14), bold=row.first))
        for place, share in enumerate(row.shares):
            if share is not None:
                _draw_share(board, share, middle, GUTTER + wide * place, wide - SPACE, row.first)
    return draw(
        board,
        anchor=anchor,
        title="Who accepts what, in how many draws from the recorded ranges",
        alt="; ".join(_told(row, columns) for row in rows) + ".",
        caption="From none of the draws (left) to all (right), with 95% intervals. Filled: the "
        "package to table. A cross: not in any draw, because of constraints and red lines.",
        table=table,
    )


def _draw_panel(board: Board, name: str, x: float, wide: float) -> None:
    board.labels.append(Label(x, HEAD / 2 - 4, fitted(name, wide + 12, lines=2, size=10), size=10))
    bottom = board.height - FOOT
    for share, anchor in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
        at = x + wide * share
        board.lines.append(Line(at, HEAD, at, bottom, FAINT, 0.6))
        if share != 0.5:
            text = f"{100 * share:.0f}%"
            label = Label(at, bottom + 10, text, "left" if anchor == "left" else "right", MUTED)
            board.labels.append(label)


def _draw_share(board: Board, share: Share, y: float, x: float, wide: float, first: bool) -> None:
    at = round(x + wide * share.value, 1)
    if share.exact and not share.value:
        board.dots.append(Dot(at, y, "cross", MUTED, area=40))
        return
    low, high = x + wide * share.low, x + wide * share.high
    ink = BLUE if first else INK
    board.lines.append(Line(round(low, 1), y, round(high, 1), y, ink, 2.4))
    board.dots.append(Dot(at, y, "circle", ink, hollow=not first, area=24))


def _told(row: Accepted, columns: tuple[str, ...]) -> str:
    shares = ", ".join(
        f"{plain(column)} {told(share)}"
        for column, share in zip(columns, row.shares, strict=True)
        if share is not None
    )
    return f"{plain(row.name)}: {shares}"
