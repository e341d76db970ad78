"""The preferences of a case as the engine takes them, and on what ground one state is put above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from detente.case.moves import Addition, StatePreferences
from detente.errors import InvalidInput, NotSupported
from detente.stability.graph.arcs import Bools
from detente.stability.graph.expressions import parse
from detente.stability.graph.preference import Preference, ranking_of_worths
from detente.stability.graph.rankings import (
    ranking_of_order,
    ranking_of_statements,
    ranking_of_weights,
)
from detente.stability.of_case.pairs import relation_of_pairs
from detente.stability.of_case.states import CaseStates

Floats = npt.NDArray[np.float64]
Worths = Mapping[str, Sequence[float] | Floats]
"""What is agreed in each state is worth, by party, shape (states,), before what states add."""


def preference_of(
    found: CaseStates, party: str, *, outcomes: Sequence[float] | Floats | None = None
) -> Preference:
    """Return what a decision maker prefers, with ranges at their mid-points.

    Args:
        found: the states of the case.
        party: id of the decision maker.
        outcomes: shape (states,): what is agreed in each state is worth to it, without what the
            state itself adds; needed where its preferences are given by ``worths``.

    Raises:
        NotSupported: worths of outcomes are needed and not given.
        InvalidInput: a preference tells members of a coalesced state apart, or is incomplete.
    """
    preferences, states = found.moves.preferences[party], found.states
    if preferences.statements is not None:
        texts = [statement.statement for statement in preferences.statements]
        parsed = [parse(text, found.option_numbers) for text in texts]
        return ranking_of_statements(states, parsed, who=party)
    if preferences.weights is not None:
        return ranking_of_weights(states, weights_of(found, preferences), who=party)
    if preferences.ranking is not None:
        groups = [
            [s for ref in tied.states for s in found.refer(ref)] for tied in preferences.ranking
        ]
        return ranking_of_order(groups, n_states=len(states), who=party)
    if preferences.pairs is not None:
        return relation_of_pairs(found, preferences.pairs, who=party)
    return ranking_of_worths(worths_of(found, party, outcomes))


def worths_of(
    found: CaseStates,
    party: str,
    outcomes: Sequence[float] | Floats | None,
) -> Floats:
    """Return what every state is worth to a decision maker: its outcome, and what it adds itself.

    Ranges are taken at their mid-points.

    Args:
        found, party, outcomes: as in :func:`preference_of`.

    Returns:
        Shape (states,), points.

    Raises:
        NotSupported: worths of outcomes are not given.
        InvalidInput: they are not one for each state, or an addition tells members of a coalesced
            state apart.
    """
    if outcomes is None:
        raise NotSupported(
            f"the states are worth to {party} what is agreed in them, which the deal room values; "
            "ask detente.holding.model_of_case"
        )
    worths = np.array(outcomes, dtype=float)
    if worths.shape != (len(found.states),):
        raise InvalidInput(
            f"the worths of {party} are one number for each of {len(found.states)} states"
        )
    for addition in found.moves.preferences[party].add:
        worths[where_added(found, addition, party)] += addition.worth.mid
    return worths


def where_added(found: CaseStates, addition: Addition, party: str) -> Bools:
    """Return the states where an addition counts, shape (states,).

    Raises:
        InvalidInput: it tells members of a coalesced state apart.
    """
    holds, states = found.holds(addition.when), found.states
    apart = states.agreed(holds)
    if apart is not None:
        raise InvalidInput(
            f"an addition of {party} tells members of coalesced state {apart + 1} apart"
        )
    return np.asarray(holds[np.searchsorted(states.feasible, states.codes)], dtype=bool)


def weights_of(found: CaseStates, preferences: StatePreferences) -> Floats:
    """Return the weight of every option at mid-points, 0 where none is given, shape (options,)."""
    given = preferences.weights or {}
    return np.array([given[o].mid if o in given else 0.0 for o in found.option_numbers])
