"""What some decision makers can reach together by a sequence of moves, and how.

A *legal* sequence is one in which nobody moves twice in succession (Fang, Hipel and Kilgour 1993).
The search goes breadth first over pairs (state, last mover), so that it is exact for any number of
movers, and its paths are shortest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput, NotSupported
from detente.stability.graph.arcs import Arcs
from detente.stability.graph.arguments import check_decision_maker, check_name, check_state

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Semantics = Literal["legal", "single", "once"]
"""``legal``: any number of moves, nobody twice in succession; ``single``: one move by one of them;
``once``: each moves at most once. The last two reproduce gmcr-py (its sparse and dense solver)."""

MAX_ONCE = 1 << 27
"""States times sets of movers at most under ``once``."""


def check_semantics(semantics: object) -> None:
    """Refuse semantics that there is not; every public entrance asks here.

    Raises:
        InvalidInput: see above.
    """
    check_name("semantics", semantics, get_args(Semantics))


def check_movers(moves: Sequence[Arcs], movers: Sequence[int]) -> None:
    """Refuse movers that there are not, and one who is named twice.

    Raises:
        InvalidInput: see above.
    """
    if not moves:
        raise InvalidInput("a search needs the moves of one decision maker or more")
    for place, mover in enumerate(movers):
        check_decision_maker(mover, len(moves))
        if mover in movers[:place]:
            raise InvalidInput(f"decision maker {mover} is named twice among the movers")


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a sequence.

    Attributes:
        mover: index of the decision maker that moves.
        source, target: the states it leaves and reaches.
    """

    mover: int
    source: int
    target: int


@dataclass(frozen=True, eq=False, slots=True)
class Reach:
    """What is reached from one state by one move or more; the state itself only by coming back.

    Attributes:
        start: the state that the sequences leave.
        movers: who may move.
        distance: shape (layers, states), length of the shortest sequence that ends with a layer's
            move at a state, -1 for none. A layer is a last mover (a place in ``movers``) under
            ``legal`` and ``single``, a set of movers used (as a bit mask) under ``once``.
        moves: of all decision makers, as searched.
        semantics: which sequences count.
    """

    start: int
    movers: tuple[int, ...]
    distance: Ints
    moves: tuple[Arcs, ...]
    semantics: Semantics

    @property
    def reached(self) -> Bools:
        """Where some sequence ends, shape (states,)."""
        return np.asarray((self.distance > 0).any(axis=0), dtype=bool)

    def length(self, target: int) -> int:
        """Return the length of a shortest sequence to ``target``, 0 where there is none."""
        found = self.distance[:, target]
        return int(found[found > 0].min(initial=np.iinfo(np.int32).max)) if (found > 0).any() else 0

    def path(self, target: int) -> tuple[Step, ...]:
        """Return a shortest sequence to ``target``; empty where there is none.

        Among shortest sequences the one is given whose last mover, and then each earlier one, comes
        first in ``movers``.
        """
        found = [
            layer
            for layer in range(len(self.distance))
            if self.distance[layer, target] == self.length(target) > 0
        ]
        if not found:
            return ()
        return (
            self._back_once(found[0], target)
            if self.semantics == "once"
            else self._back(found[0], target)
        )

    def _back(self, layer: int, target: int) -> tuple[Step, ...]:
        steps: list[Step] = []
        for left in range(int(self.distance[layer, target]) - 1, -1, -1):
            mover = self.movers[layer]
            source, layer = next(
                (source, before)
                for before in range(len(self.movers))
                for source in self._at(before, left)
                if (before != layer or not left) and self.moves[mover].has(source, target)
            )
            steps.append(Step(mover, source, target))
            target = source
        return tuple(reversed(steps))

    def _at(self, layer: int, length: int) -> list[int]:
        """Return the states that a layer has at a distance; at 0 the start itself."""
        if not length:
            return [self.start]
        return [int(state) for state in np.flatnonzero(self.distance[layer] == length)]

    def _back_once(self, used: int, target: int) -> tuple[Step, ...]:
        steps: list[Step] = []
        while used:
            used, source, mover = next(
                (used & ~(1 << place), int(source), mover)
                for place, mover in enumerate(self.movers)
                if used >> place & 1
                for source in np.flatnonzero(self.distance[used & ~(1 << place)] >= 0)
                if self.moves[mover].has(int(source), target)
            )
            steps.append(Step(mover, source, target))
            target = source
        return tuple(reversed(steps))


def find_reach(
    moves: Sequence[Arcs],
    movers: Sequence[int],
    start: int,
    *,
    semantics: Semantics = "legal",
) -> Reach:
    """Search what ``movers`` reach from a state.

    Args:
        moves: of every decision maker; their improvements, to search sequences of improvements.
        movers: indices of those who may move.
        start: the state that is left.
        semantics: which sequences count.

    Raises:
        InvalidInput: there is no such mover, state or semantics, or a mover is named twice.
        NotSupported: too many movers for ``once``, which goes through all sets of them.
    """
    check_semantics(semantics)
    check_movers(moves, movers)
    check_state(start, moves[0].n_states)
    if semantics == "once" and moves[0].n_states << len(movers) > MAX_ONCE:
        raise NotSupported(
            f"'once' goes through all sets of {len(movers)} opponents, which are too many here; "
            "try the semantics 'legal'"
        )
    search = _search_once if semantics == "once" else _search
    steps = 1 if semantics == "single" else None
    distance = search(moves, tuple(movers), start, steps)
    return Reach(start, tuple(movers), distance, tuple(moves), semantics)


def _search(moves: Sequence[Arcs], movers: tuple[int, ...], start: int, steps: int | None) -> Ints:
    """Breadth first over (last mover, state); each mover leaves each state once."""
    n_states = moves[0].n_states
    distance = np.full((len(movers), n_states), -1, dtype=np.int32)
    left = np.zeros((len(movers), n_states), dtype=bool)
    fresh = [np.array([start], dtype=np.int32) for _ in movers]
    length = 0
    while any(map(len, fresh)) and length != steps:
        length += 1
        new = []
        for place, mover in enumerate(movers):
            sources = fresh[place][~left[place, fresh[place]]]
            left[place, sources] = True
            targets = _targets(moves[mover], sources)
            targets = np.unique(targets[distance[place, targets] < 0])
            distance[place, targets] = length
            new.append(targets)
        fresh = [_of_others(new, place) for place in range(len(movers))]
    return distance


def _of_others(new: list[Ints], place: int) -> Ints:
    """Return what somebody else has just reached: from there this one may move."""
    others = [states for other, states in enumerate(new) if other != place]
    return np.unique(np.concatenate(others)) if others else np.empty(0, dtype=np.int32)


def _search_once(
    moves: Sequence[Arcs], movers: tuple[int, ...], start: int, steps: int | None
) -> Ints:
    """Go through the sets of movers used, smaller ones first (a subset has a smaller mask)."""
    distance = np.full((1 << len(movers), moves[0].n_states), -1, dtype=np.int32)
    distance[0, start] = 0
    for used in range(1, 1 << len(movers)):
        for place, mover in enumerate(movers):
            if used >> place & 1:
                sources = np.flatnonzero(distance[used & ~(1 << place)] >= 0)
                distance[used, _targets(moves[mover], sources.astype(np.int32))] = used.bit_count()
    return distance


def _targets(arcs: Arcs, sources: Ints) -> Ints:
    """Return what is one move away from any of some states, with repetitions."""
    if len(sources) == 1:
        return arcs.of(int(sources[0]))
    starts, ends = arcs.starts[sources], arcs.starts[sources + 1]
    counts = ends - starts
    inside = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    targets: Ints = arcs.targets[np.repeat(starts, counts) + inside]
    return targets
