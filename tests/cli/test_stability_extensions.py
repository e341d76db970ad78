"""``detente stability`` with coalitions, foresight, strength and unknown preferences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from detente.cli.stability import stability
from detente.exchange.graph_json_write import write_graph_json
from detente.stability import (
    UNKNOWN,
    Model,
    find_coalitions,
    find_foresight,
    find_nonmyopic,
    find_strength,
    find_uncertain,
    graph_model,
    ranking_of_order,
    relation_of_ranking,
    with_pairs,
)
from tests.stability.published import published_model
from tests.stability.random_models import random_graph


@pytest.fixture
def ask(tmp_path: Path) -> Any:
    """Ask about a model, and return what is printed (folded lines joined), or the JSON data."""

    def asked(
        model: Model, *options: str, fails: bool = False, status_quo: int | None = None
    ) -> Any:
        path = tmp_path / f"model{len(list(tmp_path.iterdir()))}.json"
        write_graph_json(model, path, status_quo=status_quo)
        result = CliRunner().invoke(stability, [str(path), *options])
        if fails:
            return result.exception
        assert result.exit_code == 0, result.output
        if "--json" in options:
            return json.loads(result.stdout)
        return " ".join(result.stdout.split())

    return asked


def test_elmira_says_who_would_leave_together(ask: Any) -> None:
    told = ask(published_model("elmira_9"), "--coalitions", "--concept", "nash")
    assert (
        "Nash: states 5, 8 and 9 hold against each decision maker alone; of these, states 8 and 9 "
        "hold against every coalition." in told
    )
    assert (
        "MoE and Uniroyal together could leave state 5 for state 8, which both prefer: Uniroyal "
        "moves to state 7, then MoE moves to state 8. It does not hold against them in the sense "
        "of Nash." in told
    )
    assert "LG together" not in told


def test_options_that_change_are_told(ask: Any) -> None:
    told = ask(published_model("elmira_12"), "--coalitions")
    assert (
        "MoE and Uniroyal together could leave state 7 for state 10, which both prefer: Uniroyal "
        "drops “Delay” and takes “Accept”, then MoE takes “Modify”. It does not hold against them "
        "in the sense of Nash, GMR, SMR and SEQ." in told
    )


def test_members_who_need_not_move_are_named(ask: Any) -> None:
    """In SEQ the ministry would answer, with the company; in a coalition it does not."""
    told = ask(published_model("elmira_9"), "--coalitions", "--concept", "seq")
    assert (
        "MoE and LG together could leave state 1 for state 5, which both prefer: LG moves to "
        "state 5, and MoE makes no move against it." in told
    )


def test_larger_coalitions_are_folded_and_many_are_counted(ask: Any) -> None:
    model = random_graph(np.random.default_rng(3), states=30, decision_makers=4, density=0.05)
    told = ask(model, "--coalitions")
    found = find_coalitions(model, max_upsets=1000)
    pairs = {(u.coalition, u.state) for c in found.upsets for u in found.upsets[c]}
    smallest = {
        (h, s) for h, s in pairs if not any(set(k) < set(h) and other == s for k, other in pairs)
    }
    assert len(pairs) > len(smallest) > 12
    assert told.count("together could leave") == 12
    assert f"… and {len(smallest) - 12} more; --json has them." in told
    assert "Larger coalitions that contain one of these are left out" in told
    assert "gone through here" not in told


def test_what_is_only_counted_is_said(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.cli.stability_coalitions.MAX_UPSETS", 2)
    model = random_graph(np.random.default_rng(3), states=30, decision_makers=4, density=0.05)
    count = sum(find_coalitions(model).upset_counts.values())
    assert f"of {count:,} ways to leave an equilibrium together" in ask(model, "--coalitions")


def test_where_things_stand_comes_first(ask: Any) -> None:
    model = random_graph(np.random.default_rng(3), states=30, decision_makers=4, density=0.05)
    found = find_coalitions(model)
    last = max(u.state for c in found.upsets for u in found.upsets[c])
    told = ask(model, "--coalitions", status_quo=last)
    first = told.index("together could leave")
    assert told[first:].startswith(f"together could leave state {last + 1} ")


def test_one_equilibrium_that_is_upset(ask: Any) -> None:
    """Both would rather be in state 3, and neither gains by the first step."""
    moves = {"one": [(0, 1)], "two": [(1, 2)]}
    order = ranking_of_order([2, 0, 1], n_states=3)
    model = graph_model(moves, {"one": order, "two": order}, n_states=3)
    told = ask(model, "--coalitions", "--concept", "nash")
    assert "states 1 and 3 hold against each decision maker alone; of these, state 3 holds" in told
    moves["two"].append((2, 0))
    worse = ranking_of_order([2, 1, 0], n_states=3)
    cycle = graph_model(
        moves, {"one": worse, "two": ranking_of_order([0, 2, 1], n_states=3)}, n_states=3
    )
    assert "no state holds against each" in ask(cycle, "--coalitions", "--concept", "nash")


def test_nothing_to_upset_is_said(ask: Any) -> None:
    told = ask(published_model("syria_iraq_1975"), "--coalitions", "--concept", "nash")
    assert (
        "Nash: state 6 holds against each decision maker alone, and against every coalition."
        in told
    )
    assert "together could leave" not in told


def chicken() -> Model:
    moves = {"one": [(0, 2), (2, 0), (1, 3), (3, 1)], "two": [(0, 1), (1, 0), (2, 3), (3, 2)]}
    orders = {"one": [2, 0, 1, 3], "two": [1, 0, 2, 3]}
    rankings = {name: ranking_of_order(order, n_states=4) for name, order in orders.items()}
    return graph_model(moves, rankings, n_states=4)


def test_chicken_with_foresight(ask: Any) -> None:
    told = ask(chicken(), "--horizon", "4")
    assert "1 2 and 3 2 none 3 1 4 1" in told
    assert "state 1 from 3 on from 3 on from 3 on" in told
    assert "Depending on ties" not in told
    assert "What is expected is the same from 3 moves ahead on, however far they look." in told


def test_where_things_stand_each_is_told_what_it_can_expect(ask: Any) -> None:
    told = ask(chicken(), "--horizon", "2", status_quo=1)
    assert (
        "If one has the move in state 2 and looks 2 moves ahead, it has reason to expect state 3: "
        "one moves to state 4, then two moves to state 3." in told
    )
    assert "If two has the move in state 2 and looks 2 moves ahead, it has reason to stay." in told
    data = ask(chicken(), "--horizon", "2", "--json", status_quo=1)
    assert data["foresight"]["plays"] == [
        {
            "state": 2,
            "mover": "one",
            "anticipated": [3],
            "play": [
                {"mover": "one", "from": 2, "to": 4},
                {"mover": "two", "from": 4, "to": 3},
            ],
        },
        {"state": 2, "mover": "two", "anticipated": [2], "play": []},
    ]


def test_matching_pennies_never_settles(ask: Any) -> None:
    moves = {"one": [(0, 2), (2, 0), (1, 3), (3, 1)], "two": [(0, 1), (1, 0), (2, 3), (3, 2)]}
    orders = {"one": [0, 1, 3, 2], "two": [1, 0, 2, 3]}
    rankings = {name: ranking_of_order(order, n_states=4) for name, order in orders.items()}
    model = graph_model(moves, rankings, n_states=4)
    found = find_nonmyopic(model)
    assert found.period > 1
    told = ask(model, "--horizon", "3")
    assert f"repeats itself every {found.period} moves" in told
    assert ", …" in told


def test_a_search_that_finds_no_end_says_so_and_shows_the_rest(
    ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.stability.extensions.nonmyopic.MAX_WORK", 2 * 16)
    told = ask(chicken(), "--horizon", "3")
    assert "1 2 and 3 2 none 3 1" in told
    assert "In the long run: what is anticipated has not repeated itself within 2 horizons" in told
    data = ask(chicken(), "--horizon", "3", "--json")
    assert "within 2 horizons" in data["foresight"]["nonmyopic"]["reason"]


def test_ties_are_told_apart(ask: Any) -> None:
    """Two moves lead one to outcomes it likes alike, and the other's stay depends on which."""
    moves = {"one": [(1, 2), (1, 3)], "two": [(0, 1)]}
    one = ranking_of_order([[2, 3], 1, 0], n_states=4)
    two = ranking_of_order([2, 0, 1, 3], n_states=4)
    model = graph_model(moves, {"one": one, "two": two}, n_states=4)
    found = find_foresight(model, 2)
    assert 0 not in found.equilibria(2)
    assert 0 in found.equilibria(2, certainty="possibly")
    told = ask(model, "--horizon", "2")
    assert "Depending on ties" in told
    assert "2 3 and 4 1" in told


def test_three_decision_makers_have_no_foresight(ask: Any) -> None:
    error = ask(published_model("elmira_9"), "--horizon", "2", fails=True)
    assert "definitions in the literature disagree" in str(error)


def threat(code: int) -> Model:
    """One leaves state 1 for 2; the other answers with 3, whose code against 1 is given."""
    one = with_pairs(relation_of_ranking(ranking_of_order([1, 0, 2], n_states=3)), [(0, 2, code)])
    two = ranking_of_order([2, 1, 0], n_states=3)
    return graph_model({"one": [(0, 1)], "two": [(1, 2)]}, {"one": one, "two": two}, n_states=3)


def test_a_strong_threat(ask: Any) -> None:
    told = ask(threat(-2), "--strength")
    assert "GMR 1 and 3 none" in told
    assert "Nothing is recorded as much better or much worse for two" in told


def test_without_strong_comparisons_nothing_is_a_strong_threat(ask: Any) -> None:
    told = ask(threat(-1), "--strength")
    assert "GMR 3 1" in told
    assert "so no threat counts as strong" in told
    assert "Whom only a weak threat keeps" not in told


def test_a_weak_threat_is_named_beside_strong_comparisons(ask: Any) -> None:
    model = threat(-1)
    strong = with_pairs(model.preferences[0], [(1, 2, -2)])  # type: ignore[arg-type]
    told = ask(model.with_preferences([strong, model.preferences[1]]), "--strength")
    assert "Whom only a weak threat keeps from leaving" in told
    assert "state 1 one one one" in told


def test_unknown_threats(ask: Any) -> None:
    told = ask(threat(UNKNOWN), "--unknown")
    assert "GMR 3 3 1 and 3 1 and 3" in told
    assert "Not known how they compare: 1 pair for one." in told
    assert "d: leaves only for what is certainly better" in told


def test_no_unknown_pair_is_said(ask: Any) -> None:
    assert "the four say the same" in ask(threat(-1), "--unknown")


def test_json_has_all_of_it(ask: Any) -> None:
    model = chicken()
    asked = ("--coalitions", "--strength", "--unknown", "--horizon", "5", "--json")
    data = ask(model, *asked)
    for key, record in (
        ("coalitions", find_coalitions(model, max_upsets=1000)),
        ("strength", find_strength(model)),
        ("unknown", find_uncertain(model)),
        ("foresight", find_foresight(model, 5)),
    ):
        told = record.to_dict()
        expected = {k: v for k, v in told.items() if k not in ("states", "decision_makers")}
        assert {k: v for k, v in data[key].items() if k not in ("nonmyopic", "plays")} == expected
    far = data["foresight"]["nonmyopic"]
    assert far["results"]["surely"]["equilibria"] == [1]
