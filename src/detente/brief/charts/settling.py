"""Where models put issues: draws of the leading one, and all of them, on the lines of options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import apart, fitted, width
from detente.brief.charts.svg import ALL, Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, SHADE, WIDTH
from detente.brief.wording import plain

GUTTER = 190.0
RIGHT = 16.0
KEY = 18.0
"""Height of a line of the legend."""
SEEN = 410.0
"""Width of the legend at most: what a narrow window shows of the drawing."""
ROW = 68.0
BARS = 24.0
"""Height of the most frequent place."""
AXIS = 47.0
"""Where the line of options lies in its row."""
BINS = 50
"""Parts of the line that draws are counted in."""
AREAS = {"diamond": 62.0, "circle": 110.0, "bar": 70.0, "triangle": 50.0}
"""The circle shows around a diamond at the same place."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One issue; all places are 0 to 100.

    Attributes:
        title: of the issue.
        options: place and code (or level) of each option, the lowest first.
        leading: what the leading model names.
        baseline: what the weighted mean names; None where that is the leading model.
        others: what other models name.
        error: measured error of the leading model.
        counts: draws of the leading model in :data:`BINS` equal parts of the line; may be empty.
        reference: what holds without a decision; None where not known.
        told: the main values in words, for the alternative text.
        absent: whom the issue goes without, to stand below the title; empty for nobody.
    """

    title: str
    options: tuple[tuple[float, str], ...]
    leading: float
    baseline: float | None
    others: tuple[float, ...]
    error: float
    counts: tuple[int, ...]
    reference: float | None
    told: str
    absent: str = ""


def draw_settling(
    lanes: tuple[Lane, ...],
    *,
    leading: str,
    error: str,
    anchor: str,
    table: str,
    data: str = ALL,
) -> Figure:
    """Draw a lane for each issue.

    Args:
        lanes: never empty.
        leading: name of the leading model; ``error``: what its measured error is called.
        anchor: id of the figure.
        table: anchor of the data table; ``data``: what it holds.
    """
    entries = list(_entries(lanes, leading, error))
    board = Board(WIDTH, 0)
    top = _draw_legend(board, entries)
    board.height = top + ROW * len(lanes)
    for row, lane in enumerate(lanes):
        _draw_lane(board, lane, top + ROW * row)
    return draw(
        board,
        anchor=anchor,
        title="Where the models put each issue, and how far off the leading one was elsewhere",
        alt="; ".join(map(_alt, lanes)) + ".",
        caption=_caption(lanes),
        table=table,
        data=data,
    )


def _alt(lane: Lane) -> str:
    absent = f", {plain(lane.absent)}" if lane.absent else ""
    return f"{plain(lane.title)}{absent}: {lane.told}"


def _caption(lanes: tuple[Lane, ...]) -> str:
    lines = (
        "Each line goes from 0 to 100, with the options at their places, by their letters; a scale "
        "goes from its lowest to its highest level. The shade says how far off the leading model "
        "was on average where the outcome is known; it does not say where the outcome lies."
    )
    if not any(lane.counts for lane in lanes):
        return lines
    return (
        f"{lines} Bars: how often the leading model falls there over draws of the judged numbers, "
        "which says how wide the analyst’s ranges are."
    )


def _x(place: float) -> float:
    return round(GUTTER + (WIDTH - GUTTER - RIGHT) * place / 100, 1)


def _entries(lanes: tuple[Lane, ...], leading: str, error: str) -> Iterator[tuple[Dot | str, str]]:
    """Yield the entries of the legend: a mark, or the ink of a bar, and what it stands for."""
    yield Dot(0, 0, "diamond", INK, False, AREAS["diamond"]), f"{leading}, the leading model"
    if any(lane.baseline is not None for lane in lanes):
        yield Dot(0, 0, "circle", ORANGE, True, AREAS["circle"]), "weighted mean"
    if any(lane.others for lane in lanes):
        yield Dot(0, 0, "bar", MUTED, False, AREAS["bar"]), "another model"
    if any(lane.reference is not None for lane in lanes):
        yield Dot(0, 0, "triangle", INK, True, AREAS["triangle"]), "holds without a decision"
    yield SHADE, error
    if any(lane.counts for lane in lanes):
        yield BLUE, "the leading model’s draws"


def _draw_legend(board: Board, entries: list[tuple[Dot | str, str]]) -> float:
    """Draw the legend in as many lines as it needs, and return where it ends."""
    left, y = 7.0, 9.0
    for mark, text in entries:
        if left > 7 and left + 10 + width(text) > SEEN:
            left, y = 7.0, y + KEY
        if isinstance(mark, Dot):
            board.dots.append(replace(mark, x=left, y=y))
        else:
            board.lines.append(Line(left - 7, y, left + 7, y, mark, 12 if mark == SHADE else 9))
        board.labels.append(Label(left + 12, y, text))
        left += 34 + width(text)
    return y + KEY + 1


def _draw_lane(board: Board, lane: Lane, top: float) -> None:
    axis = top + AXIS
    board.lines.append(Line(0, top, WIDTH, top, FAINT, 0.6))
    _draw_title(board, lane, top)
    low, high = max(0.0, lane.leading - lane.error), min(100.0, lane.leading + lane.error)
    board.lines.append(Line(_x(low), axis - 21, _x(high), axis - 21, SHADE, 42))
    _draw_counts(board, lane, axis)
    board.lines.append(Line(_x(0), axis, _x(100), axis, INK, 1.0, above=True))
    _draw_options(board, lane, axis)
    mark = top + 13
    board.dots += [Dot(_x(other), mark, "bar", MUTED, area=AREAS["bar"]) for other in lane.others]
    if lane.baseline is not None:
        board.dots.append(Dot(_x(lane.baseline), mark, "circle", ORANGE, True, AREAS["circle"]))
    board.dots.append(Dot(_x(lane.leading), mark, "diamond", INK, False, AREAS["diamond"]))
    if lane.reference is not None:
        x, area = _x(lane.reference), AREAS["triangle"]
        board.dots.append(Dot(x, axis - 6, "triangle", INK, True, area))


def _draw_title(board: Board, lane: Lane, top: float) -> None:
    """Write the title, and below it whom the issue goes without, which is never cut for it."""
    title = fitted(lane.title, GUTTER - 20, lines=2 if lane.absent else 3)
    board.labels.append(Label(0, top + (19 if lane.absent else 33), title, bold=True))
    if lane.absent:
        absent = fitted(lane.absent, GUTTER - 20, lines=2, size=10)
        board.labels.append(Label(0, top + 47, absent, size=10))


def _draw_counts(board: Board, lane: Lane, axis: float) -> None:
    most = max(lane.counts, default=0)
    step = 100 / BINS
    wide = round((_x(step) - _x(0)) - 1.0, 1)
    for place, count in enumerate(lane.counts):
        if count:
            x = _x((place + 0.5) * step)
            top = round(axis - max(1.0, BARS * count / most), 1)
            board.lines.append(Line(x, axis, x, top, BLUE, wide))


def _draw_options(board: Board, lane: Lane, axis: float) -> None:
    """Tick every option, and name as many as there is room for, moved apart where they collide."""
    for place, _ in lane.options:
        board.lines.append(Line(_x(place), axis - 3, _x(place), axis + 3, INK, 1.2, above=True))
    gap = max((width(code) for _, code in lane.options), default=0.0) + 5
    every = -(-len(lane.options) // max(int((_x(100) - _x(0)) / gap), 1))
    named = lane.options[::every]
    at = apart([_x(place) for place, _ in named], gap, low=_x(0) - 4, high=_x(100) + 4)
    for (_, code), x in zip(named, at, strict=True):
        board.labels.append(Label(round(x, 1), axis + 12, code, "center", MUTED, size=10))
