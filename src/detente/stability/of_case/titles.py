"""What options and states of a case are called in tables and sentences."""

from __future__ import annotations

import numpy as np

from detente.case.moves import Moves
from detente.stability.graph.expressions import Codes
from detente.stability.of_case.states import CaseStates


def option_phrases(moves: Moves) -> tuple[dict[int, str], dict[int, str]]:
    """Return the verb phrases for taking an option and, where given, for leaving it, by index."""
    options = [option for own in moves.options.values() for option in own.values()]
    taken = {k: lower_first(option.title) for k, option in enumerate(options)}
    left = {k: lower_first(option.left) for k, option in enumerate(options) if option.left}
    return taken, left


def state_titles(found: CaseStates) -> tuple[str, ...]:
    """Return what each state is called, different for each.

    A name that covers one state only is its title. Any other state is told by the first name that
    covers it, if there is one, and by those options that are taken there and are not taken in all
    that the name covers.
    """
    if not found.states.options:
        return found.states.labels
    taken = _taken(found)
    titles = [_told(found, "", code) for code in taken.tolist()]
    for states, title in reversed(_names(found)):
        implied = int(np.bitwise_and.reduce(taken[list(states)])) if states else 0
        for state in states:
            code = int(taken[state]) & ~implied
            titles[state] = title if len(states) == 1 else _told(found, title, code)
    for record in found.moves.coalesce:
        for state in found.where(record.when):
            titles[state] = record.title
    return tuple(titles)


def _names(found: CaseStates) -> list[tuple[tuple[int, ...], str]]:
    """Return the named states and their titles, those of one state first."""
    named = [(states, found.moves.states[name].title) for name, states in found.named.items()]
    return sorted(named, key=lambda pair: len(pair[0]) != 1)


def _taken(found: CaseStates) -> Codes:
    """Return the options, as bits, that are taken in all members of each state."""
    taken = np.full(len(found.states), -1, dtype=np.int64)
    np.bitwise_and.at(taken, found.states.state_of, found.states.feasible)
    return taken


def _told(found: CaseStates, title: str, code: int) -> str:
    """Return a title and the options of a code; ``nothing else`` where there is none."""
    options = [option for own in found.moves.options.items() for option in own[1].items()]
    taken = [
        option.short or option_id
        for bit, (option_id, option) in enumerate(options)
        if code >> bit & 1
    ]
    done = ", ".join(taken) or ("nothing else" if title else "nothing is done")
    return f"{title}: {done}" if title else done


def lower_first(phrase: str) -> str:
    """Return a verb phrase as it stands inside a sentence."""
    return phrase[:1].lower() + phrase[1:]
