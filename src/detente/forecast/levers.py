"""Levers: what a shift of one actor's position moves the forecast by, all else as it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.errors import NoSolution, NotConverged
from detente.forecast.arguments import number
from detente.forecast.means import shift_of_mean
from detente.forecast.models import Parameters, ask
from detente.forecast.situation import SCALE, Situation, need_dimension, need_situation
from detente.rounding import rounded

SHIFT = 10.0


@dataclass(frozen=True, slots=True)
class Lever:
    """An actor, and what its moving would do.

    Attributes:
        actor: index.
        up, down: how far it is moved, towards 100 and towards 0; less than asked where the scale
            ends before.
        up_by, down_by: what the forecast changes by then; nan where there is none, before or after.
        exact: in closed form; otherwise the model is asked again with the actor moved.
    """

    actor: int
    up: float
    down: float
    up_by: float
    down_by: float
    exact: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; None where there is no forecast."""
        return {
            "up": rounded(self.up),
            "down": rounded(self.down),
            "up_by": _plain(self.up_by),
            "down_by": _plain(self.down_by),
            "exact": self.exact,
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
        NoSolution: the model has no answer to begin with.
    """
    need_situation(situation)
    dimension = need_dimension(situation, dimension)
    shift = number(shift, "the shift", low=0.0, high=SCALE, above=True)
    now = ask(situation, model, parameters=parameters, seed=seed)
    share = shift_of_mean(situation, now.parameters["weighting"]) if model == "mean" else None

    def change(actor: int, by: float) -> float:
        if share is not None:
            return float(share[actor, dimension]) * by
        if not by:
            return 0.0
        moved = situation.positions.copy()
        moved[actor, dimension] = np.clip(moved[actor, dimension] + by, 0.0, SCALE)
        try:
            found = ask(situation.at(moved), model, parameters=parameters, seed=seed)
        except (NoSolution, NotConverged):
            return float("nan")
        return float(found.values[dimension] - now.values[dimension])

    return tuple(
        Lever(actor, up, down, change(actor, up), change(actor, -down), share is not None)
        for actor in range(situation.n_actors)
        for here in (float(situation.positions[actor, dimension]),)
        for up, down in ((min(shift, SCALE - here), min(shift, here)),)
    )


def _plain(value: float) -> float | None:
    return rounded(value) if math.isfinite(value) else None
