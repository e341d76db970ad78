"""The graph model: states, the moves of each decision maker, and what each prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.stability.graph.arcs import MAX_STATES, Arcs, make_arcs
from detente.stability.graph.arguments import check_list, check_text, check_whole, is_whole
from detente.stability.graph.expressions import Expression
from detente.stability.graph.flaws import tell_flaw
from detente.stability.graph.option_moves import MAX_ARCS, Transition, check_rules, find_moves
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
        InvalidInput: no decision maker, an id that is empty or twice, or moves or preferences that
            do not fit.
    """
    check_list("decision makers", decision_makers)
    ids = tuple(decision_makers)
    for name in ids:
        check_text("the id of a decision maker", name)
    if not ids:
        raise InvalidInput("a model needs at least one decision maker")
    if len(set(ids)) < len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise InvalidInput(f"decision maker {twice!r} is given twice")
    _check_count("moves", len(moves), ids)
    _check_count("preferences", len(preferences), ids)
    for name, arcs, preference in zip(ids, moves, preferences, strict=True):
        if arcs.n_states != len(states):
            raise InvalidInput(
                f"the moves of {name} are over {arcs.n_states} states, and there are {len(states)}"
            )
        check_preference(preference, n_states=len(states), who=name)
    return Model(ids, states, tuple(moves), tuple(preferences))


def _check_count(what: str, count: int, ids: Sequence[str]) -> None:
    if count < len(ids):
        raise InvalidInput(
            f"every decision maker needs its moves and its preference; {ids[count]} has no {what}"
        )
    if count > len(ids):
        raise InvalidInput(
            f"{what} are given for {count} decision makers, and there are {len(ids)}: "
            f"{', '.join(ids)}"
        )


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

    Raises:
        InvalidInput, NotSupported: as :func:`detente.stability.graph.states.find_states`.
    """
    for name, own in options.items():
        check_list(f"the options of {name}", own)
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

    Args:
        states: in option form.
        n_decision_makers: how many there are; at least those who own an option.
        never: moves that do not exist.

    Raises:
        InvalidInput: the states have no options, some owner is not among so many decision makers,
            or a rule names an option or a decision maker that there is not.
        NotSupported: more than 2^27 pairs of states, for one decision maker or together.
    """
    if not states.options:
        raise InvalidInput(
            "these states have no options, so that moves do not follow from them; graph_model "
            "takes moves one by one"
        )
    owners = 1 + max(option.owner for option in states.options)
    check_whole("moves are for a number of decision makers", n_decision_makers, least=owners)
    check_rules(states, n_decision_makers, never)
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
        InvalidInput: as :func:`make_model`; a move that is not two states; a decision maker without
            a preference, or without moves.
    """
    check_whole("a model has a number of states", n_states, least=1, most=MAX_STATES)
    missing = [name for name in moves if name not in preferences]
    if missing:
        raise InvalidInput(f"decision maker {missing[0]} has no preference")
    if free := [name for name in preferences if name not in moves]:
        raise InvalidInput(f"{free[0]} has a preference and no moves; [] stands for none")
    arcs = []
    for name, pairs in moves.items():
        listed = _pairs(pairs, name)
        arcs.append(make_arcs(listed[:, 0], listed[:, 1], n_states=n_states, who=name))
    return make_model(
        tuple(moves), graph_states(n_states, labels), arcs, [preferences[name] for name in moves]
    )


def _pairs(pairs: Sequence[tuple[int, int]], who: str) -> npt.NDArray[np.int64]:
    check_list(f"the moves of {who}", pairs)
    listed = list(pairs)
    for place, pair in enumerate(listed, start=1):
        if not _is_move(pair):
            raise InvalidInput(
                f"move {place} of {who} is two states, each a whole number from 0, not {pair!r}"
            )
    return np.asarray(listed, dtype=np.int64).reshape(-1, 2)


def _is_move(pair: object) -> bool:
    if isinstance(pair, str) or not isinstance(pair, Sequence | np.ndarray):
        return False
    return len(pair) == 2 and all(map(is_whole, pair))


def need_ranking(model: Model, decision_maker: int, *, what: str) -> Ranking:
    """Return the ranking of a decision maker, for questions that need one.

    Raises:
        InvalidInput: its preference is incomplete or not transitive; says where.
    """
    preference = model.preferences[decision_maker]
    ranking = find_ranking(preference)
    if ranking is None:
        raise InvalidInput(
            f"{what} needs a complete and transitive preference, and that of "
            f"{model.decision_makers[decision_maker]} is not: {tell_flaw(preference)}"
        )
    return ranking
