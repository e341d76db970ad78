"""``detente stability``: overview, a draft once signed, further questions, files, exit codes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from detente.case import load_case
from detente.cli.stability import stability
from detente.cli.stability_given import Given
from detente.errors import InvalidInput, NoSolution, NotSupported
from detente.exchange import case_of_gmcr, read_gmcr, read_model
from detente.stability import PlainNaming, find_stability
from tests.cli.test_ratify import TALKS
from tests.stability.published import published_model

ROOT = Path(__file__).resolve().parents[2]
UKRAINE, HARBOUR = (str(ROOT / "examples" / name) for name in ("ukraine-2025-12", "harbour"))
MOVES = """\
moves:
  title: Once the paper is signed
  basis: judgement of A. Coder
  options:
    north:
      n-signs: {title: Signs the paper, direction: take}
      n-breaks: {title: Breaks the paper, left: Returns to the paper}
    south:
      s-guards: {title: Guards the ford, left: Leaves the ford}
  infeasible: [{if: n-breaks, then: n-signs}]
  states:
    today: {when: not n-signs and not s-guards, title: Nothing is signed}
    quiet: {when: n-signs and not n-breaks and not s-guards, title: The paper stands unguarded}
    signed: {when: n-signs and not n-breaks, title: The paper stands, outcome: {draft: paper}}
  status_quo: today
  preferences:
    north: {statements: [if s-guards then not n-breaks, n-breaks, n-signs]}
    south: {statements: [n-signs, if n-breaks then s-guards, not s-guards]}
"""
CHICKEN = {
    "decisionMakers": [
        {"name": "Row", "options": [0], "preferenceRanking": [2, 1, 3, 4]},
        {"name": "Column", "options": [1], "preferenceRanking": [3, 1, 2, 4]},
    ],
    "options": [
        {"name": "Drive on", "permittedDirection": "both"},
        {"name": "Drive on too", "permittedDirection": "both"},
    ],
    "infeasibles": [],
    "useManualPreferenceRanking": True,
    "version": "0.4",
}


@pytest.fixture
def folder(tmp_path: Path):
    def write(text: str) -> str:
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


@pytest.fixture
def chicken(tmp_path: Path) -> str:
    path = tmp_path / "chicken.gmcr"
    path.write_text(json.dumps(CHICKEN), encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(stability, arguments)


def flat(result: Result) -> str:
    assert result.exception is None, result.exception
    return " ".join(result.stdout.split())


def data(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--json").stdout)
    return found


def test_the_overview(folder) -> None:
    """Who can do what, which states are equilibria, how things stand, whether the draft holds."""
    text = flat(run(folder(TALKS + MOVES)))
    assert text.startswith("Once the paper is signed, as of 2025-06-01 Who can do what (6 states)")
    assert "North Signs the paper (cannot be undone); Breaks the paper" in text
    assert "GMR, SMR, SEQ and SSEQ: states 2 and 5 are equilibria." in text
    assert "1 Nothing is signed [status quo]" in text
    assert "2 The paper stands unguarded [paper signed]" in text
    assert "Things stand at state 1 (Nothing is signed), no equilibrium." in text
    assert "Nash: no move of one's own leads to anything better; GMR:" in text
    assert "predict" not in text.replace("is no prediction.", "")


def test_a_draft_that_holds_as_long_as_answers_deter(folder) -> None:
    text = flat(run(folder(TALKS + MOVES), "--draft", "paper"))
    assert (
        "Draft paper, taken as signed. On these judgements it holds as long as answers deter: in "
        "state 2 (The paper stands unguarded) there are better moves, all deterred: North breaks "
        "the paper (2 → 3); the others can answer it, to their own gain, so that it gains nothing."
        in text
    )
    assert "North → 3 (deterred)" in text
    assert "Then South guards the ford; that leads to state 6" in text


def test_a_draft_that_does_not_hold(folder) -> None:
    """Without the second statement South would rather not guard, whatever happens."""
    free = MOVES.replace("if n-breaks then s-guards, ", "")
    text = flat(run(folder(TALKS + free), "--draft", "paper"))
    assert (
        "it does not hold in state 2 (The paper stands unguarded): North breaks the paper "
        "(2 → 3), and no answer that the others would gain by deters that." in text
    )


def test_json_is_the_record_and_what_was_asked_besides(folder) -> None:
    place = folder(TALKS + MOVES)
    found = data(place)
    assert found["results"]["seq"]["equilibria"] == [2, 5]
    assert found["results"]["nash"]["per_decision_maker"]["north"] == [3, 5]
    assert found["states"][1]["options"] == {"n-signs": True, "n-breaks": False, "s-guards": False}
    assert found["decision_makers"] == ["north", "south"]
    assert (found["semantics"], found["exact"], found["status_quo"]) == ("legal", True, 1)
    assert "draft" not in found
    asked = data(place, "--draft", "paper", "--state", "quiet", "--to", "quiet", "--coalitions")
    assert asked["draft"]["id"] == "paper"
    assert asked["draft"]["states"] == [2, 5]
    first = asked["draft"]["examined"][0]
    assert first["leaves"] == [{"decision_maker": "north", "to": 3, "deterred": True}]
    assert {"witnesses", "paths", "coalitions"} <= set(asked)
    assert asked["results"] == found["results"]


def test_concepts_in_the_order_asked_and_once(folder) -> None:
    place = folder(TALKS + MOVES)
    found = data(place, "--concept", "seq", "--concept", "sim", "--concept", "seq")
    assert list(found["results"]) == ["seq", "sim"]
    assert "SIM" in flat(run(place, "--concept", "sim"))


def test_a_large_model_is_capped_and_says_so(folder) -> None:
    text = flat(run(folder(TALKS + MOVES), "--limit", "2"))
    assert "3 more states are not shown, no equilibrium among them; --limit shows more" in text


@pytest.mark.parametrize(
    "flags",
    [
        ["--state", "quiet"],
        ["--from", "today"],
        ["--to", "n-signs and n-breaks and s-guards"],
        ["--coalitions"],
        ["--horizon", "3"],
        ["--strength"],
        ["--unknown"],
        ["--want", "5"],
        ["--draws", "50", "--seed", "3"],
    ],
    ids=lambda flags: flags[0],
)
def test_every_further_question_is_answered_on_the_screen_and_as_json(folder, flags) -> None:
    place = folder(TALKS + MOVES)
    assert len(flat(run(place, *flags))) > 400
    added = set(data(place, *flags)) - set(data(place))
    assert len(added) == 1


def test_a_model_file(chicken: str) -> None:
    """Chicken: the two states where one gives way are the Nash equilibria."""
    text = flat(run(chicken))
    assert text.startswith("chicken")
    assert "Nash" in text
    found = data(chicken)
    assert found["results"]["nash"]["equilibria"] == [2, 3]
    assert "status_quo" not in found


@pytest.mark.parametrize("flags", [["--draft", "paper"], ["--as-of", "2025-06-01"]])
def test_what_a_model_file_has_not(chicken: str, flags: list[str]) -> None:
    result = run(chicken, *flags)
    assert result.exit_code == 2
    assert "goes with a case folder" in result.stderr


def test_a_file_that_is_not_there() -> None:
    result = run("absent.gmcr")
    assert isinstance(result.exception, InvalidInput)
    assert str(result.exception) == "absent.gmcr: there is no such file"


def test_draws_are_not_for_moves_at_the_same_time(folder) -> None:
    result = run(folder(TALKS + MOVES), "--concept", "sim", "--draws", "10")
    assert result.exit_code == 2
    assert "not with sim alone" in result.stderr


def test_paths_need_a_start(chicken: str) -> None:
    result = run(chicken, "--to", "2")
    assert result.exit_code == 2
    assert "name a state with --from" in result.stderr
    assert run(chicken, "--from", "1", "--to", "2").exit_code == 0


def test_a_case_without_moves_has_no_answer(folder) -> None:
    place = folder(TALKS)
    assert isinstance(run(place).exception, NoSolution)
    result = run(place, "--json")
    assert json.loads(result.stdout)["results"] == {}
    assert "does not say what each can do" in json.loads(result.stdout)["reason"]


def test_a_draft_that_no_state_stands_for(folder) -> None:
    unsaid = MOVES.replace(", outcome: {draft: paper}", "")
    assert isinstance(run(folder(TALKS + unsaid), "--draft", "paper").exception, NoSolution)


def test_a_draft_that_is_not_there(folder) -> None:
    result = run(folder(TALKS + MOVES), "--draft", "papyrus")
    assert isinstance(result.exception, InvalidInput)
    assert "there is no draft 'papyrus' in the case; there are: paper" in str(result.exception)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9", "--state: there is no state 9; states are numbered from 1 to 6"),
        ("n-signs and not n-breaks", "matches 2 states (2, 5); name one of them by its number"),
        ("n-breaks and not n-signs", "no feasible state matches"),
        ("n-sings", "no state and no option is called 'n-sings'; did you mean 'n-signs'?"),
        ("n-sings or n-breaks", "did you mean 'n-signs'?"),
        ("9" * 5000, "there is no state 999999999999"),
        ("n-signs and", "an option is expected here"),
    ],
)
def test_a_state_that_cannot_be_meant(folder, text: str, said: str) -> None:
    result = run(folder(TALKS + MOVES), "--state", text)
    assert isinstance(result.exception, InvalidInput)
    assert said in str(result.exception)


def test_a_name_means_the_state_that_bears_it(folder) -> None:
    """State 2 has a name of its own, so that ``signed`` is what state 5 goes by."""
    result = run(folder(TALKS + MOVES), "--state", "signed")
    assert "State 5 (The paper stands: s-guards) Is state 5 stable for each?" in flat(result)
    assert (
        "--state: 'signed' covers 2 states; taken is state 5, the only one that has no other name"
        in result.stderr
    )


def test_one_concept_is_explained_alone(folder) -> None:
    text = flat(run(folder(TALKS + MOVES), "--draft", "paper", "--concept", "sseq"))
    assert "in every sense" not in text
    assert "GMR" not in text
    assert "SSEQ: every improvement can be answered, by moves of the others, with " in text


def elmira(name: str) -> Given:
    model = published_model(name)
    return Given(model, PlainNaming(model), find_stability(model), "legal")


def test_states_by_number_letters_and_expression() -> None:
    """Elmira, state 5 of 12: Uniroyal has abandoned, and nobody has done anything else."""
    given = elmira("elmira_12")
    assert given.state("5") == given.state("NNNYN") == 4
    with pytest.raises(InvalidInput, match="matches 4 states"):
        given.state("Abandon")
    assert given.state("Abandon and not Modify and not Insist") == 4


def test_states_of_a_graph_by_number_only() -> None:
    given = elmira("elmira_9")
    assert given.state("9") == 8
    with pytest.raises(InvalidInput, match="there is no state 'east'"):
        given.state("east")


def test_foresight_is_for_two(folder) -> None:
    assert isinstance(run(UKRAINE, "--horizon", "2").exception, NotSupported)


GRAPH = {
    "schema": "detente/graph-model/1",
    "decision_makers": [{"id": "alone"}],
    "states": [{"number": 1}, {"number": 2, "label": "peace"}],
    "moves": {"alone": [[1, 2]]},
    "preferences": {"alone": {"ranking": [2, 1]}},
    "status_quo": 1,
}


def graph_file(folder: Path, **changed: Any) -> str:
    path = folder / "graph.json"
    path.write_text(json.dumps(GRAPH | changed), "utf-8")
    return str(path)


def test_a_question_that_is_refused_prints_nothing(tmp_path: Path) -> None:
    refused = run(graph_file(tmp_path), "--strength", "--horizon", "2")
    assert isinstance(refused.exception, NotSupported)
    assert "there is one" in str(refused.exception)
    assert "merge" not in str(refused.exception)
    assert refused.stdout == ""


def test_states_of_a_graph_are_called_by_their_label_or_not_at_all(tmp_path: Path) -> None:
    text = flat(run(graph_file(tmp_path)))
    assert "1 [status quo]" in text
    assert "2 peace all" in text
    assert "nothing" not in text.split("Things stand")[0]


def test_errors_in_a_model_file_name_it(tmp_path: Path, chicken: str) -> None:
    told = Path(chicken).read_text("utf-8")
    for instead, said in (("[2, 1, 3]", "state 4 is missing"), ("[2, 1, 3, 3]", "state 3 twice")):
        Path(chicken).write_text(told.replace("[2, 1, 3, 4]", instead), "utf-8")
        with pytest.raises(InvalidInput, match=f"^chicken.gmcr: .*{said}"):
            read_model(chicken)
        with pytest.raises(InvalidInput, match=f"^chicken.gmcr: .*{said}"):
            case_of_gmcr(read_gmcr(chicken), as_of=date(2025, 6, 1))


def test_headings_fold(tmp_path: Path) -> None:
    for width in (40, 80):
        found = CliRunner(env={"COLUMNS": str(width)}).invoke(stability, [graph_file(tmp_path)])
        assert max(map(len, found.stdout.splitlines())) <= width


def test_an_earlier_day_cites_no_later_source() -> None:
    late = {s.id for s in load_case(UKRAINE).sources if s.issued > "2025-11-30"}
    found = data(UKRAINE, "--draft", "us-28", "--as-of", "2025-11-30")
    assert not late & cited(found)
    assert late & cited(data(UKRAINE, "--draft", "us-28"))
    told = "What each can do and would rather see is judged for 2025-12-29; these judgements carry"
    assert any(note.startswith(told) for note in found["case"]["notes"])
    assert told in flat(run(UKRAINE, "--draft", "us-28", "--as-of", "2025-11-30"))


def cited(found: Any) -> set[str]:
    """Return the ids of all sources that are named anywhere in JSON data."""
    if isinstance(found, list):
        return set().union(*map(cited, found))
    if not isinstance(found, dict):
        return set()
    own = {found["source"]} if isinstance(found.get("source"), str) else set()
    return own.union(*map(cited, found.values()))


def test_before_the_signed_draft_others_are_named() -> None:
    refused = run(UKRAINE, "--as-of", "2025-12-10").exception
    assert isinstance(refused, NoSolution)
    assert "--draft ID (drafts known by then: " in str(refused)
    assert "us-28" in str(refused)
    assert "p-20" not in str(refused).split("(")[1]


def test_the_bundled_cases_have_an_answer() -> None:
    text = flat(run(UKRAINE, "--draft", "us-28"))
    assert "Draft us-28, taken as signed although it breaches " in text
    assert "Where things stand today, state 30" in text
    assert "red line" in text
    text = flat(run(HARBOUR))
    assert "Things stand at state 1 (Nothing is built)" in text
    assert "Draft single-text, taken as signed." in text
