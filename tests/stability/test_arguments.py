"""Slips in arguments are told, and never answered in silence, wherever a question comes in."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from detente.errors import InvalidInput, NotSupported
from detente.stability import (
    Model,
    Option,
    Ranking,
    Relation,
    Transition,
    find_attractors,
    find_coalitions,
    find_completions,
    find_conditions,
    find_evolution,
    find_foresight,
    find_least_change,
    find_nonmyopic,
    find_paths,
    find_play,
    find_reach,
    find_reach_sets,
    find_robustness,
    find_stability,
    find_strength,
    find_uncertain,
    find_witness,
    graph_model,
    graph_states,
    make_arcs,
    make_model,
    merge_decision_makers,
    moves_of_options,
    need_ranking,
    option_states,
    parse,
    pattern,
    ranking_of_order,
    ranking_of_statements,
    ranking_of_weights,
    ranking_of_worths,
    unknown_relation,
    with_pairs,
)
from detente.stability.concepts.many_rankings import stable_under_rankings
from detente.stability.concepts.many_relations import stable_under_relations
from detente.stability.extensions.foresight import MAX_WORK
from detente.stability.graph.flaws import tell_flaw
from detente.stability.graph.preference import find_ranking

from .random_models import random_graph

Ask = Callable[[], Any]
IDS = {"x": 0, "y": 1, "q": 9}
X, Y, BEYOND = (parse(name, IDS) for name in "xyq")


def ranks(*levels: int) -> Ranking:
    return Ranking(np.array(levels))


TWO = graph_model(
    {"us": [(0, 1), (1, 2)], "them": [(1, 0), (2, 0)]},
    {"us": ranks(0, 1, 2), "them": ranks(2, 1, 0)},
    n_states=3,
)
THREE = random_graph(np.random.default_rng(4), states=5, decision_makers=3)
STATES = option_states({"us": ["x"], "them": ["y"]})
OPTIONS = make_model(
    ["us", "them"], STATES, moves_of_options(STATES, 2), [ranks(0, 1, 2, 3), ranks(3, 2, 1, 0)]
)
LEVELS = np.zeros((2, 3, 5), dtype=np.int32)
ABOVE = np.zeros((2, 3, 5, 5), dtype=bool)
FAR = find_foresight(TWO, 2)
EVER = find_nonmyopic(TWO)


class TestLevels:
    """Levels of any integer type mean the same: engines negate and subtract them."""

    @pytest.mark.parametrize(
        "dtype", ["int8", "uint8", "int16", "uint16", "uint32", "int64", "uint64"]
    )
    def test_every_type_gives_the_verdicts_of_plain_integers(self, dtype: str) -> None:
        info = np.iinfo(dtype)
        low = max(int(info.min), -(1 << 30))
        rng = np.random.default_rng(info.bits)
        for _ in range(12):
            model = random_graph(rng, states=6, decision_makers=3, ties=True)
            plain = [rng.integers(0, 4, 6) for _ in range(3)]
            typed = [(levels + low).astype(dtype) for levels in plain]
            one = find_stability(model.with_preferences([ranks(*x.tolist()) for x in plain]))
            two = find_stability(model.with_preferences([Ranking(x) for x in typed]))
            assert two.method == "condensation"
            for concept, stable in one.stable.items():
                assert (two.stable[concept] == stable).all(), concept

    def test_the_least_change_names_the_swap_that_is_made(self) -> None:
        def swaps(levels: object) -> list[list[int]]:
            model = graph_model(
                {"us": [(0, 1)], "them": []},
                {"us": Ranking(levels), "them": ranks(0, 0, 0)},  # type: ignore[arg-type]
                n_states=3,
            )
            found: list[list[int]] = find_least_change(model, 0).to_dict()["changes"]["us"]["swaps"]
            return found

        assert swaps(np.array([0, 1, 2], dtype=np.uint8)) == swaps([0, 1, 2]) == [[2, 1]]

    def test_kept_as_32_bits_and_lists_taken(self) -> None:
        assert Ranking([3, 1]).levels.dtype == np.int32  # type: ignore[arg-type]
        assert Relation([[0, 1], [-1, 0]]).codes.dtype == np.int8  # type: ignore[arg-type]
        levels = np.zeros((2, 3, 5), dtype=np.uint8)
        levels[:, :, 1] = 200
        found = stable_under_rankings(THREE, levels, concepts=["smr", "sseq"])  # type: ignore[arg-type]
        same = stable_under_rankings(THREE, levels.astype(np.int32), concepts=["smr", "sseq"])
        assert all((found[concept] == same[concept]).all() for concept in found)

    @pytest.mark.parametrize(
        "levels", [[0.5, 1], [0, 1 << 31], [True, False], ["a", "b"], [[0, 1]], 3, None, [[1], 2]]
    )
    def test_no_levels(self, levels: Any) -> None:
        with pytest.raises(InvalidInput, match="levels"):
            Ranking(levels)

    @pytest.mark.parametrize(
        "codes", [[[0, 0.5], [-0.5, 0]], [[0, 1]], [0], None, [[0, 300], [0, 0]]]
    )
    def test_no_codes(self, codes: Any) -> None:
        with pytest.raises(InvalidInput, match="codes of a relation"):
            Relation(codes)


MISSPELT: dict[str, Ask] = {
    "stability": lambda: find_stability(THREE, semantics="Single"),  # type: ignore[arg-type]
    "strength": lambda: find_strength(THREE, semantics="Single"),  # type: ignore[arg-type]
    "uncertain": lambda: find_uncertain(THREE, semantics="Single"),  # type: ignore[arg-type]
    "reach": lambda: find_reach(THREE.moves, [0], 0, semantics="Single"),  # type: ignore[arg-type]
    "reach sets": lambda: find_reach_sets(THREE.moves, [], semantics="Single"),  # type: ignore[arg-type]
    "witness": lambda: find_witness(
        THREE,
        0,
        decision_maker=0,
        concept="nash",
        semantics="Single",  # type: ignore[arg-type]
    ),
    "conditions": lambda: find_conditions(THREE, 0, semantics="Single"),  # type: ignore[arg-type]
    "least change": lambda: find_least_change(THREE, 0, semantics="Single"),  # type: ignore[arg-type]
    "completions": lambda: find_completions(THREE, semantics="Single"),  # type: ignore[arg-type]
    "robustness": lambda: find_robustness(THREE, LEVELS, semantics="Single"),  # type: ignore[arg-type]
    "rankings": lambda: stable_under_rankings(THREE, LEVELS, semantics="Single"),  # type: ignore[arg-type]
    "relations": lambda: stable_under_relations(THREE, ABOVE, semantics="Single"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("ask", MISSPELT.values(), ids=MISSPELT)
def test_a_misspelt_semantics_is_refused_everywhere(ask: Ask) -> None:
    with pytest.raises(InvalidInput, match="no semantics 'Single'; there are: legal, single, once"):
        ask()


def one_move(move: Any) -> Model:
    return graph_model({"us": [(0, 1), move]}, {"us": ranks(0, 1, 2)}, n_states=3)


REFUSED: dict[str, tuple[Ask, str]] = {
    # records that are asked for what they do not have
    "horizon 0": (lambda: FAR.equilibria(0), "from 1 to 2, not 0"),
    "horizon -1": (lambda: FAR.equilibria(-1), "from 1 to 2, not -1"),
    "horizon 3": (lambda: FAR.equilibria(3), "from 1 to 2, not 3"),
    "certainty": (lambda: FAR.equilibria(1, certainty="sure"), "no certainty 'sure'"),  # type: ignore[arg-type]
    "stable maybe": (lambda: EVER.stable("maybe"), "are: surely, possibly"),  # type: ignore[arg-type]
    "outcomes -1": (lambda: FAR.outcomes(-1, -1), "no decision maker -1"),
    "outcomes of 9": (lambda: FAR.outcomes(0, 9), "no state 10"),
    "course of 4": (lambda: EVER.course(4, 0), "no decision maker 4"),
    "strength sseq": (lambda: find_strength(TWO).equilibria("sseq"), "no verdict 'sseq'; .* gmr"),
    "weakly nash": (lambda: find_strength(TWO).held_weakly_by("nash", 0), "are: gmr, smr, seq"),
    "uncertain gmr": (lambda: find_uncertain(TWO).equilibria("gmr"), "nash_a, nash_b"),
    "coalitions": (lambda: find_coalitions(TWO).equilibria("nash"), "are: cnash, cgmr"),
    "individual": (lambda: find_coalitions(TWO).individual("nash"), "are: cnash, cgmr"),
    "last movers": (lambda: find_evolution(TWO, 0).last_movers(9), "no state 10"),
    # lists
    "concepts": (lambda: find_stability(TWO, concepts="nash"), r"a list; write \['nash'\]"),  # type: ignore[arg-type]
    "options": (lambda: option_states({"us": "xyz"}), "the options of us are a list"),
    "targets": (lambda: find_paths(TWO, 0, targets=1), "targets are a list"),  # type: ignore[arg-type]
    "groups": (lambda: merge_decision_makers(OPTIONS, 5), "groups are a list"),  # type: ignore[arg-type]
    "labels": (lambda: graph_states(2, "ab"), "labels are a list"),
    # rules and options
    "rule by 2": (
        lambda: moves_of_options(STATES, 2, never=[Transition(X, Y, 2)]),
        "no decision maker 2; they are 0 to 1",
    ),
    "rule by text": (
        lambda: moves_of_options(STATES, 2, never=[Transition(X, Y, "us")]),  # type: ignore[arg-type]
        "by its index, from 0, not by 'us'",
    ),
    "rule over option 10": (
        lambda: moves_of_options(STATES, 2, never=[Transition(X, BEYOND)]),
        "the target of transition rule 1 names option 10, and there are 2",
    ),
    "statement": (
        lambda: ranking_of_statements(STATES, [X, BEYOND], who="us"),
        "statement 2 of us names option 10, and there are 2",
    ),
    "statement of a graph": (
        lambda: ranking_of_statements(graph_states(3), [X]),
        "names option 1, and these states have no options",
    ),
    "statement as text": (lambda: ranking_of_statements(STATES, ["x"]), "is no expression"),  # type: ignore[list-item]
    "direction": (
        lambda: option_states({"us": [Option("x", 0, "fwd")]}),  # type: ignore[arg-type]
        "'fwd'; there are: both, take, drop",
    ),
    "empty id": (lambda: option_states({"us": [""]}), "id of an option is a text"),
    "number for id": (lambda: option_states({"us": [3]}), "id of an option is a text"),  # type: ignore[list-item]
    "owner missing": (lambda: moves_of_options(STATES, 1), "decision makers, .* 2 or more, not 1"),
    "moves of a graph": (lambda: moves_of_options(graph_states(3), 2), "states have no options"),
    "nothing left": (
        lambda: option_states(
            {"us": ["x"], "them": ["y"]}, infeasible=[pattern("Y-"), pattern("N-")]
        ),
        "infeasible combination 2, over x, excludes all that the others leave",
    ),
    "parse None": (lambda: parse(None, IDS), "from a text, not from None"),  # type: ignore[arg-type]
    "pattern 5": (lambda: pattern(5), "a pattern is a text"),  # type: ignore[arg-type]
    # moves and preferences
    "triple": (lambda: one_move((0, 1, 2)), r"move 2 of us is two states.*\(0, 1, 2\)"),
    "single": (lambda: one_move((0,)), "move 2 of us is two states"),
    "fraction": (lambda: one_move((0, 0.7)), "move 2 of us is two states"),
    "nan": (lambda: one_move((0, np.nan)), "move 2 of us is two states"),
    "text": (lambda: one_move("xy"), "move 2 of us is two states"),
    "number": (lambda: one_move(7), "move 2 of us is two states"),
    "far": (lambda: one_move((0, 9)), "moves of us: move 2 of 2, from 0 to 9, .* outside 0 to 2"),
    "arcs": (lambda: make_arcs([0], [np.nan], n_states=3), "not whole numbers"),
    "size": (lambda: graph_model({"us": []}, {"us": ranks(0)}, n_states=2.5), "not 2.5"),  # type: ignore[arg-type]
    "list": (
        lambda: graph_model({"us": []}, {"us": [0, 1]}, n_states=2),  # type: ignore[dict-item]
        "preference of us is a Ranking or a Relation, not of type list",
    ),
    "none": (lambda: graph_model({"us": []}, {"us": None}, n_states=2), "of type NoneType"),  # type: ignore[dict-item]
    "no moves": (
        lambda: graph_model({"us": []}, {"us": ranks(0), "z": ranks(0)}, n_states=1),
        "z has a preference and no moves",
    ),
    "one short": (
        lambda: make_model(
            ["us", "them"], STATES, moves_of_options(STATES, 2), [ranks(0, 1, 2, 3)]
        ),
        "them has no preferences",
    ),
    # rankings
    "order of texts": (lambda: ranking_of_order(["0", "1"], n_states=2), "place 1 in the ranking"),  # type: ignore[list-item]
    "order None": (lambda: ranking_of_order(None, n_states=2), "are a list, not None"),  # type: ignore[arg-type]
    "worths as texts": (lambda: ranking_of_worths(["a", "b"]), "finite numbers are wanted"),
    "tolerance": (lambda: ranking_of_worths([1, 2], tolerance=np.nan), "a tolerance"),
    "tolerance -1": (lambda: ranking_of_worths([1, 2], tolerance=-1), "0 or more, not -1"),
    "weights": (lambda: ranking_of_weights(STATES, ["a", "b"], who="us"), "weights of us"),
    "huge weights": (lambda: ranking_of_weights(STATES, [1e308, 1e308]), "sums of the weights"),
    "pair of two": (lambda: with_pairs(unknown_relation(3), [(0, 1)]), "state, state, code"),  # type: ignore[list-item]
    "pair of halves": (lambda: with_pairs(unknown_relation(3), [(0.5, 1, 1)]), "not 0.5"),  # type: ignore[list-item]
    # states, decision makers and limits
    "witness": (lambda: find_witness(TWO, "0", decision_maker=0, concept="nash"), "not '0'"),  # type: ignore[arg-type]
    "witness for": (
        lambda: find_witness(TWO, 0, decision_maker="us", concept="nash"),  # type: ignore[arg-type]
        "index, from 0, not by 'us'",
    ),
    "evolution": (lambda: find_evolution(TWO, 0.5), "whole number, from 0, not 0.5"),  # type: ignore[arg-type]
    "paths": (lambda: find_paths(TWO, 0, targets=["x"]), "not 'x'"),  # type: ignore[list-item]
    "paths limit": (lambda: find_paths(TWO, 0, targets=[1], limit=1.5), "0 or more, not 1.5"),  # type: ignore[arg-type]
    "attractors": (lambda: find_attractors(TWO, start="x"), "not 'x'"),  # type: ignore[arg-type]
    "foresight": (lambda: find_foresight(TWO, "3"), "a whole number from 1 to 10,000, not '3'"),  # type: ignore[arg-type]
    "nonmyopic": (lambda: find_nonmyopic(TWO, limit=np.nan), "a number of horizons"),  # type: ignore[arg-type]
    "play by": (lambda: find_play(TWO, 2, 0, horizon=1), "no decision maker 2; they are 0 to 1"),
    "play at": (lambda: find_play(TWO, 0, 9, horizon=1), r"no state 10 \(index 9\); there are 3"),
    "reach from -1": (lambda: find_reach(TWO.moves, [0], -1), r"no state 0 \(index -1\)"),
    "reach by 5": (lambda: find_reach(TWO.moves, [5], 0), "no decision maker 5"),
    "reach by one twice": (lambda: find_reach(TWO.moves, [0, 0], 0), "named twice"),
    "reach of nobody": (lambda: find_reach([], [], 0), "moves of one decision maker or more"),
    "sets by 5": (lambda: find_reach_sets(TWO.moves, [5]), "no decision maker 5"),
    "upsets": (lambda: find_coalitions(TWO, max_upsets=1.5), "a number of upsets"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("ask", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(ask: Ask, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        ask()


def test_an_infinite_gap_between_worths_is_a_gap() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ranking_of_worths([-1.7e308, 1.7e308]).levels.tolist() == [0, 1]


def test_too_much_work_says_what_can_be_asked() -> None:
    n = 2000
    still = graph_model(
        {"us": [], "them": []}, {d: ranks(*[0] * n) for d in ("us", "them")}, n_states=n
    )
    most = MAX_WORK // n**2
    with pytest.raises(NotSupported, match=f"ask for {most:,} at most"):
        find_foresight(still, most + 1)


def test_too_many_movers_for_once() -> None:
    arcs = make_arcs([0], [1], n_states=2)
    with pytest.raises(NotSupported, match="all sets of 40 opponents"):
        find_reach([arcs] * 40, range(40), 0, semantics="once")


def test_why_a_relation_is_no_ranking_is_true() -> None:
    """Three states that go round, one step of them strict; as the relation has it."""
    rng = np.random.default_rng(7)
    refused = 0
    for _ in range(300):
        half = np.triu(rng.integers(-2, 3, (5, 5)), 1)
        relation = Relation((half - half.T).astype(np.int8))
        told = tell_flaw(relation)
        if find_ranking(relation) is not None:
            assert told == "it is a ranking"
            continue
        refused += 1
        words = [part.split() for part in told.split(", ")]
        steps = [(int(part[1]) - 1, part[3] == "preferred", int(part[-1]) - 1) for part in words]
        assert [b for _, _, b in steps] == [a for a, _, _ in steps[1:] + steps[:1]]
        assert any(strict for _, strict, _ in steps)
        for a, strict, b in steps:
            assert relation.codes[a, b] < 0 if strict else relation.codes[a, b] == 0
    assert refused > 100


def test_what_is_intransitive_is_named() -> None:
    circle = with_pairs(unknown_relation(3), [(0, 1, 1), (1, 2, 1), (2, 0, 1)])
    model = graph_model({"us": []}, {"us": circle}, n_states=3)
    with pytest.raises(
        InvalidInput, match=r"of us is not: state \d is preferred to state \d, state"
    ):
        need_ranking(model, 0, what="a plan")
