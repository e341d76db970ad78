"""What each can do and would rather see: the records, their checks, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import reduce
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from detente.case import Case, load_case, read_case, save_case
from detente.case.moves import Comparison, Moves, Outcome, Statement, Tied
from detente.case.plain import to_plain
from detente.case.quantity import Quantity
from detente.stability.of_case import problems_of_case

MOVES = """
    basis: judgement of the author
    options:
      north: {sign: Signs the text}           # a comment that stays
      south:
        attack:
          title: Attacks
          left: Withdraws
          direction: both
          evidence: [{source: report, quote: "The border is the river"}]
    infeasible:
      - {if: attack, then: not sign, note: nobody signs under fire}
      - sign and attack
    transitions:
      - {never: {from: sign, to: not sign}, by: north}
    states:
      war:    {when: attack, title: War, outcome: no_deal}
      stands: {when: sign, title: The text stands, outcome: {package: {border: line}}}
      rest:   {when: not sign and not attack, title: A truce}
    status_quo: war
    preferences:
      north:
        statements:
          - not attack
          - {statement: sign, title: a text is signed, judgement: so it says}
      south: {ranking: [war, [stands, rest]]}
"""

Write = Callable[..., Path]


@pytest.fixture
def folder(write: Write) -> Path:
    return write(moves=MOVES)


def moves_of(folder: Path) -> Moves:
    moves = load_case(folder).moves
    assert moves is not None
    return moves


def test_shorthand_is_spelled_out(folder: Path) -> None:
    moves = moves_of(folder)
    assert moves.decision_makers == ("north", "south")
    assert moves.option_ids == ("sign", "attack")
    assert moves.options["north"]["sign"].title == "Signs the text"
    assert moves.infeasible[1].never == "sign and attack"
    assert moves.preferences["north"].statements == (
        Statement(statement="not attack"),
        Statement(statement="sign", title="a text is signed", judgement="so it says"),
    )
    assert moves.preferences["south"].ranking == (Tied(("war",)), Tied(("stands", "rest")))
    assert moves.preferences["south"].forms == ("ranking",)


def test_an_outcome_is_no_deal_a_draft_or_a_package(folder: Path) -> None:
    states = moves_of(folder).states
    assert states["war"].outcome == Outcome()
    assert states["war"].outcome.no_deal
    assert states["stands"].outcome is not None
    assert not states["stands"].outcome.no_deal
    assert states["rest"].outcome is None


def test_only_a_draft_can_be_broken(write: Write) -> None:
    """``stands: false`` marks a breach that is worth the draft; where nothing is agreed it errs."""
    assert all(record.stands for record in moves_of(write(moves=MOVES)).states.values())
    wrong = MOVES.replace("outcome: no_deal}", "outcome: no_deal, stands: false}", 1)
    (problem,) = read_case(write(moves=wrong)).errors
    assert (problem.file, problem.code) == ("moves.yaml", "state-form")


def test_evidence_of_moves_is_checked_like_any_other(write: Write) -> None:
    folder = write(moves=MOVES.replace("The border is the river", "The border is a road"))
    (problem,) = read_case(folder).errors
    assert (problem.file, problem.code) == ("moves.yaml", "quote-not-found")


def test_evidence_is_listed_with_its_path(folder: Path) -> None:
    paths = [path for path, _ in load_case(folder).evidence()]
    assert ("moves", "options", "south", "attack", "evidence", 0) in paths


def test_a_copy_says_the_same(folder: Path, tmp_path: Path) -> None:
    case = load_case(folder)
    copied = save_case(case, tmp_path / "copy")
    assert copied == case
    assert copied.moves == case.moves


def test_a_change_touches_nothing_else(folder: Path) -> None:
    case = load_case(folder)
    assert case.moves is not None
    states = {**case.moves.states}
    states["rest"] = states["rest"].model_copy(update={"title": "Neither war nor text"})
    before = (folder / "moves.yaml").read_text()
    save_case(changed(case, states=states), folder)
    after = (folder / "moves.yaml").read_text()
    assert after == before.replace("A truce", "Neither war nor text")
    assert "# a comment that stays" in after


def test_a_statement_that_gains_a_judgement_is_spelled_out(folder: Path) -> None:
    case = load_case(folder)
    assert case.moves is not None
    north = case.moves.preferences["north"]
    first, second = north.statements or ()
    told = north.model_copy(
        update={"statements": (first.model_copy(update={"judgement": "obvious"}), second)}
    )
    saved = save_case(changed(case, preferences={**case.moves.preferences, "north": told}), folder)
    assert saved.moves is not None
    assert saved.moves.preferences["north"] == told


def changed(case: Case, **update: object) -> Case:
    assert case.moves is not None
    return case.model_copy(update={"moves": case.moves.model_copy(update=update)})


def test_plain_values_read_back_as_themselves() -> None:
    for written in ("a >> b", "a > 3", "2 ~ b", "a ? b"):
        assert Comparison.read(written).plain() == written
    assert to_plain(Tied(("a",))) == "a"
    assert to_plain(Tied(("a", 3))) == ["a", 3]
    assert to_plain(Outcome()) == "no_deal"


@pytest.mark.parametrize("written", ["a", "a > ", "> b", "a = b", "a > b > c", "A > b", "0 > b", 3])
def test_what_is_no_comparison_is_refused(written: object) -> None:
    with pytest.raises(ValidationError, match="two states are compared"):
        Moves.model_validate({"preferences": {"north": {"pairs": [{"pair": written}]}}})


def test_numbers_may_be_ranges() -> None:
    moves = Moves.model_validate(
        {
            "options": {"north": {"sign": "Signs"}},
            "preferences": {"north": {"weights": {"sign": [1, 3]}}},
        }
    )
    assert moves.preferences["north"].weights == {"sign": Quantity(1.0, 3.0)}


def test_every_unknown_word_of_an_expression_is_told(write: Write) -> None:
    folder = write(moves=MOVES.replace("- sign and attack", "- sing and atack or singn"))
    problems = read_case(folder).errors
    assert {(p.message, p.hint) for p in problems} == {
        ("there is no option 'sing'", "did you mean 'sign'?"),
        ("there is no option 'atack' (character 10)", "did you mean 'attack'?"),
        ("there is no option 'singn' (character 19)", "did you mean 'sign'?"),
    }


def test_messages_carry_no_text_of_the_case(write: Write) -> None:
    secret = "the president said that nobody must know this and it was long"
    folder = write(moves=MOVES.replace("- sign and attack", f"- {secret}"))
    problems = read_case(folder).errors
    assert problems
    for problem in problems:
        assert "president" not in problem.message
        assert secret not in problem.message + problem.hint


def test_a_case_without_moves_has_none(write: Write) -> None:
    assert load_case(write()).moves is None


@pytest.mark.parametrize("name", ["ukraine-2025-12", "harbour"])
def test_the_examples_are_written_as_they_are_read(name: str) -> None:
    examples = Path(__file__).resolve().parents[2] / "examples"
    moves = load_case(examples / name).moves
    assert moves is not None
    assert Moves.model_validate(to_plain(moves)) == moves


JUNK = [None, 0, -1, 2.5, True, "", "x", "a > b", "sign", "not", "war", "asked", "no_deal", [], {},
        ["a"], ["stands", ["war", 1]], "((((", "sign ->", "é", {"when": "sign"}, [[]]]  # fmt: skip


def paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    keys = data if isinstance(data, dict) else range(len(data) if isinstance(data, list) else 0)
    for key in keys:
        yield from paths(data[key], (*path, key))


def test_whatever_is_wrong_with_moves_has_a_place(write: Write) -> None:
    """1 to 3 values of a sound file replaced by junk, 80 times; 9,500 more were tried by hand."""
    random = Random(20251204)
    refused = 0
    for _ in range(80):
        moves = yaml.safe_load(MOVES)
        for _ in range(random.randint(1, 3)):
            path = random.choice([path for path in paths(moves) if path])
            holder = reduce(lambda here, step: here[step], path[:-1], moves)
            holder[path[-1]] = deepcopy(random.choice(JUNK))
        loaded = read_case(write(moves=yaml.safe_dump(moves, sort_keys=False)))
        assert (loaded.case is None) == bool(loaded.errors)
        assert all(p.file == "moves.yaml" and p.line > 0 and p.message for p in loaded.errors)
        refused += loaded.case is None
        if loaded.case is not None:
            assert all(problem.line > 0 for problem in problems_of_case(loaded.case))
    assert 40 <= refused <= 79
