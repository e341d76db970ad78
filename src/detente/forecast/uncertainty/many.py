"""One model over many drawn situations: at once where it has a formula, else one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.errors import NoSolution
from detente.forecast.election import elect
from detente.forecast.means import Weighting, weighted_mean, weighted_median
from detente.forecast.models import MODELS, Parameters, ask
from detente.forecast.situation import SCALE, Floats
from detente.forecast.uncertainty.drawing import DrawnSituations
from detente.run import Executor, Serial

Draws = npt.NDArray[np.intp]
_CHUNK = 1 << 18
_BLOCK = 16
"""Draws that are asked about in one part."""


def forecast_many(
    drawn: DrawnSituations,
    model: str = "mean",
    *,
    parameters: Parameters | None = None,
    progress: Callable[[int], None] | None = None,
    executor: Executor | None = None,
) -> Floats:
    """Ask one model about every drawn situation.

    Args:
        drawn: the situations.
        model: id, one of :data:`~detente.forecast.models.MODELS`.
        parameters: of the model.
        progress: is told how many are done, now and then.
        executor: runs parts of the draws side by side, for models that are asked one by one; the
            answers do not depend on it.

    Returns:
        shape (draws, dimensions); nan where the model has no answer.

    Raises:
        InvalidInput: as :func:`~detente.forecast.models.forecast`.
    """
    first = _ask(drawn, 0, model, parameters)  # checks model, parameters and situation
    given = {**MODELS[model].parameters, **(parameters or {})}
    if model in ("mean", "median"):
        return _closed(drawn, model, given["weighting"])
    if model == "election" and drawn.positions.shape[2] == 1:
        return _elections(drawn, given)
    found = [first[None]]
    parts = [_Part(drawn, start, model, parameters) for start in range(1, len(drawn), _BLOCK)]
    for part, values in zip(parts, (executor or Serial()).map(_ask_part, parts), strict=True):
        found.append(values)
        if progress is not None:
            progress(part.start + len(values))
    return np.concatenate(found)


@dataclass(frozen=True, eq=False, slots=True)
class _Part:
    """Some draws in a row, for one model."""

    drawn: DrawnSituations
    start: int
    model: str
    parameters: Parameters | None

    def __reduce__(self) -> tuple[Any, ...]:
        """Send to another process only the draws of the part."""
        rows = slice(self.start, self.start + _BLOCK)
        few = DrawnSituations(
            self.drawn.middle,
            self.drawn.positions[rows],
            self.drawn.salience[rows],
            self.drawn.capability[rows],
            self.drawn.seed + self.start,
        )
        return _Part, (few, 0, self.model, self.parameters)


def _ask_part(part: _Part) -> Floats:
    stop = min(part.start + _BLOCK, len(part.drawn))
    draws = range(part.start, stop)
    return np.array([_ask(part.drawn, draw, part.model, part.parameters) for draw in draws])


def _ask(drawn: DrawnSituations, draw: int, model: str, parameters: Parameters | None) -> Floats:
    situation = replace(
        drawn.middle,
        positions=drawn.positions[draw],
        salience=drawn.salience[draw],
        capability=drawn.capability[draw],
    )
    try:
        return ask(situation, model, parameters=parameters, seed=drawn.seed + draw).values
    except NoSolution:
        return np.full(situation.n_dimensions, np.nan)


def _closed(drawn: DrawnSituations, model: str, weighting: Weighting) -> Floats:
    power = np.broadcast_to(drawn.capability[..., None], drawn.salience.shape)
    weights = {
        "capability-salience": power * drawn.salience,
        "capability": power,
        "salience": drawn.salience,
        "none": np.ones_like(drawn.salience),
    }[weighting]
    if model == "mean":
        return weighted_mean(drawn.positions, weights)
    low, high = weighted_median(drawn.positions, weights)
    return np.asarray((low + high) / 2)


def _elections(drawn: DrawnSituations, given: dict[str, Any]) -> Floats:
    """Elect in blocks of draws in which the same actors stand in the same place."""
    x = drawn.positions[..., 0]
    options = np.ones(x.shape, dtype=bool)
    if given["options"] == "distinct":
        options = ~np.triu(x[:, :, None] == x[:, None, :], k=1).any(axis=1)
    kinds, of = np.unique(options, axis=0, return_inverse=True)
    rows = max(1, _CHUNK // x.shape[1] ** 2)
    found = np.empty(len(x))
    for kind, kept in enumerate(kinds):
        draws = np.flatnonzero(of.reshape(-1) == kind)
        for start in range(0, len(draws), rows):
            part = draws[start : start + rows]
            found[part] = _elect(drawn, part, x[part][:, kept], given)
    return found[:, None]


def _elect(drawn: DrawnSituations, part: Draws, options: Floats, given: dict[str, Any]) -> Floats:
    weights = drawn.capability[part] * drawn.salience[part, :, 0]
    options = np.sort(options, axis=1)  # some rules depend on their order
    chance = elect(
        1 - np.abs(drawn.positions[part] - options[:, None, :]) / SCALE,
        weights,
        voting=given["voting"],
        victory=given["victory"],
        solver=given["solver"],
    ).probabilities
    return np.asarray((chance * options).sum(axis=1))
