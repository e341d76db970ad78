"""How many rankings make a state an equilibrium."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import combinations, permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput
from detente.stability import Model, graph_model, ranking_of_order, unknown_relation
from detente.stability.inverse.counts import count_rankings
from detente.stability.inverse.satisfying import count_by_size
from tests.stability.many_cases import (
    CONCEPTS,
    SEMANTICS,
    is_equilibrium,
    profiles,
    small_graphs,
)
from tests.stability.published import published_model, read_published
from tests.stability.random_models import random_graph


def test_syria_and_iraq_1975() -> None:
    """GMCR+ handout, figure 24: state 2 wanted, all six positions of Syria's ranking permuted.

    Nash and SMR are as published. For GMR and SEQ the handout has 420 of 720. By the definition,
    which asks that each improvement is sanctioned, there are 384; see the next test.
    """
    told = next(e for e in read_published("syria_iraq_1975")["expected"] if e["type"] == "inverse")
    vary = {name: (first, last) for name, (first, last) in told["vary"].items()}
    model = published_model("syria_iraq_1975")
    counts = {
        concept: count_rankings(model, told["desired"] - 1, concept=concept, vary=vary)
        for concept in CONCEPTS
    }
    assert {found.profiles for found in counts.values()} == {told["profiles"]}
    assert counts["nash"].satisfying == told["counts"]["nash"] == 240
    assert counts["smr"].satisfying == told["counts"]["smr"] == 300
    assert counts["gmr"].satisfying == counts["seq"].satisfying == 384
    assert told["counts"]["gmr"] == told["counts"]["seq"] == 420
    assert counts["gmr"].share == Fraction(8, 15)


def test_the_published_420_looks_at_the_last_improvement_only() -> None:
    """Syria's moves from 2 are to 1 (Iraq answers with 4) and 3 (with 6). Counting the rankings in
    which the last of its improvements is sanctioned, whatever the first, gives the handout's 420;
    asking it of each gives 384."""
    answers = {1: 4, 3: 6}
    last_only = each = 0
    for order in permutations(range(1, 7)):
        above = set(order[: order.index(2)])
        improvements = [state for state in (1, 3) if state in above]
        sanctioned = [answers[state] not in above for state in improvements]
        last_only += not sanctioned or sanctioned[-1]
        each += all(sanctioned)
    assert (last_only, each) == (420, 384)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_counting_all_rankings_equals_listing_them(concept) -> None:
    seen = 0
    for place, model in enumerate(small_graphs(11, 14)):
        if factorial(model.n_states) ** model.n_decision_makers > 600:
            continue
        semantics = SEMANTICS[place % 3]
        everybody = set(range(model.n_decision_makers))
        listed = profiles(model, everybody)
        for state in range(model.n_states):
            found = count_rankings(model, state, concept=concept, semantics=semantics)
            held = sum(is_equilibrium(each, state, concept, semantics) for each in listed)
            assert (found.profiles, found.satisfying) == (len(listed), held)
            seen += 1
    assert seen > 15


@pytest.mark.parametrize("concept", CONCEPTS)
def test_positions_with_ties_equal_listing(concept) -> None:
    """States that tie stand at one position and move as one."""
    rng = np.random.default_rng(12)
    for _ in range(12):
        model = random_graph(rng, states=5, decision_makers=2, density=0.5)
        state = int(rng.integers(5))
        groups = [_groups(model, i) for i in range(2)]
        spans = [sorted(rng.integers(0, len(g) + 1, size=2).tolist()) for g in groups]
        vary = {f"dm{i}": (a, b) for i, (a, b) in enumerate(spans)}
        found = count_rankings(model, state, concept=concept, vary=vary)
        choices = [_permuted(g, a, b) for g, (a, b) in zip(groups, spans, strict=True)]
        listed = [
            model.with_preferences([ranking_of_order(g, n_states=5) for g in (one, two)])
            for one in choices[0]
            for two in choices[1]
        ]
        held = sum(is_equilibrium(each, state, concept, "legal") for each in listed)
        assert (found.profiles, found.satisfying) == (len(listed), held)


def test_a_formula_counts_what_nobody_could_list() -> None:
    """Elmira with twelve states, 12!³ profiles: under Nash s is best of what is one move away."""
    model = published_model("elmira_12")
    found = count_rankings(model, 0, concept="nash")
    widths = [len(arcs.of(0)) for arcs in model.moves]
    expected = Fraction(1)
    for width in widths:
        expected /= width + 1
    assert found.profiles == factorial(12) ** 3
    assert found.share == expected
    assert count_rankings(model, 0, concept="seq").satisfying is None
    own = count_rankings(model, 0, concept="seq").per_decision_maker["MoE"]
    assert 0 < own.stable < own.rankings == factorial(12)


def test_whoever_is_not_varied_keeps_its_preference() -> None:
    model = published_model("elmira_9")
    found = count_rankings(model, 4, concept="seq", vary={"MoE": (0, 4)})
    told = found.per_decision_maker["LG"].to_dict()
    assert told == {"rankings": 1, "stable": 1, "share": 1.0}
    assert found.to_dict()["vary"] == {"MoE": [0, 4]}
    assert found.profiles == 24


formulas = st.lists(st.lists(st.frozensets(st.integers(0, 6), max_size=3), max_size=3), max_size=4)


@settings(max_examples=150, deadline=None)
@given(formulas)
def test_counting_by_size_equals_listing_sets(clauses) -> None:
    found = count_by_size(clauses, 7)
    for size in range(8):
        held = sum(
            all(any(term <= set(chosen) for term in clause) for clause in clauses)
            for chosen in combinations(range(7), size)
        )
        assert (found[size] if size < len(found) else 0) == held


def test_long_clauses_multiply_as_short_ones_do() -> None:
    """Two clauses of 60 variables each, none in both: all but the empty set of each."""
    from math import comb

    clauses = [[frozenset((v,)) for v in range(start, start + 60)] for start in (0, 60)]
    found = count_by_size(clauses, 120)
    assert found == [comb(120, k) - 2 * comb(60, k) + (k == 0) for k in range(121)]


def test_counts_of_thousands_of_digits_have_plain_data() -> None:
    """1600! has more digits than Python writes; the share is told all the same."""
    n = 1600
    order = ranking_of_order(list(range(n)), n_states=n)
    model = graph_model({"a": [(0, 1)], "b": [(0, 2)]}, {"a": order, "b": order}, n_states=n)
    found = count_rankings(model, 0)
    told = json.loads(json.dumps(found.to_dict()))
    assert found.profiles == factorial(n) ** 2 == 4 * (found.satisfying or 0)
    assert (told["profiles"], told["satisfying"], told["share"]) == (None, None, 0.25)
    assert told["per_decision_maker"]["a"] == {"rankings": None, "stable": None, "share": 0.5}
    small = count_rankings(model, 0, vary={"a": (0, 3)})
    assert small.to_dict()["profiles"] == 6


def test_bad_positions_are_refused() -> None:
    model = published_model("syria_iraq_1975")
    with pytest.raises(InvalidInput, match="has the positions 0 to 6"):
        count_rankings(model, 1, vary={"Syria": (0, 7)})
    with pytest.raises(InvalidInput, match="there is no decision maker"):
        count_rankings(model, 1, vary={"Iran": (0, 1)})
    for vary in ({"Syria": 3}, {"Syria": "01"}, {"Syria": (0.5, 2)}, {"Syria": (0, 1, 2)}):
        with pytest.raises(InvalidInput, match="positions of Syria are two whole numbers"):
            count_rankings(model, 1, vary=vary)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="vary has the form"):
        count_rankings(model, 1, vary="Syria")  # type: ignore[arg-type]
    blank = model.with_preferences([unknown_relation(6), model.preferences[1]])
    with pytest.raises(InvalidInput, match="permuting positions needs a complete"):
        count_rankings(blank, 1, vary={"Syria": (0, 2)})


def _groups(model: Model, i: int) -> list[list[int]]:
    levels = model.preferences[i].levels  # type: ignore[union-attr]
    return [np.flatnonzero(levels == level).tolist() for level in np.unique(levels)[::-1]]


def _permuted(groups: list[list[int]], first: int, last: int) -> list[list[list[int]]]:
    inside = groups[first:last]
    return [[*groups[:first], *order, *groups[last:]] for order in permutations(inside)]
