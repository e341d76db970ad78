"""How positions move, turn by turn, in one model: a panel an issue, a line an actor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import apart, fitted
from detente.brief.charts.svg import ALL, Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, PAPER, WIDTH
from detente.brief.wording import plain, points

ACROSS = 2
GAP = 18.0
GUTTER = 26.0
"""Room for the letters of options, left of a panel."""
NAMES = 118.0
"""Room for the names of actors, right of a panel."""
HEAD = 36.0
DEEP = 118.0
"""Height of a panel of few actors; more have :data:`LINE` each."""
LINE = 12.5
FOOT = 26.0
TICKS = 6
"""Turns that are numbered, at most."""


@dataclass(frozen=True, slots=True)
class Path:
    """An actor, and where it stands before the first turn and after each; 0 to 100."""

    actor: str
    places: tuple[float, ...]

    @property
    def moves(self) -> bool:
        """Whether it moves far enough to be seen."""
        return max(self.places) - min(self.places) >= 0.05


@dataclass(frozen=True, slots=True)
class Panel:
    """One issue.

    Attributes:
        title: of the issue.
        options: place and code (or level) of each option, the lowest first.
        paths: of the actors, all of one length; never empty.
        value: what the model reads off where they end.
    """

    title: str
    options: tuple[tuple[float, str], ...]
    paths: tuple[Path, ...]
    value: float


def draw_paths(
    panels: tuple[Panel, ...], *, model: str, anchor: str, table: str, data: str = ALL
) -> Figure:
    """Draw a panel for each issue.

    Args:
        panels: never empty.
        model: its name.
        anchor: id of the figure.
        table: anchor of the data table; ``data``: what it holds.
    """
    across = min(ACROSS, len(panels))
    wide = (WIDTH - GAP * (across - 1)) / across
    deep = max(DEEP, LINE * max(len(panel.paths) for panel in panels))
    high = HEAD + deep + FOOT
    board = Board(WIDTH, high * -(-len(panels) // across))
    for number, panel in enumerate(panels):
        left = (wide + GAP) * (number % across)
        _draw_panel(board, panel, left, high * (number // across), wide, deep)
    return draw(
        board,
        anchor=anchor,
        title=f"How positions move in one model: {model}",
        alt="; ".join(map(_alt, panels)) + ".",
        caption="From left to right: turns. Upward: places from 0 to 100, with the options at "
        "theirs, by their letters. Solid: who moves; dashed: who stays. Diamond: what the model "
        "reads off where they end, the mean by weight.",
        table=table,
        data=data,
    )


def _draw_panel(
    board: Board, panel: Panel, left: float, top: float, wide: float, deep: float
) -> None:
    first, last = left + GUTTER, left + wide - NAMES
    base, turns = top + HEAD + deep, len(panel.paths[0].places) - 1

    def x(turn: int) -> float:
        return round(first + (last - first) * turn / max(turns, 1), 1)

    def y(place: float) -> float:
        return round(base - deep * place / 100, 1)

    title = fitted(panel.title, wide - 8, lines=2)
    board.labels.append(Label(left, top + 13, title, bold=True))
    _draw_frame(board, panel, (first, last), y)
    _draw_turns(board, turns, x, base)
    for path in panel.paths:
        _draw_path(board, path, x, y)
    _draw_names(board, panel, last, y)
    board.dots.append(Dot(last, y(panel.value), "diamond", BLUE, False, 80))


def _draw_frame(
    board: Board, panel: Panel, ends: tuple[float, float], y: Callable[[float], float]
) -> None:
    at = apart([y(place) for place, _ in panel.options], 10.0, low=y(100) - 2, high=y(0) + 2)
    for (place, code), where in zip(panel.options, at, strict=True):
        board.lines.append(Line(ends[0], y(place), ends[1], y(place), FAINT, 0.6))
        text = fitted(code, GUTTER - 6, lines=1, size=9.5)
        board.labels.append(Label(ends[0] - 7, round(where, 1), text, "right", MUTED, size=9.5))
    for x in ends:
        board.lines.append(Line(x, y(0), x, y(100), FAINT, 0.8))


def _draw_turns(board: Board, turns: int, x: Callable[[int], float], base: float) -> None:
    step = max(1, -(-turns // TICKS))
    shown = [t for t in range(0, turns, step) if turns - t >= step / 2 or not t] + [turns]
    for turn in dict.fromkeys(shown):
        board.lines.append(Line(x(turn), base, x(turn), base + 3, MUTED, 0.8))
        board.labels.append(Label(x(turn), base + 11, str(turn), "center", MUTED, size=9.5))


def _draw_path(
    board: Board, path: Path, x: Callable[[int], float], y: Callable[[float], float]
) -> None:
    ink, dashed = (INK, False) if path.moves else (MUTED, True)
    steps = path.places if path.moves else (path.places[0], path.places[-1])
    turns = range(len(steps)) if path.moves else (0, len(path.places) - 1)
    for (one, two), (here, there) in zip(pairwise(turns), pairwise(steps), strict=True):
        ends = (x(one), y(here), x(two), y(there))
        board.lines.append(Line(*ends, ink=ink, width=1.5, dashed=dashed, above=True))
    board.dots.append(Dot(x(0), y(path.places[0]), "circle", ORANGE, True, 34, fill=PAPER))


def _draw_names(
    board: Board, panel: Panel, last: float, y: Callable[[float], float]
) -> None:
    """Write every name beside where its line ends, moved apart where names would collide."""
    ends = [y(path.places[-1]) for path in panel.paths]
    at = apart(ends, LINE, low=y(100) - 4, high=y(0) + 4)
    for path, end, where in zip(panel.paths, ends, at, strict=True):
        board.lines.append(Line(last + 1, end, last + 13, round(where, 1), FAINT, 0.8))
        text = f"{fitted(path.actor, NAMES - 46, lines=1, size=10)} {points(path.places[-1])}"
        board.labels.append(Label(last + 16, round(where, 1), text, size=10))


def _alt(panel: Panel) -> str:
    told = [
        f"{plain(path.actor)} {points(path.places[0])} to {points(path.places[-1])}"
        if path.moves
        else f"{plain(path.actor)} stays at {points(path.places[0])}"
        for path in panel.paths
    ]
    return f"{plain(panel.title)}: {', '.join(told)}; read off: {points(panel.value)}"
