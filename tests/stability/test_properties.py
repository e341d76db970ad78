"""What must hold of verdicts whatever the model: inclusions, and that names do not matter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.stability import (
    Model,
    Option,
    Ranking,
    Relation,
    Stability,
    find_stability,
    find_states,
    graph_states,
    make_arcs,
    make_model,
    moves_of_options,
)
from detente.stability.graph.expressions import And, Literal, Not, Or

from .definitions import CLASSICAL
from .random_models import random_graph, random_options

WITHIN = [
    ("nash", "seq"),
    ("nash", "smr"),
    ("nash", "sseq"),
    ("seq", "gmr"),
    ("smr", "gmr"),
    ("sseq", "seq"),
    ("sseq", "smr"),
]

graphs = st.builds(
    lambda seed, states, decision_makers, density, relation, unknown: random_graph(
        np.random.default_rng(seed),
        states=states,
        decision_makers=decision_makers,
        density=density,
        relation=relation,
        unknown=unknown if relation else 0.0,
    ),
    st.integers(0, 10**6),
    st.integers(2, 12),
    st.integers(1, 5),
    st.sampled_from([0.05, 0.15, 0.3, 0.6]),
    st.booleans(),
    st.sampled_from([0.0, 0.3]),
)
options = st.builds(
    lambda seed, sizes, infeasible, one_way: random_options(
        np.random.default_rng(seed),
        per_decision_maker=sizes,
        infeasible=infeasible,
        one_way=one_way,
    ),
    st.integers(0, 10**6),
    st.lists(st.integers(1, 2), min_size=2, max_size=4),
    st.integers(0, 3),
    st.sampled_from([0.0, 0.4]),
)
models = st.one_of(graphs, options)
semantics = st.sampled_from(["legal", "single", "once"])


@settings(max_examples=150, deadline=None)
@given(models, semantics)
def test_inclusions(model: Model, how: Any) -> None:
    found = find_stability(model, semantics=how).stable
    for narrow, wide in WITHIN:
        assert not (found[narrow] & ~found[wide]).any(), (narrow, wide)


def test_the_opposite_inclusions_fail_somewhere() -> None:
    """Each inclusion is proper, and SEQ and SMR are not comparable."""
    rng = np.random.default_rng(1)
    seen = set()
    for _ in range(60):
        found = find_stability(random_graph(rng, states=8, decision_makers=3)).stable
        for one in CLASSICAL:
            for two in CLASSICAL:
                if (found[one] & ~found[two]).any():
                    seen.add((one, two))
    assert seen >= {(wide, narrow) for narrow, wide in WITHIN}
    assert seen >= {("seq", "smr"), ("smr", "seq")}
    assert not seen & set(WITHIN)


@settings(max_examples=60, deadline=None)
@given(options)
def test_nash_is_stable_against_simultaneous_moves_too(model: Model) -> None:
    found = find_stability(model, concepts=["nash", "sim"]).stable
    assert not (found["nash"] & ~found["sim"]).any()


@settings(max_examples=60, deadline=None)
@given(graphs, semantics, st.integers(0, 10**6))
def test_numbers_of_states_do_not_matter(model: Model, how: Any, seed: int) -> None:
    new = np.random.default_rng(seed).permutation(model.n_states)
    moves = [
        make_arcs(new[arcs.sources], new[arcs.targets], n_states=model.n_states)
        for arcs in model.moves
    ]
    preferences = [_renumbered(preference, new) for preference in model.preferences]
    turned = make_model(model.decision_makers, graph_states(model.n_states), moves, preferences)
    one, two = find_stability(model, semantics=how), find_stability(turned, semantics=how)
    for concept in CLASSICAL:
        assert (one.stable[concept] == two.stable[concept][:, new]).all()


def _renumbered(preference: Ranking | Relation, new: Any) -> Ranking | Relation:
    old = np.argsort(new)
    if isinstance(preference, Ranking):
        return Ranking(preference.levels[old])
    return Relation(preference.codes[np.ix_(old, old)])


@settings(max_examples=60, deadline=None)
@given(models, semantics, st.integers(0, 10**6))
def test_order_of_decision_makers_does_not_matter(model: Model, how: Any, seed: int) -> None:
    """Swapping two parties swaps their results and nothing else."""
    order = np.random.default_rng(seed).permutation(model.n_decision_makers).tolist()
    turned = make_model(
        [model.decision_makers[i] for i in order],
        model.states,
        [model.moves[i] for i in order],
        [model.preferences[i] for i in order],
    )
    one, two = find_stability(model, semantics=how), find_stability(turned, semantics=how)
    for concept in CLASSICAL:
        assert (one.stable[concept][order] == two.stable[concept]).all()
        assert one.equilibria(concept) == two.equilibria(concept)


@settings(max_examples=40, deadline=None)
@given(options, st.integers(0, 10**6))
def test_order_of_options_does_not_matter(model: Model, seed: int) -> None:
    """Options in another order give the states other numbers; the verdicts go with the states."""
    order = np.random.default_rng(seed).permutation(len(model.states.options)).tolist()
    turned, of = _reordered(model, order)
    concepts: Any = (*CLASSICAL, "sim")
    one, two = find_stability(model, concepts=concepts), find_stability(turned, concepts=concepts)
    for concept in concepts:
        assert (one.stable[concept] == two.stable[concept][:, of]).all()


@settings(max_examples=40, deadline=None)
@given(options)
def test_the_opposite_names_of_options_mean_the_same(model: Model) -> None:
    """To attack, or not to keep the peace: all options turned round, directions with them."""
    everything = (1 << len(model.states.options)) - 1
    opposite = {"both": "both", "take": "drop", "drop": "take"}
    listed = [replace(o, direction=opposite[o.direction]) for o in model.states.options]
    turned, of = _with_codes(model, listed, everything - model.states.codes)
    concepts: Any = (*CLASSICAL, "sim")
    one, two = find_stability(model, concepts=concepts), find_stability(turned, concepts=concepts)
    for concept in concepts:
        assert (one.stable[concept] == two.stable[concept][:, of]).all()


def _reordered(model: Model, order: list[int]) -> tuple[Model, Any]:
    """Return the model with its options in another order, and the new state of each old one."""
    bits = (model.states.codes[:, None] >> np.array(order)) & 1
    codes = (bits << np.arange(len(order))).sum(axis=1)
    return _with_codes(model, [model.states.options[place] for place in order], codes)


def _with_codes(model: Model, listed: list[Option], codes: Any) -> tuple[Model, Any]:
    """Return the model with other options, the old states having these codes; and new states."""
    there = Or(tuple(_exactly(code, len(listed)) for code in codes.tolist()))
    states = find_states(listed, infeasible=[Not(there)])
    of = states.find(codes)
    rankings = [Ranking(p.levels[np.argsort(of)]) for p in model.preferences]  # type: ignore[union-attr]
    moves = moves_of_options(states, model.n_decision_makers)
    return make_model(model.decision_makers, states, moves, rankings), of


def _exactly(code: int, count: int) -> And:
    return And(tuple(Literal(bit, bool(code >> bit & 1)) for bit in range(count)))


@settings(max_examples=60, deadline=None)
@given(graphs, semantics)
def test_somebody_who_cannot_move_changes_nothing_for_the_others(model: Model, how: Any) -> None:
    idle = make_model(
        (*model.decision_makers, "idle"),
        model.states,
        (*model.moves, make_arcs([], [], n_states=model.n_states)),
        (*model.preferences, model.preferences[0]),
    )
    one, two = find_stability(model, semantics=how), find_stability(idle, semantics=how)
    for concept in CLASSICAL:
        assert (one.stable[concept] == two.stable[concept][:-1]).all()
        assert two.stable[concept][-1].all()


@settings(max_examples=60, deadline=None)
@given(graphs)
def test_levels_count_by_their_order_only(model: Model) -> None:
    stretched = model.with_preferences(
        [
            Ranking(preference.levels * 1000 - 7) if isinstance(preference, Ranking) else preference
            for preference in model.preferences
        ]
    )
    assert _told(find_stability(model)) == _told(find_stability(stretched))


@pytest.mark.parametrize("how", ["legal", "single", "once"])
def test_two_decision_makers_have_the_same_verdicts_in_all_semantics(how: Any) -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        model = random_graph(rng, states=8, decision_makers=2)
        assert _told(find_stability(model, semantics=how)) == _told(find_stability(model))


def test_three_decision_makers_have_not() -> None:
    rng = np.random.default_rng(6)
    differ = sum(
        _told(find_stability(model)) != _told(find_stability(model, semantics="single"))
        for model in (random_graph(rng, states=8, decision_makers=3) for _ in range(20))
    )
    assert differ > 5


def test_no_more_stability_with_fewer_sanctions() -> None:
    """Fewer sequences count under ``single`` than under ``once``, fewer there than ``legal``."""
    rng = np.random.default_rng(7)
    for _ in range(30):
        model = random_options(rng, per_decision_maker=[2, 1, 1, 1], infeasible=2)
        single, once, legal = (
            find_stability(model, semantics=how).stable  # type: ignore[arg-type]
            for how in ("single", "once", "legal")
        )
        for concept in CLASSICAL:
            assert not (single[concept] & ~once[concept]).any()
            assert not (once[concept] & ~legal[concept]).any()


def test_with_options_free_and_reversible_gmr_is_a_minimum_over_the_fibre() -> None:
    """Stable where the worst that opponents can make of each improvement is no better (O(n))."""
    rng = np.random.default_rng(8)
    model = random_options(rng, per_decision_maker=[2, 2, 2])
    found = find_stability(model, concepts=["gmr"]).stable["gmr"]
    codes = model.states.codes
    for i in range(3):
        own = sum(1 << bit for bit, o in enumerate(model.states.options) if o.owner == i)
        levels = model.preferences[i].levels  # type: ignore[union-attr]
        worst = {key: levels[(codes & own) == key].min() for key in set((codes & own).tolist())}
        for state in range(model.n_states):
            better = model.improvements(i).of(state)
            wanted = all(worst[int(codes[t]) & own] <= levels[state] for t in better)
            assert found[i, state] == wanted


def _told(found: Stability) -> dict[str, list[list[bool]]]:
    return {concept: rows.tolist() for concept, rows in found.stable.items()}
