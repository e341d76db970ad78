"""Levers: what a shift of one actor's position moves the forecast by, all else as it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente import __version__
from detente.errors import NoSolution, NotConverged
from detente.forecast.arguments import number
from detente.forecast.means import shift_of_mean
from detente.forecast.models import Parameters, ask
from detente.forecast.records import Forecast
from detente.forecast.situation import SCALE, Situation, need_dimension, need_situation
from detente.rounding import rounded

SHIFT = 10.0
"""Points that everybody is moved by, where nothing else is asked for."""

Change = Callable[[int, float], float]
"""What the forecast changes by when an actor is moved by so much."""


@dataclass(frozen=True, slots=True)
class Lever:
    """An actor, and what its moving would do.

    Attributes:
        actor: index.
        up, down: how far it is moved, towards 100 and towards 0; less than asked where the scale
            ends before.
        up_by, down_by: what the forecast changes by then; nan where there is none, before or after.
        exact: in closed form; otherwise the model is asked again with the actor moved.
        dimension: index of the one on which it is moved.
        model, parameters, seed: what was asked.
    """

    actor: int
    up: float
    down: float
    up_by: float
    down_by: float
    exact: bool
    dimension: int = 0
    model: str = "mean"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    version: str = __version__

    def to_dict(self, situation: Situation) -> dict[str, Any]:
        """Return plain JSON data, by the ids of a situation; None where there is no forecast."""
        return {
            "actor": situation.actors[self.actor],
            "dimension": situation.dimensions[self.dimension],
            "up": rounded(self.up),
            "down": rounded(self.down),
            "up_by": _plain(self.up_by),
            "down_by": _plain(self.down_by),
            "exact": self.exact,
            "model": self.model,
            "parameters": dict(self.parameters),
            "seed": self.seed,
            "version": self.version,
        }


def find_levers(
    situation: Situation,
    model: str = "mean",
    *,
    dimension: int = 0,
    shift: float = SHIFT,
    parameters: Parameters | None = None,
    seed: int | None = None,
) -> tuple[Lever, ...]:
    """Move each actor on one dimension, up and down, and say what the forecast there changes by.

    The mean is linear in positions, so that its levers are exact: ``d w_a / Σ w`` for a shift of d.
    Other models are asked again.

    Args:
        situation: who stands where.
        model, parameters, seed: as for :func:`~detente.forecast.models.forecast`.
        dimension: index.
        shift: above 0, at most 100. Nobody is moved beyond the ends of the scale.

    Returns:
        one for each actor, in their order.

    Raises:
        InvalidInput: as :func:`~detente.forecast.models.forecast`, or dimension or shift are out of
            range.
        NoSolution, NotConverged: the model has no answer to begin with.
        NotSupported: more actors and dimensions than the model takes.
    """
    need_situation(situation)
    dimension = need_dimension(situation, dimension)
    shift = number(shift, "the shift", low=0.0, high=SCALE, above=True)
    now = ask(situation, model, parameters=parameters, seed=seed)
    change = _linear(now, dimension) if model == "mean" else _asking(now, dimension, seed)
    return tuple(
        _find_lever(now, actor, dimension, shift, change=change, seed=seed)
        for actor in range(situation.n_actors)
    )


def _find_lever(
    now: Forecast, actor: int, dimension: int, shift: float, *, change: Change, seed: int | None
) -> Lever:
    here = float(now.situation.positions[actor, dimension])
    up, down = min(shift, SCALE - here), min(shift, here)
    return Lever(
        actor,
        up,
        down,
        change(actor, up),
        change(actor, -down),
        now.model == "mean",
        dimension,
        now.model,
        now.parameters,
        seed,
    )


def _linear(now: Forecast, dimension: int) -> Change:
    share = shift_of_mean(now.situation, now.parameters["weighting"])[:, dimension]
    return lambda actor, by: float(share[actor]) * by


def _asking(now: Forecast, dimension: int, seed: int | None) -> Change:
    def change(actor: int, by: float) -> float:
        if not by:
            return 0.0
        moved = now.situation.positions.copy()
        moved[actor, dimension] = np.clip(moved[actor, dimension] + by, 0.0, SCALE)
        try:
            there = now.situation.at(moved)
            found = ask(there, now.model, parameters=now.parameters, seed=seed)
        except (NoSolution, NotConverged):
            return float("nan")
        return float(found.values[dimension] - now.values[dimension])

    return change


def _plain(value: float) -> float | None:
    return rounded(value) if math.isfinite(value) else None
