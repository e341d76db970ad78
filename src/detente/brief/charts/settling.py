"""Where models put issues: draws of the leading one, and all of them, on the lines of options."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import apart, fitted, width
from detente.brief.charts.svg import ALL, Figure, draw
from detente.brief.charts.theme import BLUE, FAINT, INK, MUTED, ORANGE, SHADE, WIDTH
from detente.brief.wording import plain

GUTTER = 190.0
RIGHT = 16.0
TOP = 46.0
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
    board = Board(WIDTH, TOP + ROW * len(lanes))
    _draw_legend(board, lanes, leading, error)
    for row, lane in enumerate(lanes):
        _draw_lane(board, lane, TOP + ROW * row)
    return draw(
        board,
        anchor=anchor,
        title="Where the models put each issue, and how far off the leading one was elsewhere",
        alt="; ".join(f"{plain(lane.title)}: {lane.told}" for lane in lanes) + ".",
        caption=_caption(lanes),
        table=table,
        data=data,
    )


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


def _draw_legend(board: Board, lanes: tuple[Lane, ...], leading: str, error: str) -> None:
    entries = [("diamond", INK, False, leading)]
    if any(lane.baseline is not None for lane in lanes):
        entries.append(("circle", ORANGE, True, "weighted mean"))
    if any(lane.others for lane in lanes):
        entries.append(("bar", MUTED, False, "another model"))
    if any(lane.reference is not None for lane in lanes):
        entries.append(("triangle", INK, True, "holds without a decision"))
    left = 7.0
    for shape, ink, hollow, text in entries:
        board.dots.append(Dot(left, 9, shape, ink, hollow, AREAS[shape]))
        board.labels.append(Label(left + 10, 9, text))
        left += 30 + width(text)
    board.lines.append(Line(0, 27, 18, 27, SHADE, 12))
    board.labels.append(Label(24, 27, error))
    if any(lane.counts for lane in lanes):
        left = 54 + width(error)
        board.lines.append(Line(left, 27, left + 14, 27, BLUE, 9))
        board.labels.append(Label(left + 20, 27, "its draws"))


def _draw_lane(board: Board, lane: Lane, top: float) -> None:
    axis = top + AXIS
    board.lines.append(Line(0, top, WIDTH, top, FAINT, 0.6))
    board.labels.append(Label(0, axis - 14, fitted(lane.title, GUTTER - 20, lines=3), bold=True))
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
