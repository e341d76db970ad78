"""Every sequence of moves that could sanction, shortest first: for formulas on who is credible."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from detente.stability.graph.arcs import Arcs
from detente.stability.graph.reach import Semantics, Step

Steps = tuple[Step, ...]


def find_sequences(
    moves: Sequence[Arcs], movers: Sequence[int], start: int, *, semantics: Semantics, limit: int
) -> tuple[list[Steps], bool]:
    """List the sequences that leave ``start`` and visit no (state, last mover) twice.

    Sequences that come back to ``start`` are left out: whoever went on from there could have begun
    there. So are sequences in which one mover goes back on its own step, from u to v and later from
    v to u, since it cannot prefer both.

    Args:
        moves: of every decision maker.
        movers: indices of those who may move.
        start: the state that is left.
        semantics: which sequences count.
        limit: sequences at most.

    Returns:
        The sequences, shortest first, and whether these are all.
    """
    found: list[Steps] = []
    waiting: deque[Steps] = deque([()])
    while waiting:
        steps = waiting.popleft()
        for longer in _longer(moves, movers, start, semantics, steps):
            if len(found) == limit:
                return found, False
            found.append(longer)
            waiting.append(longer)
    return found, True


def _longer(
    moves: Sequence[Arcs],
    movers: Sequence[int],
    start: int,
    semantics: Semantics,
    steps: Steps,
) -> Iterator[Steps]:
    """Yield a sequence with one step more."""
    if semantics == "single" and steps:
        return
    here = steps[-1].target if steps else start
    used = {step.mover for step in (steps if semantics == "once" else steps[-1:])}
    seen = {(step.mover, step.target) for step in steps}
    taken_back = {(step.mover, step.target, step.source) for step in steps}
    for mover in movers:
        if mover in used:
            continue
        for target in moves[mover].of(here).tolist():
            fresh = target != start and (mover, target) not in seen
            if fresh and (mover, here, target) not in taken_back:
                yield (*steps, Step(mover, here, target))
