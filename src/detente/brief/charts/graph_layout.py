"""Places for the states of a graph: columns by steps from where things stand, few crossings.

Layered drawing after Sugiyama, Tagawa and Toda (1981), with the layers given by distance: states
within a column are ordered by the mean place of their neighbours, in a fixed number of sweeps, and
the order with the fewest crossings is kept. Nothing is drawn by lot, so the same graph has the same
picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

Edge = tuple[int, int]
Columns = tuple[tuple[int, ...], ...]

SWEEPS = 12
TALL = 6
"""States in a column at most; a layer with more of them takes several columns."""


def find_columns(layers: Sequence[int], edges: Sequence[Edge], *, tall: int = TALL) -> Columns:
    """Return the columns of a graph from left to right, each from top to bottom.

    Args:
        layers: the layer of each node, from 0; columns follow their order.
        edges: pairs of nodes, drawn as lines.
        tall: nodes in a column at most.
    """
    columns = _first(layers, tall)
    near = _neighbours(len(layers), edges)
    best, fewest = columns, _crossings(columns, edges)
    for sweep in range(SWEEPS):
        columns = _swept(columns, near, forward=sweep % 2 == 0)
        crossings = _crossings(columns, edges)
        if crossings < fewest:
            best, fewest = columns, crossings
    return best


def _first(layers: Sequence[int], tall: int) -> Columns:
    """Return the columns with their nodes in the order in which they are given."""
    found: list[tuple[int, ...]] = []
    for layer in sorted(set(layers)):
        nodes = [node for node, of in enumerate(layers) if of == layer]
        count = -(-len(nodes) // tall)
        ends = [round(k * len(nodes) / count) for k in range(count + 1)]
        found += [tuple(nodes[a:b]) for a, b in pairwise(ends)]
    return tuple(found)


def _neighbours(count: int, edges: Iterable[Edge]) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(count)]
    for one, two in edges:
        near[one].append(two)
        near[two].append(one)
    return near


def _swept(columns: Columns, near: Sequence[Sequence[int]], *, forward: bool) -> Columns:
    """Order every column by the mean height of the neighbours in columns passed before."""
    height = _heights(columns)
    order = range(len(columns)) if forward else range(len(columns) - 1, -1, -1)
    found, passed = list(columns), set[int]()
    for at in order:
        column = found[at]
        known = {node: [height[k] for k in near[node] if k in passed] for node in column}
        mean = {
            node: sum(heights) / len(heights) if heights else height[node]
            for node, heights in known.items()
        }
        found[at] = tuple(sorted(column, key=lambda node: (round(mean[node], 9), height[node])))
        height.update(_heights([found[at]]))
        passed.update(column)
    return tuple(found)


def _heights(columns: Sequence[Sequence[int]]) -> dict[int, float]:
    """Return the height of each node in its column, from 0 to 1."""
    return {
        node: (place + 0.5) / len(column) for column in columns for place, node in enumerate(column)
    }


def _crossings(columns: Columns, edges: Sequence[Edge]) -> int:
    """Count the pairs of straight lines that cross, and the lines that pass through a node."""
    height = _heights(columns)
    at = {node: column for column, nodes in enumerate(columns) for node in nodes}
    lines = [
        ((at[one], height[one]), (at[two], height[two])) for one, two in edges if at[one] != at[two]
    ]
    within = sum(
        abs(columns[at[one]].index(one) - columns[at[one]].index(two)) - 1
        for one, two in edges
        if at[one] == at[two]
    )
    return within + sum(_cross(one, two) for one, two in combinations(lines, 2))


Point = tuple[float, float]


def _cross(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, two
    return _side(a, b, c) * _side(a, b, d) < -1e-12 and _side(c, d, a) * _side(c, d, b) < -1e-12


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
