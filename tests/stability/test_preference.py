"""Rankings and relations: where they come from, what they say, and what is refused."""

from __future__ import annotations

from functools import cmp_to_key

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InvalidInput
from detente.stability import (
    UNKNOWN,
    Ranking,
    Relation,
    codes_of,
    evaluate,
    find_ranking,
    graph_model,
    make_model,
    moves_of_options,
    need_ranking,
    option_states,
    parse,
    pattern,
    ranking_of_order,
    ranking_of_statements,
    ranking_of_weights,
    ranking_of_worths,
    relation_of_ranking,
    unknown_relation,
    with_pairs,
)
from detente.stability.graph import preference as module
from detente.stability.graph.expressions import Expression, Or
from detente.stability.graph.preference import codes_between, improves, is_transitive

from .random_models import random_graph, random_ranking, random_relation

OPTIONS = {"x": 0, "y": 1, "z": 2}


def order_of(ranking: Ranking) -> list[list[int]]:
    """Best first; ties together."""
    levels = ranking.levels.tolist()
    return [
        [s for s, level in enumerate(levels) if level == at] for at in sorted(set(levels))[::-1]
    ]


class TestStatements:
    def test_the_first_statement_decides_before_all_others(self) -> None:
        states = option_states({"a": ["x", "y"], "b": ["z"]})
        statements = [parse(text, OPTIONS) for text in ("z", "not x", "x -> y")]
        assert order_of(ranking_of_statements(states, statements)) == [
            [4, 6],
            [7],
            [5],
            [0, 2],
            [3],
            [1],
        ]

    @given(st.lists(st.text("YN-", min_size=3, max_size=3), max_size=6))
    def test_as_by_the_published_score(self, texts: list[str]) -> None:
        """Ψ(s) = Σ 2^(k - j) over the statements j of k that hold."""
        states = option_states({"a": ["x", "y"], "b": ["z"]})
        statements: list[Expression] = [pattern(text) for text in texts]
        found = ranking_of_statements(states, statements)
        scores = sum(
            (1 << (len(texts) - 1 - j)) * evaluate(statement, states.codes).astype(int)
            for j, statement in enumerate(statements)
        ) + np.zeros(8, dtype=int)
        assert order_of(found) == order_of(Ranking(scores))

    def test_a_hundred_statements(self) -> None:
        """Scores would have a hundred bits; the last statement still decides between two."""
        states = option_states({"a": ["x", "y"], "b": ["z"]})
        statements = [Or((pattern("Y--"), pattern("N--")))] * 99 + [pattern("NNN")]
        assert order_of(ranking_of_statements(states, statements)) == [[0], list(range(1, 8))]

    def test_none_leaves_all_indifferent(self) -> None:
        states = option_states({"a": ["x"]})
        assert order_of(ranking_of_statements(states, [])) == [[0, 1]]

    def test_members_of_a_coalesced_state_must_not_be_told_apart(self) -> None:
        states = option_states({"a": ["x"], "b": ["y"]}, coalesced=[pattern("Y-")])
        options = {"x": 0, "y": 1}
        fine = [parse("x", options), parse("y or x", options)]
        assert order_of(ranking_of_statements(states, fine)) == [[2], [1], [0]]
        with pytest.raises(InvalidInput, match=r"statement 2 of us .* coalesced state 3"):
            ranking_of_statements(states, [*fine[:1], parse("y", options)], who="us")


class TestWeights:
    def test_sum_over_the_options_taken(self) -> None:
        states = option_states({"a": ["x", "y"], "b": ["z"]})
        found = ranking_of_weights(states, [3, -1, 0.5])
        assert order_of(found) == [[5], [1], [7], [3], [4], [0], [6], [2]]

    def test_equal_sums_tie_in_spite_of_rounding(self) -> None:
        states = option_states({"a": ["x", "y"], "b": ["z"]})
        found = ranking_of_weights(states, [0.1, 0.2, 0.3])
        assert found.levels[3] == found.levels[4]

    def test_refused(self) -> None:
        states = option_states({"a": ["x"], "b": ["y"]}, coalesced=[pattern("Y-")])
        with pytest.raises(InvalidInput, match="one finite number for each option"):
            ranking_of_weights(states, [1])
        with pytest.raises(InvalidInput, match="weights of us: finite numbers are wanted"):
            ranking_of_weights(states, [1, np.nan], who="us")
        with pytest.raises(InvalidInput, match=r"weights of us .* coalesced state 3"):
            ranking_of_weights(states, [1, 1], who="us")


class TestOrder:
    def test_best_first_with_ties(self) -> None:
        assert order_of(ranking_of_order([2, [0, 3], 1], n_states=4)) == [[2], [0, 3], [1]]

    def test_refused_naming_the_state_from_one(self) -> None:
        with pytest.raises(
            InvalidInput, match="ranking of us is incomplete: states 2, 4 are missing"
        ):
            ranking_of_order([2, 0], n_states=4, who="us")
        with pytest.raises(InvalidInput, match="lists state 1 twice"):
            ranking_of_order([0, [1, 0]], n_states=2)
        with pytest.raises(InvalidInput, match="names state 4 of 3"):
            ranking_of_order([0, 1, 2, 3], n_states=3)


class TestWorths:
    def test_worths_within_the_tolerance_tie(self) -> None:
        found = ranking_of_worths([1.0, 1.0 + 5e-10, 2.0, 2.0 + 2e-9])
        assert order_of(found) == [[3], [2], [0, 1]]

    @pytest.mark.parametrize("worths", [[], [1.0, np.inf], [[1.0]]])
    def test_refused(self, worths: list[float]) -> None:
        with pytest.raises(InvalidInput, match="finite numbers"):
            ranking_of_worths(worths)


class TestRelations:
    def test_pairs_set_their_opposite(self) -> None:
        found = with_pairs(unknown_relation(3), [(0, 1, 2), (1, 2, UNKNOWN), (2, 0, 0)])
        assert found.codes.tolist() == [[0, 2, 0], [-2, 0, UNKNOWN], [0, UNKNOWN, 0]]

    def test_refused_pairs(self) -> None:
        for pair, message in (
            ((0, 0, 1), "two states"),
            ((0, 3, 1), "no state 4"),
            ((0, 1, 3), "code 3"),
        ):
            with pytest.raises(InvalidInput, match=message):
                with_pairs(unknown_relation(3), [pair])

    def test_codes_agree_between_a_ranking_and_its_relation(self) -> None:
        rng = np.random.default_rng(1)
        ranking = random_ranking(rng, 9)
        relation = relation_of_ranking(ranking)
        for state in range(9):
            assert codes_of(ranking, state).tolist() == codes_of(relation, state).tolist()
        sources, targets = rng.integers(9, size=(2, 40)).astype(np.int32)
        assert (
            codes_between(ranking, sources, targets) == codes_between(relation, sources, targets)
        ).all()

    def test_unknown_is_no_improvement(self) -> None:
        codes = np.array([-2, -1, 0, 1, 2, UNKNOWN], dtype=np.int8)
        assert improves(codes).tolist() == [False, False, False, True, True, False]

    def test_a_ranking_comes_back_from_its_relation(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "_CELLS", 24)
        rng = np.random.default_rng(2)
        for ties in (False, True):
            ranking = random_ranking(rng, 10, ties=ties)
            again = find_ranking(relation_of_ranking(ranking))
            assert again is not None
            assert order_of(again) == order_of(ranking)
            assert find_ranking(ranking) is ranking

    def test_as_by_checking_all_triples(self) -> None:
        rng = np.random.default_rng(3)
        found = 0
        for _ in range(400):
            relation = random_relation(rng, int(rng.integers(2, 5)))
            codes, states = relation.codes, range(relation.n_states)
            transitive = all(
                codes[t, s] <= 0 or codes[u, t] < 0 or codes[u, s] > 0
                for s in states
                for t in states
                for u in states
            ) and all(
                codes[t, s] < 0 or codes[u, t] < 0 or codes[u, s] >= 0
                for s in states
                for t in states
                for u in states
            )
            assert is_transitive(relation) == transitive
            found += transitive
        assert 50 < found < 350

    def test_strength_does_not_matter_for_a_ranking(self) -> None:
        strong = with_pairs(unknown_relation(3), [(0, 1, 2), (1, 2, 1), (0, 2, 2)])
        again = find_ranking(strong)
        assert again is not None
        assert order_of(again) == [[2], [1], [0]]

    def test_what_is_not_known_is_no_ranking(self) -> None:
        assert find_ranking(unknown_relation(3)) is None

    def test_too_many_states_to_compare(self) -> None:
        with pytest.raises(InvalidInput, match="20,000 states are too many to compare"):
            unknown_relation(20_000)
        with pytest.raises(InvalidInput, match="give a ranking"):
            relation_of_ranking(Ranking(np.zeros(20_000, dtype=np.int32)))


class TestOfModels:
    """A preference that does not fit is refused when the model is made, with whose it is."""

    @pytest.mark.parametrize(
        ("codes", "message"),
        [
            ([[0, 1], [1, 0]], "relation of us: state 1 is compared with 2 in two ways"),
            ([[0, 9], [1, 0]], "relation of us: state 1 is compared with 2 in two ways"),
            ([[1, 0], [0, 0]], "relation of us: state 1 is not indifferent to itself"),
            ([[0, 3], [-3, 0]], "codes other than -2 to 2 and 9"),
        ],
    )
    def test_relations(self, codes: list[list[int]], message: str) -> None:
        relation = Relation(np.array(codes, dtype=np.int8))
        with pytest.raises(InvalidInput, match=message):
            graph_model({"us": []}, {"us": relation}, n_states=2)

    @pytest.mark.parametrize("levels", [np.array([0.5, 1.5]), np.array([0, 1 << 31])])
    def test_levels_that_are_no_levels(self, levels: np.ndarray) -> None:  # type: ignore[type-arg]
        with pytest.raises(InvalidInput, match=r"not whole numbers.*ranking_of_worths turns"):
            Ranking(levels)

    def test_a_ranking_of_other_states(self) -> None:
        with pytest.raises(InvalidInput, match="preference of us ranks 3 states, and there are 2"):
            graph_model({"us": []}, {"us": random_ranking(np.random.default_rng(0), 3)}, n_states=2)

    def test_missing_or_repeated(self) -> None:
        ranking = ranking_of_order([0, 1], n_states=2)
        with pytest.raises(InvalidInput, match="decision maker them has no preference"):
            graph_model({"us": [], "them": []}, {"us": ranking}, n_states=2)
        states = option_states({"us": ["x"]})
        moves = moves_of_options(states, 1)
        with pytest.raises(InvalidInput, match="'us' is given twice"):
            make_model(["us", "us"], states, [*moves, *moves], [ranking, ranking])
        with pytest.raises(InvalidInput, match="at least one decision maker"):
            make_model([], states, [], [])
        with pytest.raises(InvalidInput, match="its moves and its preference"):
            make_model(["us"], states, moves, [])
        other = moves_of_options(option_states({"us": ["x", "y"]}), 1)
        with pytest.raises(InvalidInput, match="moves of us are over 4 states"):
            make_model(["us"], states, other, [ranking])

    def test_intransitive_where_a_ranking_is_needed(self) -> None:
        circle = with_pairs(unknown_relation(3), [(0, 1, 1), (1, 2, 1), (2, 0, 1)])
        model = graph_model({"us": []}, {"us": circle}, n_states=3)
        with pytest.raises(InvalidInput, match=r"a plan needs a complete .* that of us is not"):
            need_ranking(model, 0, what="a plan")
        fine = graph_model(
            {"us": []}, {"us": random_ranking(np.random.default_rng(0), 3)}, n_states=3
        )
        assert need_ranking(fine, 0, what="a plan") is fine.preferences[0]

    def test_who_is_asked_for_by_name(self) -> None:
        model = random_graph(np.random.default_rng(0), states=3, decision_makers=2)
        assert model.index_of("dm1") == 1
        with pytest.raises(InvalidInput, match="no decision maker 'x'; there are: dm0, dm1"):
            model.index_of("x")


def test_comparing_orders_states_as_levels_do() -> None:
    ranking = random_ranking(np.random.default_rng(6), 12)
    key = cmp_to_key(lambda s, t: int(codes_of(ranking, t)[s]))
    assert [int(ranking.levels[s]) for s in sorted(range(12), key=key)] == sorted(
        ranking.levels.tolist()
    )
