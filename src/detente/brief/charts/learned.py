"""What each draft can be worth to each party: as judged, and what statements leave of it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, MUTED, SHADE, WIDTH
from detente.brief.wording import plain
from detente.words import points

ROW = 15.0
HEAD = 24.0
FOOT = 24.0
GUTTER = 230.0
RIGHT = 24.0
THICK, THIN = 9.0, 3.0
POINT = 3.0
"""A bar shorter than this, in pixels, is drawn as a diamond."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One interval: as judged, and what statements leave of it.

    Attributes:
        party, what: whose, and of what.
        judged, both: low and high; ``both`` is None where statements and judgement conflict.
    """

    party: str
    what: str
    judged: tuple[float, float]
    both: tuple[float, float] | None


def draw_narrowings(items: tuple[Narrowing, ...], *, anchor: str, table: str) -> Figure:
    """Draw intervals, party by party.

    Args:
        items: those of a party one after the other; never empty.
        anchor: id of the figure.
        table: anchor of the data table.
    """
    parties = list(dict.fromkeys(item.party for item in items))
    board = Board(WIDTH, HEAD * len(parties) + ROW * len(items) + FOOT)
    ends = [end for item in items for end in item.judged]
    scale = min(0.0, *ends), max(100.0, *ends)
    _draw_grid(board, scale)
    y = 0.0
    for party in parties:
        board.labels.append(Label(0, y + HEAD / 2 + 3, fitted(party, WIDTH), bold=True))
        y += HEAD
        for item in items:
            if item.party == party:
                _draw_item(board, item, y + ROW / 2, scale)
                y += ROW
    return draw(
        board,
        anchor=anchor,
        title="What the drafts can be worth, as judged and given what was said",
        alt=_alt(items),
        caption="Broad bar: as judged, whatever becomes of what is open. Narrow "
        "bar: what of it agrees with the party’s statements; none where the two conflict. Scale "
        "from 0 to 100 for each party; not comparable between parties.",
        table=table,
    )


def _draw_grid(board: Board, scale: tuple[float, float]) -> None:
    bottom = board.height - FOOT
    for worth in (0.0, 25.0, 50.0, 75.0, 100.0):
        x = _x(worth, scale)
        board.lines.append(Line(x, HEAD / 2, x, bottom, FAINT, 0.6))
        board.labels.append(Label(x, bottom + 10, points(worth), "center", MUTED, size=10))


def _draw_item(board: Board, item: Narrowing, y: float, scale: tuple[float, float]) -> None:
    board.labels.append(Label(10, y, fitted(item.what, GUTTER - 16, lines=1), size=10))
    low, high = (_x(end, scale) for end in item.judged)
    board.lines.append(Line(low, y, max(high, low + POINT), y, SHADE, THICK))
    if item.both is None:
        return
    low, high = (_x(end, scale) for end in item.both)
    if high - low < POINT:
        board.dots.append(Dot((low + high) / 2, y, "diamond", BLUE, False, 40))
    else:
        board.lines.append(Line(low, y, high, y, BLUE, THIN, above=True))


def _x(worth: float, scale: tuple[float, float]) -> float:
    low, high = scale
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * (worth - low) / (high - low), 1)


def _alt(items: tuple[Narrowing, ...]) -> str:
    told = []
    for item in items:
        judged = f"{points(item.judged[0])} to {points(item.judged[1])}"
        both = item.both
        left = "in conflict" if both is None else f"{points(both[0])} to {points(both[1])} left"
        told.append(f"{plain(item.party)}, {plain(item.what)}: {judged} judged, {left}")
    return "; ".join(told) + "."
