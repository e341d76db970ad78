"""Into a case and out again: the same names, numbers and utilities, whatever the scenario."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings

from detente.case import read_case
from detente.exchange import (
    Scenario,
    case_of_scenario,
    read_genius,
    read_negmas,
    save_new_case,
    scenario_of_case,
    write_genius,
    write_negmas,
)
from tests.exchange.agreement import CLOSE, DAY, imported, largest_difference, packages
from tests.exchange.genius_files import domain, issue, profile, write
from tests.exchange.genius_formula import GeniusProfile
from tests.exchange.random_scenarios import genius_scenarios, negmas_scenarios

FEW = settings(max_examples=30, deadline=None)


def same_utilities(one: Scenario, other: Scenario) -> None:
    assert [i.options for i in one.issues] == [i.options for i in other.issues]
    for a, b in zip(one.parties, other.parties, strict=True):
        scale = max(1.0, abs(a.highest), abs(a.lowest))
        for package in packages([len(i.options) for i in one.issues], 200):
            assert abs(a.utility(package) - b.utility(package)) <= CLOSE * scale


def same_frame(one: Scenario, other: Scenario) -> None:
    assert [(i.name, i.kind) for i in one.issues] == [(i.name, i.kind) for i in other.issues]
    assert [p.name for p in one.parties] == [p.name for p in other.parties]
    assert [p.reservation for p in one.parties] == [p.reservation for p in other.parties]
    for a, b in zip(one.parties, other.parties, strict=True):
        assert {**(a.discount or {})}.items() <= {**(b.discount or {})}.items()
        assert bool(a.discount) == bool(b.discount)


@FEW
@given(negmas_scenarios())
def test_a_case_says_what_any_scenario_says(scenario: Scenario) -> None:
    worth = [party.utility for party in scenario.parties]
    assert largest_difference(scenario, lambda p, package: worth[p](package), most=200) <= CLOSE


@FEW
@given(genius_scenarios())
def test_a_case_says_what_a_scenario_of_genius_says(scenario: Scenario) -> None:
    worth = [party.utility for party in scenario.parties]
    assert largest_difference(scenario, lambda p, package: worth[p](package), most=200) <= CLOSE


@FEW
@given(negmas_scenarios())
def test_a_saved_case_has_no_problem_and_is_the_same(scenario: Scenario) -> None:
    case = imported(scenario)
    with tempfile.TemporaryDirectory() as folder:
        assert save_new_case(case, Path(folder) / "case") == case
        assert read_case(Path(folder) / "case").errors == ()


@FEW
@given(negmas_scenarios())
def test_negmas_to_case_to_negmas_restores_everything(scenario: Scenario) -> None:
    back = scenario_of_case(imported(scenario), restore=["negmas"])
    same_frame(scenario, back)
    same_utilities(scenario, back)
    with tempfile.TemporaryDirectory() as folder:
        write_negmas(back, Path(folder) / "out")
        again = read_negmas(Path(folder) / "out", levels=3)
    same_frame(scenario, again)
    same_utilities(scenario, again)
    second = imported(again)
    worth = [party.utility for party in scenario.parties]
    assert (
        largest_difference(scenario, lambda p, x: worth[p](x), case=second, most=200) <= 2 * CLOSE
    )


@FEW
@given(genius_scenarios())
def test_genius_to_case_to_genius_restores_everything(scenario: Scenario) -> None:
    back = scenario_of_case(imported(scenario), restore=["genius"])
    with tempfile.TemporaryDirectory() as folder:
        written = write_genius(back, Path(folder) / "out")
        again = read_genius(Path(folder) / "out")
        formulas = [GeniusProfile(path) for path in written.paths[1:]]
        for party, formula in zip(scenario.parties, formulas, strict=True):
            for package in packages([len(i.options) for i in scenario.issues], 100):
                values = [i.options[o] for i, o in zip(scenario.issues, package, strict=True)]
                assert abs(formula.worth(values) - party.utility(package)) <= CLOSE
    same_frame(scenario, again)
    same_utilities(scenario, again)
    for old, new in zip(scenario.parties, again.parties, strict=True):
        for a, b in zip(old.weights, new.weights, strict=True):
            assert abs(a - b) <= 1e-15


def through_a_saved_case(first: Scenario, folder: Path) -> Scenario:
    """Return the scenario of a case that was imported, saved and read again."""
    saved = save_new_case(imported(first), folder / "case")
    return scenario_of_case(saved, restore=[first.format])


@FEW
@given(negmas_scenarios(), genius_scenarios())
def test_files_come_back_through_a_folder_of_a_case(negmas: Scenario, genius: Scenario) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_negmas(negmas, folder / "n")
        write_genius(genius, folder / "g")
        first = read_negmas(folder / "n", levels=3), read_genius(folder / "g")
        write_negmas(through_a_saved_case(first[0], folder / "nc"), folder / "n2")
        write_genius(through_a_saved_case(first[1], folder / "gc"), folder / "g2")
        again = read_negmas(folder / "n2", levels=3), read_genius(folder / "g2")
    for source, one, other in zip((negmas, genius), first, again, strict=True):
        for read in (one, other):
            same_frame(source, read)
            same_utilities(source, read)


def test_whole_numbers_of_an_evaluator_come_back_from_a_saved_case(tmp_path: Path) -> None:
    """They stand as integers in the folder of the case."""
    evaluator = "<evaluator ftype='linear' offset='0' slope='1'/>"
    over = issue(1, "Days", "", kind="integer", bounds="lowerbound='0' upperbound='1'")
    rated = issue(1, "Days", evaluator, kind="integer", bounds="lowerbound='0' upperbound='1'")
    first = read_genius(write(tmp_path, domain=domain(over), a=profile({1: 1.0}, rated)))
    write_genius(through_a_saved_case(first, tmp_path / "made"), tmp_path / "out")
    assert 'offset="0" slope="1"' in next((tmp_path / "out").glob("profile*")).read_text()
    same_utilities(first, read_genius(tmp_path / "out"))


@FEW
@given(genius_scenarios())
def test_genius_to_case_to_negmas_to_case(scenario: Scenario) -> None:
    back = scenario_of_case(imported(scenario), restore=["genius"])
    with tempfile.TemporaryDirectory() as folder:
        write_negmas(back, Path(folder) / "out")
        again = read_negmas(Path(folder) / "out")
    same_utilities(scenario, again)
    worth = [party.utility for party in scenario.parties]
    case = case_of_scenario(again, as_of=DAY).case
    assert largest_difference(scenario, lambda p, x: worth[p](x), case=case, most=200) <= 2 * CLOSE


@FEW
@given(negmas_scenarios())
def test_any_scale_fits_genius_after_a_case(scenario: Scenario) -> None:
    """Without the numbers of its own file, a party is written as points / 100."""
    case = imported(scenario)
    back = scenario_of_case(case)
    with tempfile.TemporaryDirectory() as folder:
        written = write_genius(back, Path(folder) / "out")
        again = read_genius(written.paths[0])
    same_utilities(back, again)
    for a, b in zip(back.parties, again.parties, strict=True):
        assert abs(a.reservation - b.reservation) <= CLOSE
        assert 0 <= b.lowest <= b.highest <= 1.005  # scores may add up to a little more than 100
        cut = any("cuts off at 1" in warning for warning in written.warnings)
        assert cut or b.highest <= 1 + CLOSE
