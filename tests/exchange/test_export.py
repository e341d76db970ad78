"""What other programs get of a case, and what they are told that they do not get."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.case import Case, load_case
from detente.case.plain import plain_case
from detente.deal.of_case import problem_of_case
from detente.errors import InvalidInput, NoSolution
from detente.exchange import (
    Scenario,
    case_of_scenario,
    read_genius,
    read_negmas,
    scenario_of_case,
    write_genius,
    write_negmas,
)
from detente.exchange.names import distinct
from detente.exchange.scenario import Issue, Party
from tests.exchange.agreement import CLOSE, DAY, imported, packages
from tests.exchange.genius_files import plain_scenario
from tests.exchange.genius_formula import GeniusProfile


def says_the_same(case: Case, scenario: Scenario) -> bool:
    problem = problem_of_case(case).problem
    parties = [p for p, judged in enumerate(problem.judged) if judged]
    return all(
        abs(problem.utility(p, package) / 100 - scenario.parties[k].utility(package)) <= CLOSE
        for package in packages(problem.sizes, 800)
        for k, p in enumerate(parties)
    )


def test_harbour_in_genius_has_the_points_of_the_case(examples: Path, tmp_path: Path) -> None:
    case = load_case(examples / "harbour")
    scenario = scenario_of_case(case)
    assert scenario.warnings == (
        "the acceptance rule cannot be said: there, all parties must accept",
    )
    written = write_genius(scenario, tmp_path / "out")
    assert [path.name for path in written.paths[:2]] == [
        "domain.xml",
        "profile-1-harbour-company.xml",
    ]
    again = read_genius(tmp_path / "out")
    assert [party.name for party in again.parties] == [p.name for p in case.parties.values()]
    assert again.issues[3].options[1] == "1 billion dollars"
    assert says_the_same(case, again)
    formulas = [GeniusProfile(path) for path in written.paths[1:]]
    for package in packages([len(issue.options) for issue in again.issues], 300):
        values = [issue.options[o] for issue, o in zip(again.issues, package, strict=True)]
        for party, formula in zip(again.parties, formulas, strict=True):
            assert abs(formula.worth(values) - party.utility(package)) <= CLOSE
            assert formula.reservation == party.reservation


def test_harbour_in_negmas_has_the_points_of_the_case(examples: Path, tmp_path: Path) -> None:
    case = load_case(examples / "harbour")
    write_negmas(scenario_of_case(case), tmp_path / "out")
    again = read_negmas(tmp_path / "out")
    assert [issue.kind for issue in again.issues[2:]] == ["discrete", "integer", "cardinal"]
    assert says_the_same(case, again)
    assert says_the_same(imported(again), again)
    assert [party.reservation for party in again.parties] == [0.55, 0.65, 0.3, 0.31, 0.5, 0.55]


def test_everything_that_is_lost_is_named(examples: Path) -> None:
    case = load_case(examples / "ukraine-2025-12")
    told = scenario_of_case(case, as_of=date(2025, 12, 4)).warnings
    preferences = case.preferences
    for party in case.parties:
        judged = party in preferences and preferences[party].judged
        assert any(w.startswith(f"{party}: no preferences") for w in told) != judged
        lines = [w for w in told if w.startswith(f"{party}:") and "red line" in w]
        in_force = problem_of_case(case, date(2025, 12, 4)).red_lines
        assert bool(lines) == any(line.party == party for line in in_force)
    assert any("constraint" in warning for warning in told) == bool(case.constraints)
    assert any("ranges are taken at their middle" in warning for warning in told)
    assert any("1 ratifier cannot be said" in warning for warning in told)
    moving = "no deal is worth what it is on 2025-12-04; how it moves cannot be said"
    assert [w for w in told if moving in w] == [f"{party}: {moving}" for party in case.parties]
    assert any("linkage" in w for w in told) == any(p.linkages for p in preferences.values())


def test_without_linkages_the_numbers_of_a_real_case_are_those_of_the_engine(
    examples: Path,
) -> None:
    case = load_case(examples / "ukraine-2025-12")
    problem, scenario = problem_of_case(case).problem, scenario_of_case(case)
    judged = [p for p, known in enumerate(problem.judged) if known]
    for party, row in zip(scenario.parties, judged, strict=True):
        assert party.reservation == pytest.approx(problem.no_deal[row] / 100, abs=CLOSE)
        for i, table in enumerate(problem.values):
            assert party.contributions(i) == pytest.approx(table[row] / 100, abs=CLOSE)


def test_a_case_without_preferences_is_an_answer_of_its_own() -> None:
    case = Case.model_validate(
        {
            "format": 1,
            "title": "Empty",
            "as_of": "2025-12-04",
            "parties": {"a": {"name": "A", "role": "principal"}},
            "issues": {"x": {"title": "X", "options": {"one": "One", "two": "Two"}}},
        }
    )
    with pytest.raises(NoSolution, match="no party of the case has preferences"):
        scenario_of_case(case)


def test_a_changed_number_is_written_and_the_others_are_restored(tmp_path: Path) -> None:
    """After an import, the analyst changes a weight and a value; the export says so."""
    case = imported(read_genius(plain_scenario(tmp_path / "in")))
    plain = plain_case(case)
    plain["preferences"]["a"]["values"]["colour"]["green"] = 12.5
    plain["preferences"]["a"]["weights"] = {"colour": 60, "size": 40}
    changed = Case.model_validate(plain)
    written = write_genius(scenario_of_case(changed, restore=["genius"]), tmp_path / "out")
    first = GeniusProfile(written.paths[1])
    assert first.weights == {1: 0.6, 2: 0.4}
    assert first.worth(["green", "large"]) == pytest.approx(0.6 * 0.125 + 0.4, abs=CLOSE)
    assert 'value="blue" evaluation="1"' in written.paths[1].read_text()
    assert 'value="large" evaluation="4"' in written.paths[1].read_text()
    assert GeniusProfile(written.paths[2]).weights == {1: 0.2, 2: 0.8}


def test_a_record_of_the_import_that_was_damaged_does_no_harm(tmp_path: Path) -> None:
    case = imported(read_genius(plain_scenario(tmp_path / "in")))
    plain = plain_case(case)
    for source in plain["sources"]:
        source["custom"] = {"detente": {"profile": "a", "scale": "wide"}}
    damaged = Case.model_validate(plain)
    back = scenario_of_case(damaged, restore=["genius"])
    assert any("record of the import cannot be read" in warning for warning in back.warnings)
    assert says_the_same(damaged, back)


def one_party(**changes: object) -> Scenario:
    party = Party(
        "P",
        (0.5, 0.5),
        ((-0.4, 0.6), (0.2, 0.8, 0.0)),
        reservation=0.1,
        units=(1.0, 1.0),
        shapes=(None, None),
    )
    issues = (Issue("X", ("a", "b")), Issue("Y", ("1", "2", "3"), "integer", (1.0, 2.0, 3.0)))
    fields = {name: getattr(party, name) for name in Party.__slots__} | changes
    return Scenario("S", "case", issues, (Party(**fields),))


def test_negative_worths_are_shifted_in_genius_and_the_shift_is_told(tmp_path: Path) -> None:
    written = write_genius(one_party(), tmp_path / "out")
    assert any("raised by 0.2" in warning for warning in written.warnings)
    formula, party = GeniusProfile(written.paths[1]), one_party().parties[0]
    for package in packages([2, 3]):
        worth = formula.worth(["ab"[package[0]], "123"[package[1]]])
        assert worth == pytest.approx(party.utility(package) + 0.2, abs=CLOSE)
    assert formula.reservation == pytest.approx(0.3, abs=CLOSE)


def test_a_negative_constant_raises_the_reservation_value_too(tmp_path: Path) -> None:
    below = one_party(bias=-0.5, evaluations=((0.0, 0.6), (0.2, 0.8, 0.0)))
    written = write_genius(below, tmp_path / "out")
    formula, party = GeniusProfile(written.paths[1]), below.parties[0]
    assert any("raised by 0.5" in warning for warning in written.warnings)
    assert "raised by 0.5." in written.paths[1].read_text()
    assert formula.worth(["b", "2"]) == pytest.approx(party.utility((1, 1)) + 0.5, abs=CLOSE)
    assert formula.reservation == pytest.approx(0.6, abs=CLOSE)


def test_a_constant_that_covers_negative_worths_changes_nothing(tmp_path: Path) -> None:
    scenario = one_party(bias=0.25)
    written = write_genius(scenario, tmp_path / "out")
    assert written.warnings == ()
    formula = GeniusProfile(written.paths[1])
    for package in packages([2, 3]):
        worth = formula.worth(["ab"[package[0]], "123"[package[1]]])
        assert worth == pytest.approx(scenario.parties[0].utility(package), abs=CLOSE)
    assert formula.reservation == 0.1


def test_discounting_that_genius_cannot_say_is_told(tmp_path: Path) -> None:
    by_step = {"type": "ExpDiscountedUFun", "discount": 0.9, "factor": "step"}
    written = write_genius(one_party(bias=1.0, discount=by_step), tmp_path / "1")
    assert any("discounting cannot be said" in warning for warning in written.warnings)
    by_time = {**by_step, "factor": "relative_time"}
    written = write_genius(one_party(bias=0.25, discount=by_time), tmp_path / "2")
    assert written.warnings == ()
    assert GeniusProfile(written.paths[1]).discount == 0.9


def test_the_discount_of_genius_is_discounting_by_relative_time_in_negmas(tmp_path: Path) -> None:
    after = "<discount_factor value='0.5'/><reservation value='0.25'/>"
    case = imported(read_genius(plain_scenario(tmp_path / "in", after)))
    write_negmas(scenario_of_case(case, restore=["genius"]), tmp_path / "out")
    again = read_negmas(tmp_path / "out")
    assert again.parties[0].reservation == 0.25
    assert again.parties[0].discount == {
        "type": "ExpDiscountedUFun",
        "discount": 0.5,
        "factor": "relative_time",
        "dynamic_reservation": True,
    }


def test_accepting_anything_survives(tmp_path: Path) -> None:
    given = one_party(reservation=-math.inf)
    scenario = replace(given, format="negmas", files={"d.yml": "0" * 64})
    case = case_of_scenario(scenario, as_of=DAY).case
    write_negmas(scenario_of_case(case, restore=["negmas"]), tmp_path / "out")
    assert read_negmas(tmp_path / "out").parties[0].reservation == -math.inf


def test_an_existing_folder_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "keep.txt").write_text("here")
    for write in (write_genius, write_negmas):
        with pytest.raises(InvalidInput, match="something here already"):
            write(one_party(bias=1.0), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["keep.txt"]


def test_equal_names_are_told_apart() -> None:
    assert distinct(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]
    assert distinct(["a", "a", "a (2)"]) == ["a", "a (3)", "a (2)"]
