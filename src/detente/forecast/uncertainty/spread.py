"""What drawn forecasts say together: quantiles, and how often they fall where."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.errors import NoSolution
from detente.forecast.situation import Floats
from detente.intervals import wilson

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of draws with its 95 % interval (Wilson)."""

    value: float
    low: float
    high: float
    draws: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "value": self.value,
            "low": round(self.low, 9),
            "high": round(self.high, 9),
            "draws": self.draws,
        }


@dataclass(frozen=True, slots=True)
class Spread:
    """The forecasts of one model on one dimension over draws.

    Attributes:
        mean: of the forecasts, and its standard error.
        quantiles: share to value, for :data:`QUANTILES`.
        options: option to the share of forecasts that lie nearest to it.
        draws: that had an answer; ``without``: that had none.
    """

    mean: float
    error: float
    quantiles: Mapping[float, float]
    options: Mapping[str, Share]
    draws: int
    without: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "mean": round(self.mean, 9),
            "standard_error": round(self.error, 9),
            "quantiles": {f"{q:g}": round(value, 9) for q, value in self.quantiles.items()},
            "options": {name: share.to_dict() for name, share in self.options.items()},
            "draws": self.draws,
            "without_answer": self.without,
        }


def find_spread(values: Floats, options: Mapping[str, float] | None = None) -> Spread:
    """Sum up forecasts on one dimension.

    Args:
        values: shape (draws,), nan where there was no answer.
        options: named options at their place on the scale; a forecast counts for the nearest one,
            and for the lower of two that are equally near.

    Raises:
        NoSolution: there was an answer in no draw.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        raise NoSolution("the model has no answer in any draw")
    spread = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    return Spread(
        float(known.mean()),
        spread / math.sqrt(len(known)),
        {q: float(np.quantile(known, q)) for q in QUANTILES},
        _shares(known, dict(sorted((options or {}).items(), key=lambda item: item[1]))),
        len(known),
        len(values) - len(known),
    )


def _shares(values: Floats, options: dict[str, float]) -> dict[str, Share]:
    if not options:
        return {}
    places = np.array(list(options.values()))
    nearest = np.abs(values[:, None] - places).argmin(axis=1)
    counts = np.bincount(nearest, minlength=len(places))
    return {
        name: share_of(int(count), len(values)) for name, count in zip(options, counts, strict=True)
    }


def share_of(count: int, draws: int) -> Share:
    """Return a share with its 95 % interval (Wilson 1927)."""
    low, high = wilson(count, draws)
    return Share(count / draws, float(low), float(high), draws)
