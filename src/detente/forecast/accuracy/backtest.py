"""Asking models about issues whose outcome is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.errors import InvalidInput, NoSolution
from detente.forecast.accuracy.scores import Score, crps, score
from detente.forecast.models import MODELS, Parameters, forecast
from detente.forecast.situation import Floats, Situation


@dataclass(frozen=True, eq=False, slots=True)
class Resolved:
    """An issue whose outcome is known.

    Attributes:
        id: of the issue.
        situation: one dimension.
        outcome: 0 to 100.
    """

    id: str
    situation: Situation
    outcome: float


@dataclass(frozen=True, eq=False, slots=True)
class Backtest:
    """Models on resolved issues.

    Attributes:
        issues: ids, in order.
        outcomes: shape (issues,).
        forecasts: name to an array of shape (issues,); nan where a model had no answer.
        scores: name to its score.
        seed: of the bootstrap.
    """

    issues: tuple[str, ...]
    outcomes: Floats
    forecasts: Mapping[str, Floats]
    scores: Mapping[str, Score]
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "issues": len(self.issues),
            "scores": {name: found.to_dict() for name, found in self.scores.items()},
            "seed": self.seed,
        }


def run_backtest(
    resolved: Sequence[Resolved],
    asked: Mapping[str, tuple[str, Parameters]],
    *,
    seed: int = 0,
) -> Backtest:
    """Ask models about resolved issues and score them.

    Args:
        resolved: the issues.
        asked: name to a model and its parameters; ``mean`` (with its defaults) is what the others
            are compared with, and is asked in any case.
        seed: of the bootstrap, and of models that draw.

    Raises:
        InvalidInput: no issues, or an unknown model or parameter.
    """
    if not resolved:
        raise InvalidInput("there are no resolved issues")
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
    )


def _ask(
    resolved: Sequence[Resolved], model: str, parameters: Parameters, *, seed: int
) -> tuple[Floats, Floats | None]:
    """Return forecasts, and their CRPS where the model gives distributions."""
    values = np.full(len(resolved), np.nan)
    ranked = np.full(len(resolved), np.nan)
    for place, issue in enumerate(resolved):
        try:
            found = forecast(issue.situation, model, parameters=parameters, seed=seed)
        except NoSolution:
            continue
        values[place] = found.values[0]
        if len(found.probabilities):
            ranked[place] = crps(found.points[:, 0], found.probabilities, issue.outcome)
    return values, None if np.isnan(ranked).all() else ranked
