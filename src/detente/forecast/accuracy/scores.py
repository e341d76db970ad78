"""Scores of forecasts against outcomes, on a scale of 0 to 100."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.errors import InvalidInput
from detente.forecast.arguments import Floats, number, numbers, whole
from detente.rounding import rounded

NEAR = 10.0
"""Forecasts at most this far off count as near."""
RESAMPLES = 10_000
"""Of a bootstrap: by them the ends of an interval differ by a hundredth of its width or so."""
_CHUNK = 500
"""Resamples that are handled at once."""
_LARGEST = 1e9
"""Beyond this, squares of errors say nothing any more."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with its 95 % interval over resampled issues."""

    value: float
    low: float
    high: float

    def to_dict(self) -> dict[str, float]:
        """Return plain JSON data."""
        return {
            "value": rounded(self.value),
            "low": rounded(self.low),
            "high": rounded(self.high),
        }


@dataclass(frozen=True, slots=True)
class Score:
    """How far off forecasts were.

    Attributes:
        issues: how many were forecast.
        mae: mean absolute error.
        rmse: root of the mean squared error.
        median: median absolute error.
        near: share of forecasts at most 10 off.
        larger: share of errors above the mean one: a mean error is no interval.
        crps: mean continuous ranked probability score of the distributions, in the same unit as
            the absolute error, which it is for forecasts without a distribution; None where the
            model gives none.
        against: difference in absolute error to the weighted mean on the same issues, negative
            where the model is better, by paired bootstrap; None for the mean itself.
    """

    issues: int
    mae: float
    rmse: float
    median: float
    near: float
    larger: float
    crps: float | None
    against: Interval | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "issues": self.issues,
            "mae": rounded(self.mae),
            "rmse": rounded(self.rmse),
            "median": rounded(self.median),
            "near": rounded(self.near),
            "larger": rounded(self.larger),
            "crps": rounded(self.crps),
            "against_mean": None if self.against is None else self.against.to_dict(),
        }


def score(
    forecasts: Floats,
    outcomes: Floats,
    *,
    ranked: Floats | None = None,
    baseline: Floats | None = None,
    seed: int = 0,
) -> Score:
    """Score forecasts.

    Args:
        forecasts: shape (issues,), nan where there is none; those issues are left out.
        outcomes: shape (issues,).
        ranked: shape (issues,), the CRPS of each; None where there are no distributions.
        baseline: shape (issues,), forecasts to compare with.
        seed: of the bootstrap.

    Raises:
        InvalidInput: columns of different length, or no forecast at all.
    """
    forecasts, outcomes = _column(forecasts, "forecasts"), _column(outcomes, "outcomes")
    seed = whole(seed, "the seed", low=0)
    ranked = None if ranked is None else _column(ranked, "scores")
    baseline = None if baseline is None else _column(baseline, "forecasts")
    if any(one is not None and len(one) != len(forecasts) for one in (outcomes, ranked, baseline)):
        raise InvalidInput("forecasts, outcomes and what goes with them are of different length")
    if np.isnan(forecasts).all():
        raise InvalidInput("there is no forecast to score")
    known = ~np.isnan(forecasts)
    error = np.abs(forecasts - outcomes)[known]
    against = None
    if baseline is not None:
        against = bootstrap(error - np.abs(baseline - outcomes)[known], seed=seed)
    return Score(
        int(known.sum()),
        float(error.mean()),
        float(np.sqrt((error**2).mean())),
        float(np.median(error)),
        float((error <= NEAR).mean()),
        float((error > error.mean()).mean()),
        None if ranked is None else float(ranked[known].mean()),
        against,
    )


def _column(given: object, what: str) -> Floats:
    found = numbers(given, what)
    if found.ndim != 1 or (np.abs(found) > _LARGEST).any():
        raise InvalidInput(f"{what} are one number an issue, at most {_LARGEST:g}")
    return found


def bootstrap(values: Floats, *, seed: int = 0) -> Interval:
    """Return the mean with its 95 % percentile interval over resampled values (Efron 1979)."""
    rng = np.random.default_rng(seed)
    means = np.concatenate(
        [
            values[rng.integers(len(values), size=(_CHUNK, len(values)))].mean(axis=1)
            for _ in range(RESAMPLES // _CHUNK)
        ]
    )
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(float(values.mean()), float(low), float(high))


def crps(points: Floats, probabilities: Floats, outcome: float) -> float:
    """Return the continuous ranked probability score of a discrete distribution.

    ``E|X - y| - ½ E|X - X'|`` (Gneiting and Raftery 2007): 0 is perfect; of a distribution in one
    point it is the absolute error.

    Args:
        points: shape (points,).
        probabilities: shape (points,), sum 1.
        outcome: y.

    Raises:
        InvalidInput: columns of different length, or numbers beyond all reason.
    """
    points, probabilities = _column(points, "points"), _column(probabilities, "probabilities")
    if len(points) != len(probabilities):
        raise InvalidInput("points and probabilities are of different length")
    outcome = number(outcome, "the outcome", low=-_LARGEST, high=_LARGEST)
    spread = probabilities @ np.abs(points[:, None] - points) @ probabilities
    return float(probabilities @ np.abs(points - outcome) - spread / 2)
