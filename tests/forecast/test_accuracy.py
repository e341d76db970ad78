"""Scores by hand, and the published figures of DEU III on the part that is at hand."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bench.deu import actors_of, module_of

from detente.errors import InvalidInput
from detente.exchange.deu_read import FIFTEEN, NICE, read_deu, votes_for
from detente.forecast import MODELS, make_situation
from detente.forecast.accuracy import Resolved, crps, run_backtest, score
from detente.forecast.accuracy.beside import (
    NOT_MEASURED,
    Measured,
    is_told_apart,
    tell_choice,
    tell_error,
    tell_larger,
    tell_off,
)
from detente.forecast.accuracy.measured import MEASURED, SOURCE
from detente.forecast.accuracy.scores import Interval, Score, bootstrap

REFERENCE = os.environ.get("DETENTE_REFERENCE", "")
PART = Path(REFERENCE) / "cases" / "forecast" / "deu3_part.csv"
needs_part = pytest.mark.skipif(
    not (REFERENCE and PART.exists()), reason="DETENTE_REFERENCE names no folder with deu3_part.csv"
)


def test_scores_by_hand() -> None:
    found = score(np.array([0.0, 50, 100, np.nan]), np.array([10.0, 30, 100, 5]))
    assert (found.issues, found.mae, found.median) == (3, 10, 10)
    assert found.rmse == pytest.approx(np.sqrt(500 / 3))
    assert found.near == pytest.approx(2 / 3)
    assert found.against is None


def test_crps_by_its_integral() -> None:
    points, chance, outcome = np.array([10.0, 40, 90]), np.array([0.2, 0.5, 0.3]), 55.0
    grid = np.linspace(0, 100, 100_001)
    below = (chance[None, :] * (points[None, :] <= grid[:, None])).sum(axis=1)
    integral = ((below - (outcome <= grid)) ** 2).mean() * 100
    assert crps(points, chance, outcome) == pytest.approx(integral, abs=1e-2)
    assert crps(np.array([30.0]), np.array([1.0]), 55.0) == 25


def test_bootstrap_intervals_hold_the_mean_and_repeat() -> None:
    values = np.random.default_rng(0).normal(3, 2, 200)
    found, again = bootstrap(values, seed=1), bootstrap(values, seed=1)
    assert found == again
    assert found.value == pytest.approx(values.mean())
    half = 1.96 * values.std(ddof=1) / np.sqrt(200)
    assert (found.low, found.high) == pytest.approx(
        (values.mean() - half, values.mean() + half), abs=0.05
    )


def test_a_better_model_is_told_from_a_worse() -> None:
    """All stand at 0, and one of no salience at the outcome."""
    resolved = [
        Resolved(f"issue-{k}", make_situation([0, 0, k], [50, 50, 0.01], [1, 1, 1]), float(k))
        for k in range(10, 60)
    ]
    found = run_backtest(resolved, {"even": ("mean", {"weighting": "none"})})
    against = found.scores["even"].against
    assert against is not None
    assert against.high < 0
    assert found.scores["even"].mae < found.scores["mean"].mae


def test_to_whom_an_issue_does_not_matter_has_no_part_in_it() -> None:
    """The unweighted mean is that of who cares, unless all are asked for."""
    situation = make_situation([0, 40, 100], [50, 50, 0], [1, 2, 1])
    resolved = [Resolved("one", situation, 20.0)]
    asked = {"even": ("mean", {"weighting": "none"}), "election": ("election", {})}
    found = run_backtest(resolved, asked)
    assert found.forecasts["even"].tolist() == [20]
    assert 0 < found.forecasts["election"][0] < 40
    all_of_them = run_backtest(resolved, asked, idle=True)
    assert all_of_them.forecasts["even"][0] == pytest.approx(140 / 3)
    assert all_of_them.forecasts["mean"] == found.forecasts["mean"]
    told = json.loads(json.dumps(all_of_them.to_dict()))
    assert (told["idle"], found.to_dict()["idle"]) == (True, False)
    assert told["asked"]["even"] == {"model": "mean", "parameters": {"weighting": "none"}}
    assert told["asked"]["election"]["parameters"] == MODELS["election"].parameters
    assert told["scores"]["even"]["mae"] == 26.666666667
    assert told["version"]


def test_nothing_to_score_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no resolved issues"):
        run_backtest([], {})


def write(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_tables_are_read_whatever_separates_them(tmp_path: Path) -> None:
    rows = [
        "isnr,pcom,scom,pde,sde,plu,slu,rp,out",
        "d00001i1,0,50,100,80,40,10,20,60",
        "d00001i2,0,50,100,80,,10,20,60",
        "d00001i3,0,50,100,80,40,10,,",
    ]
    for separator in ",;\t":
        found = read_deu(write(tmp_path, "\n".join(rows).replace(",", separator)))
        assert [issue.id for issue in found.resolved] == ["d00001i1"]
        assert found.skipped == {"d00001i2": "fewer than three actors", "d00001i3": "no outcome"}
        situation = found.resolved[0].situation
        assert situation.actors == ("com", "de", "lu")
        assert situation.capability.tolist() == [10, 10, 2]
        assert situation.reference.tolist() == [20]


def test_issues_are_of_one_proposal_only_where_their_ids_say_so(tmp_path: Path) -> None:
    rows = [
        "isnr,pcom,scom,pde,sde,plu,slu,out",
        *(f"{name},0,50,100,80,40,10,60" for name in ("d00001i1", "d00001i2", "d00002i1", "main")),
        *(",0,50,100,80,40,10,60" for _ in range(2)),
    ]
    found = read_deu(write(tmp_path, "\n".join(rows)))
    assert {issue.id: issue.group for issue in found.resolved} == {
        "d00001i1": "d00001",
        "d00001i2": "d00001",
        "d00002i1": "d00002",
        "main": "",
        "line 6": "",
        "line 7": "",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no rows"),
        ("a,b\n1,2\n", "is no table of DEU"),
        ("isnr,pcom,scom,pde,sde,out\nx,0,50,300,80,60\n", "csv:2, column pde: 300 is outside"),
    ],
)
def test_other_tables_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_deu(write(tmp_path, text))
    with pytest.raises(InvalidInput, match="there is no such file"):
        read_deu(tmp_path / "missing.csv")


def test_votes_follow_the_treaties() -> None:
    assert sum(FIFTEEN.values()) == 87
    assert sum(NICE[name] for name in NICE if name not in ("ro", "bu", "cr")) == 321
    assert sum(NICE.values()) == 352
    assert votes_for("d00032i1", ("com", "de", "lu")) is FIFTEEN
    assert votes_for("d03318i2", ("com", "de", "pl")) is NICE


@needs_part
def test_published_figures_on_the_part_at_hand() -> None:
    """Each forecast against the one that another program made of the same issue."""
    table = read_deu(PART)
    with (PART.parent / "deu3_part_forecasts.csv").open(encoding="utf-8") as file:
        told = {row["isnr"]: row for row in csv.DictReader(file)}
    assert {issue.id for issue in table.resolved} == set(told)
    for column, model, parameters, equal in (
        ("mean (unweighted)", "mean", {"weighting": "none"}, 1.0),
        ("salience-weighted mean", "mean", {"weighting": "salience"}, 1.0),
        ("median (unweighted)", "median", {"weighting": "none"}, 1.0),
        ("compromise: power*salience mean", "mean", {}, 0.9),
        ("power*salience weighted median", "median", {}, 0.98),
        ("NBS quad symmetric, disagreement far (K=10)", "nash", {"weighting": "none"}, 1.0),
        ("NBS quad weight power*salience, disagreement far (K=10)", "nash", {}, 0.9),
    ):
        found = run_backtest(table.resolved, {"asked": (model, parameters)}, idle=True)
        other = np.array([float(told[issue][column]) for issue in found.issues])
        assert (np.abs(found.forecasts["asked"] - other) <= 0.06).mean() >= equal
        other_error = np.abs(other - found.outcomes).mean()
        assert found.scores["asked"].mae == pytest.approx(other_error, abs=0.15)


def measured(mae: float, against: Interval | None, median: float = 18.0) -> Measured:
    return Measured("x", Score(221, mae, 30.0, median, 0.3, 0.41, None, against))


def test_what_leads_is_told_apart_from_the_mean_only_beyond_sampling_error() -> None:
    level = measured(24.0, Interval(-0.14, -0.69, 0.43))
    better = measured(20.0, Interval(-4.2, -6.0, -1.0))
    worse = measured(31.0, Interval(7.0, 4.0, 10.0))
    told = [is_told_apart(each) for each in (level, better, worse, measured(24.2, None), None)]
    assert told == [False, True, True, False, False]
    assert tell_choice(level) == (
        "Which of the two is nearer nobody knows: chance explains how little their errors differ, "
        "−0.14 (95%: −0.69 to +0.43). The leading model was picked on the very issues it was "
        "measured on, which flatters it."
    )
    assert tell_choice(better).startswith("It measured better than sampling error explains")
    assert tell_choice(better).endswith("which flatters it.")
    assert tell_choice(worse).startswith("The weighted mean measured better than sampling error")
    assert tell_choice(measured(24.2, None)) == ""
    assert tell_choice(None) == tell_error(None) == NOT_MEASURED


def test_errors_in_words_never_stand_as_an_interval() -> None:
    level = measured(24.0, Interval(-0.14, -0.69, 0.43), 18.6)
    larger = "41% of the errors of the election were larger than their mean"
    assert tell_larger(level, "the election") == f"A mean error is no interval: {larger}."
    assert tell_off(level) == (
        "On 221 resolved issues it was off by 24.00 points of 100 on average (half of its "
        "forecasts by more than 18.6), the weighted mean by 24.14"
    )
    for each in MEASURED:
        told = tell_error(Measured(each, MEASURED[each])) + tell_choice(
            Measured(each, MEASURED[each])
        )
        assert "±" not in told


@needs_part
def test_the_written_module_is_what_was_measured() -> None:
    """``bench/deu.py --write`` writes a module that reads back as the figures."""
    table = read_deu(PART)
    found = run_backtest(table.resolved, {"median": ("median", {})})
    counts = [issue.situation.n_actors for issue in table.resolved]
    made: dict[str, Any] = {}
    exec(module_of(found, PART, actors=actors_of(table)), made)
    assert made["SOURCE"]["actors"] == (min(counts), max(counts)) == SOURCE["actors"]
    assert made["SOURCE"]["issues"] == len(found.issues)
    assert set(made["MEASURED"]) == {"mean", "median"}
    assert made["MEASURED"]["median"].mae == pytest.approx(found.scores["median"].mae, abs=1e-4)
