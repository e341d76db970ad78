"""The measured error that belongs beside a forecast, and which forecast measures best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.forecast.accuracy.asked import ASKED
from detente.forecast.accuracy.measured import MEASURED, SOURCE
from detente.forecast.accuracy.scores import Interval, Score
from detente.forecast.models import MODELS, Parameters
from detente.words import difference

BASELINE = "mean"
"""The model that all others are measured against."""
NOT_MEASURED = "Asked like this it was not measured, so nothing says how wide its errors are."


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured score.

    Attributes:
        name: of the model or variant that was measured.
        score: how far off it was on resolved issues.
    """

    name: str
    score: Score

    @property
    def mean_there(self) -> float:
        """The mean absolute error of the weighted mean on the same issues."""
        against = self.score.against
        return self.score.mae if against is None else self.score.mae - against.value

    @property
    def on_all(self) -> bool:
        """Whether it was measured on all issues that the weighted mean was measured on."""
        return self.score.issues == MEASURED[BASELINE].issues

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"name": self.name, **self.score.to_dict()}


def find_measured(model: str, parameters: Parameters) -> Measured | None:
    """Return the score of a model with its parameters; None where just that was not measured.

    Args:
        model: id.
        parameters: those left out have their defaults.
    """
    wanted = {**MODELS[model].parameters, **parameters}
    for name, (measured, given) in ASKED.items():
        same = measured == model and {**MODELS[model].parameters, **given} == wanted
        if same and name in MEASURED:
            return Measured(name, MEASURED[name])
    return None


def find_leader(measured: Mapping[str, Measured | None]) -> str | None:
    """Return the forecast to lead with: the one with the lowest measured error.

    Those measured on all issues come before those measured on a part of them, since errors on
    other issues do not compare, and before those not measured at all; the first of ties.

    Args:
        measured: name to score, of the models that have an answer.

    Returns:
        the name; None where there is no answer.
    """

    def rank(name: str) -> tuple[int, float]:
        found = measured[name]
        if found is None:
            return 2, 0.0
        return (0, found.score.mae) if found.on_all else (1, found.score.mae)

    return min(measured, key=rank, default=None)


def tell_error(measured: Measured | None) -> str:
    """Return how far off a model was, and by how much it is or is not better than the mean."""
    if measured is None:
        return NOT_MEASURED
    score = measured.score
    if score.against is None:
        return f"{tell_off(measured)}."
    against, explained = tell_difference(score.against), _explained(measured, score.against)
    return f"{tell_off(measured)}: {against}, {explained}."


def tell_off(measured: Measured) -> str:
    """Return how far off a model and the weighted mean were, without the difference."""
    score, baseline = measured.score, measured.score.against is None
    told = (
        f"On {score.issues} resolved issues {'the weighted mean' if baseline else 'it'} was off by "
        f"{score.mae:.2f} points of 100 on average (half of its forecasts by more than "
        f"{score.median:.1f})"
    )
    return told if baseline else f"{told}, the weighted mean by {measured.mean_there:.2f}"


def is_told_apart(measured: Measured | None) -> bool:
    """Return whether sampling error does not explain how a model differs from the weighted mean.

    Args:
        measured: its score; None where it was not measured, which tells nothing apart.

    Returns:
        whether the 95% interval of the difference in mean absolute error leaves out 0.
    """
    against = None if measured is None else measured.score.against
    return against is not None and not against.low <= 0 <= against.high


def tell_choice(measured: Measured | None) -> str:
    """Return which of two values is nearer as far as anybody knows: a model's, or the mean's.

    Args:
        measured: the score of the model that leads.

    Returns:
        sentences; empty for the weighted mean itself, beside which nothing else stands.
    """
    if measured is None:
        return NOT_MEASURED
    against = measured.score.against
    if against is None:
        return ""
    differ = tell_difference(against)
    flattered = (
        "The leading model was picked on the very issues it was measured on, which flatters it."
    )
    if not is_told_apart(measured):
        return (
            "Which of the two is nearer nobody knows: chance explains how little their errors "
            f"differ, {differ}. {flattered}"
        )
    if against.value < 0:
        return f"It measured better than sampling error explains, by {differ}. {flattered}"
    return f"The weighted mean measured better than sampling error explains: {differ}."


def tell_larger(measured: Measured, called: str) -> str:
    """Return that a mean error is no interval, with the share of errors that were larger."""
    return (
        f"A mean error is no interval: {100 * measured.score.larger:.0f}% of the errors of "
        f"{called} were larger than their mean."
    )


def tell_difference(against: Interval, *, level: bool = True) -> str:
    """Return ``−0.14 (95%: −0.69 to +0.43)``; below 0: nearer to the outcome than the mean.

    Args:
        against: the difference in mean absolute error.
        level: whether ``95%:`` stands in it; without, for columns whose heading says so.
    """
    value, low, high = (difference(x, 2) for x in (against.value, against.low, against.high))
    return f"{value} ({'95%: ' if level else ''}{low} to {high})"


def tell_source() -> str:
    """Return what the models were measured on, and what that does not say."""
    return (
        f"Measured on {SOURCE['issues']} resolved issues of the data set {SOURCE['data']}. These "
        "are actors who meet every week, are bound by rules, and do not shoot; how far the errors "
        "carry over to peace talks nobody has measured, and there is no reason to expect smaller "
        "ones."
    )


def _explained(measured: Measured, against: Interval) -> str:
    if not is_told_apart(measured):
        return "which sampling error explains"
    better = "better" if against.value < 0 else "worse"
    return f"{better} than sampling error explains"
