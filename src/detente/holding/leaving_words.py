"""Whether what is signed holds, in sentences; the same verbs for all sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.holding.leaving import Leaving
from detente.stability.graph.model import Model
from detente.stability.graph.preference import UNKNOWN, Relation
from detente.stability.reasons.move_words import capital, listed, tell_move
from detente.stability.reasons.naming import Naming
from detente.stability.reasons.reasons import CONCEPTS
from detente.stability.reasons.witness_records import Improvement, Witness

Move = tuple[Witness, Improvement]
LISTED = 8
"""Moves or states that a sentence lists at most."""
_DETERS = {
    "gmr": "the others can answer it so that it gains nothing",
    "smr": "the others can answer it so that it gains nothing, for good",
    "seq": "the others can answer it, to their own gain, so that it gains nothing",
    "sseq": "the others can answer it, to their own gain, so that it gains nothing, for good",
    "sim": "others who move at the same time, to their own gain, leave it with nothing",
}
_FREE = {
    "nash": "",
    "gmr": ", and no answer of the others deters that",
    "smr": ", and no answer of the others deters that for good",
    "seq": ", and no answer that the others would gain by deters that",
    "sseq": ", and no answer that the others would gain by deters that for good",
    "sim": ", and no move of others at the same time that they would gain by deters that",
}


def tell_leaving(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell whether what is signed holds, who would leave it, and in which states it stands.

    Args:
        found: see :func:`detente.holding.leaving.find_leaving`.
        naming: names for the model.
    """
    yield from tell_verdict(found, naming)
    yield from tell_where(found, naming)


def tell_where(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell in which states it stands, which of them are equilibria, and which comes first."""
    yield from _tell_equilibria(found)
    yield from _tell_first(found, naming)


def tell_verdict(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell whether it holds: who has a better move out of it, and what deters."""
    moves = [move for state in found.examined for move in found.leaves(state)]
    free = [move for move in moves if move[1].sanction is None]
    deterred = [move for move in moves if move[1].sanction is not None]
    if not moves:
        several = len(found.states) > 1
        which = f" from any of its {len(found.examined):,} states" if several else ""
        yield f"On these judgements it holds: nobody has a better move out of it{which}."
        return
    if free:
        left = {one.step.source for _, one in free}
        kept = set(found.examined) - left
        holds = f"holds in {_states(kept)}, and not in {_states(left)}" if kept else "does not hold"
        yield f"On these judgements it {holds}: {_tell_moves(free, naming)}{_FREE[found.concept]}."
    if deterred:
        start = "On these judgements it holds as long as answers deter: there are better moves"
        start = "Other better moves out of it are" if free else f"{start} out of it, all"
        yield f"{start} deterred: {_tell_moves(deterred, naming)}; {_DETERS[found.concept]}."
        rest = [state for state in found.examined if not found.leaves(state)]
        if rest:
            yield f"From {_states(rest)} nobody has a better move out of it."


def _tell_equilibria(found: Leaving) -> Iterator[str]:
    """Tell in which senses the states are equilibria, those alike together."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for state in found.states:
        groups.setdefault(found.held(state), []).append(state)
    told = [
        f"{_states(states)} {_sense(found, held, len(states) == 1)}"
        for held, states in sorted(groups.items(), key=lambda group: -len(group[0]))
    ]
    many = "" if len(found.states) == 1 else f"it stands in {len(found.states):,} states: "
    yield f"{capital(many + '; '.join(told))}."


def _sense(found: Leaving, held: Sequence[str], one: bool) -> str:
    if not held:
        return "is no equilibrium" if one else "are no equilibria"
    names = listed([CONCEPTS[concept] for concept in held])
    every = len(held) == len(found.stability.stable)
    sense = f"every sense ({names})" if every else f"the sense of {names} only"
    return f"{'is an equilibrium' if one else 'are equilibria'} in {sense}"


def _tell_first(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell which state comes first, and who would change there what else is done."""
    steps, here = found.distance[found.first], naming.state(found.first)
    if steps:
        away = "one move" if steps == 1 else f"{steps:,} moves"
        which = "first of them" if len(found.states) > 1 else "one"
        yield f"The {which} that is reached from where things stand, in {away}, is {here}."
    moves = found.stays(found.first)
    free = [move for move in moves if move[1].sanction is None]
    deterred = [move for move in moves if move[1].sanction is not None]
    if free:
        told = _tell_moves(free, naming)
        yield f"From {here} there are better moves under which it still stands: {told}."
    if deterred:
        told = _tell_moves(deterred, naming)
        yield (
            f"From {here} there are better moves under which it still stands, and which are "
            f"deterred: {told}; {_DETERS[found.concept]}."
        )


def tell_unknown(model: Model, naming: Naming) -> Iterator[str]:
    """Say whose comparisons of states are not known in part, and how these count."""
    for place, preference in enumerate(model.preferences):
        if isinstance(preference, Relation):
            pairs = int((preference.codes == UNKNOWN).sum()) // 2
            if pairs:
                noun = "comparison of states is" if pairs == 1 else "comparisons of states are"
                yield (
                    f"{pairs:,} {noun} not known for {naming.decision_maker(place)}; a state that "
                    "is not known to be better does not count as better."
                )


def _tell_moves(moves: Sequence[Move], naming: Naming) -> str:
    """Return what each mover does, and from which state to which that leads."""
    ways: dict[str, list[str]] = {}
    for witness, one in moves:
        step = one.step
        told = tell_move(witness.model, naming, step)
        ways.setdefault(told, []).append(f"{step.source + 1} → {step.target + 1}")
    return listed([f"{told} ({_few(way)})" for told, way in ways.items()])


def _few(items: list[str]) -> str:
    more = len(items) - LISTED
    return listed([*items[:LISTED], f"{more:,} more"] if more > 0 else items)


def _states(states: Iterable[int]) -> str:
    """Return ``state 4``, ``states 4 and 5``."""
    numbers = [str(state + 1) for state in sorted(set(states))]
    return f"state{'' if len(numbers) == 1 else 's'} {_few(numbers)}"
