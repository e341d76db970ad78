"""What each judged number moves: the place that a model names, with it low and with it high."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted
from detente.brief.charts.svg import ALL, Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, WIDTH
from detente.brief.wording import plain
from detente.words import points

GUTTER = 270.0
RIGHT = 24.0
TOP = 30.0
GROUP = 46.0
ROW = 24.0
FOOT = 26.0
TICKS = (0, 25, 50, 75, 100)
LOW = ("circle", ORANGE, True, 56.0)
HIGH = ("diamond", BLUE, False, 70.0)
MARK = "†"
"""Beside an end at which the model jumps."""


@dataclass(frozen=True, slots=True)
class Swing:
    """A number, and the place named with it at the low and at the high end of its range.

    Attributes:
        low, high: the place, nan where there is no answer, and whether it is marked.
    """

    name: str
    low: tuple[float, bool]
    high: tuple[float, bool]

    @property
    def ends(self) -> list[float]:
        """Return the places of the ends that have an answer."""
        return [place for place, _ in (self.low, self.high) if not math.isnan(place)]


@dataclass(frozen=True, slots=True)
class Group:
    """One issue.

    Attributes:
        title: of the issue.
        middle: the place named with all numbers in the middle.
        swings: the widest first.
        tell: gives a place in words.
    """

    title: str
    middle: float
    swings: tuple[Swing, ...]
    tell: Callable[[float], str] = points


def draw_swings(
    groups: tuple[Group, ...], *, error: str, anchor: str, table: str, data: str = ALL
) -> Figure:
    """Draw the swings of each issue.

    Args:
        groups: never empty, each with swings, the widest first.
        error: measured of the leading model, in words.
        anchor: id of the figure.
        table: anchor of the data table; ``data``: what it holds.
    """
    high = sum(GROUP + ROW * len(group.swings) for group in groups)
    board = Board(WIDTH, TOP + high + FOOT)
    _draw_legend(board)
    _draw_scale(board)
    top = TOP
    for group in groups:
        _draw_group(board, group, top)
        top += GROUP + ROW * len(group.swings)
    return draw(
        board,
        anchor=anchor,
        title="What the leading model names with one number low, and with it high",
        alt="; ".join(map(_alt, groups)) + ".",
        caption=_caption(groups, error),
        table=table,
        data=data,
    )


def _caption(groups: tuple[Group, ...], error: str) -> str:
    told = (
        "One number at either end of its range, all others in the middle; upright line: all in the "
        "middle. Every line goes from 0 to 100, a scale from its lowest to its highest level. The "
        f"measured error, {error} on average, comes on top."
    )
    if not any(marked for g in groups for s in g.swings for _, marked in (s.low, s.high)):
        return told
    return (
        f"{told} {MARK}: at that end the party stands where another does, or leaves one that it "
        "stood with; there is a place less or more to vote on, and the model jumps."
    )


def _x(place: float) -> float:
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * place / 100, 1)


def _draw_legend(board: Board) -> None:
    board.dots.append(Dot(7, 10, *LOW))
    board.labels.append(Label(17, 10, "number low"))
    board.dots.append(Dot(107, 10, *HIGH))
    board.labels.append(Label(117, 10, "number high"))


def _draw_scale(board: Board) -> None:
    bottom = board.height - FOOT
    for tick in TICKS:
        board.lines.append(Line(_x(tick), TOP, _x(tick), bottom, FAINT, 0.6))
        board.labels.append(Label(_x(tick), bottom + 10, f"{tick}", "center", MUTED, size=10))


def _draw_group(board: Board, group: Group, top: float) -> None:
    board.lines.append(Line(0, top, WIDTH, top, FAINT, 0.6))
    title = fitted(group.title, GUTTER - 18, lines=3)
    board.labels.append(Label(0, top + GROUP / 2, title, bold=True))
    bottom = top + GROUP + ROW * len(group.swings) - 4
    middle = _x(group.middle)
    board.lines.append(Line(middle, top + GROUP - 8, middle, bottom, INK, 1.4))
    told = group.tell(group.middle)
    board.labels.append(Label(middle, top + GROUP / 2, told, "center", size=10, bold=True))
    for row, swing in enumerate(group.swings):
        _draw_swing(board, swing, group.middle, top + GROUP + ROW * (row + 0.5))


def _draw_swing(board: Board, swing: Swing, middle: float, y: float) -> None:
    name = fitted(swing.name, GUTTER - 30, lines=1, size=10.5)
    board.labels.append(Label(12, y, name, size=10.5))
    reached = [_x(place) for place in (middle, *swing.ends)]
    board.lines.append(Line(min(reached), y, max(reached), y, MUTED, 3))
    for (place, marked), dot in ((swing.low, LOW), (swing.high, HIGH)):
        if not math.isnan(place):
            board.dots.append(Dot(_x(place), y, *dot))
        if marked and not math.isnan(place):
            right = place >= max(swing.ends)
            left = _x(place) + (8 if right else -8)
            board.labels.append(Label(left, y - 1, MARK, "left" if right else "right"))


def _alt(group: Group) -> str:
    tell = group.tell
    told = [
        f"{plain(s.name)} low {_end(s.low, tell)}, high {_end(s.high, tell)}" for s in group.swings
    ]
    return f"{plain(group.title)}, {tell(group.middle)} in the middle: {'; '.join(told)}"


def _end(end: tuple[float, bool], tell: Callable[[float], str]) -> str:
    return "no answer" if math.isnan(end[0]) else tell(end[0])
