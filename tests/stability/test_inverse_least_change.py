"""The fewest swaps that make a state an equilibrium."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput, NoSolution, NotSupported
from detente.stability import Model, Ranking, ranking_of_order, unknown_relation
from detente.stability.inverse.least_change import find_changes_alone, find_least_change
from detente.stability.inverse.swaps import broken_ties, turned_pairs
from tests.stability.many_cases import (
    CONCEPTS,
    SEMANTICS,
    is_equilibrium,
    profiles,
    small_graphs,
    swapped,
)
from tests.stability.published import published_model
from tests.stability.random_models import random_options

levels = st.lists(st.integers(0, 5), min_size=2, max_size=6)


def distance(before: Ranking, after: Ranking) -> int:
    """Pairs that both order strictly, in opposite ways."""
    return sum(
        int((before.levels[a] - before.levels[b]) * (after.levels[a] - after.levels[b]) < 0)
        for a, b in combinations(range(before.n_states), 2)
    )


def fewest(model: Model, state: int, concept: str, semantics: str, free: set[int]) -> int | None:
    """By trying every strict ranking of whoever may change."""
    costs = [
        sum(
            distance(before, after)  # type: ignore[arg-type]
            for before, after in zip(model.preferences, each.preferences, strict=True)
        )
        for each in profiles(model, free)
        if is_equilibrium(each, state, concept, semantics)
    ]
    return min(costs, default=None)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_least_change_equals_trying_every_ranking(concept) -> None:
    """New strict rankings lose nothing: a tie never does more than an order does. (By hand: 800
    models of up to three decision makers and five states, each concept, no difference.)"""
    rng = np.random.default_rng(21)
    for place, model in enumerate(small_graphs(22, 10)):
        if model.n_decision_makers == 3 and model.n_states == 4:
            continue
        state, semantics = int(rng.integers(model.n_states)), SEMANTICS[place % 3]
        free = {int(rng.integers(model.n_decision_makers))}
        if place % 2:
            free = set(range(model.n_decision_makers))
        expected = fewest(model, state, concept, semantics, free)
        names = [model.decision_makers[i] for i in sorted(free)]
        if expected is None:
            with pytest.raises(NoSolution):
                find_least_change(model, state, concept=concept, among=names, semantics=semantics)
            continue
        found = find_least_change(model, state, concept=concept, among=names, semantics=semantics)
        assert (found.swaps, found.bound, found.exact) == (expected, expected, True)
        assert found.gap == 0
        changed = _applied(model, found)
        assert is_equilibrium(changed, state, concept, semantics)
        assert {change.name for change in found.changes} <= set(names)


def _applied(model: Model, found) -> Model:
    new = list(model.preferences)
    for change in found.changes:
        new[model.index_of(change.name)] = change.after
    return model.with_preferences(new)


@settings(max_examples=120, deadline=None)
@given(levels, st.randoms(use_true_random=False))
def test_swaps_are_of_neighbours_and_lead_to_the_new_ranking(before, random) -> None:
    """Among strict rankings their number is Kendall's distance; ties are ordered first."""
    after = list(range(len(before)))
    random.shuffle(after)
    old, new = Ranking(np.array(before)), Ranking(np.array(after))
    swaps = turned_pairs(old, new)
    assert len(swaps) == distance(old, new)
    order = sorted(range(len(before)), key=lambda s: (-before[s], -after[s]))
    for upper, lower in swaps:
        place = order.index(upper)
        assert order[place + 1] == lower
        order[place], order[place + 1] = lower, upper
    assert all(after[a] > after[b] for a, b in pairwise(order))
    ties = sum(before[a] == before[b] for a, b in combinations(range(len(before)), 2))
    assert broken_ties(old, new) == ties


def test_elmira() -> None:
    """States 5, 8 and 9 are equilibria of Elmira as it is; the others are one swap or more away."""
    model = published_model("elmira_9")
    found = [find_least_change(model, s, concept="seq") for s in range(9)]
    assert [one.swaps for one in found] == [1, 5, 1, 2, 0, 6, 2, 0, 0]
    assert all(one.exact for one in found)
    assert found[4].changes == ()
    # LG would leave state 1 for 5; it would not if Uniroyal would then rather abandon.
    (change,) = found[0].changes
    assert (change.name, change.to_dict()["swaps"]) == ("Uniroyal", [[5, 9]])


def test_one_alone() -> None:
    """Under Nash nobody's change makes up for another's; under SEQ it may, through credibility."""
    model = published_model("elmira_9")
    alone = find_changes_alone(model, 0, concept="nash")
    assert alone["MoE"] is None
    assert alone["LG"] is not None
    assert alone["LG"].swaps == 1
    alone = find_changes_alone(model, 0, concept="seq")
    told = {name: change and change.swaps for name, change in alone.items()}
    assert told == {"MoE": 3, "Uniroyal": 1, "LG": 1}


def test_a_tie_may_be_ordered_and_never_made() -> None:
    """1 and 2 tie above 0, and 1 can be moved to: 1 goes below 0, and 2 stays where it is."""
    graph = _one_mover([(0, 1)], [[1, 2], [0]])
    found = find_least_change(graph, 0, concept="nash")
    (change,) = found.changes
    assert (found.swaps, found.ties_broken) == (1, 1)
    assert change.to_dict()["after"] == [[3], [1], [2]]


def test_states_that_move_together_cost_least() -> None:
    """1 > 2 > 3 > s, and s must not be below 1 or 2: lowering 3 as well would cost one more."""
    graph = _one_mover([(3, 0), (3, 1)], [[0], [1], [2], [3]])
    found = find_least_change(graph, 3, concept="nash")
    assert found.swaps == 3
    assert set(found.changes[0].swaps) <= set(combinations(range(4), 2))


def _one_mover(moves, order) -> Model:
    from detente.stability import graph_model

    n_states = sum(map(len, order))
    preference = ranking_of_order(order, n_states=n_states)
    return graph_model({"one": moves}, {"one": preference}, n_states=n_states)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_swapping_two_decision_makers_swaps_the_change(concept) -> None:
    for model in small_graphs(25, 12, most=5):
        if model.n_decision_makers == 1:
            continue
        one = find_least_change(model, 0, concept=concept)
        other = find_least_change(swapped(model), 0, concept=concept)
        told = [{c.name: c.to_dict() for c in found.changes} for found in (one, other)]
        assert told[0] == told[1]


def test_sixteen_states_and_four_decision_makers() -> None:
    """Every state, each solved to the end, and verified by the definitions."""
    model = random_options(np.random.default_rng(26), per_decision_maker=[1, 1, 1, 1], ties=False)
    for state in range(0, model.n_states, 5):
        found = find_least_change(model, state, concept="seq")
        assert found.exact
        assert is_equilibrium(_applied(model, found), state, "seq", "legal")
        nash = find_least_change(model, state, concept="nash")
        assert found.swaps <= nash.swaps


def test_a_limit_gives_a_change_that_does_and_a_bound() -> None:
    """With no nodes to spend the answer still is an equilibrium, and says what it may be off by."""
    model = random_options(np.random.default_rng(27), per_decision_maker=[2, 2, 1], ties=False)
    found = [find_least_change(model, s, concept="sseq", node_limit=0) for s in range(0, 32, 8)]
    for state, one in zip(range(0, 32, 8), found, strict=True):
        assert one.bound <= one.swaps
        assert one.exact == (one.bound == one.swaps)
        assert is_equilibrium(_applied(model, one), state, "sseq", "legal")


def test_the_work_of_a_joint_program_is_bounded_by_a_count() -> None:
    """Where no round fits there is a change that does, with the bound 0; the answer says so."""
    model = random_options(np.random.default_rng(27), per_decision_maker=[2, 2, 1], ties=False)
    states = range(0, 32, 8)
    whole = [find_least_change(model, s, concept="sseq") for s in states]
    none = [find_least_change(model, s, concept="sseq", work_limit=0) for s in states]
    for state, exact, one in zip(states, whole, none, strict=True):
        assert exact.exact
        assert is_equilibrium(_applied(model, one), state, "sseq", "legal")
        assert one.bound == 0 <= exact.swaps <= one.swaps == one.gap
        assert (one.exact, one.to_dict()["work_limit"]) == (one.swaps == 0, 0)
    assert any(not one.exact for one in none)


def test_limits_are_counts() -> None:
    model = published_model("elmira_9")
    for limit in (-1, 1.5, "many", True, None, 2**31):
        with pytest.raises(InvalidInput, match="node_limit"):
            find_least_change(model, 0, node_limit=limit)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="work_limit"):
        find_least_change(model, 0, work_limit=-1)


def test_among_is_a_list_of_names() -> None:
    model = published_model("elmira_9")
    with pytest.raises(InvalidInput, match="are a list"):
        find_least_change(model, 0, among="LG")
    twice = find_least_change(model, 0, among=["LG", "LG"])
    assert twice.among == ("LG",)
    assert twice.to_dict() == find_least_change(model, 0, among=["LG"]).to_dict()


def test_what_cannot_be_asked() -> None:
    model = published_model("elmira_9")
    with pytest.raises(InvalidInput, match="there is no decision maker 'EPA'"):
        find_least_change(model, 0, among=["EPA"])
    blank = model.with_preferences([unknown_relation(9), *model.preferences[1:]])
    with pytest.raises(InvalidInput, match="needs a complete and transitive preference"):
        find_least_change(blank, 0)
    assert find_least_change(blank, 4, among=["LG"]).swaps == 0
    large = random_options(np.random.default_rng(28), per_decision_maker=[4, 4])
    with pytest.raises(NotSupported, match="pairs of states are too many"):
        find_least_change(large, 0, concept="seq")
