"""What ``--state``, ``--from`` and ``--to`` show, on the screen and as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.cli import stability_paths, stability_reasons
from detente.cli.stability_given import Given
from detente.stability import CONCEPTS, Concept, Model, PlainNaming, find_stability
from tests.stability.published import published_model
from tests.stability.test_reasons import supporter_and_attacker


def given_of(
    model: Model, naming: PlainNaming | None = None, concepts: tuple[Concept, ...] = CONCEPTS
) -> Given:
    return Given(
        model=model,
        naming=naming or PlainNaming(model),
        stability=find_stability(model, concepts=concepts),
        semantics="legal",
    )


@pytest.fixture(autouse=True)
def wide_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_reasons_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    """Senses with the same reason are told once; a state is named in full once."""
    model, naming = supporter_and_attacker()
    stability_reasons.show(given_of(model, naming), state=1)
    shown = capsys.readouterr().out
    assert shown.startswith("State 2 (the text stands)\n")
    assert " the United States     no     yes   yes   yes   yes " in shown
    assert " all: an equilibrium   no     yes   yes   yes   yes " in shown
    assert shown.count("(the text stands)") == 1
    assert "  – Nash, GMR, SMR, SEQ, SSEQ: The one move of Russia from state 2 leads to" in shown
    assert "  – GMR, SEQ: If the United States stops arming Ukraine" in shown
    assert "  – SMR, SSEQ: If the United States stops arming Ukraine" in shown


def test_reasons_as_json() -> None:
    model = published_model("elmira_9")
    result: dict[str, Any] = {}
    stability_reasons.add_to(result, given_of(model, concepts=("gmr", "seq")), state=0)
    told = result["witnesses"]
    assert json.loads(json.dumps(result)) == result
    assert told["state"] == 1
    assert [(one["concept"], one["equilibrium"]) for one in told["concepts"]] == [
        ("gmr", True),
        ("seq", False),
    ]
    assert told["concepts"][1]["in_words"] == (
        "State 1 is no equilibrium under SEQ: not stable for LG."
    )
    last = told["concepts"][0]["per_decision_maker"][2]
    assert last["improvements"][0]["sanction"]["state"] == 9
    assert last["in_words"][-1] == "So state 1 is stable for LG."


def test_what_can_be_reached_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    stability_paths.show(given_of(published_model("elmira_9")), source=0)
    shown = capsys.readouterr().out
    assert shown.startswith("From state 1\n")
    assert " 1       LG: 5                  MoE: 2; Uniroyal: 3 and 9; LG: 5 " in shown
    assert " 3       –                      anybody: 8 " in shown
    assert "By improvements only: 1 of 8 other states can be reached." in shown
    assert "By any moves: 8 of 8 other states can be reached." in shown
    assert "Improvements alone from state 1 must end in state 5." in shown
    assert " 8       Nash, GMR, SMR, SEQ, SSEQ   not possible           3, in 6 ways" in shown


def test_ways_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    model, naming = supporter_and_attacker()
    stability_paths.show(given_of(model, naming), source=1, target=2)
    shown = capsys.readouterr().out
    assert "  – the United States stops arming Ukraine: state 1; then Russia attacks again" in shown
    assert shown.count("(the text stands)") == 1
    assert "Every way there contains these 2 moves" in shown
    assert "By any moves, state 3 can be reached from state 2 in 2 moves at the fewest" in shown


def test_no_way_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    stability_paths.show(given_of(published_model("elmira_9")), source=8, target=0)
    assert capsys.readouterr().out == (
        "By improvements only, state 1 cannot be reached from state 9.\n\n"
        "By any moves, state 1 cannot be reached from state 9.\n\n"
    )


def test_from_a_state_that_nobody_can_leave(capsys: pytest.CaptureFixture[str]) -> None:
    stability_paths.show(given_of(published_model("elmira_9")), source=8)
    shown = capsys.readouterr().out
    assert "By any moves: 0 of 8 other states can be reached." in shown
    assert "Nobody has an improvement from state 9." in shown


def test_ways_as_json() -> None:
    result: dict[str, Any] = {}
    stability_paths.add_to(result, given_of(published_model("elmira_9")), source=0, target=7)
    told = result["paths"]
    assert json.loads(json.dumps(result)) == result
    assert (told["from"], told["to"]) == (1, 8)
    assert told["by_improvements"]["length"] is None
    assert (told["by_moves"]["length"], told["by_moves"]["count"]) == (3, 6)
    assert told["by_moves"]["in_words"][1] == (
        "No way there, however long, does without moves of MoE, Uniroyal and LG."
    )


def test_what_can_be_reached_as_json() -> None:
    result: dict[str, Any] = {}
    stability_paths.add_to(result, given_of(published_model("elmira_9")), source=0)
    told = result["paths"]
    assert json.loads(json.dumps(result)) == result
    assert told["to"] is None
    assert told["by_improvements"]["reached"] == 2
    assert {path["to"] for path in told["by_moves"]["to_equilibria"]} == {4, 5, 8, 9}
    assert told["equilibria_left_out"] == 0
    assert [one["states"] for one in told["ends"]["attractors"] if one["open_to_start"]] == [[5]]
