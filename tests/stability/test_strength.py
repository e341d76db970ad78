"""Strong and weak stability: against the definitions, on a worked example, and their relations."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import NotSupported
from detente.stability import (
    Model,
    Relation,
    Semantics,
    find_stability,
    find_strength,
    graph_model,
    graph_states,
    make_arcs,
    make_model,
    ranking_of_order,
    relation_of_ranking,
    with_pairs,
)
from tests.stability.extension_definitions import strength
from tests.stability.published import published_model
from tests.stability.random_models import random_graph, random_relation


def as_sets(found: Any, name: str) -> list[set[int]]:
    return [set(np.flatnonzero(row).tolist()) for row in found.stable[name]]


def agrees(model: Model, semantics: Semantics) -> None:
    found = find_strength(model, semantics=semantics)
    expected = strength(model, semantics)
    assert {name: as_sets(found, name) for name in found.stable} == expected


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["legal", "single", "once"]))
def test_equals_the_definitions(seed: int, semantics: Semantics) -> None:
    rng = np.random.default_rng(seed)
    agrees(
        random_graph(
            rng,
            states=int(rng.integers(1, 9)),
            decision_makers=int(rng.integers(1, 5)),
            density=float(rng.choice([0.15, 0.35])),
            strong=True,
        ),
        semantics,
    )


def threat(hurts: int, back: int) -> Model:
    """A leaves 0 for 1, B answers with 2; ``hurts``: code of 2 against 0; A may go on from 2 to 3,
    whose code against 0 is ``back``."""
    a = with_pairs(
        relation_of_ranking(ranking_of_order([1, 0, 2, 3], n_states=4)),
        [(0, 2, hurts), (0, 3, back)],
    )
    b = ranking_of_order([2, 1, 0, 3], n_states=4)
    return graph_model({"a": [(0, 1), (2, 3)], "b": [(1, 2)]}, {"a": a, "b": b}, n_states=4)


@pytest.mark.parametrize(
    ("hurts", "back", "strong", "weak"),
    [
        (-2, -2, {"gmr", "smr", "seq"}, set()),
        (-2, -1, {"gmr", "seq"}, {"smr"}),
        (-2, 0, {"gmr", "seq"}, {"smr"}),
        (-2, 1, {"gmr", "seq"}, set()),
        (-1, -2, set(), {"gmr", "smr", "seq"}),
        (0, -1, set(), {"gmr", "smr", "seq"}),
        (1, -1, set(), set()),
    ],
)
def test_a_threat_is_as_strong_as_what_it_ends_in(
    hurts: int, back: int, strong: set[str], weak: set[str]
) -> None:
    found = find_strength(threat(hurts, back))
    concepts = ("gmr", "smr", "seq")
    assert {c for c in concepts if found.stable[f"strong_{c}"][0, 0]} == strong
    assert {c for c in concepts if found.stable[f"weak_{c}"][0, 0]} == weak
    assert {c for c in concepts if found.stable[c][0, 0]} == strong | weak


def test_what_nobody_wants_to_leave_is_strongly_stable() -> None:
    model = published_model("elmira_9")
    found = find_strength(model)
    nash = {s for s in range(9) if not any(len(model.improvements(i).of(s)) for i in range(3))}
    assert nash == {4, 7, 8}
    assert found.strong_pairs == (0, 0, 0)
    for concept in ("gmr", "smr", "seq"):
        assert set(found.equilibria(f"strong_{concept}")) == nash


@pytest.mark.parametrize("semantics", ["legal", "single", "once"])
def test_in_general_it_says_what_the_plain_concepts_say(semantics: Semantics) -> None:
    rng = np.random.default_rng(7)
    for _ in range(15):
        model = random_graph(rng, states=9, decision_makers=4, density=0.2, strong=True)
        found = find_strength(model, semantics=semantics)
        plain = find_stability(model, semantics=semantics)
        for concept in ("gmr", "smr", "seq"):
            np.testing.assert_array_equal(found.stable[concept], plain.stable[concept])


def test_a_weak_equilibrium_is_held_weakly_for_somebody() -> None:
    rng = np.random.default_rng(8)
    seen = 0
    for _ in range(40):
        model = random_graph(rng, states=6, decision_makers=3, strong=True)
        found = find_strength(model)
        for concept in ("gmr", "smr", "seq"):
            general = set(found.equilibria(concept))
            strong = set(found.equilibria(f"strong_{concept}"))
            weak = set(found.equilibria(f"weak_{concept}"))
            assert strong | weak == general
            assert not strong & weak
            for state in weak:
                seen += 1
                assert found.held_weakly_by(concept, state)
    assert seen > 20


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_inclusions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = find_strength(random_graph(rng, states=7, decision_makers=3, strong=True)).stable
    for prefix in ("", "strong_"):
        assert (found[f"{prefix}smr"] <= found[f"{prefix}gmr"]).all()
        assert (found[f"{prefix}seq"] <= found[f"{prefix}gmr"]).all()
    for concept in ("gmr", "smr", "seq"):
        assert (found[f"strong_{concept}"] <= found[concept]).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_more_strength_never_makes_a_strong_verdict_weak(seed: int) -> None:
    """Turning every mild comparison into a strong one makes everything stable strongly stable,
    but for sanctions that are no worse."""
    rng = np.random.default_rng(seed)
    model = random_graph(rng, states=6, decision_makers=3, strong=True)
    preferences = [p for p in model.preferences if isinstance(p, Relation)]
    stronger = model.with_preferences([Relation(2 * np.sign(p.codes)) for p in preferences])
    before, after = find_strength(model).stable, find_strength(stronger).stable
    for concept in ("gmr", "smr", "seq"):
        assert (before[f"strong_{concept}"] <= after[f"strong_{concept}"]).all()
        np.testing.assert_array_equal(before[concept], after[concept])


def test_relabelling_relabels_the_verdicts() -> None:
    rng = np.random.default_rng(9)
    model = random_graph(rng, states=7, decision_makers=3, strong=True)
    states, people = rng.permutation(7), rng.permutation(3)
    other = relabelled(model, states, people)
    one, two = find_strength(model), find_strength(other)
    for name, rows in one.stable.items():
        np.testing.assert_array_equal(two.stable[name][np.ix_(people, states)], rows)


def relabelled(model: Model, states: np.ndarray, people: np.ndarray) -> Model:
    """State s becomes ``states[s]`` and decision maker i becomes ``people[i]``."""
    count = model.n_decision_makers
    moves, preferences = [None] * count, [None] * count
    back = np.argsort(states)
    for i in range(count):
        arcs, preference = model.moves[i], model.preferences[i]
        moves[people[i]] = make_arcs(
            states[arcs.sources], states[arcs.targets], n_states=len(states)
        )
        codes = preference.codes if isinstance(preference, Relation) else None
        preferences[people[i]] = (
            Relation(codes[np.ix_(back, back)])
            if codes is not None
            else type(preference)(preference.levels[back])
        )
    return make_model(
        [f"p{k}" for k in range(count)], graph_states(len(states)), moves, preferences
    )


def test_unknown_pairs_are_refused_by_name() -> None:
    rng = np.random.default_rng(10)
    model = random_graph(rng, states=4, decision_makers=2)
    unknown = model.with_preferences(
        [model.preferences[0], random_relation(rng, 4, strong=True, unknown=0.9)]
    )
    with pytest.raises(NotSupported, match="dm1 has unknown pairs"):
        find_strength(unknown)


def test_plain_data_counts_from_one() -> None:
    data = find_strength(threat(-1, -2)).to_dict()
    assert data == json.loads(json.dumps(data))
    assert data["results"]["weak_gmr"]["per_decision_maker"] == {"a": [1], "b": [2]}
    assert data["results"]["weak_gmr"]["equilibria"] == [1, 2]
    assert data["strong_pairs"] == {"a": 1, "b": 0}
    assert (data["semantics"], data["exact"]) == ("legal", True)
