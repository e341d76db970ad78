"""How much each number matters: the forecast with that number at either end of its range."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from detente import __version__
from detente.errors import InvalidInput, NoSolution, NotConverged
from detente.forecast.arguments import need
from detente.forecast.models import MODELS, Parameters, ask
from detente.forecast.places import SAME
from detente.forecast.situation import Floats, Situation, caring, need_dimension
from detente.forecast.uncertainty.ranges import UncertainSituation
from detente.rounding import rounded

_NUMBERS = (("positions", "position"), ("salience", "salience"), ("capability", "capability"))
_NOBODY: tuple[tuple[int, ...], ...] = ((), (), ())


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
        at_middle: the forecast with all numbers in the middle, this one too.
        meets: indices of the other actors that stand at the same place with the number at the low
            end, in the middle, and at the high end. Who meets or parts changes how many positions
            there are to vote on, and the election jumps there. Empty but for positions.
        model, parameters, seed: what was asked.
    """

    actor: int
    number: str
    on: int | None
    low: float
    high: float
    at_low: float
    at_high: float
    at_middle: float = float("nan")
    meets: tuple[tuple[int, ...], ...] = _NOBODY
    model: str = "mean"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    version: str = __version__

    @property
    def width(self) -> float:
        """How far apart the forecasts at the low end, in the middle and at the high end are.

        The middle counts, since a forecast need not lie between those of the ends. 0 where fewer
        than two of the three are there.
        """
        known = [x for x in (self.at_low, self.at_middle, self.at_high) if not np.isnan(x)]
        return max(known) - min(known) if known else 0.0

    def to_dict(self, situation: Situation) -> dict[str, Any]:
        """Return plain JSON data, by the ids of a situation; None where there is no forecast."""
        met = [[situation.actors[other] for other in others] for others in self.meets]
        return {
            "actor": situation.actors[self.actor],
            "number": self.number,
            "dimension": None if self.on is None else situation.dimensions[self.on],
            "low": rounded(self.low),
            "high": rounded(self.high),
            "at_low": _plain(self.at_low),
            "at_middle": _plain(self.at_middle),
            "at_high": _plain(self.at_high),
            "meets": dict(zip(("low", "middle", "high"), met, strict=True)),
            "model": self.model,
            "parameters": dict(self.parameters),
            "seed": self.seed,
            "version": self.version,
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

    Who has salience 0 at an end, on all dimensions, has no part then, as anywhere.

    Args:
        uncertain: the ranges.
        model, parameters, seed: as for :func:`~detente.forecast.models.forecast`.
        dimension: index of the dimension whose forecast is looked at.

    Returns:
        one bar for each number that is a range, the widest first.

    Raises:
        InvalidInput: as :func:`~detente.forecast.models.forecast` with all in the middle, or there
            is no such dimension.
        NotSupported: more actors and dimensions than the model takes.
    """
    need(uncertain, UncertainSituation, "a situation with ranges (see make_uncertain)")
    dimension = need_dimension(uncertain.middle, dimension)

    def value_of(situation: Situation) -> float:
        found = ask(situation, model, parameters=parameters, seed=seed)
        return float(found.values[dimension])

    at_middle = float("nan")
    with suppress(NoSolution, NotConverged):  # a wrong parameter is told: it is no lack of answers
        at_middle = value_of(uncertain.middle)
    asked = {**MODELS[model].parameters, **(parameters or {})}
    bars = [
        replace(bar, at_middle=at_middle, model=model, parameters=asked, seed=seed)
        for name, number in _NUMBERS
        for bar in _find_bars(uncertain, name, number, value_of)
    ]
    return tuple(sorted(bars, key=lambda bar: -bar.width))


def _find_bars(
    uncertain: UncertainSituation, name: str, number: str, value_of: Callable[[Situation], float]
) -> Iterator[Bar]:
    """Yield the bars of one table; what is known without asking the model is left to the caller."""
    for place, tables in _moved(uncertain, name):
        at_low, at_high = (_value_with(uncertain, name, table, value_of) for table in tables)
        low, high = (float(table[place]) for table in tables)
        on = place[1] if len(place) == 2 else None
        met = _meets(uncertain, place[0], tables) if number == "position" else _NOBODY
        yield Bar(place[0], number, on, low, high, at_low, at_high, meets=met)


def _value_with(
    uncertain: UncertainSituation,
    name: str,
    table: Floats,
    value_of: Callable[[Situation], float],
) -> float:
    moved = replace(uncertain.middle, **{name: table})  # type: ignore[arg-type]
    # an end of a range may be no input at all: nobody cares, or one actor alone
    with suppress(NoSolution, NotConverged, InvalidInput):
        return value_of(caring(moved))
    return float("nan")


def _moved(
    uncertain: UncertainSituation, name: str
) -> Iterator[tuple[tuple[int, ...], tuple[Floats, Floats]]]:
    """Yield where a number of a table is a range, and the table with it at either end."""
    ranges, middle = getattr(uncertain, name), getattr(uncertain.middle, name)
    for place in map(tuple, np.argwhere(ranges.uncertain).tolist()):
        low, high = middle.copy(), middle.copy()
        low[place], high[place] = ranges.low[place], ranges.high[place]
        yield place, (low, high)


def _meets(
    uncertain: UncertainSituation, actor: int, tables: tuple[Floats, Floats]
) -> tuple[tuple[int, ...], ...]:
    low, high = tables
    return tuple(_who_stands_with(actor, p) for p in (low, uncertain.middle.positions, high))


def _who_stands_with(actor: int, positions: Floats) -> tuple[int, ...]:
    away = np.abs(positions - positions[actor]).max(axis=1)
    return tuple(other for other in np.flatnonzero(away <= SAME).tolist() if other != actor)


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else rounded(value)
