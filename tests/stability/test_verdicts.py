"""Verdicts: three algorithms against the definitions written out, and against each other."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from detente.errors import InvalidInput, NotSupported
from detente.stability import (
    UNKNOWN,
    Model,
    Option,
    Ranking,
    Stability,
    find_stability,
    graph_model,
    graph_states,
    make_arcs,
    make_model,
    moves_of_options,
    option_states,
    pattern,
    ranking_of_order,
    relation_of_ranking,
    with_pairs,
)
from detente.stability.concepts import condensation, matrix, search, simultaneous
from detente.stability.concepts.components import NEVER
from detente.stability.concepts.condensation import find_lowest
from detente.stability.concepts.matrix import find_sanctions, sanctioned_by_matrix
from detente.stability.concepts.side import sides_of

from .definitions import CLASSICAL, stable_states
from .random_models import random_graph, random_options

ANY = ("search", "matrix", "auto")
RANKED = ("condensation", *ANY)


def rows(found: Stability, concept: str) -> list[set[int]]:
    return [set(np.flatnonzero(row).tolist()) for row in found.stable[concept]]


def assert_as_defined(
    model: Model, semantics: str, methods: tuple[str, ...], concepts: tuple[str, ...]
) -> None:
    found = {
        method: find_stability(model, concepts=concepts, semantics=semantics, method=method)  # type: ignore[arg-type]
        for method in methods
    }
    for concept in concepts:
        wanted = stable_states(model, concept, semantics)
        for method in methods:
            assert rows(found[method], concept) == wanted, (concept, method)


@pytest.mark.parametrize("semantics", ["legal", "single", "once"])
@pytest.mark.parametrize("decision_makers", [1, 2, 3, 4, 5])
def test_rankings_on_random_graphs(decision_makers: int, semantics: str) -> None:
    rng = np.random.default_rng(decision_makers)
    for _ in range(16):
        model = random_graph(
            rng,
            states=int(rng.integers(2, 9)),
            decision_makers=decision_makers,
            density=float(rng.uniform(0.1, 0.5)),
        )
        assert_as_defined(model, semantics, RANKED, CLASSICAL)


@pytest.mark.parametrize("semantics", ["legal", "single", "once"])
@pytest.mark.parametrize("unknown", [0.0, 0.3])
def test_relations_on_random_graphs(unknown: float, semantics: str) -> None:
    rng = np.random.default_rng(7)
    for _ in range(28):
        model = random_graph(
            rng,
            states=int(rng.integers(2, 9)),
            decision_makers=int(rng.integers(2, 6)),
            relation=True,
            strong=True,
            unknown=unknown,
        )
        assert_as_defined(model, semantics, ANY, CLASSICAL)


@pytest.mark.parametrize("semantics", ["legal", "single", "once"])
@pytest.mark.parametrize("one_way", [0.0, 0.5])
def test_option_form_with_infeasible_states(one_way: float, semantics: str) -> None:
    rng = np.random.default_rng(11)
    for sizes in ([1, 1], [2, 1], [2, 2], [1, 1, 1], [2, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1, 1]):
        for infeasible in (0, 1, 3):
            model = random_options(
                rng, per_decision_maker=sizes, infeasible=infeasible, one_way=one_way
            )
            assert_as_defined(model, semantics, RANKED, (*CLASSICAL, "sim"))


def test_mixed_preferences_take_an_algorithm_each() -> None:
    rng = np.random.default_rng(3)
    model = random_graph(rng, states=12, decision_makers=3)
    other = random_graph(rng, states=12, decision_makers=3, relation=True)
    mixed = model.with_preferences([model.preferences[0], *other.preferences[1:]])
    found = find_stability(mixed)
    assert found.method == "condensation and matrix"
    for concept in CLASSICAL:
        assert rows(found, concept) == stable_states(mixed, concept)


def test_few_improvements_are_searched() -> None:
    """2,000 states in a row, and two of them worth leaving: no matrices."""
    states = np.arange(2000)
    row = make_arcs(states[:-1], states[1:], n_states=2000)
    still = relation_of_ranking(Ranking(np.zeros(2000, dtype=np.int32)))
    circle = with_pairs(still, [(0, 1, 1), (1, 2, 1), (2, 0, 1)])
    model = make_model(["a", "b"], graph_states(2000), [row, row], [circle, still])
    found = find_stability(model)
    assert found.method == "condensation and search"
    assert np.flatnonzero(~found.stable["nash"][0]).tolist() == [0, 1]
    assert found.stable["gmr"][0].all()


def test_a_relation_that_is_a_ranking_is_treated_as_one() -> None:
    model = random_graph(np.random.default_rng(4), states=8, decision_makers=3)
    paired = model.with_preferences(
        [relation_of_ranking(ranking) for ranking in model.preferences]  # type: ignore[arg-type]
    )
    one, two = find_stability(model), find_stability(paired)
    assert one.method == two.method == "condensation"
    assert find_stability(paired, method="condensation").method == "condensation"
    for concept in CLASSICAL:
        assert (one.stable[concept] == two.stable[concept]).all()


def test_the_large_agree_by_condensation_and_matrix() -> None:
    model = random_options(np.random.default_rng(1), per_decision_maker=[3, 3, 2, 2], infeasible=4)
    one = find_stability(model, method="condensation")
    two = find_stability(model, method="matrix")
    for concept in CLASSICAL:
        assert (one.stable[concept] == two.stable[concept]).all()


class TestLowest:
    """The number behind the verdicts for rankings: rounds, components, and plain search agree."""

    def test_rounds_and_components_agree(self) -> None:
        rng = np.random.default_rng(5)
        for _ in range(200):
            states, movers = int(rng.integers(1, 14)), int(rng.integers(2, 5))
            moves = [
                make_arcs(
                    *np.nonzero(rng.random((states, states)) < rng.uniform(0.02, 0.4)),
                    n_states=states,
                )
                for _ in range(movers)
            ]
            values = rng.integers(0, states, size=(2, states)).astype(np.int32)
            by_rounds = find_lowest(moves, values, rounds=10**6)
            assert (by_rounds == find_lowest(moves, values, rounds=0)).all()
            assert (by_rounds == find_lowest(moves, values, rounds=1)).all()

    def test_a_chain_longer_than_the_rounds(self) -> None:
        """Two take turns down a chain: each state reaches all that is below, at the end nothing."""
        length = 3 * condensation.ROUNDS
        places = np.arange(length - 1)
        turns = [
            make_arcs(places[places % 2 == turn], places[places % 2 == turn] + 1, n_states=length)
            for turn in (0, 1)
        ]
        falling = np.arange(length, 0, -1, dtype=np.int32)[None]
        lowest = find_lowest(turns, np.vstack((falling, falling[:, ::-1])))
        assert lowest[0].tolist() == [1] * (length - 1) + [NEVER]
        assert lowest[1].tolist() == [*range(2, length + 1), NEVER]

    def test_nobody_moves_twice_in_succession(self) -> None:
        """One mover with a chain gets one step far; alone it cannot go on."""
        chain = make_arcs([0, 1, 2], [1, 2, 3], n_states=4)
        values = np.array([[4, 3, 2, 1]], dtype=np.int32)
        assert find_lowest([chain], values).tolist() == [[3, 2, 1, NEVER]]

    def test_nobody_reaches_nothing(self) -> None:
        values = np.zeros((2, 3), dtype=np.int32)
        for semantics in ("legal", "single", "once"):
            found = find_lowest([], values, semantics=semantics)  # type: ignore[arg-type]
            assert (found == NEVER).all()


def test_matrices_in_parts_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns in blocks and moves in chunks change nothing."""
    model = random_options(np.random.default_rng(2), per_decision_maker=[2, 3, 3])
    whole = find_stability(model, method="matrix")
    monkeypatch.setattr(matrix, "_GATHERED", 8)
    monkeypatch.setattr(matrix, "_KEPT", 64)
    parts = find_stability(model, method="matrix")
    monkeypatch.setattr(condensation, "_CHUNK", 16)
    lowest = find_stability(model, method="condensation")
    for concept in CLASSICAL:
        assert (whole.stable[concept] == parts.stable[concept]).all()
        assert (whole.stable[concept] == lowest.stable[concept]).all()


def test_sanction_matrix_is_the_product_written_out() -> None:
    """sign(M_H · Qᵀ) by the recursion against M_H from the definition, multiplied as integers."""
    from .definitions import moves_of, reached

    model = random_graph(np.random.default_rng(9), states=9, decision_makers=3)
    moves = [moves_of(model, i) for i in range(3)]
    together = np.zeros((9, 9), dtype=int)
    for start in range(9):
        together[start, sorted(reached(moves, start, "legal"))] = 1
    blocks = np.random.default_rng(1).random((9, 9)) < 0.2
    packed = np.zeros((9, 1), dtype=np.uint64)
    for column in range(9):
        packed[:, 0] |= blocks[:, column].astype(np.uint64) << np.uint64(column)
    found = find_sanctions(model.moves, packed)
    bits = (found >> np.arange(9, dtype=np.uint64)) & np.uint64(1)
    assert (bits.astype(bool) == (together @ blocks.astype(int) > 0)).all()


class TestFixedPoints:
    """What sources differ on, decided: see docs/explanation/stability.md."""

    def test_ties_sanction(self) -> None:
        """The opponent can only restore what is as good as the state that was left."""
        model = graph_model(
            {"a": [(0, 1)], "b": [(1, 2)]},
            {
                "a": ranking_of_order([1, [0, 2]], n_states=3),
                "b": ranking_of_order([[0, 1, 2]], n_states=3),
            },
            n_states=3,
        )
        for method in RANKED:
            found = find_stability(model, method=method)  # type: ignore[arg-type]
            assert not found.stable["nash"][0, 0]
            assert found.stable["gmr"][0, 0]
            assert found.stable["smr"][0, 0]

    def test_return_to_the_state_itself_sanctions(self) -> None:
        model = graph_model(
            {"a": [(0, 1)], "b": [(1, 0)]},
            {
                "a": ranking_of_order([1, 0], n_states=2),
                "b": ranking_of_order([0, 1], n_states=2),
            },
            n_states=2,
        )
        for method in RANKED:
            found = find_stability(model, method=method)  # type: ignore[arg-type]
            assert found.stable["gmr"][0, 0]
            assert found.stable["seq"][0, 0]
            assert not found.stable["smr"][0, 0]

    def test_credible_means_strictly_better(self) -> None:
        """The opponent is indifferent: it may sanction (GMR), but has no reason to (SEQ)."""
        model = graph_model(
            {"a": [(0, 1)], "b": [(1, 2)]},
            {
                "a": ranking_of_order([1, 0, 2], n_states=3),
                "b": ranking_of_order([[0, 1, 2]], n_states=3),
            },
            n_states=3,
        )
        found = find_stability(model)
        assert found.stable["gmr"][0, 0]
        assert not found.stable["seq"][0, 0]

    def test_a_countermove_need_not_be_an_improvement_on_the_sanction(self) -> None:
        """Intransitive: from the sanction 2, state 3 is no improvement, but it beats state 0."""
        neutral = relation_of_ranking(Ranking(np.zeros(4, dtype=np.int32)))
        circle = with_pairs(neutral, [(0, 1, 1), (0, 2, -1), (0, 3, 1), (2, 3, -1)])
        model = graph_model(
            {"a": [(0, 1), (2, 3)], "b": [(1, 2)]}, {"a": circle, "b": neutral}, n_states=4
        )
        for method in ANY:
            found = find_stability(model, method=method)  # type: ignore[arg-type]
            assert found.stable["gmr"][0, 0]
            assert not found.stable["smr"][0, 0]

    def test_unknown_is_no_improvement_and_sanctions(self) -> None:
        neutral = relation_of_ranking(Ranking(np.zeros(3, dtype=np.int32)))
        doubt = with_pairs(neutral, [(0, 1, 1), (0, 2, UNKNOWN), (1, 2, UNKNOWN)])
        model = graph_model(
            {"a": [(0, 1), (1, 2)], "b": [(1, 2)]}, {"a": doubt, "b": neutral}, n_states=3
        )
        found = find_stability(model)
        assert found.stable["nash"][0].tolist() == [False, True, True]
        assert found.stable["gmr"][0].all()

    def test_legal_is_more_than_single_and_than_once(self) -> None:
        """b, c, b: only a legal sequence of three moves gets from 1 to 4."""
        flat = ranking_of_order([[0, 1, 2, 3, 4]], n_states=5)
        model = graph_model(
            {"a": [(0, 1)], "b": [(1, 2), (3, 4)], "c": [(2, 3)]},
            {"a": ranking_of_order([1, 2, 3, 0, 4], n_states=5), "b": flat, "c": flat},
            n_states=5,
        )
        stable = {
            semantics: bool(find_stability(model, semantics=semantics).stable["gmr"][0, 0])  # type: ignore[arg-type]
            for semantics in ("legal", "once", "single")
        }
        assert stable == {"legal": True, "once": False, "single": False}


class TestSimultaneous:
    def test_moves_made_together_can_be_infeasible(self) -> None:
        """Both improve by taking their option; both together is infeasible: no sanction."""
        states = option_states({"a": ["x"], "b": ["y"]}, infeasible=[pattern("YY")])
        prefers = [Ranking(np.array([0, 1, 2], np.int32)), Ranking(np.array([0, 2, 1], np.int32))]
        model = make_model(["a", "b"], states, moves_of_options(states, 2), prefers)
        assert not find_stability(model, concepts=["sim"]).stable["sim"][:, 0].any()
        free = option_states({"a": ["x"], "b": ["y"]})
        order = [Ranking(np.array([1, 2, 2, 0], np.int32))] * 2
        model = make_model(["a", "b"], free, moves_of_options(free, 2), order)
        found = find_stability(model, concepts=["sim"])
        assert found.stable["sim"][:, 0].all()
        assert found.method == "improvements"

    def test_in_chunks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        model = random_options(np.random.default_rng(8), per_decision_maker=[2, 2, 2])
        whole = find_stability(model, concepts=["sim"]).stable["sim"]
        monkeypatch.setattr(simultaneous, "_CHUNK", 8)
        assert (find_stability(model, concepts=["sim"]).stable["sim"] == whole).all()

    def test_needs_options_that_are_not_coalesced(self) -> None:
        graph = random_graph(np.random.default_rng(0), states=4, decision_makers=2)
        with pytest.raises(NotSupported, match="options only"):
            find_stability(graph, concepts=["sim"])
        states = option_states({"a": ["x"], "b": ["y"]}, coalesced=[pattern("Y-")])
        flat = Ranking(np.zeros(3, dtype=np.int32))
        model = make_model(["a", "b"], states, moves_of_options(states, 2), [flat, flat])
        with pytest.raises(NotSupported, match="coalesced"):
            find_stability(model, concepts=["sim"])

    def test_too_many_joint_moves(self, monkeypatch: pytest.MonkeyPatch) -> None:
        model = random_options(np.random.default_rng(8), per_decision_maker=[2, 2, 2])
        monkeypatch.setattr(simultaneous, "MAX_JOINT", 10)
        with pytest.raises(NotSupported, match="leave it out"):
            find_stability(model, concepts=["sim"])


class TestRefusals:
    def test_names_that_there_are_not(self) -> None:
        model = random_graph(np.random.default_rng(0), states=3, decision_makers=2)
        with pytest.raises(InvalidInput, match=r"no concept 'nsh'; there are: nash, gmr"):
            find_stability(model, concepts=["nsh"])  # type: ignore[list-item]
        with pytest.raises(InvalidInput, match="no semantics 'all'"):
            find_stability(model, semantics="all")  # type: ignore[arg-type]
        with pytest.raises(InvalidInput, match="no method 'fast'"):
            find_stability(model, method="fast")  # type: ignore[arg-type]

    def test_condensation_names_whose_preference_is_no_ranking(self) -> None:
        rng = np.random.default_rng(1)
        ranked = random_graph(rng, states=6, decision_makers=2)
        paired = random_graph(rng, states=6, decision_makers=2, relation=True)
        model = ranked.with_preferences([ranked.preferences[0], paired.preferences[1]])
        with pytest.raises(InvalidInput, match=r"complete and transitive.*dm1 is not"):
            find_stability(model, method="condensation")

    @pytest.mark.parametrize(("module", "method"), [(search, "search"), (matrix, "matrix")])
    def test_too_large_says_what_to_try(
        self, module: object, method: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        model = random_graph(np.random.default_rng(2), states=6, decision_makers=3)
        monkeypatch.setattr(module, "MAX_WORK", 10)
        with pytest.raises(NotSupported, match=r"6 states.*'condensation'"):
            find_stability(model, method=method)  # type: ignore[arg-type]

    def test_once_with_very_many_opponents(self) -> None:
        still = make_arcs([0], [1], n_states=2)
        flat = [Ranking(np.array([0, 1], dtype=np.int32)) for _ in range(26)]
        names = [f"dm{place}" for place in range(26)]
        model = make_model(names, graph_states(2), [still] * 26, flat)
        assert find_stability(model).equilibria("gmr") == (1,)
        for method in RANKED:
            with pytest.raises(NotSupported, match=r"opponents|search"):
                find_stability(model, semantics="once", method=method)  # type: ignore[arg-type]


class TestRecord:
    def test_json_is_plain_and_numbers_from_one(self) -> None:
        states = option_states({"a": ["x"], "b": [Option("y", 0, "take")]})
        rankings = [Ranking(np.array([0, 1, 2, 3], dtype=np.int32))] * 2
        model = make_model(["a", "b"], states, moves_of_options(states, 2), rankings)
        found = find_stability(model, concepts=["nash", "seq"])
        told = json.loads(json.dumps(found.to_dict()))
        assert told["states"][2] == {
            "number": 3,
            "options": {"x": False, "y": True},
            "feasible": True,
        }
        assert told["results"]["nash"] == {
            "per_decision_maker": {"a": [2, 4], "b": [3, 4]},
            "equilibria": [4],
        }
        assert list(told["results"]) == ["nash", "seq"]
        assert told["semantics"] == "legal"
        assert told["exact"] is True
        assert told["method"] == "condensation"
        assert told["parameters"] == {
            "concepts": ["nash", "seq"],
            "semantics": "legal",
            "method": "auto",
        }
        assert found.equilibria("nash") == (3,)

    def test_options_of_coalesced_states_that_differ_are_null(self) -> None:
        states = option_states({"a": ["x"], "b": ["y"]}, coalesced=[pattern("Y-")])
        flat = Ranking(np.zeros(3, dtype=np.int32))
        model = make_model(["a", "b"], states, moves_of_options(states, 2), [flat, flat])
        told = find_stability(model).to_dict()["states"]
        assert [state["options"] for state in told] == [
            {"x": False, "y": False},
            {"x": False, "y": True},
            {"x": True, "y": None},
        ]

    def test_the_record_keeps_what_was_asked(self) -> None:
        model = random_graph(np.random.default_rng(0), states=4, decision_makers=2)
        found = find_stability(model, concepts=["gmr"], method="matrix")
        assert (found.method, found.semantics) == ("matrix", "legal")
        assert found.because == "the method 'matrix' was asked for"
        assert set(found.stable) == {"gmr"}
        with pytest.raises(InvalidInput, match="'nash' was not asked for; gmr were"):
            found.equilibria("nash")
        assert replace(found, exact=True).equilibria("gmr") == found.equilibria("gmr")


def test_which_improvements_are_sanctioned() -> None:
    """The engines say it improvement by improvement, in the order of the arcs."""
    model = graph_model(
        {"a": [(0, 1), (0, 2)], "b": [(1, 3)]},
        {
            "a": ranking_of_order([2, 1, 0, 3], n_states=4),
            "b": ranking_of_order([3, 0, 1, 2], n_states=4),
        },
        n_states=4,
    )
    side = sides_of(model)[0]
    found = sanctioned_by_matrix(side, ["gmr", "seq"], semantics="legal")
    assert list(side.improvements.pairs()) == [(0, 1), (0, 2)]
    assert found["gmr"].tolist() == found["seq"].tolist() == [True, False]
