"""Ways for the arrows of a graph: bent just as far as needed to keep clear of other states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.float64]

BENDS = (
    0.0,
    0.08,
    -0.08,
    0.16,
    -0.16,
    0.26,
    -0.26,
    0.38,
    -0.38,
    0.48,
    -0.48,
    0.6,
    -0.6,
    0.9,
    -0.9,
    1.2,
    -1.2,
)
"""Bends that are tried: the height of the bow as a share of its length, to either side."""
SAMPLES = 25
TOUCHING = 40.0
"""What it costs to run through a state, against the cost of bending."""
SHARED = 6.0
"""What it costs to run within a few pixels of an arrow that is drawn already."""
OWN = 0.3
"""What a spot weighs that belongs to an end of the way itself."""
LONG = 0.12
"""What it costs to bow out by a pixel."""
STOPS = (0.42, 0.58, 0.3, 0.7)
"""Where along a way its letter may stand, best first."""
APART = 13.0
"""Pixels between two letters."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way of an arrow.

    Attributes:
        points: from just outside its source to just outside its target.
        turn: where its head points, in degrees clockwise from upwards.
        middle: the place of its letter.
    """

    points: tuple[tuple[float, float], ...]
    turn: float
    middle: tuple[float, float]


def find_routes(
    places: Places,
    edges: Sequence[tuple[int, int]],
    *,
    radius: float,
    clear: Places,
    frame: tuple[float, float, float, float],
) -> list[Route]:
    """Return a way for each edge, in their order.

    Args:
        places: shape (nodes, 2), the middle of each node in pixels.
        edges: pairs of nodes.
        radius: of a node, in pixels; ways end there.
        clear: shape (more, 4), further spots to keep clear of: x, y, radius, and the node that it
            belongs to, whose own ways may touch it; −1 for none.
        frame: left, top, right and bottom that no way leaves.
    """
    nodes = np.arange(len(places))
    spots = np.vstack([np.column_stack([places, np.full(len(places), radius), nodes]), clear])
    drawn: list[Places] = []
    letters: list[Places] = []
    routes = []
    for source, target in edges:
        others = np.delete(spots, (source, target), axis=0)
        others[:, 3] = np.where(np.isin(others[:, 3], (source, target)), OWN, 1.0)
        ways = [_bow(places[source], places[target], bend) for bend in BENDS]
        costs = [
            _cost(way, bend, others, drawn, radius) + _outside(way, frame)
            for way, bend in zip(ways, BENDS, strict=True)
        ]
        way = ways[int(np.argmin(np.round(costs, 6)))]
        drawn.append(way)
        routes.append(_cut(way, places[source], places[target], radius, letters))
    return routes


def _outside(way: Places, frame: tuple[float, float, float, float]) -> float:
    """Weigh how much of a way lies outside the frame."""
    left, top, right, bottom = frame
    x, y = way[:, 0], way[:, 1]
    return 10 * TOUCHING * float(((x < left) | (x > right) | (y < top) | (y > bottom)).mean())


def _bow(start: Places, end: Places, bend: float) -> Places:
    """Return points on a quadratic Bézier curve, shape (samples, 2)."""
    along = end - start
    over = (start + end) / 2 + 2 * bend * np.array([-along[1], along[0]])
    t = np.linspace(0, 1, SAMPLES)[:, None]
    found: Places = (1 - t) ** 2 * start + 2 * t * (1 - t) * over + t**2 * end
    return found


def _cost(
    way: Places, bend: float, others: Places, drawn: Sequence[Places], radius: float
) -> float:
    """Weigh how far a way bends, runs through other nodes, and runs along other arrows.

    The last column of ``others`` says how much each weighs.
    """
    apart = np.linalg.norm(way[:, None] - others[None, :, :2], axis=2)
    near = np.clip(1.35 - apart / np.maximum(others[:, 2], 1), 0, None)
    far = float(np.linalg.norm(way[-1] - way[0]))
    cost = TOUCHING * float(near.max(axis=0) @ others[:, 3]) + abs(bend) * (10 + LONG * far)
    inner = slice(SAMPLES // 4, -SAMPLES // 4)
    for other in drawn:
        gap = np.linalg.norm(way[inner, None] - other[None, :], axis=2).min(axis=1)
        cost += SHARED * float((gap < radius / 3).mean())
    return cost


def _cut(way: Places, start: Places, end: Places, radius: float, letters: list[Places]) -> Route:
    """Cut a way where it leaves its source and meets its target, and find its letter a place."""
    outside = (np.linalg.norm(way - start, axis=1) > radius + 1) & (
        np.linalg.norm(way - end, axis=1) > radius + 4
    )
    kept = way[outside] if outside.sum() > 1 else way[[SAMPLES // 3, 2 * SAMPLES // 3]]
    dx, dy = kept[-1] - kept[-2]
    points = tuple(_pixel(point) for point in _thinned(kept))
    turn = round(float(np.degrees(np.arctan2(dx, -dy))), 1)
    return Route(points, turn, _pixel(_letter(kept, letters)))


def _letter(kept: Places, letters: list[Places]) -> Places:
    """Return the first stop that is far enough from all letters, else the farthest; note it."""
    stops: list[Places] = [kept[round(share * (len(kept) - 1))] for share in STOPS]
    room = [
        min((float(np.linalg.norm(stop - other)) for other in letters), default=APART)
        for stop in stops
    ]
    free = [stop for stop, apart in zip(stops, room, strict=True) if apart >= APART]
    found = free[0] if free else stops[int(np.argmax(np.round(room, 6)))]
    letters.append(found)
    return found


def _pixel(point: Places) -> tuple[float, float]:
    return round(float(point[0]), 1), round(float(point[1]), 1)


def _thinned(way: Places) -> Places:
    """Return a few points that a smooth line through them does not tell from all of them."""
    along = way[-1] - way[0]
    off = np.abs((way - way[0]) @ np.array([-along[1], along[0]])) / max(np.hypot(*along), 1e-9)
    count = 2 if float(off.max()) < 0.05 else min(len(way), 5)
    found: Places = way[np.linspace(0, len(way) - 1, count).round().astype(int)]
    return found
