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
from tests.exchange.genius_formula import GeniusProfile
from tests.exchange.random_scenarios import genius_scenarios, negmas_scenarios

FEW = settings(max_examples=30, deadline=None)


def same_utilities(one: Scenario, other: Scenario) -> None:
    assert [i.options for i in one.issues] == [i.options for i in other.issues]
    for a, b in zip(one.parties, other.parties, strict=True):
        scale = max(1.0, abs(a.highest), abs(a.lowest))
        for package in packages([len(issue.options) for issue in one.issues], 200):
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
            for package in packages([len(issue.options) for issue in scenario.issues], 100):
                values = [i.options[o] for i, o in zip(scenario.issues, package, strict=True)]
                assert abs(formula.worth(values) - party.utility(package)) <= CLOSE
    same_frame(scenario, again)
    same_utilities(scenario, again)
    for old, new in zip(scenario.parties, again.parties, strict=True):
        for a, b in zip(old.weights, new.weights, strict=True):
            assert abs(a - b) <= 1e-15


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
