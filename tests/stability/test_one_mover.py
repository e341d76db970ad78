"""Decision makers merged into one mover: the GMCR+ handout's coalition, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import InvalidInput, NotSupported
from detente.stability import (
    Model,
    Option,
    Transition,
    codes_of,
    find_reach,
    make_model,
    merge_decision_makers,
    moves_of_options,
    option_states,
    parse,
    pattern,
    ranking_of_order,
    unknown_relation,
)
from tests.stability.definitions import equilibria
from tests.stability.published import published_model, read_published
from tests.stability.random_models import random_options

GROUP = ["MoE", "Uniroyal"]


def merged_elmira() -> Model:
    return merge_decision_makers(published_model("elmira_12"), [GROUP])


def test_the_tree_of_moves_of_the_handout() -> None:
    """Fig. 31: every move of the coalition and of the local government, improvements marked."""
    told = next(e for e in read_published("elmira_12")["expected"] if e["type"] == "moves")
    model = merged_elmira()
    assert model.decision_makers == ("MoE+Uniroyal", "Local Government")
    compared = 0
    for i, name in enumerate(model.decision_makers):
        for state, (moves, improvements) in told["moves"][name].items():
            compared += 1
            assert (model.moves[i].of(int(state) - 1) + 1).tolist() == moves
            assert (model.improvements(i).of(int(state) - 1) + 1).tolist() == improvements
    assert compared == 17


def test_the_equilibria_of_the_handout() -> None:
    """Fig. 30: the coalition of the ministry and the company against the local government."""
    told = [e for e in read_published("elmira_12")["expected"] if "coalitions" in e]
    compared = []
    for table in told:
        visible = set(table["visible"])
        for concept in set(table["equilibria"]) - {"seq_or_sim"}:
            found = {s + 1 for s in equilibria(merged_elmira(), concept)}
            assert found & visible == set(table["equilibria"][concept]), concept
            compared.append(concept)
    assert sorted(compared) == ["gmr", "gmr", "nash", "nash", "seq", "sim", "smr"]


def test_one_mover_steps_over_an_infeasible_state_and_members_cannot() -> None:
    states = option_states({"a": ["x"], "b": ["y"]}, infeasible=[pattern("YN"), pattern("NY")])
    ranking = ranking_of_order([1, 0], n_states=2)
    model = make_model(["a", "b"], states, moves_of_options(states, 2), [ranking, ranking])
    assert not find_reach(model.moves, (0, 1), 0).reached.any()
    both = merge_decision_makers(model, [["a", "b"]])
    assert both.moves[0].of(0).tolist() == [1]
    assert both.improvements(0).of(0).tolist() == [1]


def test_where_nothing_is_infeasible_one_mover_and_members_reach_the_same() -> None:
    rng = np.random.default_rng(1)
    for _ in range(10):
        model = random_options(rng, per_decision_maker=[1, 2, 1, 1], one_way=0.3)
        merged = merge_decision_makers(model, [["dm1", "dm3"], ["dm0", "dm2"]])
        assert merged.decision_makers == ("dm0+dm2", "dm1+dm3")
        for place, group in enumerate(((0, 2), (1, 3))):
            for s in range(model.n_states):
                together = set(np.flatnonzero(find_reach(model.moves, group, s).reached).tolist())
                assert together - {s} == set(merged.moves[place].of(s).tolist())


def test_a_group_prefers_what_all_its_members_prefer() -> None:
    rng = np.random.default_rng(2)
    model = random_options(rng, per_decision_maker=[1, 1, 2])
    merged = merge_decision_makers(model, [["dm0", "dm2"]])
    for s in range(model.n_states):
        signs = np.stack([np.sign(codes_of(model.preferences[i], s)) for i in (0, 2)])
        expected = np.where((signs > 0).all(axis=0), 1, np.where((signs < 0).all(axis=0), -1, 0))
        np.testing.assert_array_equal(codes_of(merged.preferences[0], s), expected)
    assert merged.preferences[1] is model.preferences[1]


def ruled() -> tuple[Model, list[Transition]]:
    states = option_states({"a": ["x"], "b": ["y", Option("z", 1, "take")], "c": ["w"]})
    ids = {option.id: k for k, option in enumerate(states.options)}
    rules = [Transition(parse("not y", ids), parse("y and z", ids), by=1)]
    ranking = ranking_of_order(list(range(len(states))), n_states=len(states))
    moves = moves_of_options(states, 3, never=rules)
    return make_model(["a", "b", "c"], states, moves, [ranking] * 3), rules


def test_a_rule_that_binds_a_member_binds_the_group() -> None:
    model, rules = ruled()
    merged = merge_decision_makers(model, [["a", "b"]], never=rules)
    x, y, z = 1, 2, 4
    assert merged.moves[0].of(0).tolist() == [x, y, x | y, z, x | z]
    assert merged.moves[1].of(0).tolist() == [8]


def test_forgotten_rules_are_noticed() -> None:
    model, _ = ruled()
    with pytest.raises(InvalidInput, match="the moves of b are not those of its options"):
        merge_decision_makers(model, [["a", "b"]])


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ([["MoE", "nobody"]], "no decision maker 'nobody'"),
        ([["MoE"], ["Uniroyal", "MoE"]], "MoE is named twice"),
        ([["MoE", "MoE"]], "MoE is named twice"),
        ([[]], "a group is a list"),
        (["MoE"], "a group is a list"),
    ],
)
def test_bad_groups_are_refused(groups: list[list[str]], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        merge_decision_makers(published_model("elmira_12"), groups)


def test_graphs_and_unknown_pairs_are_not_supported() -> None:
    with pytest.raises(NotSupported, match="explicit graph"):
        merge_decision_makers(published_model("elmira_9"), [GROUP])
    model = published_model("elmira_12")
    unknown = model.with_preferences([unknown_relation(12), *model.preferences[1:]])
    with pytest.raises(NotSupported, match="MoE has unknown pairs"):
        merge_decision_makers(unknown, [GROUP])


def test_nobody_merged_changes_nothing() -> None:
    model = published_model("elmira_12")
    same = merge_decision_makers(model, [])
    assert same.decision_makers == model.decision_makers
    for one, two in zip(same.moves, model.moves, strict=True):
        assert list(one.pairs()) == list(two.pairs())
