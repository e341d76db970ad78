"""Positions on one issue over time: a lane for each option, a line for each party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.days import Days
from detente.brief.charts.fitting import fitted, width
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import FAINT, INK, MUTED, SIZE, WIDTH
from detente.brief.wording import day as in_words
from detente.words import listed

ROW = 16.0
GUTTER = 214.0
NAMES = 168.0
LANE = 28.0
TOP = 8.0


@dataclass(frozen=True, slots=True)
class Stay:
    """What a party said on a day; ``wants`` and ``rejects`` are ids of options."""

    party: str
    day: date
    wants: tuple[str, ...]
    rejects: tuple[str, ...]


def draw_moves(
    stays: tuple[Stay, ...],
    *,
    lanes: Mapping[str, tuple[str, str]],
    ordered: bool,
    title: str,
    until: date,
    anchor: str,
    table: str,
) -> Figure:
    """Draw the statements on an issue.

    Args:
        stays: statements, for each party oldest first; never empty.
        lanes: letter and wording of every option, in order.
        ordered: whether the options are levels of a scale; then the highest is on top, and levels
            that nobody named are left out.
        title: of the issue.
        until: last day of the chart.
        anchor: id of the figure.
        table: anchor of the data table.
    """
    named = {option for stay in stays for option in (*stay.wants, *stay.rejects)}
    shown = [option for option in lanes if option in named or not ordered]
    slots = _slots(stays, shown[::-1] if ordered else shown)
    board = Board(WIDTH, TOP + _height(slots) + 24)
    first = min(stay.day for stay in stays)
    margin = max((until - first).days // 40, 1)
    days = Days(first - timedelta(margin), until + timedelta(margin), GUTTER, WIDTH - NAMES)
    days.draw(board, TOP, board.height - 24)
    _draw_lanes(board, lanes, slots)
    for party in dict.fromkeys(stay.party for stay in stays):
        _draw_party(board, [s for s in stays if s.party == party], slots, days, until)
    return draw(
        board,
        anchor=anchor,
        title=f"Positions over time: {title}",
        alt=_alt(stays, lanes),
        caption="Filled circle: wanted on that day. Cross: rejected. A line shows a position until "
        "the next statement that speaks of it, or until the date of the brief; names in black "
        "stand there, with × where the option is rejected.",
        table=table,
    )


_Slots = dict[str, dict[str, float]]


def _slots(stays: tuple[Stay, ...], order: list[str]) -> _Slots:
    """Give every option a lane, and in it a row to every party that ever named the option."""
    slots: _Slots = {}
    y = TOP
    for option in order:
        visitors = dict.fromkeys(s.party for s in stays if option in (*s.wants, *s.rejects))
        slots[option] = {party: y + ROW * (k + 0.75) for k, party in enumerate(visitors)}
        y += max(ROW * len(visitors) + ROW / 2, LANE)
        slots[option][""] = y
    return slots


def _height(slots: _Slots) -> float:
    return max(lane[""] for lane in slots.values()) - TOP


def _draw_lanes(board: Board, lanes: Mapping[str, tuple[str, str]], slots: _Slots) -> None:
    top = TOP
    for option, lane in slots.items():
        code, wording = lanes[option]
        room = int((lane[""] - top - 2) // (SIZE + 2))
        words = fitted(wording, GUTTER - 26, lines=max(room, 1), size=10)
        middle = (top + lane[""]) / 2
        board.labels.append(Label(0, middle, code, bold=True))
        board.labels.append(Label(16 if code else 0, middle, words, size=10))
        board.lines.append(Line(0, lane[""], WIDTH, lane[""], FAINT))
        top = lane[""]


def _draw_party(board: Board, stays: list[Stay], slots: _Slots, days: Days, until: date) -> None:
    for number, stay in enumerate(stays):
        for option in (*stay.wants, *stay.rejects):
            later = [
                s for s in stays[number + 1 :] if _speaks_again(s, option, option in stay.wants)
            ]
            end = days.x(later[0].day if later else until)
            _draw_stay(board, stay, option, slots[option][stay.party], days, end)
            _draw_name(board, stay, option, slots[option][stay.party], days, end, later)
        wanting = [s for s in stays[number + 1 :] if s.wants]
        if wanting and stay.wants != wanting[0].wants:
            _connect(board, stay, wanting[0], slots, days.x(wanting[0].day))


def _speaks_again(stay: Stay, option: str, wanted: bool) -> bool:
    """Tell whether a statement says anew what is wanted, or rejected, or turns on the option."""
    if wanted:
        return bool(stay.wants) or option in stay.rejects
    return bool(stay.rejects) or option in stay.wants


def _draw_stay(board: Board, stay: Stay, option: str, y: float, days: Days, end: float) -> None:
    x, wanted = days.x(stay.day), option in stay.wants
    board.dots.append(Dot(x, y, "circle" if wanted else "cross", area=46))
    if wanted:
        board.lines.append(Line(x, y, end, y, INK, 1.6))


def _draw_name(
    board: Board,
    stay: Stay,
    option: str,
    y: float,
    days: Days,
    end: float,
    later: list[Stay],
) -> None:
    """Write who it is behind the mark: at the right for the latest, else where there is room."""
    wanted = option in stay.wants
    name = fitted(stay.party, NAMES - 20, lines=1)
    if not later:
        board.labels.append(Label(end + 8, y, name if wanted else f"× {name}"))
        return
    x = (end if wanted else days.x(stay.day)) + 8
    again = [days.x(s.day) for s in later if option in (*s.wants, *s.rejects)]
    if x + width(name, 10) < min([*again, WIDTH]):
        board.labels.append(Label(x, y, name, ink=MUTED, size=10))


def _connect(board: Board, stay: Stay, after: Stay, slots: _Slots, x: float) -> None:
    if len(stay.wants) == len(after.wants) == 1:
        y = slots[stay.wants[0]][stay.party]
        board.lines.append(Line(x, y, x, slots[after.wants[0]][stay.party], MUTED, 1.2, True))


def _alt(stays: tuple[Stay, ...], lanes: Mapping[str, tuple[str, str]]) -> str:
    told = []
    for stay in stays:
        said = [
            f"{verb} {listed([lanes[o][0] or lanes[o][1] for o in options], 'or')}"
            for verb, options in (("wants", stay.wants), ("rejects", stay.rejects))
            if options
        ]
        told.append(f"{in_words(stay.day)}: {stay.party} {listed(said)}")
    return "; ".join(told) + "."
