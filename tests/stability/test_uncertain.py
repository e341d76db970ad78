"""Unknown preference: the four extensions against their table, and how they are related."""

from __future__ import annotations

import json
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.stability import (
    UNKNOWN,
    Model,
    Relation,
    Semantics,
    find_strength,
    find_uncertain,
    graph_model,
    unknown_relation,
    with_pairs,
)
from tests.stability.extension_definitions import uncertain
from tests.stability.published import published_model
from tests.stability.random_models import random_graph
from tests.stability.test_strength import as_sets, relabelled

CONCEPTS = ("nash", "gmr", "smr", "seq")


def drawn(seed: int, *, states: int = 7, unknown: float = 0.3, density: float = 0.3) -> Model:
    return random_graph(
        np.random.default_rng(seed),
        states=states,
        decision_makers=3,
        density=density,
        strong=True,
        unknown=unknown,
    )


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["legal", "single", "once"]))
def test_equals_the_definitions(seed: int, semantics: Semantics) -> None:
    rng = np.random.default_rng(seed)
    model = random_graph(
        rng,
        states=int(rng.integers(1, 8)),
        decision_makers=int(rng.integers(1, 5)),
        strong=True,
        unknown=float(rng.choice([0.1, 0.4, 1.0])),
    )
    found = find_uncertain(model, semantics=semantics)
    assert {name: as_sets(found, name) for name in found.stable} == uncertain(model, semantics)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_is_the_strictest_and_d_the_loosest(seed: int) -> None:
    found = find_uncertain(drawn(seed)).stable
    for concept in CONCEPTS:
        a, b, c, d = (found[f"{concept}_{e}"] for e in "abcd")
        for stricter, looser in ((a, b), (a, c), (b, d), (c, d)):
            assert (stricter <= looser).all()
    for extension in "abcd":
        nash, gmr, smr, seq = (found[f"{c}_{extension}"] for c in CONCEPTS)
        for stricter, looser in ((nash, smr), (nash, seq), (smr, gmr), (seq, gmr)):
            assert (stricter <= looser).all()
    np.testing.assert_array_equal(found["nash_a"], found["nash_c"])
    np.testing.assert_array_equal(found["nash_b"], found["nash_d"])


def test_b_and_c_are_not_comparable() -> None:
    """Leaving for the unknown against being deterred by the unknown: either may be looser."""
    only_b = only_c = False
    for seed in range(10):
        found = find_uncertain(drawn(seed, density=0.1)).stable
        only_b |= bool((found["gmr_b"] & ~found["gmr_c"]).any())
        only_c |= bool((found["gmr_c"] & ~found["gmr_b"]).any())
    assert only_b
    assert only_c


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_without_unknown_pairs_all_four_are_the_plain_concepts(seed: int) -> None:
    model = drawn(seed, unknown=0.0)
    found, plain = find_uncertain(model), find_strength(model)
    assert found.unknown_pairs == (0, 0, 0)
    for concept, extension in product(("gmr", "smr", "seq"), "abcd"):
        np.testing.assert_array_equal(found.stable[f"{concept}_{extension}"], plain.stable[concept])


@pytest.mark.parametrize("seed", range(12))
def test_completions_lie_between_a_and_d(seed: int) -> None:
    """What is stable in a is stable in every completion (but for SEQ, where opponents are trusted
    with moves that only may improve), and what is stable in some completion is stable in d."""
    model = drawn(seed, states=5, unknown=0.12)
    relations = [p for p in model.preferences if isinstance(p, Relation)]
    hidden = [
        (i, s, t)
        for i, relation in enumerate(relations)
        for s, t in np.argwhere(np.triu(relation.codes == UNKNOWN)).tolist()
    ]
    hidden = hidden[:4]
    for relation in relations:
        kept = {(s, t) for i, s, t in hidden if relations[i] is relation}
        for s, t in np.argwhere(np.triu(relation.codes == UNKNOWN)).tolist():
            if (s, t) not in kept:
                relation.codes[s, t] = relation.codes[t, s] = 0
    verdicts = []
    for codes in product((-1, 0, 1), repeat=len(hidden)):
        known = list(relations)
        for (i, s, t), code in zip(hidden, codes, strict=True):
            known[i] = with_pairs(known[i], [(s, t, code)])
        verdicts.append(find_uncertain(model.with_preferences(known)).stable)
    found = find_uncertain(model).stable
    for concept in CONCEPTS:
        every = np.logical_and.reduce([v[f"{concept}_d"] for v in verdicts])
        some = np.logical_or.reduce([v[f"{concept}_d"] for v in verdicts])
        assert (some <= found[f"{concept}_d"]).all()
        if concept != "seq":
            assert (found[f"{concept}_a"] <= every).all()


def test_four_ways_to_look_at_one_unknown_threat() -> None:
    """One leaves 0 for 1 (better, or unknown); the other answers with 2 (worse, or unknown)."""
    verdicts = {}
    for first, second in product((1, UNKNOWN), (-1, UNKNOWN)):
        one = with_pairs(unknown_relation(3), [(0, 1, first), (0, 2, second), (1, 2, -1)])
        two = with_pairs(unknown_relation(3), [(0, 1, -1), (0, 2, 1), (1, 2, 1)])
        model = graph_model(
            {"one": [(0, 1)], "two": [(1, 2)]}, {"one": one, "two": two}, n_states=3
        )
        stable = find_uncertain(model).stable
        verdicts[first, second] = {e for e in "abcd" if stable[f"gmr_{e}"][0, 0]}
    assert verdicts[1, -1] == set("abcd")
    assert verdicts[1, UNKNOWN] == set("cd")
    assert verdicts[UNKNOWN, -1] == set("abcd")
    assert verdicts[UNKNOWN, UNKNOWN] == set("bcd")


def test_relabelling_relabels_the_verdicts() -> None:
    rng = np.random.default_rng(9)
    model = drawn(9)
    states, people = rng.permutation(7), rng.permutation(3)
    one, two = find_uncertain(model), find_uncertain(relabelled(model, states, people))
    for name, rows in one.stable.items():
        np.testing.assert_array_equal(two.stable[name][np.ix_(people, states)], rows)


def test_plain_data() -> None:
    found = find_uncertain(published_model("elmira_9"))
    data = found.to_dict()
    assert data == json.loads(json.dumps(data))
    assert data["results"]["seq_a"]["equilibria"] == [5, 8, 9]
    assert data["unknown_pairs"] == {"MoE": 0, "Uniroyal": 0, "LG": 0}
    assert set(data["assumes"]) == set("abcd")
