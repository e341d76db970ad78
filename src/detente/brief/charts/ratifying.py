"""Support among those who must ratify: what polls found, and what that means for each draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.brief.charts.board import Board, Label, Line
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, SHADE, WIDTH
from detente.brief.wording import plain

GUTTER = 236.0
RIGHT = 64.0
ROW = 25.0
HEAD = 36.0
FOOT = 26.0
LEGEND = 26.0
GAP = 1.6
"""Pixels of paper between two grades."""
X = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class PollBar:
    """A poll: its title, the shares that accept, grade by grade, and the share that does not."""

    title: str
    accept: tuple[float, ...]
    unacceptable: float


@dataclass(frozen=True, slots=True)
class DraftBar:
    """A draft: support that is certain, and not excluded, also in words; None where not asked."""

    code: str
    low: float | None
    high: float | None
    answer: str
    support: str = "not asked"


@dataclass(frozen=True, slots=True)
class Panel:
    """A ratifier, with what it needs in per cent."""

    name: str
    needs: float
    polls: tuple[PollBar, ...]
    drafts: tuple[DraftBar, ...]


def draw_support(panels: tuple[Panel, ...], *, anchor: str, table: str) -> Figure:
    """Draw polls and drafts against what is needed.

    Args:
        panels: one a ratifier; never empty.
        anchor: id of the figure.
        table: anchor of the table with the data.
    """
    tall = [HEAD + ROW * (len(p.polls) + len(p.drafts)) + FOOT for p in panels]
    board = Board(WIDTH, LEGEND + sum(tall))
    _draw_legend(board)
    top = LEGEND
    for panel, height in zip(panels, tall, strict=True):
        _draw_panel(board, panel, top, top + height - FOOT)
        top += height
    return draw(
        board,
        anchor=anchor,
        title="What people said they would accept, and what that leaves for the drafts",
        alt="; ".join(map(_alt, panels)) + ".",
        caption="Per cent of those asked. Upright line: what is needed. A poll, in bold: wide bar "
        "for those who would accept, grade by grade where the poll tells them apart; grey for "
        "those who did not say; narrow bar for those to whom it is unacceptable. A draft: from the "
        "support that its terms have for certain to what is not excluded; dotted where nothing in "
        "it was asked about.",
        table=table,
    )


def _x(share: float) -> float:
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * share / 100, 1)


def _draw_legend(board: Board) -> None:
    x, y = 0.0, 9.0
    for text, ink, width, long in (
        ("would accept", BLUE, 12.0, 96.0),
        ("did not say", SHADE, 12.0, 88.0),
        ("unacceptable", ORANGE, 5.0, 96.0),
        ("draft: support between", INK, 2.4, 150.0),
    ):
        board.lines.append(Line(x, y, x + 18, y, ink, width))
        board.labels.append(Label(x + 24, y, text))
        x += long + 26


def _draw_panel(board: Board, panel: Panel, top: float, base: float) -> None:
    board.labels.append(Label(0, top + HEAD - 18, fitted(panel.name, GUTTER - 16), bold=True))
    board.lines.append(Line(0, top, WIDTH, top, FAINT, 0.6))
    for tick in (0.0, 25.0, 50.0, 75.0, 100.0):
        board.lines.append(Line(_x(tick), top + HEAD, _x(tick), base, FAINT, 0.6))
        board.labels.append(Label(_x(tick), base + 10, f"{tick:g}", "center", MUTED, size=9.5))
    y = top + HEAD + ROW / 2
    for poll in panel.polls:
        _draw_poll(board, poll, y)
        y += ROW
    for draft in panel.drafts:
        _draw_draft(board, draft, y)
        y += ROW
    at = _x(panel.needs)
    board.lines.append(Line(at, top + HEAD - 6, at, base, INK, 1.6, above=True))
    needs = f"needs {panel.needs:g}"
    board.labels.append(Label(at, top + HEAD - 13, needs, "center", size=10))


def _draw_poll(board: Board, poll: PollBar, y: float) -> None:
    board.labels.append(Label(0, y, fitted(poll.title, GUTTER - 12), bold=True, size=10))
    board.lines.append(Line(_x(0), y, _x(100), y, SHADE, 12))
    start = 0.0
    for share in poll.accept:
        if share:
            board.lines.append(Line(_x(start), y, _x(start + share) - GAP, y, BLUE, 11.9))
        start += share
    if poll.unacceptable:
        board.lines.append(Line(_x(100 - poll.unacceptable), y, _x(100), y, ORANGE, 5))


def _draw_draft(board: Board, draft: DraftBar, y: float) -> None:
    board.labels.append(Label(GUTTER - 12, y, draft.code, "right"))
    board.labels.append(Label(WIDTH - RIGHT + 8, y, draft.answer, size=10))
    if draft.low is None or draft.high is None:
        board.lines.append(Line(_x(0), y, _x(100), y, MUTED, 1.2, dashed=True))
        return
    board.lines.append(Line(_x(draft.low), y, _x(draft.high), y, INK, 2.4))
    for end in (draft.low, draft.high):
        board.lines.append(Line(_x(end), y - 5, _x(end), y + 5, INK, 1.8))


def _alt(panel: Panel) -> str:
    polls = [
        f"{plain(p.title)}: {sum(p.accept):.3g} per cent accept, {p.unacceptable:.3g} do not"
        for p in panel.polls
    ]
    drafts = [f"{d.code} {d.answer} ({d.support})" for d in panel.drafts]
    return f"{plain(panel.name)}, needs {panel.needs:g} per cent: {', '.join([*polls, *drafts])}"
