"""The graph model: states, the moves of each decision maker, and what each prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.errors import InvalidInput
from detente.stability.graph.arcs import Arcs, make_arcs
from detente.stability.graph.expressions import Expression
from detente.stability.graph.option_moves import MAX_ARCS, Transition, find_moves
from detente.stability.graph.preference import (
    Preference,
    Ranking,
    check_preference,
    codes_between,
    find_ranking,
    improves,
)
from detente.stability.graph.states import Option, States, find_states, graph_states


@dataclass(frozen=True, eq=False, slots=True)
class Model:
    """A graph model, ready to be analysed; build one with :func:`make_model` or
    :func:`graph_model`.

    Attributes:
        decision_makers: ids, in order.
        states: the states.
        moves: one :class:`Arcs` a decision maker.
        preferences: one :class:`Ranking` or :class:`Relation` a decision maker.
    """

    decision_makers: tuple[str, ...]
    states: States
    moves: tuple[Arcs, ...]
    preferences: tuple[Preference, ...]

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.states)

    @property
    def n_decision_makers(self) -> int:
        """Number of decision makers."""
        return len(self.decision_makers)

    def improvements(self, decision_maker: int) -> Arcs:
        """Return the unilateral improvements: moves to states that the mover prefers."""
        arcs = self.moves[decision_maker]
        codes = codes_between(self.preferences[decision_maker], arcs.sources, arcs.targets)
        return arcs.where(improves(codes))

    def opponents(self, decision_maker: int) -> tuple[int, ...]:
        """Return all other decision makers."""
        return tuple(j for j in range(self.n_decision_makers) if j != decision_maker)

    def index_of(self, decision_maker: str) -> int:
        """Return the index of a decision maker.

        Raises:
            InvalidInput: there is none of that id.
        """
        if decision_maker not in self.decision_makers:
            known = ", ".join(self.decision_makers)
            raise InvalidInput(f"there is no decision maker {decision_maker!r}; there are: {known}")
        return self.decision_makers.index(decision_maker)

    def with_preferences(self, preferences: Sequence[Preference]) -> Model:
        """Return the model with other preferences, which are checked."""
        return make_model(self.decision_makers, self.states, self.moves, preferences)


def make_model(
    decision_makers: Sequence[str],
    states: States,
    moves: Sequence[Arcs],
    preferences: Sequence[Preference],
) -> Model:
    """Put a model together.

    Raises:
        InvalidInput: no decision maker, an id twice, or moves or preferences that do not fit.
    """
    ids = tuple(decision_makers)
    if not ids:
        raise InvalidInput("a model needs at least one decision maker")
    if len(set(ids)) < len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise InvalidInput(f"decision maker {twice!r} is given twice")
    if len(moves) != len(ids) or len(preferences) != len(ids):
        raise InvalidInput("every decision maker needs its moves and its preference")
    for name, arcs, preference in zip(ids, moves, preferences, strict=True):
        if arcs.n_states != len(states):
            raise InvalidInput(f"the moves of {name} are over {arcs.n_states} states")
        check_preference(preference, n_states=len(states), who=name)
    return Model(ids, states, tuple(moves), tuple(preferences))


def option_states(
    options: Mapping[str, Sequence[str | Option]],
    *,
    infeasible: Sequence[Expression] = (),
    coalesced: Sequence[Expression] = (),
) -> States:
    """Return the feasible states of options by decision maker.

    Args:
        options: decision maker to its options, by id (reversible) or as :class:`Option`; the order
            gives the bits.
        infeasible, coalesced: see :func:`detente.stability.graph.states.find_states`.
    """
    listed = [
        replace(option, owner=place) if isinstance(option, Option) else Option(option, place)
        for place, own in enumerate(options.values())
        for option in own
    ]
    return find_states(listed, infeasible=infeasible, coalesced=coalesced)


def moves_of_options(
    states: States, n_decision_makers: int, *, never: Sequence[Transition] = ()
) -> tuple[Arcs, ...]:
    """Return the moves of every decision maker in option form.

    Raises:
        NotSupported: more than 2^27 pairs of states, for one decision maker or together.
    """
    found: list[Arcs] = []
    for decision_maker in range(n_decision_makers):
        room = MAX_ARCS - sum(map(len, found))
        found.append(find_moves(states, decision_maker, never=never, limit=room))
    return tuple(found)


def graph_model(
    moves: Mapping[str, Sequence[tuple[int, int]]],
    preferences: Mapping[str, Preference],
    *,
    n_states: int,
    labels: Sequence[str] = (),
) -> Model:
    """Build a model from an explicit graph.

    Args:
        moves: decision maker to pairs of states from 0.
        preferences: decision maker to its preference.
        n_states: number of states.
        labels: names of the states; may be empty.

    Raises:
        InvalidInput: as :func:`make_model`; a decision maker without a preference.
    """
    missing = [name for name in moves if name not in preferences]
    if missing:
        raise InvalidInput(f"decision maker {missing[0]} has no preference")
    arcs = []
    for pairs in moves.values():
        listed = np.asarray(list(pairs), dtype=np.int64).reshape(-1, 2)
        arcs.append(make_arcs(listed[:, 0], listed[:, 1], n_states=n_states))
    return make_model(
        tuple(moves), graph_states(n_states, labels), arcs, [preferences[name] for name in moves]
    )


def need_ranking(model: Model, decision_maker: int, *, what: str) -> Ranking:
    """Return the ranking of a decision maker, for questions that need one.

    Raises:
        InvalidInput: its preference is incomplete or not transitive.
    """
    ranking = find_ranking(model.preferences[decision_maker])
    if ranking is None:
        raise InvalidInput(
            f"{what} needs a complete and transitive preference, and that of "
            f"{model.decision_makers[decision_maker]} is not"
        )
    return ranking
