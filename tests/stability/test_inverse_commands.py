"""What ``--want`` and ``--draws`` show, on the screen and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.cli import stability_inverse, stability_robustness
from detente.cli.stability_given import Given
from detente.stability import (
    CONCEPTS,
    Concept,
    Model,
    PlainNaming,
    find_stability,
    graph_model,
    unknown_relation,
    with_pairs,
)
from detente.stability.inverse.conditions import find_conditions
from tests.stability.many_cases import swapped
from tests.stability.published import published_model
from tests.stability.random_models import random_options

EXAMPLES = Path(__file__).parents[2] / "examples"


def given_of(model: Model, concepts: tuple[Concept, ...] = CONCEPTS) -> Given:
    return Given(
        model=model,
        naming=PlainNaming(model),
        stability=find_stability(model, concepts=concepts),
        semantics="legal",
    )


def half_known() -> Model:
    """Elmira with everything known of two, and of the third only that it likes state 5 least."""
    model = published_model("elmira_9")
    known = with_pairs(unknown_relation(9), [(4, s, 1) for s in range(9) if s != 4])
    return model.with_preferences([*model.preferences[:2], known])


@pytest.fixture(autouse=True)
def wide_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_what_would_make_a_state_hold(capsys: pytest.CaptureFixture[str]) -> None:
    stability_inverse.show(given_of(published_model("syria_iraq_1975")), state=1)
    shown = capsys.readouterr().out
    assert shown.startswith("What would make state 2 an equilibrium\n")
    assert " Nash    no                3              16.7% " in shown
    assert " GMR     no                1              40.0% " in shown
    assert " SEQ     no                1              26.7% " in shown
    assert (
        "  – For Syria, both state 1 and state 3 rank no higher than state 2. This is judged "
        "otherwise.\n"
    ) in shown
    assert "  – For Syria, at least one of state 1 and state 4 ranks no higher than" in shown
    assert "judged otherwise: for Syria, at least one of state 3 and state 6" in shown
    assert "  It would hold if Syria preferred state 2 to state" in shown
    assert "not how hard it is to change a mind" in shown


def test_all_least_changes_are_named_and_both_forms_of_the_condition(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Elmira, state 1, SEQ: one swap of Uniroyal or one of LG; the clauses are on others as now."""
    stability_inverse.show(given_of(published_model("elmira_9"), ("nash", "seq")), state=0)
    nash, seq = " ".join(capsys.readouterr().out.split()).split("SEQ: ")
    assert "Nash: it depends on this – For MoE" in nash
    assert seq.startswith("with the preferences of the others as they are, it depends on this – ")
    assert re.search(
        r"With the preferences of all free to change, it has \d+ alternatives; --json has", seq
    )
    ways = seq.split("It would hold in each of these ways, with 1 swap: ")[1].split(". ")[0]
    assert re.fullmatch(r"if Uniroyal preferred [^;]*; or if LG preferred [^;]*", ways)
    assert "Fewest swaps if one alone changes: MoE 3; Uniroyal 1; LG 1." in seq


def test_a_short_joint_condition_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    stability_inverse.show(given_of(published_model("syria_iraq_1975"), ("seq",)), state=1)
    shown = " ".join(capsys.readouterr().out.split())
    joint = shown.split("With the preferences of all free to change, it depends on this: ")[1]
    assert "or for Syria, state 4 ranks above state 5, and for Iraq, state 4 ranks no" in joint
    assert "It would hold if Syria preferred state 2 to state 6." in joint


def test_the_same_as_json() -> None:
    model = published_model("elmira_9")
    result: dict[str, Any] = {}
    stability_inverse.add_to(result, given_of(model, ("nash", "seq")), state=0)
    told = json.loads(json.dumps(result))["inverse"]
    assert told["state"] == 1
    assert list(told["results"]) == ["nash", "seq"]
    seq = told["results"]["seq"]
    assert seq["least_change"]["swaps"] == 1
    assert {name: each["swaps"] for name, each in seq["alone"].items()} == {
        "MoE": 3,
        "Uniroyal": 1,
        "LG": 1,
    }
    conditions = find_conditions(model, 0, concept="seq").to_dict()
    assert seq["conditions"] == json.loads(json.dumps(conditions))
    assert seq["joint_conditions"]["joint"] is True
    assert seq["in_words"]["LG"][0].startswith("For LG, ")
    assert told["results"]["nash"]["joint_conditions"] is None


def test_json_writes_the_first_alternatives_of_a_joint_condition_and_how_many_there_are() -> None:
    model = random_options(np.random.default_rng(4), per_decision_maker=[1, 1, 1, 1])
    result: dict[str, Any] = {}
    stability_inverse.add_to(result, given_of(model, ("seq",)), state=0)
    told = result["inverse"]["results"]["seq"]["joint_conditions"]["per_decision_maker"]
    whole = find_conditions(model, 0, concept="seq", joint=True)
    for one in whole.of:
        counts = [len(clause) for clause in one.formula]
        assert told[one.name]["alternatives"] == counts
        assert [len(clause) for clause in told[one.name]["clauses"]] == [min(n, 12) for n in counts]
    assert max(max(each["alternatives"]) for each in told.values()) > 12
    assert len(json.dumps(result, indent=2).splitlines()) < 2000
    assert all(
        each["clauses"] == told[name]["clauses"] or len(each["clauses"][0]) > 12
        for name, each in whole.to_dict()["per_decision_maker"].items()
    )


def test_a_preference_that_is_no_ranking_has_conditions_and_no_least_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stability_inverse.show(given_of(half_known(), ("nash",)), state=0)
    shown = capsys.readouterr().out
    assert " Nash    yes               not found " in shown
    assert "No least change: the least change needs a complete and transitive preference" in shown


def test_shares_of_completions(capsys: pytest.CaptureFixture[str]) -> None:
    stability_robustness.show(given_of(half_known()), draws=200, seed=1)
    shown = capsys.readouterr().out
    assert "Equilibria where comparisons are unknown (states)" in shown
    assert "Unknown comparisons: LG 28. They are ordered so that a ranking comes out" in shown
    assert "In how many of 200 draws a state is an equilibrium" in shown
    assert "In how many of the draws a state is not stable for somebody (SEQ)" in shown
    assert "Drawn evenly from all rankings that agree with what is known. Seed 1." in shown
    assert "not a prediction" in shown


def test_shares_as_json() -> None:
    result: dict[str, Any] = {}
    stability_robustness.add_to(result, given_of(half_known()), draws=300, seed=2)
    told = json.loads(json.dumps(result))["robustness"]
    completions, draws = told["completions"], told["draws"]
    assert completions["exact"]
    assert completions["kind"] == draws["kind"] == "rankings"
    for concept in CONCEPTS:
        every = set(completions["results"][concept]["in_every"])
        some = set(completions["results"][concept]["in_some"])
        shares = {row["state"]: row["share"] for row in draws["results"][concept]}
        assert {state for state, share in shares.items() if share == 1} >= every
        assert set(shares) <= some
    again: dict[str, Any] = {}
    stability_robustness.add_to(again, given_of(half_known()), draws=300, seed=2)
    assert again == result


def test_swapping_two_decision_makers_changes_no_share() -> None:
    results: list[dict[str, Any]] = []
    for model in (half_known(), swapped(half_known())):
        result: dict[str, Any] = {}
        stability_robustness.add_to(result, given_of(model), draws=100, seed=3)
        results.append(result["robustness"]["draws"]["results"])
    assert results[0] == results[1]


def test_where_nothing_is_in_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    given = given_of(published_model("elmira_9"))
    stability_robustness.show(given, draws=100, seed=0)
    assert capsys.readouterr().out.startswith("Nothing is drawn: no preference is given as a range")
    result: dict[str, Any] = {}
    stability_robustness.add_to(result, given, draws=100, seed=0)
    assert result["robustness"]["draws"] is None


def test_a_circle_is_completed_pair_by_pair(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no ranking agrees with what is known, each comparison is completed by itself."""
    circle = with_pairs(unknown_relation(4), [(0, 1, 1), (1, 2, 1), (2, 0, 1)])
    model = graph_model(
        {"one": [(0, 3)], "two": [(3, 0)]}, {"one": circle, "two": circle}, n_states=4
    )
    stability_robustness.show(given_of(model), draws=50, seed=0)
    shown = capsys.readouterr().out
    assert "They are ordered one by one, without ties." in shown
    assert "Each comparison that is unknown is drawn either way, one by one." in shown


def test_the_comparison_that_decides_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    one = with_pairs(unknown_relation(3), [(0, 1, 1), (2, 0, 1), (2, 1, 1)])
    model = graph_model(
        {"one": [(0, 1)], "two": [(1, 2)]}, {"one": one, "two": unknown_relation(3)}, n_states=3
    )
    stability_robustness.show(given_of(model, ("seq",)), draws=400, seed=0)
    shown = " ".join(capsys.readouterr().out.split())
    assert "draws in which, for two, state 3 ranks above state 2, and in 0% (0–2) of the" in shown
    assert "State 1 is an equilibrium in 100% (98–100) of the" in shown


def test_ranges_of_a_case_are_drawn() -> None:
    """The bundled case: its ranges, not completions; the draws of the deal room."""
    from detente.case import load_case
    from detente.holding import model_of_case

    found = model_of_case(load_case(EXAMPLES / "ukraine-2025-12"))
    given = Given(
        model=found.model,
        naming=found.naming,
        stability=find_stability(found.model),
        semantics="legal",
        case_model=found,
        signed=found.signed,
    )
    result: dict[str, Any] = {}
    stability_robustness.add_to(result, given, draws=100, seed=0)
    told = result["robustness"]
    assert (told["draws"]["kind"], told["completions"]) == ("worths", None)
    shares = {row["state"]: row["share"] for row in told["draws"]["results"]["seq"]}
    assert all(0 < share <= 1 for share in shares.values())
    assert told["decided_by"]
    assert all(each["by"] for each in told["decided_by"])
