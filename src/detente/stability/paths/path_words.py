"""Ways from one state to another, and where improvements end, in sentences for a person."""

from __future__ import annotations

from collections.abc import Sequence

from detente.stability.graph.model import Model
from detente.stability.graph.reach import Step
from detente.stability.paths.attractors import Attractor, Attractors
from detente.stability.paths.evolution import By
from detente.stability.paths.paths import Paths
from detente.stability.reasons.move_words import few, option_changes, tell_move
from detente.stability.reasons.naming import Naming
from detente.words import capital, listed

BY: dict[By, str] = {"moves": "by any moves", "improvements": "by improvements only"}
"""Which moves are meant."""
_LISTED = 8


def tell_route(model: Model, naming: Naming, path: Sequence[Step]) -> str:
    """Return a sequence of moves, each with the state it leads to.

    ``Uniroyal takes “Accept”: state 5; then MoE takes “Modify”: state 6``.
    """
    return "; then ".join(_stage(model, naming, step) for step in path)


def tell_length(paths: Paths, naming: Naming) -> str:
    """Tell how far a state is, and in how many ways it is that near."""
    start, target = naming.state(paths.start), naming.state(paths.target)
    how = capital(BY[paths.by])
    if paths.length is None:
        return f"{how}, {target} cannot be reached from {start}."
    if not paths.length:
        return f"{how}, there is nothing to do: {target} is where it begins."
    moves = "one move" if paths.length == 1 else f"{paths.length:,} moves"
    ways = "one way" if paths.count == 1 else f"{paths.count:,} ways"
    return f"{how}, {target} can be reached from {start} in {moves} at the fewest, in {ways}."


def tell_needed(paths: Paths, naming: Naming) -> tuple[str, ...]:
    """Tell whose moves, and which moves, no way to a state can do without; none without a way."""
    if not paths.length:
        return ()
    who = [naming.decision_maker(place) for place in paths.movers_needed]
    movers = (
        f"No way there, however long, does without moves of {listed(who)}."
        if who
        else "No decision maker is needed on every way there."
    )
    return movers, _single_moves(paths, naming)


def tell_end(found: Attractors, naming: Naming) -> tuple[str, ...]:
    """Tell where improvements alone can end: from the start, or from anywhere if there is none."""
    ends = found.found if found.start is None else found.from_start
    rest = [one.states[0] for one in ends if not one.cycle]
    rounds = [one for one in ends if one.cycle]
    where = "" if found.start is None else f" from {naming.state(found.start)}"
    if rest == [found.start]:
        return (f"Nobody has an improvement{where}.",)
    if len(ends) == 1 and rest:
        return (f"Improvements alone{where} must end in {naming.state(rest[0])}.",)
    told = [_round(found.model, naming, one) for one in rounds[:_LISTED]]
    if rest:
        told.insert(0, f"Improvements alone{where} can come to rest in {_states(rest, naming)}.")
    elif rounds:
        told.insert(0, f"Improvements alone{where} never come to rest.")
    if len(rounds) > _LISTED:
        told.append(f"{len(rounds) - _LISTED:,} more such rounds are not told.")
    return tuple(told)


def _stage(model: Model, naming: Naming, step: Step) -> str:
    told = tell_move(model, naming, step)
    return f"{told}: {naming.state(step.target)}" if option_changes(model, step) else told


def _single_moves(paths: Paths, naming: Naming) -> str:
    told = [
        f"from {naming.state(step.source)} {_stage(paths.model, naming, step)}"
        for step in paths.moves_needed
    ]
    if not told:
        return "No single move is part of every way there."
    noun = "this move" if len(told) == 1 else f"these {len(told)} moves"
    return f"Every way there contains {noun}: {'; '.join(told[:_LISTED])}{_more(told)}."


def _more(told: Sequence[str]) -> str:
    left = len(told) - _LISTED
    return f"; and {left:,} more" if left > 0 else ""


def _round(model: Model, naming: Naming, one: Attractor) -> str:
    first = naming.state(one.states[0])
    size = f"{len(one.states):,} states" if len(one.states) > 1 else "one state"
    return (
        f"They can go round for ever among {size}, for one from {first} so: "
        f"{tell_route(model, naming, one.cycle)}."
    )


def _states(states: Sequence[int], naming: Naming) -> str:
    if len(states) <= 2:
        return " or ".join(map(naming.state, states))
    return f"states {few([str(state + 1) for state in states], most=_LISTED)}"
