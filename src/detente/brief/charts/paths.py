"""How positions move, turn by turn, in one model: a panel an issue, a line an actor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import apart, fitted, width
from detente.brief.charts.svg import ALL, Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, WIDTH
from detente.brief.charts.turns import FIRST, LAST, MOST, kept, slot_of, ticks
from detente.brief.wording import plain
from detente.words import points

ACROSS = 2
GAP = 20.0
NAMES = 124.0
"""Room for the names of actors, left of a panel."""
CODES = (16.0, 44.0)
"""Room for the letters (or levels) of options, between the names and the panel: least and most."""
ENDS = 72.0
"""Room for who ends where, right of a panel."""
HEAD = 36.0
DEEP = 118.0
"""Height of a panel of few actors; more have :data:`LINE` each."""
LINE = 12.5
FEW = 8
"""Actors whose names may take two lines, at most."""
FOOT = 26.0
SLIGHT = 0.05
"""Moves that are smaller are none."""
Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Path:
    """An actor with its number, and where it stands before the first turn and after each."""

    number: int
    actor: str
    places: tuple[float, ...]

    @property
    def moves(self) -> bool:
        """Whether it moves far enough to be seen."""
        return max(self.places) - min(self.places) >= SLIGHT


@dataclass(frozen=True, slots=True)
class Panel:
    """One issue.

    Attributes:
        title: of the issue.
        options: place and code (or level) of each option, the lowest first.
        paths: of the actors, all of one length; never empty.
        value: what the model reads off where they end.
        tell: gives a place in words.
        settled: whether positions came to rest.
    """

    title: str
    options: tuple[tuple[float, str], ...]
    paths: tuple[Path, ...]
    value: float
    tell: Callable[[float], str] = points
    settled: bool = True

    @property
    def turns(self) -> int:
        """How many turns were played."""
        return len(self.paths[0].places) - 1


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a panel lies: its left edge, room for letters, ends of its turns, its scales.

    ``drawn`` are the turns that are drawn, with 0 for the start.
    """

    left: float
    codes: float
    first: float
    last: float
    x: Scale
    y: Scale
    drawn: tuple[int, ...]


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
    deep = max(DEEP, *(_gap(panel) * len(panel.paths) for panel in panels))
    high = HEAD + deep + FOOT
    board = Board(WIDTH, high * -(-len(panels) // across))
    for number, panel in enumerate(panels):
        left, top = (wide + GAP) * (number % across), high * (number // across)
        title = fitted(panel.title, wide - 8, lines=2)
        board.labels.append(Label(left, top + 13, title, bold=True))
        _draw_panel(board, panel, _frame(panel, left, top + HEAD, wide, deep))
    return draw(
        board,
        anchor=anchor,
        title=f"How positions move in one model: {model}",
        alt="; ".join(map(_alt, panels)) + ".",
        caption="From left to right: turns. Upward: places from 0 to 100, with the options at "
        "theirs, by their letters. Numbers: who starts and who ends where. Solid: who moves; "
        "dashed: who stays. Diamond: what the model reads off where they end; the number beside it "
        f"is in bold where nobody ends at that place.{''.join(map(_unsettled, panels))}"
        f"{_left_out(panels)}",
        table=table,
        data=data,
    )


def _frame(panel: Panel, left: float, top: float, wide: float, deep: float) -> _Frame:
    drawn = kept(panel.turns)
    room = max(slot_of(panel.turns, drawn), 1.0)
    codes = max(width(code, 9) for _, code in panel.options) + 9
    codes = min(max(codes, CODES[0]), CODES[1])
    first, last = left + NAMES + codes, left + wide - ENDS
    return _Frame(
        left,
        codes,
        first,
        last,
        lambda turn: round(first + (last - first) * slot_of(int(turn), drawn) / room, 1),
        lambda place: round(top + deep * (1 - place / 100), 1),
        drawn,
    )


def _draw_panel(board: Board, panel: Panel, frame: _Frame) -> None:
    _draw_options(board, panel, frame)
    _draw_turns(board, frame)
    for path in panel.paths:
        _draw_path(board, path, frame)
    _draw_starts(board, panel, frame)
    _draw_ends(board, panel, frame)
    board.dots.append(Dot(frame.last, frame.y(panel.value), "diamond", BLUE, False, 80))


def _draw_options(board: Board, panel: Panel, frame: _Frame) -> None:
    y = frame.y
    at = apart([y(place) for place, _ in panel.options], 10.0, low=y(100) - 2, high=y(0) + 2)
    for (place, code), where in zip(panel.options, at, strict=True):
        board.lines.append(Line(frame.first, y(place), frame.last, y(place), FAINT, 0.6))
        text = fitted(code, frame.codes, lines=1, size=9)
        board.labels.append(Label(frame.first - 7, round(where, 1), text, "right", MUTED, size=9))
    for x in (frame.first, frame.last):
        board.lines.append(Line(x, y(0), x, y(100), FAINT, 0.8))


def _draw_turns(board: Board, frame: _Frame) -> None:
    base = frame.y(0)
    for turn in ticks(frame.drawn):
        x = frame.x(turn)
        board.lines.append(Line(x, base, x, base + 3, MUTED, 0.8))
        board.labels.append(Label(x, base + 11, str(turn), "center", MUTED, size=9.5))


def _draw_path(board: Board, path: Path, frame: _Frame) -> None:
    last, many = frame.drawn[-1], frame.drawn[-1] > MOST
    ink, turns = (INK, frame.drawn) if path.moves else (MUTED, (0, last))
    wide = 0.8 if many and path.moves else 1.5
    for one, two in pairwise(turns):
        here, there = frame.y(path.places[one]), frame.y(path.places[two])
        ends = (frame.x(one), here, frame.x(two), there)
        if two - one == 1 or not path.moves:
            board.lines.append(Line(*ends, ink, wide, dashed=not path.moves, above=True))
    board.dots.append(Dot(frame.first, frame.y(path.places[0]), "circle", ORANGE, True, 34))


def _draw_starts(board: Board, panel: Panel, frame: _Frame) -> None:
    """Write every name, with its number, beside where its line starts; none over another."""
    starts, gap = [frame.y(path.places[0]) for path in panel.paths], _gap(panel)
    at = apart(starts, gap, low=frame.y(100) - 4, high=frame.y(0) + 4)
    edge = frame.left + NAMES
    for path, start, y in zip(panel.paths, starts, at, strict=True):
        text = f"{_named(path, lines=round(gap / LINE))} {path.number}"
        board.labels.append(Label(edge - 4, round(y, 1), text, "right", size=10))
        tip = frame.first - frame.codes + 1
        board.lines.append(Line(edge - 1, round(y, 1), tip, start, FAINT, 0.8))


def _named(path: Path, *, lines: int) -> str:
    return fitted(path.actor, NAMES - 20, lines=lines, size=10)


def _gap(panel: Panel) -> float:
    """Return the height of a name: that of two lines where one needs them, and there are few."""
    long = any("\n" in _named(path, lines=2) for path in panel.paths)
    return 2 * LINE if long and len(panel.paths) <= FEW else LINE


def _draw_ends(board: Board, panel: Panel, frame: _Frame) -> None:
    """Write who ends at each place, those who end together in one line, and what is read off."""
    ends = [(end, f"{runs(numbers)}: {panel.tell(end)}", False) for end, numbers in _ends(panel)]
    read = panel.tell(panel.value)
    if all(panel.tell(end) != read for end, _, _ in ends):
        ends.append((panel.value, read, True))
    places = [frame.y(end) for end, _, _ in ends]
    at = apart(places, LINE, low=frame.y(100) - 4, high=frame.y(0) + 4)
    for (_, told, bold), place, y in zip(ends, places, at, strict=True):
        board.lines.append(Line(frame.last, place, frame.last + 11, round(y, 1), FAINT, 0.8))
        text = fitted(told, ENDS - 12, lines=1, size=10)
        board.labels.append(Label(frame.last + 14, round(y, 1), text, size=10, bold=bold))


def _ends(panel: Panel) -> list[tuple[float, list[int]]]:
    """Return each place where somebody ends, with the numbers of who does."""
    found: list[tuple[float, list[int]]] = []
    ranked = sorted((path.places[-1], path.number) for path in panel.paths)
    for end, number in ranked:
        if found and panel.tell(end) == panel.tell(found[-1][0]):
            found[-1][1].append(number)
        else:
            found.append((end, [number]))
    return found


def runs(numbers: Sequence[int]) -> str:
    """Return ``1, 3–5``: numbers in ascending order, with runs of three or more in short."""
    told = list[str]()
    for _, group in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        told += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return ", ".join(told)


def _unsettled(panel: Panel) -> str:
    """Say that positions did not come to rest, and who still moves most; empty where they did."""
    if panel.settled:
        return ""
    path = max(panel.paths, key=lambda path: max(path.places[-LAST:]) - min(path.places[-LAST:]))
    low, high = (panel.tell(end(path.places[-LAST:])) for end in (min, max))
    had = f" {plain(panel.title)} had not settled after {panel.turns} turns"
    if low == high:
        return f"{had}."
    return (
        f"{had}: in the last turns places still move, that of {plain(path.actor)} most, between "
        f"{low} and {high}."
    )


def _left_out(panels: Sequence[Panel]) -> str:
    if all(panel.turns <= MOST for panel in panels):
        return ""
    return f" Of more than {MOST} turns, the first {FIRST} and the last {LAST} are drawn."


def _alt(panel: Panel) -> str:
    told = [
        f"{plain(path.actor)} {panel.tell(path.places[0])} to {panel.tell(path.places[-1])}"
        if path.moves
        else f"{plain(path.actor)} stays at {panel.tell(path.places[0])}"
        for path in panel.paths
    ]
    return f"{plain(panel.title)}: {', '.join(told)}; read off: {panel.tell(panel.value)}"
