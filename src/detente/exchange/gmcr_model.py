"""The graph model that a file of GMCR+ means, and the record of a graph model."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from detente.errors import InvalidInput
from detente.exchange.graph_scenario import DecisionMaker, GraphScenario
from detente.exchange.names import distinct
from detente.exchange.rule_work import check_infeasible, check_statements
from detente.stability.graph.model import Model, make_model, moves_of_options
from detente.stability.graph.preference import Ranking
from detente.stability.graph.rankings import ranking_of_order, ranking_of_statements
from detente.stability.graph.states import Option, States, find_states


def model_of_gmcr(scenario: GraphScenario) -> Model:
    """Return the graph model of a file of GMCR+; names are the ids.

    Args:
        scenario: as read. Coalitions and misperceptions are left aside.

    Raises:
        InvalidInput: no state is feasible, or a ranking does not fit the states; the message names
            the decision maker and the state.
        NotSupported: too many states or conditions.
    """
    check_infeasible(scenario.infeasible)
    names = distinct([_named(option.name, "option") for option in scenario.options])
    options = [
        Option(name, option.owner, option.direction)
        for name, option in zip(names, scenario.options, strict=True)
    ]
    states = find_states(options, infeasible=scenario.infeasible)
    makers = distinct([_named(maker.name, "decision maker") for maker in scenario.decision_makers])
    rankings = [
        _ranking(maker, states, name, by_ranking=scenario.by_ranking)
        for name, maker in zip(makers, scenario.decision_makers, strict=True)
    ]
    return make_model(makers, states, moves_of_options(states, len(makers)), rankings)


def about_payoffs(scenario: GraphScenario, model: Model) -> tuple[str, ...]:
    """Return what to say where payoffs that the file derived rank states otherwise than it says."""
    told = []
    for name, maker, ranking in zip(
        model.decision_makers, scenario.decision_makers, model.preferences, strict=True
    ):
        if not maker.payoffs or not isinstance(ranking, Ranking):
            continue
        if not _same_order(maker.payoffs, ranking):
            what = "ranking" if scenario.by_ranking else "statements"
            told.append(
                f"the payoffs of {name} in the file are not those of its {what}, which count"
            )
    return tuple(told)


def groups_of(ranking: Ranking) -> tuple[tuple[int, ...], ...]:
    """Return a ranking as groups of state numbers from 1, best first."""
    order = np.argsort(-ranking.levels, kind="stable").tolist()
    levels = ranking.levels.tolist()
    return tuple(
        tuple(state + 1 for state in group) for _, group in groupby(order, key=levels.__getitem__)
    )


def _named(name: str, otherwise: str) -> str:
    return name if name.strip() else f"({otherwise} without a name)"


def _ranking(maker: DecisionMaker, states: States, name: str, *, by_ranking: bool) -> Ranking:
    if not by_ranking:
        check_statements(maker.statements, len(states.feasible))
        return ranking_of_statements(states, maker.statements, who=name)
    if maker.ranking is None:
        raise InvalidInput(f"{name} has no ranking, and the file says that rankings count")
    groups = [[state - 1 for state in group] for group in maker.ranking]
    return ranking_of_order(groups, n_states=len(states), who=name)


def _same_order(payoffs: Sequence[float], ranking: Ranking) -> bool:
    return _dense(payoffs) == _dense(ranking.levels.tolist())


def _dense(values: Sequence[float]) -> list[int]:
    places = {value: place for place, value in enumerate(sorted(set(values)))}
    return [places[value] for value in values]
