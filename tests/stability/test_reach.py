"""Sequences of moves: what is reached, how far it is, and that the way shown is a way."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.stability import Arcs, Model, Reach, find_reach, graph_model, make_arcs

from .definitions import moves_of, reached
from .random_models import random_graph, random_options

SEMANTICS = ("legal", "single", "once")


def states_in(reach: Reach) -> set[int]:
    return set(np.flatnonzero(reach.reached).tolist())


def assert_is_way(reach: Reach, target: int) -> None:
    """The path is made of moves that there are, by those who may move, as the semantics ask."""
    path = reach.path(target)
    assert len(path) == reach.length(target) > 0
    assert path[0].source == reach.start
    assert path[-1].target == target
    for step in path:
        assert step.mover in reach.movers
        assert reach.moves[step.mover].has(step.source, step.target)
    for one, two in pairwise(path):
        assert one.target == two.source
        assert one.mover != two.mover
    if reach.semantics == "once":
        assert len({step.mover for step in path}) == len(path)
    if reach.semantics == "single":
        assert len(path) == 1


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_as_defined_with_a_way_to_everything_reached(semantics: str) -> None:
    rng = np.random.default_rng(1)
    for _ in range(60):
        model = random_graph(
            rng,
            states=int(rng.integers(2, 9)),
            decision_makers=int(rng.integers(1, 5)),
            density=float(rng.uniform(0.1, 0.4)),
        )
        movers = [i for i in range(model.n_decision_makers) if rng.random() < 0.8]
        for start in range(model.n_states):
            reach = find_reach(model.moves, movers, start, semantics=semantics)  # type: ignore[arg-type]
            wanted = reached([moves_of(model, i) for i in movers], start, semantics)
            assert states_in(reach) == wanted
            for target in range(model.n_states):
                if target in wanted:
                    assert_is_way(reach, target)
                else:
                    assert reach.length(target) == 0
                    assert reach.path(target) == ()


def test_lengths_are_shortest() -> None:
    """Against all legal sequences of at most so many moves, grown one move at a time."""
    rng = np.random.default_rng(2)
    for _ in range(30):
        model = random_graph(rng, states=7, decision_makers=3, density=0.2)
        moves = [moves_of(model, i) for i in range(3)]
        ends = {(0, -1)}
        first: dict[int, int] = {}
        for length in range(1, 22):
            ends = {(t, j) for s, last in ends for j in range(3) if j != last for t in moves[j][s]}
            for state, _ in sorted(ends):
                first.setdefault(state, length)
        reach = find_reach(model.moves, range(3), 0)
        assert {t: reach.length(t) for t in range(7) if reach.length(t)} == first


def test_a_coloured_path_can_be_longer_than_an_ordinary_one() -> None:
    """0 to 2 takes two moves of a; a must not move twice, so b goes round by 3 (Xu et al. 2010)."""
    moves = _arcs(5, [(0, 1), (1, 2), (4, 2)], [(1, 3)], [(3, 4)])
    reach = find_reach(moves, [0, 1, 2], 0)
    assert reach.length(2) == 4
    assert [(step.mover, step.target) for step in reach.path(2)] == [(0, 1), (1, 3), (2, 4), (0, 2)]


def test_the_state_itself_is_reached_only_by_coming_back() -> None:
    forth = _arcs(2, [(0, 1)], [])
    assert states_in(find_reach(forth, [0, 1], 0)) == {1}
    back = _arcs(2, [(0, 1)], [(1, 0)])
    found = find_reach(back, [0, 1], 0)
    assert states_in(found) == {0, 1}
    assert [step.mover for step in found.path(0)] == [0, 1]
    alone = _arcs(2, [(0, 1), (1, 0)])
    assert states_in(find_reach(alone, [0], 0)) == {1}


def test_nobody_moves_nowhere() -> None:
    for semantics in SEMANTICS:
        found = find_reach(_arcs(3, [(0, 1)]), [], 0, semantics=semantics)  # type: ignore[arg-type]
        assert not found.reached.any()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.integers(1, 2), min_size=3, max_size=4))
def test_where_all_is_reversible_and_feasible_reach_is_the_fibre(
    seed: int, sizes: list[int]
) -> None:
    """What two or more opponents reach: all states with i's options as they stand, s included;
    each opponent once: the same without s."""
    model = random_options(np.random.default_rng(seed), per_decision_maker=sizes)
    for i in range(len(sizes)):
        own = sum(1 << bit for bit, o in enumerate(model.states.options) if o.owner == i)
        for start in (0, seed % model.n_states):
            fibre = set(np.flatnonzero(~((model.states.codes ^ start) & own).astype(bool)).tolist())
            assert states_in(_reach(model, i, start, "legal")) == fibre
            assert states_in(_reach(model, i, start, "once")) == fibre - {start}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_single_within_once_within_legal(seed: int) -> None:
    rng = np.random.default_rng(seed)
    model = random_graph(rng, states=7, decision_makers=4, density=0.2)
    for start in range(7):
        single, once, legal = (
            states_in(_reach(model, 0, start, how)) for how in ("single", "once", "legal")
        )
        assert single <= once <= legal
        one = find_reach(model.moves, [1], start)
        assert states_in(one) == set(model.moves[1].of(start).tolist())


def test_two_decision_makers_have_one_opponent_and_all_semantics_agree() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        model = random_graph(rng, states=6, decision_makers=2)
        for start in range(6):
            assert (
                len({frozenset(states_in(_reach(model, 0, start, how))) for how in SEMANTICS}) == 1
            )


def test_a_graph_of_pairs() -> None:
    from detente.stability import ranking_of_order

    flat = ranking_of_order([[0, 1, 2]], n_states=3)
    model = graph_model(
        {"a": [(0, 1)], "b": [(1, 2)], "c": []}, {"a": flat, "b": flat, "c": flat}, n_states=3
    )
    assert states_in(find_reach(model.moves, range(3), 0)) == {1, 2}


def _reach(model: Model, decision_maker: int, start: int, semantics: str) -> Reach:
    movers = model.opponents(decision_maker)
    return find_reach(model.moves, movers, start, semantics=semantics)  # type: ignore[arg-type]


def _arcs(n_states: int, *pairs: list[tuple[int, int]]) -> list[Arcs]:
    return [make_arcs([s for s, _ in own], [t for _, t in own], n_states=n_states) for own in pairs]
