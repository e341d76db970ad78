"""What no sequence of moves from one state to another can do without: movers, and single moves.

Both are exact over all legal sequences, however long, and not over the shortest ones only.

A mover is needed if the others alone do not reach the target. For moves one path P = e₁ … e_L is
enough to begin with, as a needed move is on it. Explore from the start without the moves of P. If
what is explored comes out on P again behind e_k, then none of e₁ … e_k is needed; if it ends where
e_k is the only way on, e_k is needed. Go on from behind e_k in both cases. Each pair (state, last
mover) is explored once, so that the time is that of one search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from detente.stability.graph.arcs import Arcs, Bools, Ints
from detente.stability.graph.reach import Step, find_reach
from detente.stability.paths.coloured_paths import leaving


def movers_needed(moves: Sequence[Arcs], path: Sequence[Step]) -> tuple[int, ...]:
    """Return the decision makers without whose moves the end of a path cannot be reached.

    Args:
        moves: of every decision maker, or its improvements.
        path: a legal sequence from the start to the target, which differ.
    """
    start, target = path[0].source, path[-1].target
    return tuple(
        mover
        for mover in sorted({step.mover for step in path})
        if not find_reach(moves, _others(moves, mover), start).reached[target]
    )


def moves_needed(moves: Sequence[Arcs], path: Sequence[Step]) -> tuple[Step, ...]:
    """Return the moves that every legal sequence from the start to the end of a path contains.

    Args:
        moves: of every decision maker, or its improvements.
        path: a legal sequence from the start to the target, which differ.

    Returns:
        The moves, in the order in which every sequence comes to them.
    """
    region = _Region(_without(moves, path), path)
    needed: list[Step] = []
    passed = 0
    while passed < len(path) and not region.arrived:
        ahead = region.ahead(passed)
        if ahead == passed:
            needed.append(path[passed])
            ahead += 1
        region.enter(path[passed:ahead])
        passed = ahead
    return tuple(needed)


class _Region:
    """The pairs (last mover, state) that are explored so far, without the moves of a path.

    Attributes:
        seen: shape (movers, states), pairs that are explored.
        left: shape (movers, states), who has been let move from where.
    """

    def __init__(self, moves: Sequence[Arcs], path: Sequence[Step]) -> None:
        self.moves = moves
        self.movers = np.array([step.mover for step in path])
        self.targets = np.array([step.target for step in path])
        self.seen: Bools = np.zeros((len(moves), moves[0].n_states), dtype=bool)
        self.left: Bools = np.zeros_like(self.seen)
        start = np.array([path[0].source], dtype=np.int32)
        self._explore([start for _ in moves])

    @property
    def arrived(self) -> bool:
        """Whether the target is explored."""
        return bool(self.seen[:, self.targets[-1]].any())

    def ahead(self, passed: int) -> int:
        """Return the largest k so that what follows e_k on the path is open to go on with."""
        open_ = self.seen[self.movers, self.targets]
        open_[:-1] |= self.left[self.movers[1:], self.targets[:-1]]
        return max(passed, int(np.flatnonzero(open_).max(initial=-1)) + 1)

    def enter(self, steps: Iterable[Step]) -> None:
        """Explore on from behind some moves of the path."""
        fresh: list[list[int]] = [[] for _ in self.moves]
        for step in steps:
            if not self.seen[step.mover, step.target]:
                self.seen[step.mover, step.target] = True
                fresh[step.mover].append(step.target)
        arrays = [np.array(states, dtype=np.int32) for states in fresh]
        self._explore([_of_others(arrays, mover) for mover in range(len(arrays))])

    def _explore(self, open_: list[Ints]) -> None:
        """Let each mover leave the states that are open to it, until nothing is new."""
        while any(map(len, open_)):
            new = [self._leave(mover, sources) for mover, sources in enumerate(open_)]
            open_ = [_of_others(new, mover) for mover in range(len(new))]

    def _leave(self, mover: int, sources: Ints) -> Ints:
        sources = sources[~self.left[mover, sources]]
        self.left[mover, sources] = True
        _, found = leaving(self.moves[mover], sources)
        targets = np.unique(found[~self.seen[mover, found]])
        self.seen[mover, targets] = True
        return targets


def _of_others(new: Sequence[Ints], mover: int) -> Ints:
    others = [states for place, states in enumerate(new) if place != mover]
    return np.unique(np.concatenate(others)) if others else np.empty(0, dtype=np.int32)


def _others(moves: Sequence[Arcs], mover: int) -> tuple[int, ...]:
    return tuple(place for place in range(len(moves)) if place != mover)


def _without(moves: Sequence[Arcs], path: Sequence[Step]) -> list[Arcs]:
    """Return the moves but those of a path."""
    kept = [np.ones(len(arcs), dtype=bool) for arcs in moves]
    for step in path:
        row = moves[step.mover].of(step.source)
        place = int(moves[step.mover].starts[step.source]) + int(np.searchsorted(row, step.target))
        kept[step.mover][place] = False
    return [arcs.where(keep) for arcs, keep in zip(moves, kept, strict=True)]
