"""Moves and comparisons in words, with the names that a :class:`Naming` gives."""

from __future__ import annotations

from collections.abc import Sequence

from detente.stability.graph.model import Model
from detente.stability.graph.preference import MORE, MUCH, MUCH_LESS, SAME, UNKNOWN
from detente.stability.graph.reach import Step
from detente.stability.reasons.naming import Naming
from detente.words import listed

_COMPARED = {
    MUCH: "much better for {who} than {other}",
    MORE: "better for {who} than {other}",
    SAME: "neither better nor worse for {who} than {other}",
    -MORE: "worse for {who} than {other}",
    MUCH_LESS: "much worse for {who} than {other}",
    UNKNOWN: "not known to be better or worse for {who} than {other}",
}


def tell_move(model: Model, naming: Naming, step: Step) -> str:
    """Return a move as a clause: ``the United States stops arming Ukraine``.

    A move that changes no option (of an explicit graph, or hidden in a coalesced state) is told by
    where it leads.
    """
    changes = option_changes(model, step)
    told = [
        naming.option_taken(option) if taken else naming.option_left(option)
        for option, taken in changes
    ]
    what = listed(told) if told else f"moves to {naming.state(step.target)}"
    return f"{naming.decision_maker(step.mover)} {what}"


def option_changes(model: Model, step: Step) -> list[tuple[int, bool]]:
    """Return the options that a move changes, each with whether it is taken.

    Options on which the members of a coalesced state differ are left out.
    """
    before, after = model.states.letters(step.source), model.states.letters(step.target)
    return [
        (option, new == "Y")
        for option, (old, new) in enumerate(zip(before, after, strict=True))
        if {old, new} == {"Y", "N"}
    ]


def tell_moves(
    model: Model, naming: Naming, steps: Sequence[Step], *, at_once: bool = False
) -> str:
    """Return moves as one clause, in turn (``…, then …``) or ``at the same time``."""
    told = [tell_move(model, naming, step) for step in steps]
    return f"at the same time {listed(told)}" if at_once else ", then ".join(told)


def tell_comparison(
    naming: Naming, decision_maker: int, state: int, *, against: int, code: int, ground: bool = True
) -> str:
    """Return how a decision maker compares a state with another, and the ground if there is one.

    ``worse for the United States than state 1: statement 2 holds in state 1 and not in state 4``.
    """
    told = _COMPARED[code].format(
        who=naming.decision_maker(decision_maker), other=naming.state(against)
    )
    if not ground or code in (SAME, UNKNOWN):
        return told
    worse, better = (against, state) if code > 0 else (state, against)
    why = naming.because(decision_maker, worse, better)
    return f"{told}: {why}" if why else told


def few(parts: Sequence[str], *, most: int = 6) -> str:
    """Join parts as a sentence does, and count those beyond the first ``most``."""
    left = len(parts) - most
    return listed([*parts[:most], f"{left:,} more"] if left > 0 else parts)
