"""The legend of a graph: an arrow for each mover, its options, and the kinds of states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.brief.charts.board import Board, Dot, Label, Line
from detente.brief.charts.fitting import fitted, width
from detente.brief.charts.graph_records import Grade, Graph, Mover
from detente.brief.charts.theme import FAINT, INK, INKS, PAPER, WIDTH
from detente.brief.wording import letter

BOX = 6.0
"""Side of the small squares that stand for options."""
LEGEND = 19.0
"""Height of a line."""
FILLS: dict[Grade, str] = {"all": INK, "some": FAINT, "none": PAPER}


@dataclass(frozen=True, slots=True)
class Key:
    """An option in the legend: where it stands in its line, and its title as far as it fits."""

    x: float
    text: str


def find_keys(movers: Sequence[Mover]) -> list[list[list[Key]]]:
    """Return the lines of each mover in the legend; at least one."""
    start = 56 + max(width(_short(mover)) for mover in movers)
    found = []
    for mover in movers:
        rows: list[list[Key]] = [[]]
        x = start
        for title in mover.options:
            text = fitted(title, WIDTH - start - 20, lines=1, size=10)
            if rows[-1] and x + 14 + width(text, 10) > WIDTH:
                rows.append([])
                x = start
            rows[-1].append(Key(round(x, 1), text))
            x += width(text, 10) + 34
        found.append(rows)
    return found


def _short(mover: Mover) -> str:
    return fitted(mover.name, 190, lines=1)


def draw_legend(
    board: Board, graph: Graph, keys: Sequence[Sequence[Sequence[Key]]], others: bool
) -> None:
    """Draw the movers with their options, and a line for the kinds of states."""
    y = 9.0
    for place, (mover, rows) in enumerate(zip(graph.movers, keys, strict=True)):
        _draw_mover(board, place, _short(mover), y)
        for row in rows:
            for key in row:
                draw_box(board, key.x, y, place, True)
                board.labels.append(Label(key.x + 9, y, key.text, size=10))
            y += LEGEND
    _draw_kinds(board, y, others)


def _draw_mover(board: Board, place: int, name: str, y: float) -> None:
    ink = INKS[place % len(INKS)]
    board.lines.append(Line(0, y, 26, y, ink, 1.6))
    board.dots.append(Dot(26, y, "head", ink, area=72, turn=90))
    board.dots.append(Dot(11, y, "circle", PAPER, area=110))
    board.labels.append(Label(11, y, letter_of(place), "center", ink, bold=True, size=9))
    board.labels.append(Label(40, y, name, bold=True))


def _draw_kinds(board: Board, y: float, others: bool) -> None:
    x = 8.0
    kinds: tuple[tuple[Grade, str], ...] = (
        ("all", "equilibrium in every sense"),
        ("some", "in some senses"),
        ("none", "in none"),
    )
    for grade, text in kinds:
        board.dots.append(Dot(x, y, "circle", INK, hollow=True, area=90, fill=FILLS[grade]))
        board.labels.append(Label(x + 12, y, text, size=10))
        x += width(text, 10) + 36
    if others:
        board.lines.append(Line(x, y, x + 24, y, FAINT, 1.0))
        board.labels.append(Label(x + 30, y, "a move that is not better for its mover", size=10))


def draw_box(board: Board, x: float, y: float, owner: int, taken: bool | None) -> None:
    """Draw the square of an option: filled, empty, or a line where it may be either."""
    ink = INKS[owner % len(INKS)]
    if taken is None:
        board.lines.append(Line(x - BOX / 2, y, x + BOX / 2, y, ink, 1.4))
    else:
        board.dots.append(Dot(x, y, "square", ink, hollow=not taken, area=BOX**2))


def letter_of(mover: int) -> str:
    """Return the letter that a mover has on its arrows."""
    return letter(mover).upper()
