"""The graph of a conflict: states in columns, moves as arrows, and which states hold."""

from __future__ import annotations

import numpy as np

from detente.brief.charts.board import Board, Curve, Dot, Label
from detente.brief.charts.fitting import fitted, width
from detente.brief.charts.graph_layout import Columns, find_columns
from detente.brief.charts.graph_legend import (
    BOX,
    FILLS,
    LEGEND,
    draw_box,
    draw_legend,
    find_keys,
    letter_of,
)
from detente.brief.charts.graph_records import Graph, Move, Node
from detente.brief.charts.graph_routes import Places, Route, find_routes
from detente.brief.charts.graph_words import alt_of, caption_of
from detente.brief.charts.svg import Figure, draw
from detente.brief.charts.theme import FAINT, INK, INKS, MUTED, PAPER, WIDTH
from detente.words import listed

Spot = tuple[float, float, float, int]
RADIUS = 13.0
MARGIN = 54.0
ROW = 72.0
NAMED = 26.0
"""Pixels that the name of a state takes below it."""
CROWDED = 26
"""Lines beyond which moves that are no improvements are left out."""


def draw_graph(graph: Graph, *, anchor: str, table: str, data: str) -> Figure:
    """Draw states and moves.

    Args:
        graph: what is drawn.
        anchor: id of the figure.
        table: anchor of the table with the data.
        data: what that table holds.
    """
    better = [move for move in graph.moves if move.improves]
    others = _others(graph)
    crowded = len(better) + len(others) > CROWDED
    lines = [*better, *(move for move in others if move.on_way or not crowded)]
    drawn = [move for move in lines if move.improves or move.on_way] or lines
    columns = find_columns(_layers(graph), [(move.source, move.target) for move in drawn])
    keys = find_keys(graph.movers)
    top = LEGEND * (1 + sum(map(len, keys))) + 12
    places = _places(graph, columns, top)
    board = Board(WIDTH, round(_bottom(graph, places), 1))
    routes = find_routes(
        places,
        [(move.source, move.target) for move in lines],
        radius=RADIUS,
        clear=_clear(graph, places, _room(columns)),
        frame=(4, top - 8, WIDTH - 4, board.height - 4),
    )
    draw_legend(board, graph, keys, len(lines) > len(better))
    for move, route in zip(lines, routes, strict=True):
        _draw_move(board, move, route)
    for node, (x, y) in zip(graph.nodes, places.tolist(), strict=True):
        _draw_node(board, graph, node, x, y, _room(columns))
    return draw(
        board,
        anchor=anchor,
        title="What each can do from each state, and which states hold",
        alt=alt_of(graph),
        caption=caption_of(graph, crowded and bool(others)),
        table=table,
        data=data,
    )


def _others(graph: Graph) -> list[Move]:
    """Return one move for each pair of states between which a mover improves in no direction."""
    improved = {
        (move.mover, *sorted((move.source, move.target))) for move in graph.moves if move.improves
    }
    kept: dict[tuple[int, ...], Move] = {}
    for move in graph.moves:
        key = (move.mover, *sorted((move.source, move.target)))
        if key not in improved or move.on_way:
            kept[key] = move if move.on_way else kept.get(key, move)
    return [move for move in kept.values() if not move.improves]


def _layers(graph: Graph) -> list[int]:
    """Return the layer of each node: its steps from the start; what is not reached comes last."""
    known = [node.steps for node in graph.nodes if node.steps is not None]
    last = max(known, default=-1) + 1
    return [last if node.steps is None else node.steps for node in graph.nodes]


def _bottom(graph: Graph, places: Places) -> float:
    """Return the lowest pixel that any node takes, with its squares and its name."""
    named = np.array([NAMED + 8 if node.name else 0.0 for node in graph.nodes])
    return float((places[:, 1] + named).max()) + RADIUS + 14


def _room(columns: Columns) -> float:
    """Return the pixels between the middles of two columns."""
    return (WIDTH - 2 * MARGIN) / max(len(columns) - 1, 1)


def _places(graph: Graph, columns: Columns, top: float) -> Places:
    """Return the middle of each node, the highest as near to the top as its tag allows."""
    places = np.zeros((len(graph.nodes), 2))
    high = [ROW + (NAMED if node.name else 0.0) for node in graph.nodes]
    tall = max(sum(high[node] for node in column) for column in columns)
    for at, column in enumerate(columns):
        x = MARGIN + at * _room(columns) if len(columns) > 1 else WIDTH / 2
        spare = (tall - sum(high[node] for node in column)) / len(column)
        y = 0.0
        for node in column:
            places[node] = x, y + (ROW + spare) / 2
            y += high[node] + spare
    places[:, 1] += top + RADIUS + 18 - places[:, 1].min()
    return places.round(1)


def _clear(graph: Graph, places: Places, room: float) -> Places:
    """Return the spots around the nodes, where tags, squares and names stand."""
    spots: list[Spot] = []
    for place, (node, (x, y)) in enumerate(zip(graph.nodes, places.tolist(), strict=True)):
        below = y + RADIUS + 8
        if node.tags:
            spots += [(x + side * 16, y - RADIUS - 8, 11.0, place) for side in (-1, 0, 1)]
        if node.taken:
            half = (BOX + 3) * len(node.taken) / 2
            spots += [(x + side * half / 2, below, half / 2 + 3, place) for side in (-1, 0, 1)]
            below += 6
        if node.name:
            spots += _written(node, x, below, room)
    return np.array(spots).reshape(-1, 4)


def _written(node: Node, x: float, below: float, room: float) -> list[Spot]:
    """Return the spots that a name takes, which no way may touch, those of its node neither."""
    lines = _name(node, room).split("\n")
    return [
        (x + (share - 0.5) * width(line, 9.5), below + 4 + 5.75 + 11.5 * row, 9.0, -1)
        for row, line in enumerate(lines)
        for share in np.linspace(0, 1, max(2, round(width(line, 9.5) / 16))).tolist()
    ]


def _name(node: Node, room: float) -> str:
    """Return the name of a node in at most two lines, as far as it fits its column."""
    return fitted(node.name, max(min(room - 10, 130), 60), size=9.5)


def _draw_move(board: Board, move: Move, route: Route) -> None:
    ink = INKS[move.mover % len(INKS)]
    if not (move.improves or move.on_way):
        board.curves.append(Curve(route.points, FAINT, 1.0))
        return
    line, thick, head = (ink, 1.6, 72.0) if move.improves else (MUTED, 0.8, 40.0)
    board.curves.append(Curve(route.points, line, thick))
    x, y = route.points[-1]
    board.dots.append(Dot(x, y, "head", line, area=head, turn=route.turn))
    x, y = route.middle
    board.dots.append(Dot(x, y, "circle", PAPER, area=110))
    board.labels.append(Label(x, y, letter_of(move.mover), "center", ink, bold=True, size=9))


def _draw_node(board: Board, graph: Graph, node: Node, x: float, y: float, room: float) -> None:
    shape = "square" if node.tags else "circle"
    area = (3.2 if node.tags else 4) * RADIUS**2
    fill = FILLS[node.grade]
    board.dots.append(Dot(x, y, shape, INK, hollow=True, area=area, fill=fill))
    ink = PAPER if node.grade == "all" else INK
    board.labels.append(Label(x, y, str(node.number), "center", ink, bold=True))
    if node.tags:
        tag = fitted(listed(node.tags), max(room - 12, 90), lines=1, size=9.5)
        board.labels.append(Label(x, y - RADIUS - 8, tag, "center", MUTED, size=9.5))
    below = y + RADIUS + 8
    if node.taken:
        _draw_boxes(board, graph, node, x, below)
        below += 6
    if node.name:
        words = _name(node, room)
        down = below + 4 + 5.75 * (1 + words.count("\n"))
        board.labels.append(Label(x, down, words, "center", INK, size=9.5))


def _draw_boxes(board: Board, graph: Graph, node: Node, x: float, y: float) -> None:
    """Draw a square for every option, filled where it is taken, those of one mover together."""
    owners = [place for place, mover in enumerate(graph.movers) for _ in mover.options]
    step, between = BOX + 2.5, 3.0
    long = step * len(owners) + between * (len(set(owners)) - 1)
    at = x - long / 2 + step / 2
    for number, (owner, taken) in enumerate(zip(owners, node.taken, strict=True)):
        if number and owner != owners[number - 1]:
            at += between
        draw_box(board, round(at, 1), y, owner, taken)
        at += step
