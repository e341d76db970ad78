"""What each draft can be worth to each party: a panel for each party, a bar for each draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, WIDTH
from detente.brief.wording import plain
from detente.words import points

ROW = 17.0
HEAD = 34.0
FOOT = 24.0
GAP = 26.0
GUTTER = 30.0
ACROSS = 4
POINT = 10.0
"""A bar shorter than this, in pixels, is drawn as a diamond."""


@dataclass(frozen=True, slots=True)
class Range:
    """Worth of a draft to a party, from ``low`` to ``high``; None where it has no completion.

    ``accepts`` is whether the party would accept at least one way to complete the draft.
    """

    party: str
    draft: str
    low: float | None
    high: float | None
    no_deal: float | None
    accepts: bool


def draw_ranges(ranges: tuple[Range, ...], *, anchor: str, table: str, taken: str = "") -> Figure:
    """Draw the ranges.

    Args:
        ranges: party by party, and for each the drafts in the same order; never empty.
        anchor: id of the figure.
        table: anchor of the data table.
        taken: how ranges of the judgements were taken; empty where there are none.
    """
    drafts = list(dict.fromkeys(item.draft for item in ranges))
    panels = [ranges[k : k + len(drafts)] for k in range(0, len(ranges), len(drafts))]
    across = min(ACROSS, len(panels))
    high = HEAD + ROW * len(drafts) + FOOT
    board = Board(WIDTH, high * -(-len(panels) // across))
    wide = min((WIDTH - GUTTER - GAP * across) / across, 300.0)
    for number, panel in enumerate(panels):
        left = GUTTER + (wide + GAP) * (number % across)
        _draw_panel(board, panel, left, wide, high * (number // across), number % across == 0)
    return draw(
        board,
        anchor=anchor,
        title="What each draft can be worth to each party",
        alt=_alt(ranges),
        caption="Bar: from the worst to the best way to fill in what the draft leaves open, on a "
        "scale from 0 to 100 for each party"
        + (f", with {taken}" if taken else "")
        + ". Diamond: one worth, or a bar too short to draw. Upright line: no-deal value. "
        "Solid: the party would accept at least one way to complete the draft. Dashed grey, or a "
        "hollow diamond: none, because all are worth too little or breach a red line.",
        table=table,
    )


def _draw_panel(
    board: Board,
    panel: tuple[Range, ...],
    left: float,
    wide: float,
    top: float,
    first: bool,
) -> None:
    base = top + HEAD + ROW * len(panel)
    low, high = _scale(panel)

    def x(worth: float) -> float:
        return round(left + wide * (worth - low) / (high - low), 1)

    name = fitted(panel[0].party, wide, lines=2)
    board.labels.append(Label(left, top + HEAD - 18, name, bold=True))
    for tick in (0.0, 50.0, 100.0):
        board.lines.append(Line(x(tick), top + HEAD, x(tick), base, FAINT, 0.6))
        board.labels.append(Label(x(tick), base + 9, points(tick), "center", MUTED, size=9.5))
    for row, item in enumerate(panel):
        _draw_range(board, item, x, top + HEAD + ROW * (row + 0.5))
        if first:
            board.labels.append(Label(0, top + HEAD + ROW * (row + 0.5), item.draft, bold=True))
    if panel[0].no_deal is not None:
        at = x(panel[0].no_deal)
        board.lines.append(Line(at, top + HEAD - 3, at, base, INK, 1.4, above=True))


def _scale(panel: tuple[Range, ...]) -> tuple[float, float]:
    """Return 0 and 100, widened where linkages lead beyond."""
    known = [w for r in panel for w in (r.low, r.high, r.no_deal) if w is not None]
    return min([0.0, *known]), max([100.0, *known])


def _draw_range(board: Board, item: Range, x: Callable[[float], float], y: float) -> None:
    if item.low is None or item.high is None:
        return
    left, right = x(item.low), x(item.high)
    ink = BLUE if item.accepts else MUTED
    if right - left < POINT:
        board.dots.append(Dot((left + right) / 2, y, "diamond", ink, not item.accepts, 80))
    else:
        board.lines.append(Line(left, y, right, y, ink, 7, not item.accepts))


def _alt(ranges: tuple[Range, ...]) -> str:
    told = []
    for party in dict.fromkeys(item.party for item in ranges):
        own = [item for item in ranges if item.party == party]
        said = [
            f"{r.draft} {_span(r.low, r.high)}{'' if r.accepts else ' (rejects)'}"
            for r in own
            if r.low is not None and r.high is not None
        ]
        no_deal = own[0].no_deal
        base = f" (no deal {points(no_deal)})" if no_deal is not None else ""
        told.append(f"{plain(party)}{base}: {', '.join(said) or 'no draft can be completed'}")
    return "; ".join(told) + "."


def _span(low: float, high: float) -> str:
    first, last = points(low), points(high)
    return first if first == last else f"{first} to {last}"
