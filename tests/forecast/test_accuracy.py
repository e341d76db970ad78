"""Scores by hand, and the published figures of DEU III on the part that is at hand."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.exchange.deu_read import FIFTEEN, NICE, read_deu, votes_for
from detente.forecast import make_situation
from detente.forecast.accuracy import Resolved, crps, run_backtest, score
from detente.forecast.accuracy.scores import bootstrap

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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no rows"),
        ("a,b\n1,2\n", "is no table of DEU"),
        ("isnr,pcom,scom,pde,sde,out\nx,0,50,300,80,60\n", "line 2, column pde: 300 is outside"),
    ],
)
def test_other_tables_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_deu(write(tmp_path, text))
    with pytest.raises(InvalidInput, match="cannot be read"):
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
        found = run_backtest(table.resolved, {"asked": (model, parameters)})
        other = np.array([float(told[issue][column]) for issue in found.issues])
        assert (np.abs(found.forecasts["asked"] - other) <= 0.06).mean() >= equal
        other_error = np.abs(other - found.outcomes).mean()
        assert found.scores["asked"].mae == pytest.approx(other_error, abs=0.15)
