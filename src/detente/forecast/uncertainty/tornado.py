"""How much each number matters: the forecast with that number at either end of its range."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.errors import InvalidInput, NoSolution, NotConverged
from detente.forecast.models import Parameters, ask
from detente.forecast.situation import Floats, Situation
from detente.forecast.uncertainty.ranges import UncertainSituation


@dataclass(frozen=True, slots=True)
class Bar:
    """One number and what its range does to the forecast on one dimension.

    Attributes:
        actor: index of whose number it is.
        number: ``position``, ``salience`` or ``capability``.
        on: index of the dimension of the number; None for capability.
        low, high: the ends of its range.
        at_low, at_high: the forecast with it there, all else in the middle; nan where the model
            has no answer.
    """

    actor: int
    number: str
    on: int | None
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far apart the two forecasts are."""
        return abs(self.at_high - self.at_low)

    def to_dict(self, situation: Situation) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "actor": situation.actors[self.actor],
            "number": self.number,
            "dimension": None if self.on is None else situation.dimensions[self.on],
            "low": self.low,
            "high": self.high,
            "at_low": None if np.isnan(self.at_low) else round(self.at_low, 9),
            "at_high": None if np.isnan(self.at_high) else round(self.at_high, 9),
        }


def find_tornado(
    uncertain: UncertainSituation,
    model: str = "mean",
    *,
    dimension: int = 0,
    parameters: Parameters | None = None,
    seed: int | None = None,
) -> tuple[Bar, ...]:
    """Move one number at a time to the ends of its range.

    Args:
        uncertain: the ranges.
        model, parameters, seed: as for :func:`~detente.forecast.models.forecast`.
        dimension: index of the dimension whose forecast is looked at.

    Returns:
        one bar for each number that is a range, the widest first.

    Raises:
        InvalidInput: as :func:`~detente.forecast.models.forecast` with all in the middle.
    """

    def value_with(name: str, table: Floats) -> float:
        situation = replace(uncertain.middle, **{name: table})  # type: ignore[arg-type]
        try:
            found = ask(situation, model, parameters=parameters, seed=seed)
        except (
            NoSolution,
            NotConverged,
            InvalidInput,
        ):  # at the end of a range, such as a salience of 0
            return float("nan")
        return float(found.values[dimension])

    with suppress(NoSolution):  # a wrong parameter is told, and not taken for a lack of answers
        ask(uncertain.middle, model, parameters=parameters, seed=seed)
    bars = []
    for name, number in (
        ("positions", "position"),
        ("salience", "salience"),
        ("capability", "capability"),
    ):
        ranges = getattr(uncertain, name)
        for place in map(tuple, np.argwhere(ranges.uncertain).tolist()):
            ends = []
            for value in (ranges.low[place], ranges.high[place]):
                table = getattr(uncertain.middle, name).copy()
                table[place] = value
                ends.append((float(value), value_with(name, table)))
            (low, at_low), (high, at_high) = ends
            on = place[1] if len(place) == 2 else None
            bars.append(Bar(place[0], number, on, low, high, at_low, at_high))
    return tuple(sorted(bars, key=lambda bar: -np.nan_to_num(bar.width)))
