"""Places, errors and shifts in words: on a scale in its values, else in points of 0 to 100."""

from __future__ import annotations

import math
from collections.abc import Sequence

from detente.cli.forecast_given import Question
from detente.forecast.accuracy.beside import Measured, tell_difference
from detente.words import MINUS, fixed, listed, trimmed

NONE = "–"
NO_ANSWER = "no answer"
UNMEASURED = "not measured"


def tell_place(question: Question, place: float) -> str:
    """Return a place as a value with its unit, or as it is, to one decimal."""
    return with_unit(question, tell_bare(question, place))


def tell_bare(question: Question, place: float) -> str:
    """Return the same without the unit, where a heading has it."""
    return _rounded(question, question.value_at(place), otherwise=1)


def tell_distance(question: Question, points: float, *, digits: int = 1) -> str:
    """Return a distance without its unit: in values of a scale, else in points of 100.

    Args:
        question: whose values they are.
        points: 0 to 100.
        digits: decimals, but for scales, which have those that a half of a point needs.
    """
    return _rounded(question, question.error_of(points), otherwise=digits)


def tell_mean_error(question: Question, measured: Measured | None) -> str:
    """Return the mean absolute error of a model without its unit, for a cell."""
    if measured is None:
        return UNMEASURED
    on = "" if measured.on_all else f" ({measured.score.issues} issues)"
    return f"{tell_distance(question, measured.score.mae, digits=2)}{on}"


def tell_shift(question: Question, points: float) -> str:
    """Return a change without its unit, with its sign; 0 without one."""
    told = tell_distance(question, abs(points))
    return f"{'+' if points > 0 else MINUS}{told}" if told.strip("0.") else "0"


def _rounded(question: Question, value: float, *, otherwise: int) -> str:
    digits = otherwise
    if question.scale:
        digits = max(0, math.ceil(-math.log10(question.error_of(0.5))))
    return fixed(value, digits)


def head(question: Question, title: str) -> str:
    """Return the heading of a column of places or distances, with the unit that they are in."""
    return f"{title} ({question.unit})" if question.unit else title


def in_unit(question: Question) -> str:
    """Return ``, in thalers``, for a title; empty where there is no unit."""
    return f", in {question.unit}" if question.unit else ""


def tell_nearest(question: Question, place: float) -> str:
    """Return the nearest option with its own place, or all equally near; a dash without any."""
    near = question.nearest(place)
    if not near:
        return NONE
    return _listed(question, near, "or")


def tell_nearest_to(question: Question, place: float) -> str:
    """Return ``nearest to mutual (25)`` or ``as near to mutual (25) as to withdraw-sez (50)``.

    On a scale its steps are named: ``nearest to the step 20``. Empty where there is no option.
    """
    near = question.nearest(place)
    if not near:
        return ""
    if question.scale:
        steps = "step" if len(near) == 1 else "steps"
        return f"{'nearest to' if len(near) == 1 else 'as near to'} the {steps} {listed(near)}"
    if len(near) == 1:
        return f"nearest to {_listed(question, near)}"
    return f"as near to {_listed(question, near[:-1])} as to {_listed(question, near[-1:])}"


def _listed(question: Question, options: Sequence[str], last: str = "and") -> str:
    if question.scale:
        return listed(options, last)
    return listed((f"{option} ({question.options[option]:g})" for option in options), last)


def tell_against(measured: Measured | None) -> str:
    """Return the difference to the mean's error with its interval, in points of 100.

    A dash for the mean itself, and where nothing was measured.
    """
    if measured is None or measured.score.against is None:
        return NONE
    return tell_difference(measured.score.against, level=False)


def tell_number(value: float) -> str:
    """Return a number as somebody gave it, to about four figures, without idle zeros."""
    return trimmed(fixed(value, 4 if abs(value) < 1 else 2 if abs(value) < 100 else 1))


def with_unit(question: Question, told: str) -> str:
    """Return a value or a distance with the unit behind it, if there is one."""
    return f"{told} {question.unit}" if question.unit else told


def titled(question: Question) -> str:
    """Return the title of an issue with its id."""
    return question.id if question.title == question.id else f"{question.title} ({question.id})"
