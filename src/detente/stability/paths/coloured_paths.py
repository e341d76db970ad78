"""Count and list the shortest sequences of moves in which nobody moves twice in succession.

Let d_m(t) be the fewest moves of a legal sequence to t whose last mover is m. A shortest path to a
state passes a pair (t, m) as its k-th only where d_m(t) = k: were the pair known sooner, the
sequence that is sooner there could be put in front, and the path would be shorter. So with c_m(t)
the number of legal sequences of d_m(t) moves that end so,

    c_m(t) = Σ {c_l(s) : l ≠ m, m can move from s to t, d_l(s) = d_m(t) - 1},

and 1 for a move from the start. (Coloured paths: Xu, Kilgour, Hipel and Kemkes 2010.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.stability.graph.arcs import Arcs, Bools, Ints
from detente.stability.graph.reach import Step

Counts = npt.NDArray[Any]
Path = tuple[Step, ...]
_BITS = 62


@dataclass(frozen=True, eq=False, slots=True)
class ColouredPaths:
    """The legal sequences from one state.

    Attributes:
        moves: of every decision maker, or its improvements.
        start: the state that is left.
        distance: shape (decision makers, states), d_m(t); -1 where there is none.
    """

    moves: tuple[Arcs, ...]
    start: int
    distance: Ints

    def length(self, target: int) -> int | None:
        """Return the moves of a shortest path to a state other than the start; None without one."""
        found = self.distance[:, target]
        return int(found[found > 0].min()) if (found > 0).any() else None

    def counts(self, longest: int) -> Counts:
        """Shape (decision makers, states): c_m(t) where d_m(t) is at most ``longest``.

        Exact: as Python integers where they may need more than 62 bits.
        """
        branches = sum(int(np.diff(arcs.starts).max(initial=0)) for arcs in self.moves)
        fits = longest * max(branches, 1).bit_length() <= _BITS
        counts = np.zeros(self.distance.shape, dtype=np.int64 if fits else object)
        for length in range(1, longest + 1):
            for mover, arcs in enumerate(self.moves):
                sources = self._before(mover, length)
                ways = self._ways(counts, mover, sources, length)
                rows, targets = leaving(arcs, sources)
                kept = self.distance[mover, targets] == length
                np.add.at(counts[mover], targets[kept], ways[rows[kept]])
        return counts

    def listed(self, target: int) -> Iterator[Path]:
        """Yield the shortest paths to a state, in the order of movers and then of states."""
        length = self.length(target)
        if length is None:
            return
        leading = self._leading(target, length)
        path: list[Step] = []
        stack = [self._next(leading, self.start, None, 1)]
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                if path:
                    path.pop()
            elif len(path) + 1 == length:
                yield (*path, step)
            else:
                path.append(step)
                stack.append(self._next(leading, step.target, step.mover, len(path) + 1))

    def _before(self, mover: int, length: int) -> Ints:
        """Return from where a mover can make the move of that number."""
        if length == 1:
            return np.array([self.start], dtype=np.int32)
        there = self.distance == length - 1
        there[mover] = False
        return np.flatnonzero(there.any(axis=0)).astype(np.int32)

    def _ways(self, counts: Counts, mover: int, sources: Ints, length: int) -> Counts:
        if length == 1:
            return np.ones(1, dtype=counts.dtype)
        usable = self.distance[:, sources] == length - 1
        usable[mover] = False
        return np.asarray((counts[:, sources] * usable).sum(axis=0))

    def _leading(self, target: int, length: int) -> Bools:
        """Shape (decision makers, states): the pairs that a shortest path to ``target`` passes."""
        found = np.zeros(self.distance.shape, dtype=bool)
        found[:, target] = self.distance[:, target] == length
        for number in range(length, 1, -1):
            before = self.distance == number - 1
            for mover, arcs in enumerate(self.moves):
                sources = self._before(mover, number)
                rows, targets = leaving(arcs, sources)
                on = found[mover, targets] & (self.distance[mover, targets] == number)
                kept = sources[np.unique(rows[on])]
                others = np.arange(len(self.moves)) != mover
                found[np.ix_(others, kept)] |= before[np.ix_(others, kept)]
        return found

    def _next(self, leading: Bools, state: int, last: int | None, number: int) -> Iterator[Step]:
        for mover, arcs in enumerate(self.moves):
            if mover != last:
                for target in arcs.of(state).tolist():
                    if leading[mover, target] and self.distance[mover, target] == number:
                        yield Step(mover, state, target)


def leaving(arcs: Arcs, sources: Ints) -> tuple[npt.NDArray[np.int64], Ints]:
    """Return every move from some states: the place of its source among them, and its target."""
    starts = arcs.starts[sources]
    widths = arcs.starts[sources + 1] - starts
    rows = np.repeat(np.arange(len(sources)), widths)
    inside = np.arange(len(rows)) - np.repeat(np.cumsum(widths) - widths, widths)
    return rows, arcs.targets[np.repeat(starts, widths) + inside]
