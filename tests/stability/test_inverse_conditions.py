"""The exact condition on each decision maker's preferences under which a state is stable."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.stability import graph_model, unknown_relation
from detente.stability.inverse.conditions import MAX_SEQUENCES, find_conditions
from detente.stability.inverse.formula import (
    Comparison,
    Formula,
    comparisons_in,
    evaluated,
    is_true,
    simplify,
)
from detente.stability.inverse.words import words_of_condition
from detente.stability.reasons.naming import PlainNaming
from tests.stability.definitions import is_stable
from tests.stability.many_cases import CONCEPTS, SEMANTICS, small_graphs
from tests.stability.published import published_model
from tests.stability.random_models import random_graph, random_ranking, random_relation


def below(*states: int) -> frozenset[Comparison]:
    return frozenset(Comparison(0, state, 99) for state in states)


def truths(formula: Formula, over: list[Comparison]) -> list[bool]:
    """The truth table of a formula."""
    return [
        evaluated(formula, dict(zip(over, row, strict=True)).__getitem__)
        for row in product((False, True), repeat=len(over))
    ]


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_condition_holds_exactly_where_the_definition_does(concept, semantics) -> None:
    """Also after the decision maker's own preference is replaced by any other one."""
    rng = np.random.default_rng(1)
    for model in small_graphs(2, 12, most=6):
        state = int(rng.integers(model.n_states))
        found = find_conditions(model, state, concept=concept, semantics=semantics)
        for condition in found.of:
            i = condition.decision_maker
            assert condition.holds == is_stable(model, i, state, concept, semantics)
            for own in (random_ranking(rng, model.n_states), random_relation(rng, model.n_states)):
                others = [own if j == i else p for j, p in enumerate(model.preferences)]
                changed = model.with_preferences(others)
                expected = is_stable(changed, i, state, concept, semantics)
                assert is_true(condition.formula, others) == expected


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("concept", ["seq", "sseq"])
def test_a_joint_condition_holds_whatever_anybody_prefers(concept, semantics) -> None:
    """Credibility is part of the formula, so all preferences may be replaced."""
    rng = np.random.default_rng(3)
    for model in small_graphs(4, 20, most=5):
        state = int(rng.integers(model.n_states))
        found = find_conditions(model, state, concept=concept, joint=True, semantics=semantics)
        assert found.exact
        for _ in range(4):
            n, relation = model.n_states, bool(rng.integers(2))
            others = [
                random_relation(rng, n) if relation else random_ranking(rng, n) for _ in model.moves
            ]
            changed = model.with_preferences(others)
            for condition in found.of:
                expected = is_stable(changed, condition.decision_maker, state, concept, semantics)
                assert is_true(condition.formula, others) == expected


@pytest.mark.parametrize("concept", ["nash", "gmr"])
def test_nothing_can_be_left_out_of_a_nash_or_gmr_condition(concept) -> None:
    """Neither a clause nor a comparison: its truth table would change."""
    seen = 0
    for model in small_graphs(5, 120, most=6):
        for condition in find_conditions(model, 0, concept=concept).of:
            over = list(comparisons_in(condition.formula))
            whole = truths(condition.formula, over)
            for k, clause in enumerate(condition.formula):
                rest = condition.formula[:k] + condition.formula[k + 1 :]
                assert truths(rest, over) != whole
                for each in clause:
                    less = tuple(other for other in clause if other != each)
                    assert truths((*rest, less), over) != whole
                    seen += 1
    assert seen > 100


def test_simplifying_keeps_the_truth_table() -> None:
    rng = np.random.default_rng(6)
    over = [Comparison(0, state, 99) for state in range(6)]
    for _ in range(200):
        clauses = [
            [
                frozenset(rng.choice(6, size=int(rng.integers(1, 4)), replace=False).tolist())
                for _ in range(int(rng.integers(1, 4)))
            ]
            for _ in range(int(rng.integers(1, 5)))
        ]
        formula = tuple(tuple(below(*each) for each in clause) for clause in clauses)
        assert truths(simplify(formula), over) == truths(formula, over)


def test_simplifying_by_hand() -> None:
    """A fact is left out elsewhere; what contains another alternative goes, and what follows."""
    assert simplify([[below(1)], [below(1), below(2)], [below(1, 3), below(4)]]) == (
        (below(1),),
        (below(3), below(4)),
    )
    assert simplify([[frozenset(), below(1)]]) == ()
    forth, back = Comparison(0, 1, 2, above=True), Comparison(0, 2, 1, above=True)
    assert simplify([[below(5), frozenset((forth, back))]]) == ((below(5),),)


def test_syria_and_iraq_in_words() -> None:
    """The handout's question: what would make state 2 (Syria releases water) stable?"""
    model = published_model("syria_iraq_1975")
    naming = PlainNaming(model)

    def words(concept, **asked) -> list[tuple[str, ...]]:
        found = find_conditions(model, 1, concept=concept, **asked)
        return [words_of_condition(one, naming, state=1) for one in found.of]

    assert words("nash") == [
        ("For Syria, both state 1 and state 3 rank no higher than state 2.",),
        ("For Iraq, state 5 ranks no higher than state 2.",),
    ]
    assert words("gmr")[0] == (
        "For Syria, at least one of state 1 and state 4 ranks no higher than state 2.",
        "For Syria, at least one of state 3 and state 6 ranks no higher than state 2.",
    )
    assert words("smr")[0][0] == (
        "For Syria, at least one of these is so: state 1 ranks no higher than state 2; or state 4, "
        "state 5 and state 6 all do."
    )
    assert words("seq", joint=True)[0][0] == (
        "For Syria, one of these holds: for Syria, state 1 ranks no higher than state 2; or for "
        "Iraq, state 4 ranks above state 1, and for Syria, state 4 ranks no higher than state 2."
    )


def test_what_is_missing_is_told_apart() -> None:
    """Elmira, state 1 (delay, nobody insists): the ministry and the local government could leave,
    and only Uniroyal holds it back."""
    model = published_model("elmira_9")
    found = find_conditions(model, 0, concept="nash")
    told = {one.name: one.to_dict(model.decision_makers) for one in found.of}
    assert told["LG"]["missing"] == [[[["LG", 5, "<=", 1]]]]
    assert told["MoE"]["holds"]
    assert told["Uniroyal"]["holds"]
    assert found.to_dict()["holds"] is False


def test_whoever_cannot_move_has_no_condition() -> None:
    model = graph_model(
        {"one": [(0, 1)], "two": [(1, 0)]},
        {"one": unknown_relation(2), "two": unknown_relation(2)},
        n_states=2,
    )
    one, two = find_conditions(model, 0, concept="nash").of
    assert words_of_condition(two, PlainNaming(model), state=0) == (
        "For two, any preference will do.",
    )
    assert len(one.formula) == 1
    # The opponent can restore the state itself, which sanctions: nothing is asked of the first.
    assert find_conditions(model, 0, concept="gmr").of[0].formula == ()


def test_a_formula_that_was_cut_off_is_sufficient() -> None:
    """Eight states, three decision makers, nearly all moves: more sequences than are written."""
    rng = np.random.default_rng(8)
    model = random_graph(rng, states=8, decision_makers=3, density=0.9)
    found = find_conditions(model, 0, concept="seq", joint=True)
    assert not found.exact
    assert max(len(clause) for one in found.of for clause in one.formula) <= MAX_SEQUENCES + 1
    for _ in range(100):
        others = [random_ranking(rng, 8) for _ in range(3)]
        changed = model.with_preferences(others)
        for one in found.of:
            if is_true(one.formula, others):
                assert is_stable(changed, one.decision_maker, 0, "seq")


def test_long_lists_are_counted() -> None:
    model = published_model("elmira_12")
    found = find_conditions(model, 0, concept="gmr").of[2]
    told = words_of_condition(found, PlainNaming(model), state=0, most=2)
    assert "more rank" in told[0]


def test_what_does_not_exist_is_refused() -> None:
    model = published_model("elmira_9")
    with pytest.raises(InvalidInput, match="no state 10"):
        find_conditions(model, 9)
    with pytest.raises(InvalidInput, match="there is no concept 'sim'"):
        find_conditions(model, 0, concept="sim")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="there is no semantics 'Legal'"):
        find_conditions(model, 0, semantics="Legal")  # type: ignore[arg-type]
    for state in ("0", 0.5, True, -1):
        with pytest.raises(InvalidInput, match="state"):
            find_conditions(model, state)  # type: ignore[arg-type]
