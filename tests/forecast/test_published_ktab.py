"""Positions, elections and votes of KTAB, to the digits that it printed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.forecast.election import elect
from detente.forecast.election.victory import beat
from detente.forecast.election.votes import vote
from detente.forecast.spatial import run_spatial
from tests.forecast import ktab

RUNS = [(sweep, run) for sweep in ktab.SWEEPS for run in ktab.runs(sweep)]
AGREED = ("base", "VictoryProbModel", "PCEModel", "BigR", "ThirdPartyCommit", "InterVecBrgn=S1P1")
CASES = ktab.read("pce_unit")["cases"]


def of_kind(kind: str) -> list[dict[str, object]]:
    found = [case for case in CASES if case["kind"] == kind]
    assert found
    return found


@pytest.mark.parametrize(("sweep", "run"), RUNS)
def test_positions_agree_at_every_turn_and_runs_end_alike(sweep: str, run: str) -> None:
    """Every option of KTAB, and ideals that follow positions, on two of its cases."""
    told = ktab.read(sweep)["runs"][run]
    found = run_spatial(ktab.situation_of(sweep, run), ktab.options_of(sweep, run))
    expected = np.array(told["positions"])
    assert found.positions.shape == expected.shape
    assert np.abs(found.positions - expected).max() <= 1e-9
    if told["ideals"] != "same as positions":
        assert np.abs(found.ideals - np.array(told["ideals"])).max() <= 1e-9


def test_there_are_runs_of_every_option() -> None:
    assert len(RUNS) == 56
    assert {run.split("=")[0] for _, run in RUNS} >= {
        "base",
        "VictoryProbModel",
        "PCEModel",
        "VotingRule",
        "BigRAdjust",
        "BigRRange",
        "ThirdPartyCommit",
        "InterVecBrgn",
        "BargnModel",
        "accommodate_lag0.5",
    }


def test_elections_agree() -> None:
    cases = of_kind("pce")
    assert len(cases) == 390
    for case in cases:
        found = elect(
            np.array(case["u"], dtype=float),
            np.ravel(np.array(case["w"], dtype=float)),
            voting=ktab.VOTING[case["VotingRule"]],  # type: ignore[index,arg-type]
            victory=case["VictoryProbModel"].lower(),  # type: ignore[attr-defined]
            solver=ktab.SOLVERS[case["PCEModel"]],  # type: ignore[index,arg-type]
        )
        told = case["result"]
        assert np.abs(found.probabilities - np.ravel(told["p"])).max() <= 1e-12  # type: ignore[index]
        assert np.abs(found.victories - np.array(told["pv"])).max() <= 1e-12  # type: ignore[index]
        assert np.allclose(found.coalitions, told["c"], rtol=1e-14, atol=1e-12)  # type: ignore[index]


def test_votes_agree() -> None:
    for case in of_kind("vote"):
        found = vote(
            ktab.VOTING[case["VotingRule"]],  # type: ignore[index,arg-type]
            case["w"],  # type: ignore[arg-type]
            case["u_i"] - case["u_j"],  # type: ignore[operator]
        )
        assert abs(float(found) - case["result"]) <= 1e-12  # type: ignore[operator]


def test_victories_agree() -> None:
    for case in of_kind("vprob"):
        law = case["VictoryProbModel"].lower()  # type: ignore[attr-defined]
        one, other = np.array(case["s1"], dtype=float), np.array(case["s2"], dtype=float)
        found = [float(beat(law, one, other)), float(beat(law, other, one))]
        assert np.abs(np.array(found) - np.array(case["result"])).max() <= 1e-12


@pytest.mark.parametrize("run", [r for r in ktab.runs("smp_example_sweep") if r.startswith(AGREED)])
def test_where_nothing_ties_ktab_is_followed_without_repeating_its_faults(run: str) -> None:
    expected = np.array(ktab.read("smp_example_sweep")["runs"][run]["positions"])
    options = replace(ktab.options_of("smp_example_sweep", run), compatible=False)
    found = run_spatial(ktab.situation_of("smp_example_sweep", run), options)
    assert found.positions.shape == expected.shape
    assert np.abs(found.positions - expected).max() <= 1e-9
