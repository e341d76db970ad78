"""Cases from and to files of who stands where, and the two commands."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import load_case
from detente.cli import cli
from detente.errors import DetenteError, InvalidInput, NoSolution, NotSupported
from detente.exchange import (
    SituationFile,
    case_of_situation,
    read_situation,
    save_new_case,
    situation_file_of_case,
)
from detente.forecast import make_situation
from detente.forecast.of_case import situation_of_case
from detente.forecast.spatial import SpatialOptions
from detente.forecast.uncertainty import UncertainSituation, make_uncertain
from tests.exchange.situation_files import (
    CSV,
    TRIO,
    ktab_xml,
    pair,
    same_uncertain,
    uncertain_situations,
)

DAY = date(2025, 12, 4)
CASE = """
format: 1
title: A budget
as_of: 2025-12-04
parties:
  left: {name: The left, role: principal}
  right: {name: The right, role: principal}
  centre: {name: The centre, role: principal}
issues:
  tax: {title: Tax, options: {low: Low, middling: Middling, high: High}}
  aid: {title: Aid, scale: {from: 0, to: 20, step: 1, unit: bn}}
forecast:
  issues:
    tax: {places: {low: 0, middling: 40, high: 100}, reference: low}
    aid: scale
  actors:
    left:
      capability: [10, 30]
      salience: {tax: 40, aid: 30}
      positions: {tax: high, aid: [10, 15]}
    right:
      capability: 25
      salience: {tax: 60, aid: 40}
      positions: {tax: [low, middling], aid: 5}
    centre:
      capability: 5
      salience: {tax: 60}
      positions: {tax: middling}
  basis: A test.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "budget"
    made.mkdir()
    (made / "case.yaml").write_text(CASE)
    return made


def test_a_case_is_written_with_what_it_loses(folder: Path) -> None:
    told = situation_file_of_case(load_case(folder))
    middle = told.uncertain.middle
    assert (told.name, told.title) == ("A budget", "As of 2025-12-04")
    assert (middle.actors, middle.dimensions) == (("left", "right"), ("tax", "aid"))
    assert told.descriptions == ("The left", "The right")
    assert middle.positions.tolist() == [[100, 62.5], [20, 25]]
    lost = "\n".join(told.warnings)
    assert "centre on aid is left out" in lost
    assert "centre is left out: " in lost
    assert "tax: options are places on a line and have no names there (low 0, middling 40," in lost
    assert "aid: 0 to 100 stand for 0 to 20 bn" in lost
    assert told.warnings[-1] == "evidence and judgements cannot be said"


def test_one_issue_has_all_who_stand_on_it(folder: Path) -> None:
    told = situation_file_of_case(load_case(folder), issues=["tax"])
    assert told.uncertain.middle.actors == ("left", "right", "centre")
    assert told.uncertain.middle.reference.tolist() == [0]
    with pytest.raises(InvalidInput, match="the case puts no issue 'war' on a line"):
        situation_file_of_case(load_case(folder), issues=["war"])


def test_issues_that_nobody_shares_are_written_one_by_one(folder: Path) -> None:
    text = CASE.replace("salience: {tax: 40, aid: 30}", "salience: {tax: 40}")
    (folder / "case.yaml").write_text(text.replace("salience: {tax: 60}", "salience: {aid: 60}"))
    (folder / "case.yaml").write_text(
        (folder / "case.yaml").read_text().replace("{tax: middling}", "{aid: 3}")
    )
    with pytest.raises(NoSolution, match="tax, aid; choose some with --issue"):
        situation_file_of_case(load_case(folder))


@settings(max_examples=25, deadline=None)
@given(uncertain_situations(least=0.5), st.booleans())
def test_a_case_of_a_file_has_its_numbers(uncertain: UncertainSituation, table: bool) -> None:
    """By dimension, and exactly."""
    told = SituationFile(uncertain, "Test", "situation" if table else "ktab-xml")
    made = case_of_situation(told, "f.csv", as_of=DAY)
    with tempfile.TemporaryDirectory() as folder:
        save_new_case(made.case, Path(folder) / "case")
        case = load_case(Path(folder) / "case")
    built = situation_of_case(case)
    for axis, (issue, found) in enumerate(built.situations.items()):
        assert issue == list(case.issues)[axis]
        middle = uncertain.middle
        assert [case.parties[actor].name for actor in found.middle.actors] == list(middle.actors)
        assert case.issues[issue].title == middle.dimensions[axis]
        for own, other in (
            (found.positions, uncertain.positions),
            (found.salience, uncertain.salience),
        ):
            for part in ("low", "mode", "high"):
                there = getattr(other, part)[:, [axis]]
                assert np.array_equal(getattr(own, part), there, equal_nan=True)
        assert np.array_equal(found.capability.low, uncertain.capability.low)
        assert np.allclose(found.middle.affinities, middle.affinities, rtol=0, atol=1e-15)
        assert np.array_equal(found.middle.reference, middle.reference[[axis]], equal_nan=True)


def test_to_whom_an_issue_does_not_matter_has_no_part_in_it_and_that_is_told() -> None:
    situation = make_situation([[1, 2]] * 3, [[1, 0], [1, 1], [1, 1]], [1, 2, 3], actors="abc")
    made = case_of_situation(SituationFile(make_uncertain(situation), "Test"), "f", as_of=DAY)
    assert made.warnings == ("a has salience 0 on dimension-2, and so no part in it in a case",)
    built = situation_of_case(made.case)
    assert built.situations["dimension-1"].middle.actors == ("a", "b", "c")
    assert built.situations["dimension-2"].middle.actors == ("b", "c")


def test_a_case_of_a_file_says_where_it_is_from() -> None:
    situation = make_situation([1, 2], [3, 4], [5, 6], actors=["=cmd", "Ünal"])
    told = SituationFile(
        make_uncertain(situation),
        "Test",
        "ktab-xml",
        SpatialOptions(voting="cubic", transition="stochastic"),
        seed=4,
        title="About it.",
        descriptions=("the one", ""),
        sha256="a" * 64,
    )
    made = case_of_situation(told, "file.xml", as_of=DAY, title="Mine")
    case = made.case
    assert case.title == "Mine"
    assert {party: record.name for party, record in case.parties.items()} == {
        "cmd": "=cmd",
        "unal": "Ünal",
    }
    assert [record.note for record in case.parties.values()] == ["the one", ""]
    assert made.warnings == (
        (
            "options of the spatial model are no part of a case; ask with --set voting=cubic"
            " --set transition=stochastic"
        ),
        "the seed is no part of a case",
    )
    assert "Described there as: About it. What differs from the source: options" in case.note
    assert case.sources[0].title == "XML of KTAB: file.xml"
    assert case.forecast is not None
    assert case.forecast.basis == "Imported from file.xml (XML of KTAB)."


def run(*arguments: str | Path) -> Result:
    """Run a command; an error of ours is raised, as its exit code is the business of ``main``."""
    found = CliRunner().invoke(cli, [str(each) for each in arguments])
    if isinstance(found.exception, DetenteError):
        raise found.exception
    return found


def test_import_ktab_makes_a_case_that_can_be_asked(tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text(CSV)
    out = tmp_path / "town"
    result = run("import", "ktab", tmp_path / "town.csv", "-o", out)
    assert result.exit_code == 0
    assert str(out / "forecast.yaml") in result.stdout.splitlines()
    assert f"Imported 3 parties and 2 issues. Next: detente forecast {out}" in result.stderr
    built = situation_of_case(load_case(out))
    original = read_situation(tmp_path / "town.csv").uncertain
    assert built.joint is not None
    assert np.array_equal(built.joint.middle.positions, original.middle.positions)
    assert np.array_equal(built.joint.middle.salience, original.middle.salience)


def test_export_and_import_again_give_the_same_file(folder: Path, tmp_path: Path) -> None:
    """Case to table, table to case, case to table: nothing moves any more."""
    first, again, second = (tmp_path / name for name in ("one.csv", "again", "two.csv"))
    run("export", "situation", folder, "-o", first)
    run("import", "situation", first, "-o", again, "--as-of", "2025-12-04")
    told = run("export", "situation", again, "-o", second).stderr
    assert "stand for" not in told  # 0 to 100, which is what it is
    assert same_uncertain(read_situation(first).uncertain, read_situation(second).uncertain)


@pytest.mark.parametrize("format", ["ktab-csv", "ktab-xml", "situation"])
def test_export_prints_the_path_and_tells_what_is_lost(
    format: str, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "file"
    result = run("export", format, folder, "-o", out, "--issue", "tax")
    assert (result.exit_code, result.stdout) == (0, f"{out}\n")
    assert "warning: evidence and judgements cannot be said" in result.stderr
    assert ("ranges are taken at their middle" in result.stderr) is (format != "situation")
    found = read_situation(out)
    assert (found.format, found.uncertain.middle.actors) == (format, ("left", "right", "centre"))


def test_export_takes_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(ktab_xml(TRIO, ideals=pair("Ann", "Ann", 0.5)))
    result = run("export", "situation", tmp_path / "a.xml", "-o", tmp_path / "a.csv")
    assert "seed of the spatial model cannot be said" in result.stderr
    found, original = read_situation(tmp_path / "a.csv"), read_situation(tmp_path / "a.xml")
    assert same_uncertain(found.uncertain, original.uncertain)


def test_what_the_commands_refuse(folder: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    (tmp_path / "a.csv").write_text(CSV)
    (tmp_path / "bad.csv").write_text(CSV.replace("40.5", "=1+1"))
    with pytest.raises(NotSupported, match="KTAB takes 3 to 250 actors; here are 2"):
        run("export", "ktab-csv", folder, "-o", new)
    with pytest.raises(InvalidInput, match=r"bad\.csv:3: the power of HC is no number"):
        run("import", "ktab", tmp_path / "bad.csv", "-o", new)
    for arguments, why in (
        (("gmcr", folder, "-o", new, "--issue", "tax"), "--issue goes with ktab-csv, ktab-xml"),
        (("situation", tmp_path / "a.csv", "-o", new, "--issue", "x"), "go with a case folder"),
        (("situation", tmp_path / "a.csv", "-o", new, "--as-of", "2025-12-04"), "go with a case"),
    ):
        result = run("export", *arguments)
        assert result.exit_code == 2
        assert why in result.stderr
    (folder / "case.yaml").write_text(CASE[: CASE.index("forecast:")])
    with pytest.raises(NoSolution, match="the case does not say who stands where"):
        run("export", "situation", folder, "-o", new)
    assert not new.exists()
