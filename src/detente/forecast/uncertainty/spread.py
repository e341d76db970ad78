"""What drawn forecasts say together: quantiles, and how often they fall where."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.errors import InvalidInput, NoSolution
from detente.forecast.arguments import need, number, numbers
from detente.forecast.nearest import count_nearest
from detente.forecast.situation import SCALE, Floats
from detente.intervals import wilson
from detente.rounding import rounded

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
SLACK = 1e-9
"""By how much rounding may put a value beyond the scale."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of draws with its 95% interval (Wilson)."""

    value: float
    low: float
    high: float
    draws: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "value": rounded(self.value),
            "low": rounded(self.low),
            "high": rounded(self.high),
            "draws": self.draws,
        }


@dataclass(frozen=True, slots=True)
class Spread:
    """The forecasts of one model on one dimension over draws.

    Attributes:
        mean: of the forecasts, and its standard error.
        quantiles: share to value, for :data:`QUANTILES`.
        options: option to the share of forecasts that lie nearest to it; one that is equally near
            to k options counts 1/k for each.
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
            "mean": rounded(self.mean),
            "standard_error": rounded(self.error),
            "quantiles": {f"{q:g}": rounded(value) for q, value in self.quantiles.items()},
            "options": {name: share.to_dict() for name, share in self.options.items()},
            "draws": self.draws,
            "without_answer": self.without,
        }


def find_spread(values: Floats, options: Mapping[str, float] | None = None) -> Spread:
    """Sum up forecasts on one dimension.

    Args:
        values: shape (draws,), nan where there was no answer.
        options: named options at their place on the scale, in any order; a forecast counts for the
            nearest one, and 1/k for each of k that are equally near.

    Raises:
        NoSolution: there was an answer in no draw.
        InvalidInput: values or places are no numbers, or out of range.
    """
    values, places = numbers(values, "values"), _places({} if options is None else options)
    if values.ndim != 1 or not _within(values):
        raise InvalidInput("values are one number of 0 to 100 for each draw; choose a dimension")
    known = values[~np.isnan(values)]
    if not len(known):
        raise NoSolution("the model has no answer in any draw")
    spread = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    return Spread(
        float(known.mean()),
        spread / math.sqrt(len(known)),
        {q: float(np.quantile(known, q)) for q in QUANTILES},
        _shares(known, dict(sorted(places.items(), key=lambda item: item[1]))),
        len(known),
        len(values) - len(known),
    )


def _places(options: Mapping[str, float]) -> dict[str, float]:
    need(options, Mapping, "a mapping of options to their places")
    return {
        name: number(place, "the place of an option", low=0.0, high=SCALE)
        for name, place in options.items()
    }


def _within(values: Floats) -> bool:
    return not ((values < -SLACK) | (values > SCALE + SLACK)).any()


def _shares(values: Floats, options: dict[str, float]) -> dict[str, Share]:
    counts = count_nearest(options, values)
    return {name: share_of(count, len(values)) for name, count in counts.items()}


def share_of(count: float, draws: int) -> Share:
    """Return a share with its 95% interval (Wilson 1927); a count may have parts of a draw."""
    low, high = wilson(count, draws)
    return Share(count / draws, float(low), float(high), draws)
