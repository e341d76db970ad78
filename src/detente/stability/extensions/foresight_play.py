"""The moves that two decision makers foresee: one example of how it would go.

What is anticipated is a set where there are ties (see ``foresight``); a play is one way to come to
one of its outcomes, ties broken in favour of the state with the lower number.
"""

from __future__ import annotations

import numpy as np

from detente.stability.extensions.foresight import Levels, check_horizon, check_levels
from detente.stability.graph.arcs import Arcs
from detente.stability.graph.arguments import check_decision_maker, check_state
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Step

STAY = -1


def find_play(model: Model, decision_maker: int, state: int, *, horizon: int) -> tuple[Step, ...]:
    """Return the moves that come about if a decision maker has the move at a state.

    Args:
        model: with two decision makers, whose preferences are complete and transitive.
        decision_maker: who has the move.
        state: where, from 0.
        horizon: moves to look ahead, from 1.

    Returns:
        The moves in turn; empty where the decision maker stays.

    Raises:
        NotSupported, InvalidInput: as :func:`detente.stability.find_foresight`; there is no such
            state or decision maker.
    """
    levels = check_levels(model)
    check_horizon(horizon)
    check_decision_maker(decision_maker, model.n_decision_makers)
    check_state(state, model.n_states)
    choices = _choices(model, levels, horizon)
    steps: list[Step] = []
    for chosen in reversed(choices):
        target = int(chosen[decision_maker][state])
        if target == STAY:
            break
        steps.append(Step(decision_maker, state, target))
        state, decision_maker = target, 1 - decision_maker
    return tuple(steps)


def _choices(model: Model, levels: tuple[Levels, Levels], horizon: int) -> list[list[Levels]]:
    """Return where each moves from each state with 1, 2, … moves left."""
    here = np.arange(model.n_states, dtype=np.int32)
    ends, choices = [here, here], []
    for _ in range(horizon):
        chosen = [_choose(model.moves[i], levels[i], ends[1 - i]) for i in range(2)]
        ends = [np.where(chosen[i] == STAY, here, ends[1 - i][chosen[i]]) for i in range(2)]
        choices.append(chosen)
    return choices


def _choose(moves: Arcs, levels: Levels, ends: Levels) -> Levels:
    """Return the first best move from each state, or ``STAY``."""
    sources, worth = moves.sources, levels[ends[moves.targets]]
    best = levels.copy()
    np.maximum.at(best, sources, worth)
    good = (worth == best[sources]) & (worth > levels[sources])
    chosen = np.full(len(levels), STAY, dtype=np.int32)
    chosen[sources[good][::-1]] = moves.targets[good][::-1]
    return chosen
