"""Reach from every state at once agrees with the search from one state."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from detente.errors import NotSupported
from detente.stability import Semantics, find_reach
from detente.stability.graph import reach_sets as module
from detente.stability.graph.bit_rows import pack
from detente.stability.graph.closure import unite_reachable
from detente.stability.graph.reach_sets import find_reach_sets
from tests.stability.random_models import random_graph, random_options


@pytest.mark.parametrize("semantics", ["legal", "single", "once"])
def test_equals_the_search_from_each_state(semantics: Semantics) -> None:
    rng = np.random.default_rng(1)
    for _ in range(25):
        states, count = int(rng.integers(2, 11)), int(rng.integers(1, 5))
        density = float(rng.choice([0.05, 0.15, 0.4]))
        model = random_graph(rng, states=states, decision_makers=count, density=density)
        for size in range(1, count + 1):
            for movers in combinations(range(count), size):
                sets = find_reach_sets(model.moves, movers, semantics=semantics)
                for s in range(states):
                    expected = find_reach(model.moves, movers, s, semantics=semantics).reached
                    np.testing.assert_array_equal(sets.of(s), expected)


def test_a_long_chain_is_followed_to_its_end() -> None:
    """Two movers who take turns along a line of 400 states, one of them only every other step."""
    rng = np.random.default_rng(0)
    model = random_graph(rng, states=400, decision_makers=2, density=0.0)
    even = [(s, s + 1) for s in range(0, 399, 2)]
    odd = [(s, s + 1) for s in range(1, 399, 2)]
    from detente.stability import make_arcs

    moves = [make_arcs(*zip(*pairs, strict=True), n_states=400) for pairs in (even, odd)]
    sets = find_reach_sets(moves, (0, 1))
    assert model.n_states == sets.n_states
    assert [int(sets.of(s).sum()) for s in (0, 1, 398, 399)] == [399, 398, 1, 0]


def test_meets_asks_about_some_states_or_all() -> None:
    rng = np.random.default_rng(2)
    model = random_options(rng, per_decision_maker=[1, 2, 1])
    sets = find_reach_sets(model.moves, (0, 1))
    assert len(sets.rows) < model.n_states, "states of one fibre share their set"
    flags = rng.random(model.n_states) < 0.2
    every = np.array([bool((sets.of(s) & flags).any()) for s in range(model.n_states)])
    np.testing.assert_array_equal(sets.meets(flags), every)
    some = np.array([3], dtype=np.int32)
    np.testing.assert_array_equal(sets.meets(flags, some), every[some])


def test_unions_are_the_same_however_small_the_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    sources, targets = rng.integers(0, 60, size=(2, 90))
    own = pack(np.eye(60, dtype=bool))
    whole = unite_reachable(sources, targets, own)
    monkeypatch.setattr("detente.stability.graph.bit_rows._WORDS_AT_ONCE", 2)
    np.testing.assert_array_equal(unite_reachable(sources, targets, own), whole)


def test_nobody_reaches_nothing() -> None:
    model = random_graph(np.random.default_rng(4), states=5, decision_makers=2)
    assert not find_reach_sets(model.moves, ()).meets(np.ones(5, dtype=bool)).any()


def test_too_many_states_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = random_graph(np.random.default_rng(5), states=64, decision_makers=2)
    monkeypatch.setattr(module, "MAX_BYTES", 1000)
    with pytest.raises(NotSupported, match="64 states and 2 movers are too many"):
        find_reach_sets(model.moves, (0, 1))
