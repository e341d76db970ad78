"""Where a text is asked about: the states of it that come first from where things stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.stability.graph.model import Model
from detente.stability.graph.reach import find_reach


def find_entry(
    model: Model, states: Sequence[int], *, start: int | None
) -> tuple[tuple[int, ...], Mapping[int, int | None]]:
    """Return the states in which a text is asked about, and how far each of its states is.

    Of the states that stand for it those that are the fewest moves from where things stand, and of
    these the ones in which the fewest options stand otherwise: as it is agreed, before anybody does
    anything else. Usually that is one; where several are alike in both, all of them count, so that
    no order of a list decides. Where nobody said where things stand, or none of the states can be
    reached, all do.

    Args:
        model: the conflict.
        states: those that stand for the text, from 0.
        start: where things stand, from 0; None where nobody said.

    Returns:
        The states asked about, ascending; and for each state the moves from where things stand,
        None where it is not reached.
    """
    away = _distances(model, states, start)
    reached = {state: steps for state, steps in away.items() if steps is not None}
    if start is None or not reached:
        return tuple(sorted(states)), away
    known = {state: (steps, _changed(model, start, state)) for state, steps in reached.items()}
    return tuple(sorted(s for s, key in known.items() if key == min(known.values()))), away


def _changed(model: Model, start: int, state: int) -> int:
    """Return how many options stand otherwise; none where there are no options."""
    if not model.states.options:
        return 0
    pairs = zip(model.states.letters(start), model.states.letters(state), strict=True)
    return sum({one, two} == {"Y", "N"} for one, two in pairs)


def _distances(model: Model, states: Sequence[int], start: int | None) -> dict[int, int | None]:
    if start is None:
        return dict.fromkeys(states)
    reach = find_reach(model.moves, range(model.n_decision_makers), start)
    return {state: 0 if state == start else reach.length(state) or None for state in states}
