"""The lowest value that sequences reach, by strong components: linear however long chains are.

The equations of :mod:`~detente.stability.concepts.condensation` make F_k(t) a minimum over what can
be reached in a directed graph of 4mn nodes and at most A + 6mn arcs, for m opponents with A moves
on n states. The nodes are F_k(t), G_k(u), and P_k(u), S_k(u), the minima of F_l(u) over l ≤ k and l
≥ k; the arcs lead from each to what it is a minimum of: F_k(t) to G_k(u) for each move, G_k to
P_{k-1} and S_{k+1}, P_k to F_k and P_{k-1}, S_k to F_k and S_{k+1}. (The graph of (state, last
mover) itself has (m - 1)A arcs.) Only G_k(u) has a value of its own, that of u.

All nodes of a strongly connected component reach the same nodes and share one minimum. The
components form an acyclic graph, and the minimum of each is that of the values in it and of the
components that it leads to; they are settled from the sinks on, each arc looked at once. Strong
components take linear time, and the rest does too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.stability.graph.arcs import Arcs

Values = npt.NDArray[np.int32]
NEVER: int = np.iinfo(np.int32).max
"""The lowest value over nothing: what nobody can reach sanctions nothing."""


def lowest_by_components(moves: Sequence[Arcs], values: Values) -> Values:
    """Return the lowest value over the legal sequences that begin with a move of each mover.

    Args:
        moves: of each mover; two or more.
        values: shape (rows, states), below :data:`NEVER`; each row is asked about on its own.

    Returns:
        shape (movers, rows, states), F_k(t) of the text above; :data:`NEVER` where k cannot move.

    Sources: Tarjan (1972); Pearce (2016), which SciPy's strong components follow.
    """
    from scipy.sparse.csgraph import connected_components

    graph = _graph(moves)
    count, of = connected_components(graph, connection="strong")
    first, second = of.reshape(4, len(moves), -1)[:2]
    lowest = np.full((len(values), int(count)), NEVER, dtype=np.int32)
    for row, own in zip(lowest, values, strict=True):
        np.minimum.at(row, second.ravel(), np.tile(own, len(moves)))
    settled = _sweep(_between(graph, of, int(count)), lowest)
    return np.asarray(settled[:, first].swapaxes(0, 1))


def _sweep(leads_to: Any, lowest: Values) -> Values:
    """Pass minima back along the arcs of an acyclic graph; chains are long, so one by one."""
    waiting = np.diff(leads_to.indptr).tolist()
    ends_at = leads_to.T.tocsr()
    starts, sources = ends_at.indptr.tolist(), ends_at.indices.tolist()
    order = [node for node, open_arcs in enumerate(waiting) if not open_arcs]
    for node in order:
        for source in sources[starts[node] : starts[node + 1]]:
            waiting[source] -= 1
            if not waiting[source]:
                order.append(source)
    found = lowest.tolist()
    for row in found:
        for node in order:
            least = row[node]
            for source in sources[starts[node] : starts[node + 1]]:
                if least < row[source]:
                    row[source] = least
    return np.array(found, dtype=np.int32)


def _graph(moves: Sequence[Arcs]) -> Any:
    """Return the graph of the module's text; nodes F, G, P, S, each mover by mover."""
    from scipy.sparse import csr_array

    nodes = np.arange(4 * len(moves) * moves[0].n_states, dtype=np.int32)
    first, second, upto, since = nodes.reshape(4, len(moves), -1)
    ends = [(first[k][arcs.sources], second[k][arcs.targets]) for k, arcs in enumerate(moves)] + [
        (second[1:], upto[:-1]),
        (second[:-1], since[1:]),
        (upto, first),
        (upto[1:], upto[:-1]),
        (since, first),
        (since[:-1], since[1:]),
    ]
    sources = np.concatenate([pair[0].ravel() for pair in ends])
    targets = np.concatenate([pair[1].ravel() for pair in ends])
    there = np.ones(len(sources), dtype=np.int8)
    return csr_array((there, (sources, targets)), shape=(len(nodes), len(nodes)))


def _between(graph: Any, of: npt.NDArray[np.int32], count: int) -> Any:
    """Return the arcs between different components, each pair once."""
    from scipy.sparse import csr_array

    entries = graph.tocoo()
    sources, targets = of[entries.row], of[entries.col]
    kept = sources != targets
    there = np.ones(int(kept.sum()), dtype=np.int32)
    found = csr_array((there, (sources[kept], targets[kept])), shape=(count, count))
    found.sum_duplicates()
    return found
