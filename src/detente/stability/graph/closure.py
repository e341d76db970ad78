"""Unions over everything that can be reached in a directed graph.

Nodes that reach one another have the same union, so strongly connected components are taken
together, and components are gone through from the sinks back, a layer at a time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from detente.stability.graph.bit_rows import Rows, unite_rows

Nodes = npt.NDArray[np.int64]


def unite_reachable(sources: Nodes, targets: Nodes, own: Rows) -> Rows:
    """Return, for each node, the union of ``own`` over the node and all nodes that it reaches.

    Args:
        sources, targets: shape (edges,), nodes from 0.
        own: shape (nodes, words), the set of each node as bits.

    Returns:
        shape (nodes, words).
    """
    count, of = _components(sources, targets, len(own))
    order = np.argsort(of, kind="stable")
    firsts = np.searchsorted(of[order], np.arange(count))
    united: Rows = np.bitwise_or.reduceat(own[order], firsts, axis=0)
    before, after = of[sources], of[targets]
    apart = np.flatnonzero(before != after)
    edges = apart[np.argsort(before[apart], kind="stable")]
    _sweep(united, before[edges], after[edges])
    reached: Rows = united[of]
    return reached


def _components(sources: Nodes, targets: Nodes, n_nodes: int) -> tuple[int, Nodes]:
    ones = np.ones(len(sources), dtype=np.int8)
    graph = csr_array((ones, (sources, targets)), shape=(n_nodes, n_nodes))
    count, of = connected_components(graph, directed=True, connection="strong")
    return int(count), of.astype(np.int64)


def _sweep(united: Rows, before: Nodes, after: Nodes) -> None:
    """Add to each component what its successors have; edges are sorted by ``before``.

    An edge may be there several times.
    """
    count = len(united)
    starts = np.searchsorted(before, np.arange(count + 1))
    back = np.argsort(after, kind="stable")
    back_starts = np.searchsorted(after[back], np.arange(count + 1))
    waiting = np.diff(starts)
    layer = np.flatnonzero(waiting == 0)
    while len(layer):
        leaving = before[back[_spans(back_starts, layer)]]
        np.subtract.at(waiting, leaving, 1)
        layer = np.unique(leaving[waiting[leaving] == 0])
        edges = _spans(starts, layer)
        ends = np.concatenate(([0], np.cumsum(np.diff(starts)[layer])))
        united[layer] |= unite_rows(united, after[edges], ends)


def _spans(starts: Nodes, groups: Nodes) -> Nodes:
    """Return the places of all members of some groups, one group after the other."""
    sizes = starts[groups + 1] - starts[groups]
    inside = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    places: Nodes = np.repeat(starts[groups], sizes) + inside
    return places
