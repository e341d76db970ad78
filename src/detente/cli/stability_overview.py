"""What ``detente stability`` shows unasked: who can do what, and which states hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from detente.cli.output import print_table, say
from detente.stability.reasons.reasons import CONCEPTS, MEANINGS
from detente.words import listed

if TYPE_CHECKING:
    from detente.cli.stability_given import Given

ANSWERS = {
    "legal": "any moves of the others in which nobody moves twice in succession",
    "single": "one move of one other",
    "once": "moves of the others, one of each at most",
}
CAUTION = (
    "All of this rests on the judgements of what each can do and would rather see. It says what "
    "each has reason to do on these judgements, and is no prediction."
)
SHOWN = 100
"""Equilibria that the table of states shows at most."""


def print_overview(given: Given, limit: int) -> None:
    """Print decision makers, states and equilibria, and the reason for where things stand."""
    _print_decision_makers(given)
    for line in tell_equilibria(given):
        say(line)
    say("")
    print_states(given, chosen_states(given, limit))
    for line in _about_marked(given):
        say(f"{line}\n")


def _print_decision_makers(given: Given) -> None:
    model = given.model
    rows = []
    for place, arcs in enumerate(model.moves):
        own = [
            f"{given.naming.option(bit)}{_one_way(option.direction)}"
            for bit, option in enumerate(model.states.options)
            if option.owner == place
        ]
        row = [given.naming.decision_maker(place), "; ".join(own)]
        rows.append([*(row if model.states.options else row[:1]), f"{len(arcs):,}"])
    columns = ["Decision maker", "Options", "Moves"]
    print_table(
        f"Who can do what ({model.n_states:,} states)",
        columns if model.states.options else [columns[0], columns[2]],
        rows,
    )


def _one_way(direction: str) -> str:
    return {"take": " (cannot be undone)", "drop": " (cannot be taken up again)"}.get(direction, "")


def tell_equilibria(given: Given) -> Iterator[str]:
    """Say which states are equilibria, concepts with the same ones together."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for concept in given.stability.stable:
        groups.setdefault(given.stability.equilibria(concept), []).append(CONCEPTS[concept])
    for states, concepts in groups.items():
        sense = listed(concepts)
        if not states:
            yield f"{sense}: no state is an equilibrium."
        elif len(states) > SHOWN:
            yield f"{sense}: {len(states):,} of {given.model.n_states:,} states are equilibria."
        else:
            noun = "state" if len(states) == 1 else "states"
            verb = "is an equilibrium" if len(states) == 1 else "are equilibria"
            numbers = listed([str(state + 1) for state in states])
            yield f"{sense}: {noun} {numbers} {verb}."


def chosen_states(given: Given, limit: int) -> list[int]:
    """Return the states that the table shows.

    All if there are few; else where things stand, what stands for the draft, equilibria (those in
    most senses first), and then the first others.
    """
    model, stable = given.model, given.stability
    if model.n_states <= limit:
        return list(range(model.n_states))
    marked = dict.fromkeys([*given.signed, *(s for s in [given.status_quo] if s is not None)])
    senses = np.sum([found.all(axis=0) for found in stable.stable.values()], axis=0)
    order = np.argsort(-senses, kind="stable")
    equilibria = order[: min(SHOWN, int(np.count_nonzero(senses)))].tolist()
    named = [state for states in given.named.values() if len(states) == 1 for state in states]
    chosen = dict.fromkeys([*marked, *equilibria, *named[:limit]])
    if len(chosen) < limit:
        chosen |= dict.fromkeys(range(limit - len(chosen)))
    return sorted(chosen)


def print_states(given: Given, states: Sequence[int]) -> None:
    """Print some states: what is done in each, and for whom it is stable in each sense."""
    concepts = list(given.stability.stable)
    rows = [
        [str(state + 1), mark(given, state), *(_stable(given, c, state) for c in concepts)]
        for state in states
    ]
    print_table(
        "For whom each state is stable (all: an equilibrium)",
        ["State", "What is done in it", *(CONCEPTS[concept] for concept in concepts)],
        rows,
    )
    rest = given.model.n_states - len(states)
    if rest:
        say(f"{_others(given, states, rest)}; --limit shows more, --json has all.\n")


def _others(given: Given, states: Sequence[int], rest: int) -> str:
    held = np.any([row.all(axis=0) for row in given.stability.stable.values()], axis=0)
    left = int(held.sum()) - int(held[list(states)].sum())
    noun = "state is" if rest == 1 else "states are"
    which = f"{left:,} of them equilibria" if left else "no equilibrium among them"
    return f"{rest:,} more {noun} not shown, {which}"


def mark(given: Given, state: int) -> str:
    """Return what a state is called, and whether it is where things stand, or the signed draft."""
    marks = ["status quo"] if state == given.status_quo else []
    marks += [f"{given.draft} signed"] if state in given.signed else []
    return (
        f"{name_of(given, state)} [{', '.join(marks)}]".lstrip() if marks else name_of(given, state)
    )


def name_of(given: Given, state: int) -> str:
    """Return what a state is called, without its number; empty where it has a number alone."""
    told = given.naming.state(state).removeprefix(f"state {state + 1}").strip()
    if told.startswith("(") and told.endswith(")"):
        return told[1:-1]
    return told or (_taken(given, state) if given.model.states.options else "")


def _taken(given: Given, state: int) -> str:
    """Return the options that are taken in a state."""
    letters = given.model.states.letters(state)
    taken = [given.naming.option(bit) for bit, letter in enumerate(letters) if letter == "Y"]
    either = [given.naming.option(bit) for bit, letter in enumerate(letters) if letter == "-"]
    told = "; ".join(taken) or "nothing"
    return f"{told} (either way: {'; '.join(either)})" if either else told


def _stable(given: Given, concept: str, state: int) -> str:
    """Say for whom a state is stable."""
    stable = given.stability.stable[concept][:, state]
    names = [given.naming.decision_maker(place) for place in range(len(stable))]
    yes = [name for name, holds in zip(names, stable, strict=True) if holds]
    no = [name for name, holds in zip(names, stable, strict=True) if not holds]
    if not no:
        return "all"
    if not yes:
        return "nobody"
    return ", ".join(yes) if len(yes) <= len(no) else f"not {', '.join(no)}"


def _about_marked(given: Given) -> Iterator[str]:
    """Tell whether the signed draft holds, and why things stand as they do."""
    from detente.cli.stability_draft import tell_signed, tell_status_quo

    if given.status_quo is not None:
        yield " ".join(tell_status_quo(given, given.status_quo))
    if given.signed:
        yield " ".join(tell_signed(given))


def print_remarks(given: Given, *, meanings: bool, told: Sequence[str] = ()) -> None:
    """Print what was assumed, the method, and what the kinds of stability mean if asked.

    Args:
        given: the model and the question.
        meanings: whether kinds of stability were spoken of.
        told: notes that were told already.
    """
    from detente.holding.leaving_words import tell_unknown

    if meanings:
        asked = [concept for concept in CONCEPTS if concept in given.stability.stable]
        say(f"{'; '.join(f'{CONCEPTS[c]}: {meaning_of(c, asked)}' for c in asked)}.")
        say(f"Answers that count: {ANSWERS[given.semantics]}; a move that ends no better deters.")
    for note in tell_unknown(given.model, given.naming):
        say(f"{note} --unknown and --draws ask how they may turn out.")
    for note in () if given.case_model is None else given.case_model.notes:
        if note not in told:
            say(note)
    say(f"Method: {given.stability.method}; {given.stability.because}.")
    say(CAUTION)


def meaning_of(concept: str, asked: Sequence[str]) -> str:
    """Return what a kind of stability means, without leaning on one that is not explained."""
    meaning = MEANINGS[concept]
    for other in ("seq", "gmr"):
        if other not in asked:
            meaning = meaning.replace(f"as {CONCEPTS[other]}", MEANINGS[other])
    return meaning
