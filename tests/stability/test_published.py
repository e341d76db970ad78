"""Reference models: every verdict and every move that their sources state, by every algorithm.

Verdicts under a coalition are in ``test_one_mover.py``; the inverse counts are of other modules.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.stability import Model, Stability, find_reach, find_stability, pattern
from detente.stability.graph.model import make_model, moves_of_options, option_states
from detente.stability.graph.preference import ranking_of_worths
from detente.stability.graph.states import Option

from .definitions import CLASSICAL, equilibria, prefers, stable_states
from .published import NAMES, published_model, read_published

METHODS = ("condensation", "search", "matrix")


def _expected(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (name, told)
        for name in NAMES
        for told in read_published(name)["expected"]
        if told["type"] == kind
    ]


def numbers(states: Any) -> set[int]:
    return {int(state) + 1 for state in states}


def told_equilibria(found: Stability, concept: str) -> set[int]:
    if concept == "seq_or_sim":
        either = found.stable["seq"] | found.stable["sim"]
        return numbers(np.flatnonzero(either.all(axis=0)))
    return numbers(found.equilibria(concept))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param(name, told, id=f"{name}: {told['source_short']}")
        for name, told in _expected("equilibria")
        if "coalitions" not in told
    ],
)
def test_equilibria(name: str, told: dict[str, Any], method: str) -> None:
    model = published_model(name)
    found = find_stability(
        model,
        concepts=[*CLASSICAL, "sim"],  # type: ignore[list-item]
        semantics=told["semantics"],
        method=method,  # type: ignore[arg-type]
    )
    visible = set(told.get("visible", range(1, model.n_states + 1)))
    assert {
        concept: told_equilibria(found, concept) & visible for concept in told["equilibria"]
    } == {concept: set(states) for concept, states in told["equilibria"].items()}


@pytest.mark.parametrize("told", [told for _, told in _expected("moves")])
def test_moves_and_improvements(told: dict[str, Any]) -> None:
    """Figure 31: moves, and those drawn thick, which both want.

    "MoE+Uniroyal" moves as one there; here the two do the same one after the other.
    """
    model = published_model("elmira_12")
    government = model.index_of("Local Government")
    for state, (targets, better) in told["moves"]["Local Government"].items():
        assert numbers(model.moves[government].of(int(state) - 1)) == set(targets)
        assert numbers(model.improvements(government).of(int(state) - 1)) == set(better)
    for state, (targets, better) in told["moves"]["MoE+Uniroyal"].items():
        reached = np.flatnonzero(find_reach(model.moves, [0, 1], int(state) - 1).reached)
        assert numbers(reached) == set(targets)
        for_both = [t for t in reached if all(prefers(model, i, t, int(state) - 1) for i in (0, 1))]
        assert numbers(for_both) == set(better)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("semantics", ["legal", "single", "once"])
def test_every_model_as_defined(name: str, semantics: str) -> None:
    model = published_model(name)
    concepts = (*CLASSICAL, "sim") if model.states.options else CLASSICAL
    for method in METHODS:
        found = find_stability(model, concepts=concepts, semantics=semantics, method=method)  # type: ignore[arg-type]
        for concept in concepts:
            assert [set(np.flatnonzero(row)) for row in found.stable[concept]] == stable_states(
                model, concept, semantics
            )


def test_number_of_states_is_as_stated() -> None:
    stated = {name: read_published(name).get("n_feasible") for name in NAMES}
    for name, count in stated.items():
        if count is not None:
            assert published_model(name).n_states == count


def test_syria_iraq_ranking_is_that_of_table_3() -> None:
    """The statements give the ranking that the handout prints."""
    told, model = read_published("syria_iraq_1975"), published_model("syria_iraq_1975")
    for i, name in enumerate(model.decision_makers):
        levels = model.preferences[i].levels  # type: ignore[union-attr]
        best_first = sorted(range(model.n_states), key=lambda state: -levels[state])
        assert [state + 1 for state in best_first] == told["ranking_published"][name]


class TestElmira:
    """The nine canonical states (Hipel, Fang, Kilgour and Haight 1993)."""

    def test_equilibria_are_5_8_and_9(self) -> None:
        found = find_stability(published_model("elmira_9"))
        for concept in ("nash", "seq", "sseq"):
            assert numbers(found.equilibria(concept)) == {5, 8, 9}
        for concept in ("gmr", "smr"):
            assert numbers(found.equilibria(concept)) == {1, 4, 5, 8, 9}

    def test_from_the_status_quo(self) -> None:
        """By improvements 1 leads to 5 only; by any moves to all others, to 8 in three."""
        model = published_model("elmira_9")
        improvements = [model.improvements(i) for i in range(3)]
        assert numbers(np.flatnonzero(find_reach(improvements, range(3), 0).reached)) == {5}
        reach = find_reach(model.moves, range(3), 0)
        assert numbers(np.flatnonzero(reach.reached)) == set(range(2, 10))
        assert reach.length(7) == 3

    def test_coalescing_all_states_with_abandon_gives_the_nine(self) -> None:
        """The option model with Abandon coalesced is the published graph, number for number."""
        graph, options = published_model("elmira_9"), _elmira_coalesced(published_model("elmira_9"))
        assert options.n_states == 9
        for one, two in zip(graph.moves, options.moves, strict=True):
            assert set(one.pairs()) == set(two.pairs())
        assert [options.states.letters(state) for state in range(9)] == [
            "NYNNN",
            "YYNNN",
            "NNYNN",
            "YNYNN",
            "NYNNY",
            "YYNNY",
            "NNYNY",
            "YNYNY",
            "-NNY-",
        ]
        one, two = find_stability(graph), find_stability(options)
        for concept in CLASSICAL:
            assert (one.stable[concept] == two.stable[concept]).all()

    def test_twelve_states_tell_the_same_story(self) -> None:
        """Abandonment is an equilibrium whatever else is done, and so are the states of 5 and 8."""
        found = find_stability(published_model("elmira_12"))
        assert numbers(found.equilibria("nash")) == {5, 6, 7, 10, 11, 12}
        assert equilibria(published_model("elmira_12"), "nash") == set(found.equilibria("nash"))


def _elmira_coalesced(graph: Model) -> Model:
    given = read_published("elmira_9")
    states = option_states(
        {
            "MoE": [Option("modify", 0, "take")],
            "Uniroyal": [
                Option("delay", 0, "drop"),
                Option("accept", 0),
                Option("abandon", 0, "take"),
            ],
            "LG": ["insist"],
        },
        infeasible=[pattern(text) for text in ("-YY--", "-Y-Y-", "--YY-", "-NNN-")],
        coalesced=[pattern("---Y-")],
    )
    worths = [ranking_of_worths(given["preferences"][n]["payoff"]) for n in graph.decision_makers]
    return make_model(graph.decision_makers, states, moves_of_options(states, 3), worths)
