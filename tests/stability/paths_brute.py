"""Paths by writing all of them out, in plain Python: what the engines of paths must agree with."""

from __future__ import annotations

from collections.abc import Iterator

from detente.stability import Model
from tests.stability.definitions import improvements_of, moves_of

Move = tuple[int, int, int]
"""Mover, source, target."""


def moves_in(model: Model, by: str) -> set[Move]:
    """All moves, or all improvements."""
    rows = moves_of if by == "moves" else improvements_of
    return {
        (mover, source, target)
        for mover in range(model.n_decision_makers)
        for source, targets in rows(model, mover).items()
        for target in targets
    }


def walks(moves: set[Move], start: int, length: int) -> Iterator[tuple[Move, ...]]:
    """Every sequence of that many moves in which nobody moves twice in succession."""
    if length == 0:
        yield ()
        return
    for walk in walks(moves, start, length - 1):
        state = walk[-1][2] if walk else start
        for move in moves:
            if move[1] == state and not (walk and walk[-1][0] == move[0]):
                yield (*walk, move)


def distances(moves: set[Move], start: int) -> dict[tuple[int, int], int]:
    """The fewest moves to each (last mover, state), by rounds."""
    found: dict[tuple[int, int], int] = {}
    now: set[tuple[int, int]] = {(-1, start)}
    length = 0
    while now:
        length += 1
        now = {
            (mover, target)
            for last, state in now
            for mover, source, target in moves
            if source == state and mover != last
        } - set(found)
        found |= dict.fromkeys(now, length)
    return found


def reachable(moves: set[Move], start: int) -> set[int]:
    """Where a legal sequence of one move or more ends."""
    return {state for _, state in distances(moves, start)}


def shortest_walks(moves: set[Move], start: int, target: int) -> list[tuple[Move, ...]]:
    """All shortest legal sequences to another state, sorted; empty where there is none."""
    lengths = [length for (_, state), length in distances(moves, start).items() if state == target]
    if not lengths:
        return []
    found = [walk for walk in walks(moves, start, min(lengths)) if walk[-1][2] == target]
    return sorted(found, key=lambda walk: [(mover, end) for mover, _, end in walk])


def needed_movers(moves: set[Move], start: int, target: int) -> set[int]:
    """By taking all moves of a decision maker away."""
    return {
        mover
        for mover in {move[0] for move in moves}
        if target not in reachable({move for move in moves if move[0] != mover}, start)
    }


def needed_moves(moves: set[Move], start: int, target: int) -> set[Move]:
    """By taking one move away."""
    return {move for move in moves if target not in reachable(moves - {move}, start)}


def ends_of_improvement(model: Model) -> list[set[int]]:
    """For each state the states that improvements, by whomever, lead to in the long run.

    A state is one of these if everything that it leads to leads back to it.
    """
    moves = moves_in(model, "improvements")
    leads: list[set[int]] = [{state} for state in range(model.n_states)]
    changed = True
    while changed:
        changed = False
        for _, source, target in moves:
            if not leads[target] <= leads[source]:
                leads[source] |= leads[target]
                changed = True
    ending = {s for s in range(model.n_states) if all(s in leads[t] for t in leads[s])}
    return [found & ending for found in leads]
