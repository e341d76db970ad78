"""Asking models about issues whose outcome is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from detente import __version__
from detente.errors import InvalidInput, NoSolution
from detente.forecast.accuracy.scores import Score, crps, score
from detente.forecast.arguments import need, number
from detente.forecast.models import MODELS, Parameters, ask
from detente.forecast.records import Forecast
from detente.forecast.situation import (
    SCALE,
    Floats,
    Situation,
    caring,
    make_situation,
    need_situation,
)


@dataclass(frozen=True, eq=False, slots=True)
class Resolved:
    """An issue whose outcome is known.

    Attributes:
        id: of the issue.
        situation: one dimension.
        outcome: 0 to 100.
        group: issues of one group were decided together (one proposal); empty: by itself.
    """

    id: str
    situation: Situation
    outcome: float
    group: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Backtest:
    """Models on resolved issues.

    Attributes:
        issues: ids, in order.
        outcomes: shape (issues,).
        forecasts: name to an array of shape (issues,); nan where a model had no answer.
        scores: name to its score.
        seed: of the bootstrap, and of models that draw.
        asked: name to the model and its parameters.
        idle: whether actors with salience 0 took part.
    """

    issues: tuple[str, ...]
    outcomes: Floats
    forecasts: Mapping[str, Floats]
    scores: Mapping[str, Score]
    seed: int
    asked: Mapping[str, tuple[str, Parameters]] = field(default_factory=dict)
    idle: bool = False
    version: str = __version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "issues": len(self.issues),
            "asked": {
                name: {"model": model, "parameters": {**MODELS[model].parameters, **given}}
                for name, (model, given) in self.asked.items()
            },
            "idle": self.idle,
            "scores": {name: found.to_dict() for name, found in self.scores.items()},
            "seed": self.seed,
            "version": self.version,
        }


def run_backtest(
    resolved: Sequence[Resolved],
    asked: Mapping[str, tuple[str, Parameters]],
    *,
    seed: int = 0,
    idle: bool = False,
) -> Backtest:
    """Ask models about resolved issues and score them.

    To whom an issue does not matter (salience 0) has no part in it, as with `detente forecast`.

    Args:
        resolved: the issues.
        asked: name to a model and its parameters; ``mean`` (with its defaults) is what the others
            are compared with, and is asked in any case.
        seed: of the bootstrap, and of models that draw.
        idle: whether actors with salience 0 take part where a model counts them, as in unweighted
            figures that others have published. The spatial model never takes them.

    Raises:
        InvalidInput: no issues, or an unknown model or parameter.
    """
    _check(resolved, asked)
    if not idle:
        resolved = [replace(issue, situation=caring(issue.situation)) for issue in resolved]
    outcomes = np.array([issue.outcome for issue in resolved])
    named = {"mean": ("mean", dict(MODELS["mean"].parameters)), **asked}
    answers = {name: _ask(resolved, *one, seed=seed) for name, one in named.items()}
    baseline = answers["mean"][0]
    scores = {
        name: score(
            found,
            outcomes,
            ranked=ranked,
            baseline=None if name == "mean" else baseline,
            seed=seed,
        )
        for name, (found, ranked) in answers.items()
    }
    return Backtest(
        tuple(issue.id for issue in resolved),
        outcomes,
        {name: found for name, (found, _) in answers.items()},
        scores,
        seed,
        named,
        idle,
    )


def _check(resolved: Sequence[Resolved], asked: Mapping[str, tuple[str, Parameters]]) -> None:
    need(resolved, (list, tuple), "a list of resolved issues")
    need(asked, Mapping, "a mapping of names to models and parameters")
    if not resolved:
        raise InvalidInput("there are no resolved issues")
    for issue in resolved:
        need(issue, Resolved, "a resolved issue")
        need_situation(issue.situation)
        number(issue.outcome, f"the outcome of {issue.id}", low=0.0, high=SCALE)
    for one in asked.values():
        need(one, tuple, "a model and its parameters")
        if len(one) != 2:
            raise InvalidInput("what is asked is a model and its parameters, by a name")


def _ask(
    resolved: Sequence[Resolved], model: str, parameters: Parameters, *, seed: int
) -> tuple[Floats, Floats | None]:
    """Return forecasts, and their CRPS where the model gives distributions."""
    if model == "exchange":
        return _ask_together(resolved, parameters), None
    values = np.full(len(resolved), np.nan)
    ranked = np.full(len(resolved), np.nan)
    for place, issue in enumerate(resolved):
        found = _ask_one(issue.situation, model, parameters, seed)
        if found is None:
            continue
        values[place] = found.values[0]
        if len(found.probabilities):
            ranked[place] = crps(found.points[:, 0], found.probabilities, issue.outcome)
    return values, None if np.isnan(ranked).all() else ranked


def _ask_one(
    situation: Situation, model: str, parameters: Parameters, seed: int
) -> Forecast | None:
    """Return a forecast; None where there is none. The spatial model takes none who do not care."""
    asked = caring(situation) if model == "spatial" else situation
    try:
        return ask(asked, model, parameters=parameters, seed=seed)
    except NoSolution:
        return None


def _ask_together(resolved: Sequence[Resolved], parameters: Parameters) -> Floats:
    """Return forecasts of issues decided together, by the actors that have all of them."""
    values = np.full(len(resolved), np.nan)
    groups: dict[str, list[int]] = {}
    for place, issue in enumerate(resolved):
        if issue.group:
            groups.setdefault(issue.group, []).append(place)
    for places in groups.values():
        joint = _join([resolved[place].situation for place in places])
        if joint is not None:
            values[places] = ask(joint, "exchange", parameters=parameters).values
    return values


def _join(situations: Sequence[Situation]) -> Situation | None:
    """Return several issues as one situation; None where fewer than two actors have all of them."""
    cares = [
        {name for name, s in zip(one.actors, one.salience[:, 0], strict=True) if s > 0}
        for one in situations
    ]
    shared = [name for name in situations[0].actors if all(name in names for names in cares)]
    if len(situations) < 2 or len(shared) < 2:
        return None
    rows = [[one.actors.index(name) for name in shared] for one in situations]
    return make_situation(
        np.column_stack([one.positions[at, 0] for one, at in zip(situations, rows, strict=True)]),
        np.column_stack([one.salience[at, 0] for one, at in zip(situations, rows, strict=True)]),
        situations[0].capability[rows[0]],
        actors=shared,
        dimensions=[one.dimensions[0] for one in situations],
    )
