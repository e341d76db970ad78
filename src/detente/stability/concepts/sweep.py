"""One sweep over all sequences of opponents' moves, for many preferences side by side.

What is carried along is anything that can be joined: a least level, or a set of states as bits ::

    carried_F(u) = join, over movers j in F and moves u → v of j, of value(v) and carried_{F'}(v)

with F the movers that may move, and F' those that may move after j: all but j under ``legal``,
those that have not moved under ``once``, nobody under ``single``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.stability.graph.arcs import Arcs
from detente.stability.graph.reach import Semantics

Carried = npt.NDArray[Any]
Bools = npt.NDArray[np.bool_]
Movers = frozenset[int]


class Sweep:
    """What is carried from each state by sequences of moves.

    Args:
        moves: of every decision maker.
        value: shape (states, draws, …), what a state gives that a sequence ends at.
        join: associative and commutative, and joining a thing with itself changes nothing.
        nothing: what joining leaves as it is; carried where no sequence goes.
        blocked: by decision maker, shape (moves, draws): moves that do not count; None: all do.
    """

    def __init__(
        self,
        moves: Sequence[Arcs],
        value: Carried,
        *,
        join: np.ufunc,
        nothing: int,
        blocked: Sequence[Bools] | None = None,
    ) -> None:
        self.moves = moves
        self.value = value
        self.join = join
        self.nothing = nothing
        self.blocked = blocked

    def over(self, movers: Movers, semantics: Semantics) -> Carried:
        """Return what is carried from each state by sequences of one move or more."""
        if semantics == "single":
            return self._first(movers, {})
        if semantics == "once":
            return self._once(movers, {})
        return self._legal(movers)

    def _first(self, movers: Movers, after: dict[int, Carried]) -> Carried:
        """Return what is carried if one of the movers begins and ``after`` its name follows."""
        found = np.full_like(self.value, self.nothing)
        for j in sorted(movers):
            self._step(j, after.get(j), found)
        return found

    def _once(self, movers: Movers, known: dict[Movers, Carried]) -> Carried:
        if movers not in known:
            rest = {j: self._once(movers - {j}, known) for j in sorted(movers) if len(movers) > 1}
            known[movers] = self._first(movers, rest)
        return known[movers]

    def _legal(self, movers: Movers) -> Carried:
        """Allow one move more each round, until nothing changes."""
        by = {j: self._first(frozenset((j,)), {}) for j in sorted(movers)}
        changed = len(movers) > 1
        while changed:
            changed = False
            for j in by:
                onward = self._joined([by[k] for k in by if k != j])
                new = self._first(frozenset((j,)), {j: onward})
                changed |= bool((new != by[j]).any())
                by[j] = new
        return self._joined(list(by.values()))

    def _joined(self, parts: Sequence[Carried]) -> Carried:
        found = np.full_like(self.value, self.nothing)
        for part in parts:
            self.join(found, part, out=found)
        return found

    def _step(self, mover: int, onward: Carried | None, found: Carried) -> None:
        arcs = self.moves[mover]
        sources, starts = rows_of(arcs)
        if not len(sources):
            return
        goal = self.value if onward is None else self.join(self.value, onward)
        gained = goal[arcs.targets]
        if self.blocked is not None:
            gained[self.blocked[mover]] = self.nothing
        found[sources] = self.join(found[sources], self.join.reduceat(gained, starts, axis=0))


def any_by_source(arcs: Arcs, marked: Bools) -> Bools:
    """Return, for marks of shape (moves, …), which states have a marked move."""
    found = np.zeros((arcs.n_states, *marked.shape[1:]), dtype=bool)
    sources, starts = rows_of(arcs)
    if len(sources):
        found[sources] = np.logical_or.reduceat(marked, starts, axis=0)
    return found


def rows_of(arcs: Arcs) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the states that have moves, and where the moves of each begin."""
    sources = np.flatnonzero(np.diff(arcs.starts))
    return sources, arcs.starts[sources]
