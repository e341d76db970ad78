"""The least change of all rankings together, where changing one changes who is credible.

Under SEQ and SSEQ a sanction counts if each mover gains by its move, so a state can be made stable
for one decision maker by changing what another prefers. One program has an unknown for each pair of
states of each decision maker, costs for the pairs that are turned, and the rows of
:mod:`detente.stability.programs.demands` for everybody.

Where a change is known that does with k swaps, a pair with k states or more between its two stays
as it is in every better one: turning it turns, for each state between, one of two other pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from detente.errors import NotSupported
from detente.stability.concepts.answer import Concept
from detente.stability.graph.model import Model
from detente.stability.graph.preference import Preference, Ranking, Relation, improves
from detente.stability.graph.reach import Semantics
from detente.stability.inverse.swaps import above
from detente.stability.programs.demands import demand_stable
from detente.stability.programs.even_handed import order_of_content
from detente.stability.programs.orders import Bools, Free, Orders, Pair, ranking_of_matrix
from detente.stability.programs.program import Program

MAX_PAIRS = 10_000
"""Pairs of states at most, over all decision makers that may change (100 states of two)."""


def change_together(
    model: Model,
    state: int,
    concept: Concept,
    *,
    among: Mapping[int, Ranking],
    semantics: Semantics,
    node_limit: int,
    work_limit: int,
    at_most: int | None = None,
) -> tuple[dict[int, Ranking] | None, float, bool]:
    """Turn as few pairs as possible so that a state is an equilibrium.

    Args:
        model: states, moves and preferences.
        state: the state, from 0.
        concept: any of the five.
        among: the rankings that may change, by decision maker.
        semantics: which sequences of opponents count.
        node_limit: nodes of branch and bound at most, for each round of the program.
        work_limit: terms of rows at most, counted once a node, over all rounds.
        at_most: swaps with which it is known to be possible.

    Returns:
        The new rankings, None where none was found; a number of turned pairs below which nothing
        will do; whether that is proved. (None, inf, True): no change of these will do.
    """
    unit = 1 + sum(_ties(ranking) for ranking in among.values())
    free: list[dict[Pair, Free]] = [{} for _ in model.decision_makers]
    for i, ranking in among.items():
        free[i] = _pairs(ranking, unit, at_most)
    fixed = np.stack([preferred(preference) for preference in model.preferences])
    orders = Orders(Program(), fixed=fixed, free=free, rankings=sorted(among))
    for i in order_of_content(model):
        if i in among:
            orders.make_all(i)
        demand_stable(orders, model, i, state=state, concept=concept, semantics=semantics)
    outcome = orders.solve(node_limit=node_limit, work_limit=work_limit)
    bound = float(np.ceil((outcome.bound - unit + 1) / unit - 1e-6))
    if outcome.values is None:
        return None, max(0.0, bound), outcome.proven
    new = {i: ranking_of_matrix(orders.matrix(i, outcome.values)) for i in among}
    return new, max(0.0, bound), True


def check_size(model: Model, n_changing: int) -> None:
    """Refuse a model that is too large to change together.

    Raises:
        NotSupported: more than :data:`MAX_PAIRS` pairs of states may be turned.
    """
    pairs = model.n_states * (model.n_states - 1) // 2 * n_changing
    if pairs > MAX_PAIRS:
        raise NotSupported(
            f"{pairs:,} pairs of states are too many for the least joint change (at most "
            f"{MAX_PAIRS:,}); let fewer decision makers change, or ask for 'gmr' or 'smr'"
        )


def preferred(preference: Preference) -> Bools:
    """Return shape (states, states): whether the first is preferred to the second."""
    if isinstance(preference, Relation):
        return improves(preference.codes.T)
    return above(preference)


def _pairs(ranking: Ranking, unit: int, at_most: int | None) -> dict[Pair, Free]:
    """Return what turning each pair costs: a unit where it is ordered, 1 where it ties."""
    levels = ranking.levels.tolist()
    n_below = {level: sum(other < level for other in levels) for level in levels}
    n_up_to = {level: sum(other <= level for other in levels) for level in levels}
    found = {}
    for a, b in combinations(range(ranking.n_states), 2):
        low, high = sorted((levels[a], levels[b]))
        if low == high:
            found[a, b] = Free(1, 1, ties=True)
        elif at_most is None or n_below[high] - n_up_to[low] < at_most:
            upward = levels[a] < levels[b]
            found[a, b] = Free(unit * upward, unit * (not upward))
    return found


def _ties(ranking: Ranking) -> int:
    _, sizes = np.unique(ranking.levels, return_counts=True)
    return int((sizes * (sizes - 1) // 2).sum())
