"""What some decision makers can reach together from every state, as rows of bits.

:func:`detente.stability.graph.reach.find_reach` searches from one state and remembers the way; this
module answers for all states at once and remembers only which states are reached.

Under ``legal`` semantics, let L(j, s) be what is reached from s by sequences that begin with a move
of the j-th mover. Then, with unions over earlier and over later movers,

    L(j, s) = R_j(s) ∪ P(j - 1, t) ∪ S(j + 1, t) over all t in R_j(s),
    P(j, s) = P(j - 1, s) ∪ L(j, s),    S(j, s) = S(j + 1, s) ∪ L(j, s),

and P of the last mover is the answer. The least solution is a union over everything reachable in a
graph whose size is linear in moves and movers (:mod:`detente.stability.graph.closure`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.errors import NotSupported
from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.bit_rows import Rows, pack, unite_rows, unpack
from detente.stability.graph.closure import unite_reachable
from detente.stability.graph.reach import Semantics, check_movers, check_semantics

States = npt.NDArray[np.int32]
MAX_BYTES = 1 << 29
"""Memory taken at most by the sets of one group of movers."""


@dataclass(frozen=True, eq=False, slots=True)
class ReachSets:
    """What is reached from every state by one move or more.

    Attributes:
        rows: shape (different sets, words), states as bits.
        row_of: shape (states,), the set of each state.
    """

    rows: Rows
    row_of: npt.NDArray[np.int64]

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.row_of)

    def of(self, state: int) -> Bools:
        """Return a mask of shape (states,) of what is reached from ``state``."""
        return unpack(self.rows[self.row_of[state]], self.n_states)

    def meets(self, flags: Bools, states: States | None = None) -> Bools:
        """Say from which states some flagged state is reached.

        Args:
            flags: shape (states,).
            states: the states that are asked about; all by default.
        """
        wanted = pack(flags)
        asked = self.row_of if states is None else self.row_of[states]
        if len(asked) < len(self.rows):
            return np.asarray((self.rows[asked] & wanted).any(axis=1))
        return np.asarray((self.rows & wanted).any(axis=1))[asked]


def find_reach_sets(
    moves: Sequence[Arcs], movers: Sequence[int], *, semantics: Semantics = "legal"
) -> ReachSets:
    """Return what ``movers`` reach from every state.

    Args:
        moves: of every decision maker; their improvements, for sequences of improvements.
        movers: indices of those who may move; nobody reaches nothing.
        semantics: which sequences count.

    Raises:
        InvalidInput: there is no such mover or semantics, or a mover is named twice.
        NotSupported: the sets would take more than 512 MiB.
    """
    check_semantics(semantics)
    check_movers(moves, movers)
    own = [moves[mover] for mover in movers]
    n_states = moves[0].n_states
    sets = {"legal": 3 * len(own), "single": len(own), "once": 1 << len(own)}[semantics]
    if sets * n_states * n_states // 8 > MAX_BYTES:
        raise NotSupported(
            f"{n_states:,} states and {len(own)} movers are too many for all reach sets at once; "
            "rule out more states"
        )
    if not own:
        return _different(pack(np.zeros((n_states, n_states), dtype=bool)))
    find = {"legal": _legal, "single": _single, "once": _once}[semantics]
    return _different(find(own))


def rows_of(arcs: Arcs) -> Rows:
    """Return the targets of each state as a row of bits."""
    bits = np.zeros((arcs.n_states, arcs.n_states), dtype=bool)
    bits[arcs.sources, arcs.targets] = True
    return pack(bits)


def _legal(own: list[Arcs]) -> Rows:
    """Nodes: L(j, s) at j·n + s, P(j, s) at (m + j)·n + s, S(j, s) at (2m + j)·n + s."""
    count, n_states = len(own), own[0].n_states
    first = np.concatenate([rows_of(arcs) for arcs in own])
    nodes = np.arange(3 * count * n_states, dtype=np.int64).reshape(3, count, n_states)
    starts, before, after = nodes
    edges = [(before, starts), (after, starts), (before[1:], before[:-1]), (after[:-1], after[1:])]
    for j, arcs in enumerate(own):
        if j:
            edges.append((starts[j][arcs.sources], before[j - 1][arcs.targets]))
        if j + 1 < count:
            edges.append((starts[j][arcs.sources], after[j + 1][arcs.targets]))
    sources, targets = (
        np.concatenate([e.ravel() for e in ends]) for ends in zip(*edges, strict=True)
    )
    nothing = np.zeros((2 * len(first), first.shape[1]), dtype=np.uint64)
    united = unite_reachable(sources, targets, np.concatenate((first, nothing)))
    reached: Rows = united[before[-1]]
    return reached


def _single(own: list[Arcs]) -> Rows:
    return _union(np.stack([rows_of(arcs) for arcs in own]))


def _once(own: list[Arcs]) -> Rows:
    """Go through the sets of movers that may still move, smaller ones first."""
    first = [rows_of(arcs) for arcs in own]
    found = [np.zeros_like(first[0])]
    for left in range(1, 1 << len(own)):
        rows = np.zeros_like(first[0])
        for j, arcs in enumerate(own):
            if left >> j & 1:
                rows |= first[j] | _after(found[left & ~(1 << j)], arcs)
        found.append(rows)
    return found[-1]


def _after(rows: Rows, arcs: Arcs) -> Rows:
    return unite_rows(rows, arcs.targets, arcs.starts)


def _union(rows: Rows) -> Rows:
    united: Rows = np.bitwise_or.reduce(rows, axis=0)
    return united


def _different(rows: Rows) -> ReachSets:
    """Keep each set once: where moves can be taken back, few are different."""
    keys = np.ascontiguousarray(rows).view(np.dtype((np.void, 8 * rows.shape[1]))).ravel()
    _, places, row_of = np.unique(keys, return_index=True, return_inverse=True)
    return ReachSets(rows[places], np.asarray(row_of, dtype=np.int64).ravel())
