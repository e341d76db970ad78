"""Coalitions: Elmira, the definitions, the paths, and what single members already say."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput, NotSupported
from detente.stability import (
    Coalitions,
    Model,
    Upset,
    find_coalitions,
    find_reach,
    graph_model,
    ranking_of_order,
)
from detente.stability.extensions import coalition_moves as module
from tests.stability.definitions import stable_states
from tests.stability.extension_definitions import coalitions
from tests.stability.published import published_model
from tests.stability.random_models import random_graph, random_options
from tests.stability.test_strength import relabelled

CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")


def as_sets(found: Coalitions, concept: str) -> dict[tuple[int, ...], set[int]]:
    return {
        h: set(np.flatnonzero(row).tolist())
        for h, row in zip(found.coalitions, found.stable[concept], strict=True)
    }


@pytest.mark.parametrize(
    ("name", "equilibria", "left", "reached", "through"),
    [("elmira_9", [5, 8, 9], 5, 8, 7), ("elmira_12", [5, 6, 7, 10, 11, 12], 7, 10, 9)],
)
def test_elmira_only_one_equilibrium_is_upset(
    name: str, equilibria: list[int], left: int, reached: int, through: int
) -> None:
    """Only the ministry and the company together, who settle behind the local government's back."""
    model = published_model(name)
    found = find_coalitions(model)
    assert [s + 1 for s in found.individual("cnash")] == equilibria
    assert [s + 1 for s in found.equilibria("cnash")] == [s for s in equilibria if s != left]
    (upset,) = found.upsets["cnash"]
    assert [model.decision_makers[i] for i in upset.coalition] == ["MoE", "Uniroyal"]
    assert (upset.state + 1, upset.target + 1) == (left, reached)
    told = [(model.decision_makers[s.mover], s.source + 1, s.target + 1) for s in upset.path]
    assert told == [("Uniroyal", left, through), ("MoE", through, reached)]
    for concept in CONCEPTS:
        upsets = {
            (u.coalition, u.state + 1, u.target + 1)
            for u in found.upsets[concept]
            if u.state + 1 in equilibria
        }
        assert upsets == {((0, 1), left, reached)}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_equals_the_definitions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    model = random_graph(
        rng,
        states=int(rng.integers(1, 9)),
        decision_makers=int(rng.integers(1, 5)),
        density=float(rng.choice([0.1, 0.3])),
        ties=bool(rng.integers(2)),
        relation=bool(rng.integers(2)),
        unknown=float(rng.choice([0.0, 0.2])),
    )
    found = find_coalitions(model)
    assert {concept: as_sets(found, concept) for concept in CONCEPTS} == coalitions(model)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_equals_the_definitions_in_option_form(seed: int) -> None:
    rng = np.random.default_rng(seed)
    model = random_options(rng, per_decision_maker=[1, 1, 1], infeasible=1, one_way=0.3)
    found = find_coalitions(model)
    assert {concept: as_sets(found, concept) for concept in CONCEPTS} == coalitions(model)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_members_alone_are_the_plain_concepts(seed: int) -> None:
    """CSEQ lets opponents answer as coalitions, so it holds wherever SEQ does."""
    rng = np.random.default_rng(seed)
    model = random_graph(rng, states=7, decision_makers=3, density=0.2)
    found = find_coalitions(model)
    for concept in ("nash", "gmr", "smr"):
        expected = stable_states(model, concept)
        assert [as_sets(found, f"c{concept}")[i,] for i in range(3)] == expected
    for i, stable in enumerate(stable_states(model, "seq")):
        assert stable <= as_sets(found, "cseq")[i,]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_inclusions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph = find_coalitions(random_graph(rng, states=7, decision_makers=3, density=0.2)).stable
    for stricter, looser in (("cnash", "csmr"), ("cnash", "cseq"), ("csmr", "cgmr")):
        assert (graph[stricter] <= graph[looser]).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_cseq_implies_cgmr_where_moves_are_transitive(seed: int) -> None:
    """As they are in option form: two moves of one decision maker are one."""
    rng = np.random.default_rng(seed)
    model = random_options(rng, per_decision_maker=[1, 1, 2, 1], infeasible=1, one_way=0.3)
    found = find_coalitions(model).stable
    assert (found["cseq"] <= found["cgmr"]).all()


def test_every_upset_can_be_walked_and_pays_for_all_members() -> None:
    rng = np.random.default_rng(5)
    walked = 0
    for _ in range(30):
        model = random_graph(rng, states=8, decision_makers=3, density=0.2)
        found = find_coalitions(model)
        for concept in CONCEPTS:
            alone = set(found.individual(concept))
            held = set(found.equilibria(concept))
            assert {u.state for u in found.upsets[concept]} == alone - held
            assert len(found.upsets[concept]) == found.upset_counts[concept]
            for upset in found.upsets[concept]:
                walked += 1
                walk(model, upset)
    assert walked > 100


def walk(model: Model, upset: Upset) -> None:
    state, last = upset.state, None
    for step in upset.path:
        assert step.mover in upset.coalition
        assert step.mover != last
        assert step.source == state
        assert model.moves[step.mover].has(step.source, step.target)
        state, last = step.target, step.mover
    assert state == upset.target
    reach = find_reach(model.moves, upset.coalition, upset.state)
    assert len(upset.path) == reach.length(upset.target)
    for i in upset.coalition:
        levels = model.preferences[i].levels  # type: ignore[union-attr]
        assert levels[upset.target] > levels[upset.state]


def test_a_coalition_may_not_step_twice_in_succession() -> None:
    """B improves from 1 to 2 and from 2 to 3; only 3 would deter A from going from 0 to 1.

    B alone cannot step twice. With C, who gains by the first step without moving, it can: first
    both step, then B. No legal sequence of moves of B and C does the same, so that where moves are
    not transitive CSEQ may hold and CGMR not.
    """
    a, b = ranking_of_order([2, 1, 0, 3], n_states=4), ranking_of_order([3, 2, 1, 0], n_states=4)
    moves: dict[str, list[tuple[int, int]]] = {"a": [(0, 1)], "b": [(1, 2), (2, 3)], "c": []}
    for order, deterred in (([1, 2, 0, 3], False), ([2, 1, 0, 3], True)):
        c = ranking_of_order(order, n_states=4)
        model = graph_model(moves, {"a": a, "b": b, "c": c}, n_states=4)
        found = find_coalitions(model)
        assert (0 in as_sets(found, "cseq")[0,]) == deterred
        assert 0 not in as_sets(found, "cgmr")[0,]


def test_ten_decision_makers_are_not_too_many() -> None:
    """1,023 coalitions; only the first two, together, gain by leaving state 0 for state 2."""
    names = [f"p{place:02}" for place in range(10)]
    moves: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    moves |= {"p00": [(0, 1)], "p01": [(1, 2)]}
    orders = {name: [0, 1, 2] for name in names} | {"p00": [2, 0, 1], "p01": [2, 0, 1]}
    rankings = {name: ranking_of_order(order, n_states=3) for name, order in orders.items()}
    found = find_coalitions(graph_model(moves, rankings, n_states=3))
    assert len(found.coalitions) == 1023
    for concept in CONCEPTS:
        assert 0 in found.individual(concept)
        assert [u.coalition for u in found.upsets[concept] if not u.state] == [(0, 1)]


def test_relabelling_relabels_the_verdicts() -> None:
    rng = np.random.default_rng(9)
    model = random_graph(rng, states=7, decision_makers=3, density=0.2)
    states, people = rng.permutation(7), rng.permutation(3)
    one, two = find_coalitions(model), find_coalitions(relabelled(model, states, people))
    for concept in CONCEPTS:
        expected = {
            tuple(sorted(people[list(h)].tolist())): {int(states[s]) for s in stable}
            for h, stable in as_sets(one, concept).items()
        }
        assert as_sets(two, concept) == expected


def test_upsets_are_counted_beyond_what_is_listed() -> None:
    rng = np.random.default_rng(0)
    model = random_graph(rng, states=12, decision_makers=3, density=0.15)
    whole = find_coalitions(model, max_upsets=1000)
    count = whole.upset_counts["cseq"]
    assert count == len(whole.upsets["cseq"]) > 3
    few = find_coalitions(model, max_upsets=3)
    assert few.upset_counts["cseq"] == count
    assert few.upsets["cseq"] == whole.upsets["cseq"][:3]
    assert not any(find_coalitions(model, max_upsets=0).upsets.values())
    with pytest.raises(InvalidInput, match="max_upsets"):
        find_coalitions(model, max_upsets=-1)


def test_too_many_coalitions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PAIRS", 7 * 81 - 1)
    with pytest.raises(NotSupported, match="7 coalitions over 9 states are too many"):
        find_coalitions(published_model("elmira_9"))


def test_plain_data_counts_from_one() -> None:
    data = find_coalitions(published_model("elmira_9")).to_dict()
    assert data == json.loads(json.dumps(data))
    nash = data["results"]["cnash"]
    assert nash["individual"] == [5, 8, 9]
    assert nash["equilibria"] == [8, 9]
    assert nash["upset_count"] == 1
    assert nash["upsets"][0] == {
        "coalition": ["MoE", "Uniroyal"],
        "state": 5,
        "target": 8,
        "path": [{"mover": "Uniroyal", "from": 5, "to": 7}, {"mover": "MoE", "from": 7, "to": 8}],
    }
    assert [row["coalition"] for row in nash["per_coalition"]][3] == ["MoE", "Uniroyal"]
    assert data["semantics"] == "legal"
