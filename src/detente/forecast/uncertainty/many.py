"""One model over many drawn situations: at once where it has a formula, else one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput, NoSolution, NotConverged
from detente.forecast.arguments import need
from detente.forecast.election import elect_kinds
from detente.forecast.means import Weighting, in_all, weigh, weighted_mean, weighted_median
from detente.forecast.models import MODELS, Parameters, ask
from detente.forecast.places import SAME
from detente.forecast.situation import SCALE, Floats
from detente.forecast.uncertainty.drawing import DrawnSituations
from detente.run import Executor, Serial

Draws = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
_CHUNK = 1 << 18
"""Numbers that are handled at once where a model has a formula."""
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
        shape (draws, dimensions); nan where the model has no answer, or does not take the
        situation that was drawn (saliences that sum to more than 100, for the spatial model).

    Raises:
        InvalidInput: as :func:`~detente.forecast.models.forecast` with all in the middle.
        NotSupported: more actors and dimensions than the model takes.
    """
    need(drawn, DrawnSituations, "drawn situations (see draw_situations)")
    if not (progress is None or callable(progress)):
        raise InvalidInput("progress is a function that is told how many are done")
    with suppress(NoSolution, NotConverged):  # checks model, parameters and situation
        ask(drawn.middle, model, parameters=parameters, seed=drawn.seed)
    given = {**MODELS[model].parameters, **(parameters or {})}
    if model in ("mean", "median"):
        return _closed(drawn, model, given["weighting"])
    if model == "election" and drawn.positions.shape[2] == 1:
        return _elections(drawn, given)
    found = []
    parts = [_Part(drawn, start, model, parameters) for start in range(0, len(drawn), _BLOCK)]
    for part, values in zip(parts, _mapped(executor, parts), strict=True):
        found.append(values)
        if progress is not None:
            progress(part.start + len(values))
    return np.concatenate(found)


def _mapped(executor: Executor | None, parts: Sequence[_Part]) -> Iterable[Floats]:
    runs = Serial() if executor is None else executor
    if not callable(getattr(runs, "map", None)):
        raise InvalidInput("an executor has a method map; take one of detente.run")
    return runs.map(_ask_part, parts)


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
    except (NoSolution, NotConverged, InvalidInput):
        return np.full(situation.n_dimensions, np.nan)


def _closed(drawn: DrawnSituations, model: str, weighting: Weighting) -> Floats:
    """Use the formula on blocks of draws, so that what it needs besides stays small."""
    rows = max(1, _CHUNK // drawn.middle.positions.size)
    return np.concatenate(
        [
            _formula(
                drawn.positions[start : start + rows],
                weigh(
                    drawn.salience[start : start + rows],
                    drawn.capability[start : start + rows],
                    weighting=weighting,
                ),
                median=model == "median",
            )
            for start in range(0, len(drawn), rows)
        ]
    )


def _formula(positions: Floats, weights: Floats, *, median: bool) -> Floats:
    if not median:
        return weighted_mean(positions, weights)
    low, high = weighted_median(positions, weights)
    return np.asarray((low + high) / 2)


def _elections(drawn: DrawnSituations, given: dict[str, Any]) -> Floats:
    """Elect in blocks of draws with as many options; one by one where rounding parts actors."""
    x: Floats = drawn.positions[..., 0]
    rows = max(1, _CHUNK // x.shape[1] ** 2)
    kept: Flags = np.ones(x.shape, dtype=bool)
    alone: Flags = np.zeros(len(x), dtype=bool)
    if given["options"] == "distinct":
        x = np.sort(x, axis=1)
        gaps = np.diff(x, axis=1)
        kept[:, 1:] = gaps > 0
        alone = np.asarray(((gaps > 0) & (gaps <= SAME)).any(axis=1))
    found: Floats = np.empty(len(x))
    for draw in np.flatnonzero(alone).tolist():
        found[draw] = _ask(drawn, draw, "election", given)[0]
    count = np.where(alone, 0, kept.sum(axis=1))
    for options in np.unique(count[~alone]).tolist():
        draws = np.flatnonzero(count == options)
        for start in range(0, len(draws), rows):
            part = draws[start : start + rows]
            found[part] = _elect(drawn, part, x[part][kept[part]].reshape(-1, options), given)
    return found[:, None]


def _elect(drawn: DrawnSituations, part: Draws, options: Floats, given: dict[str, Any]) -> Floats:
    weights = drawn.capability[part] * drawn.salience[part, :, 0]
    chance = elect_kinds(
        1 - np.abs(drawn.positions[part] - options[:, None, :]) / SCALE,
        in_all(weights),
        np.ones(options.shape),
        voting=given["voting"],
        victory=given["victory"],
        solver=given["solver"],
    )
    return np.asarray((chance * options).sum(axis=1))
