"""The definitions of the concepts, written out with Python sets, for models of a few states.

Nothing here is shared with the engines but the records of a model: moves are pairs of states,
preferences are looked up pair by pair, sequences are built as the textbook builds them. Slow on
purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product

from detente.stability import Model, Ranking

Moves = dict[int, set[int]]
CLASSICAL = ("nash", "gmr", "smr", "seq", "sseq")


def prefers(model: Model, decision_maker: int, better: int, worse: int) -> bool:
    """``better ≻ worse`` for a decision maker; where nobody can say: no."""
    preference = model.preferences[decision_maker]
    if isinstance(preference, Ranking):
        return bool(preference.levels[better] > preference.levels[worse])
    return int(preference.codes[worse, better]) in {1, 2}


def moves_of(model: Model, decision_maker: int) -> Moves:
    """R_i: state to the states that are one move away."""
    found: Moves = {state: set() for state in range(model.n_states)}
    for source, target in model.moves[decision_maker].pairs():
        found[source].add(target)
    return found


def improvements_of(model: Model, decision_maker: int) -> Moves:
    """R_i⁺: the moves that their mover prefers to the state they leave."""
    return {
        source: {t for t in targets if prefers(model, decision_maker, t, source)}
        for source, targets in moves_of(model, decision_maker).items()
    }


def reached(moves: Sequence[Moves], start: int, semantics: str) -> set[int]:
    """R_H: where sequences of one move or more by ``moves`` (one entry a mover) end."""
    return {"legal": _legal, "single": _single, "once": _once}[semantics](moves, start)


def _legal(moves: Sequence[Moves], start: int) -> set[int]:
    """By the inductive definition, with Ω(s, t) the set of last movers."""
    last: dict[int, set[int]] = {}
    for mover, own in enumerate(moves):
        for target in own[start]:
            last.setdefault(target, set()).add(mover)
    while True:
        new = [
            (target, mover)
            for state, movers in last.items()
            for mover, own in enumerate(moves)
            if movers != {mover}
            for target in own[state]
            if mover not in last.get(target, set())
        ]
        if not new:
            return set(last)
        for target, mover in new:
            last.setdefault(target, set()).add(mover)


def _single(moves: Sequence[Moves], start: int) -> set[int]:
    return {target for own in moves for target in own[start]}


def _once(moves: Sequence[Moves], start: int) -> set[int]:
    found: set[int] = set()
    for length in range(1, len(moves) + 1):
        for order in permutations(moves, length):
            states = {start}
            for own in order:
                states = {target for state in states for target in own[state]}
            found |= states
    return found


def is_stable(
    model: Model, decision_maker: int, state: int, concept: str, semantics: str = "legal"
) -> bool:
    """Whether a state is stable for a decision maker; ``concept`` is one of nash … sim."""
    improvements = improvements_of(model, decision_maker)[state]
    if concept == "nash":
        return not improvements
    if concept == "sim":
        return all(_met_at_once(model, decision_maker, state, t) for t in improvements)
    credible = concept in {"seq", "sseq"}
    replies = [
        (improvements_of if credible else moves_of)(model, other)
        for other in range(model.n_decision_makers)
        if other != decision_maker
    ]
    escape = concept in {"smr", "sseq"}
    return all(
        any(
            _blocks(model, decision_maker, state, sanction, escape=escape)
            for sanction in reached(replies, improvement, semantics)
        )
        for improvement in improvements
    )


def _blocks(model: Model, i: int, state: int, sanction: int, *, escape: bool) -> bool:
    if prefers(model, i, sanction, state):
        return False
    return not escape or not any(prefers(model, i, t, state) for t in moves_of(model, i)[sanction])


def _met_at_once(model: Model, i: int, state: int, improvement: int) -> bool:
    """Opponents improve from ``state`` or stay, in the moment in which ``i`` moves."""
    choices = [
        {state} | improvements_of(model, other)[state]
        for other in range(model.n_decision_makers)
        if other != i
    ]
    codes = model.states.codes.tolist()
    for chosen in product(*choices):
        code = codes[improvement]
        for target in chosen:
            code ^= codes[target] ^ codes[state]
        if code in codes and not prefers(model, i, codes.index(code), state):
            return True
    return False


def stable_states(
    model: Model, concept: str, semantics: str = "legal", decision_makers: Sequence[int] = ()
) -> list[set[int]]:
    """The stable states of each decision maker (of all where none are named), from 0."""
    return [
        {s for s in range(model.n_states) if is_stable(model, i, s, concept, semantics)}
        for i in decision_makers or range(model.n_decision_makers)
    ]


def equilibria(model: Model, concept: str, semantics: str = "legal") -> set[int]:
    """The states that are stable for all."""
    return set.intersection(*stable_states(model, concept, semantics))
