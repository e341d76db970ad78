"""Whether what is signed holds, in sentences; the same verbs for all sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from detente.holding.leaving import Leaving
from detente.stability.graph.model import Model
from detente.stability.graph.preference import UNKNOWN, Relation
from detente.stability.reasons.move_words import few, tell_move
from detente.stability.reasons.naming import NamedOnce, Naming
from detente.stability.reasons.reasons import CONCEPTS
from detente.stability.reasons.witness_records import Improvement, Witness
from detente.words import capital, listed

Move = tuple[Witness, Improvement]
LISTED = 8
"""Moves or states that a sentence lists at most."""
NAMED = 3
"""Other states in which a text stands that are named; of more it is told how many there are."""
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
    once = NamedOnce(naming)
    yield from tell_verdict(found, once)
    yield from tell_where(found, once)


def tell_verdict(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell whether it holds where it is asked about: who has a better move there, what deters."""
    here = _named(found.asked, naming)
    left = _moves(found.undeterred, found.asked)
    within = _moves(found.shifts, found.asked)
    deterred = [move for move in _all(found, found.asked) if move[1].sanction is not None]
    if left:
        told = f"{_tell_moves(left, naming)}{_FREE[found.concept]}"
        yield f"On these judgements it does not hold in {here}: {told}."
    elif within:
        yield from _tell_change(found, naming, here)
    elif deterred:
        yield (
            f"On these judgements it holds as long as answers deter: in {here} there are better "
            f"moves, all deterred: {_tell_deterred(found, deterred, naming)}."
        )
    else:
        yield f"On these judgements it holds: nobody has a better move from {here}."
    if left and within:
        told = _tell_moves(within, naming)
        yield f"Other better moves that nothing deters leave it standing: {told}."
    if (left or within) and deterred:
        yield f"Deterred are: {_tell_deterred(found, deterred, naming)}."


def _tell_change(found: Leaving, naming: Naming, here: str) -> Iterator[str]:
    """Tell what changes while it stands, where that leads, and whether it is left from there."""
    within = _tell_moves(_moves(found.shifts, found.asked), naming)
    left = _moves(found.undeterred, found.followed)
    holds = "does not hold, though it stands at first" if left else "stands, but changes"
    told = f"On these judgements it {holds}: in {here} {within}{_FREE[found.concept]}"
    yield f"{told}; the text stands all the same." if not left else f"{told}."
    if left:
        told = _tell_moves(left, naming)
        yield f"After that it can be left: {told}{_FREE[found.concept]}."
    ends = [s for s in found.followed if not found.shifts(s) and not found.undeterred(s)]
    sense = f"in the sense of {CONCEPTS[found.concept]}"
    if ends:
        noun = "is an equilibrium" if len(ends) == 1 else "are equilibria"
        where = f"{_named(ends, naming)}, where it still stands and which {noun}"
        yield f"That can end in {where} {sense}."
    else:
        yield f"None of the states in which it then stands is an equilibrium {sense}."


def _tell_deterred(found: Leaving, moves: Sequence[Move], naming: Naming) -> str:
    """Tell better moves that are deterred, those out of the text first, and how."""
    inside = [move for move in moves if move[1].step.target in found.states]
    outside = [move for move in moves if move[1].step.target not in found.states]
    told = [_tell_moves(outside, naming)] if outside else []
    told += [f"while the text stands, {_tell_moves(inside, naming)}"] if inside else []
    return f"{'; '.join(told)}; {_DETERS[found.concept]}"


def tell_where(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell where it is asked about and why, which states are equilibria, and who leaves others."""
    yield from _tell_asked(found, naming)
    yield from _tell_others(found, naming)
    yield from _tell_elsewhere(found, naming)


def _tell_asked(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell in which state it is asked about, why there, and in which senses it holds there."""
    here, away = _named(found.asked, naming), found.distance[found.asked[0]]
    several = len(found.states) > 1
    if away:
        steps = "one move" if away == 1 else f"{away:,} moves"
        which = "first reached" if several else "reached"
        how = f"where it is {which} from where things stand, in {steps}"
        yield f"It is asked about in {here}, {how}."
    elif away is None and several:
        yield f"It is asked about in all of its states, {here}: no way to them is known."
    for held, states in _by_senses(found, found.asked):
        one = len(states) == 1
        who = "That" if one and len(found.asked) == 1 else capital(_named(states, naming))
        yield f"{who if away else capital(_named(states, naming))} {_sense(found, held, one)}."


def _tell_others(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell in which senses the other states in which it stands are equilibria."""
    others = [state for state in found.states if state not in found.asked]
    if not others:
        return
    told = []
    for held, states in _by_senses(found, others):
        one = len(states) == 1
        many = "all of them" if states == others else f"{len(states):,}"
        who = _named(states, naming) if len(states) <= NAMED else many
        told.append(f"{who} {_sense(found, held, one)}")
    count = "one other state" if len(others) == 1 else f"{len(others):,} other states"
    yield f"It stands in {count} as well: {'; '.join(told)}."


def _tell_elsewhere(found: Leaving, naming: Naming) -> Iterator[str]:
    """Tell better moves that leave the text from states other than those asked about."""
    known = {*found.asked, *(found.followed if found.verdict == "leaves" else ())}
    moves = _moves(found.leaves, [state for state in found.examined if state not in known])
    free = [move for move in moves if move[1].sanction is None]
    deterred = [move for move in moves if move[1].sanction is not None]
    if free:
        told = _tell_moves(free, naming)
        yield f"From other states it would be left: {told}{_FREE[found.concept]}."
    if deterred:
        told = f"{_tell_moves(deterred, naming)}; {_DETERS[found.concept]}"
        yield f"From other states there are better moves out of it, all deterred: {told}."


def _by_senses(found: Leaving, states: Iterable[int]) -> list[tuple[tuple[str, ...], list[int]]]:
    """Return states with the senses in which they are equilibria, those of most senses first."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for state in states:
        groups.setdefault(found.held(state), []).append(state)
    return sorted(groups.items(), key=lambda group: -len(group[0]))


def _sense(found: Leaving, held: Sequence[str], one: bool) -> str:
    asked = [CONCEPTS[concept] for concept in found.stability.stable]
    if not held:
        none = "is no equilibrium" if one else "are no equilibria"
        return none if len(asked) > 1 else f"{none} in the sense of {asked[0]}"
    names = listed([CONCEPTS[concept] for concept in held])
    sense = f"the sense of {names}" + (" only" if len(held) < len(asked) else "")
    if len(held) == len(asked) > 1:
        sense = f"every sense ({names})"
    return f"{'is an equilibrium' if one else 'are equilibria'} in {sense}"


def _all(found: Leaving, states: Iterable[int]) -> list[Move]:
    return [move for state in states for move in (*found.leaves(state), *found.stays(state))]


def _moves(of: Callable[[int], Sequence[Move]], states: Iterable[int]) -> list[Move]:
    return [move for state in states for move in of(state)]


def _named(states: Sequence[int], naming: Naming) -> str:
    """Return states by name, and those beyond the first few by number."""
    return few([naming.state(state) for state in states], most=LISTED)


def tell_shares(found: Leaving, holds: str, somewhere: str, draws: int) -> str:
    """Tell in which shares of draws it holds, and some state in which it stands is an equilibrium.

    Args:
        found: where it is asked about.
        holds, somewhere: the shares in words.
        draws: how many.
    """
    where = "the state" if len(found.asked) == 1 else "every state"
    told = (
        f"Over the ranges, in {holds} of {draws:,} draws it holds in the sense of "
        f"{CONCEPTS[found.concept]}: {where} where it comes first is an equilibrium."
    )
    if len(found.states) == len(found.asked) == 1:
        return told
    return (
        f"{told} In {somewhere} at least one of the {len(found.states):,} states in which it "
        "stands is: it may be another one than that of the signature."
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
    return listed([f"{told} ({few(way, most=LISTED)})" for told, way in ways.items()])
