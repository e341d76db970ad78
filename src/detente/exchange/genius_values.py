"""Evaluators of Genius 10.4: what a value of an issue is worth, before its weight.

Definitions as in its classes ``EvaluatorDiscrete``, ``EvaluatorInteger`` and ``EvaluatorReal``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.errors import NotSupported

SMALLEST_TOP = 1e-5
"""Below it the largest evaluation of an issue counts as none, and every value is worth 0."""

REAL_PARAMETERS = {"linear": 2, "constant": 1, "triangular": 3}
"""Functions of a real issue, and how many parameters each has."""


def share_of_best(evaluations: Sequence[float]) -> tuple[float, ...]:
    """Return e(v) = evaluation(v) / max evaluation; 0 for all where the max is below 1e-5."""
    top = max(evaluations)
    if top < SMALLEST_TOP:
        return (0.0,) * len(evaluations)
    return tuple(evaluation / top for evaluation in evaluations)


def integer_worth(level: float, slope: float, offset: float, lower: float) -> float:
    """Return e(v) = slope × (v − lower) + offset, clipped to [0, 1]."""
    return clipped(slope * (level - lower) + offset)


def real_worth(level: float, ftype: str, parameters: Sequence[float]) -> float:
    """Return e(v) of a real issue.

    ``linear``: parameter1 × v + parameter0, clipped to [0, 1]; ``constant``: parameter0;
    ``triangular`` (start, end, top): 0 outside start and end, 1 at the top, straight between
    (and 0 at the top where that is the end).
    """
    if ftype == "linear":
        return clipped(parameters[1] * level + parameters[0])
    if ftype == "constant":
        return parameters[0]
    return _triangular(level, *parameters)


def _triangular(level: float, start: float, end: float, top: float) -> float:
    if level < top:
        return (level - start) / (top - start) if level >= start else 0.0
    return 1.0 - (level - top) / (end - top) if level < end else 0.0


def clipped(worth: float) -> float:
    """Return the nearest number in [0, 1]."""
    return min(1.0, max(0.0, worth))


def worths_by_shape(shape: Mapping[str, object], levels: Sequence[float]) -> tuple[float, ...]:
    """Return e of every level, by an evaluator as :mod:`genius_profile` records it.

    Raises:
        NotSupported: this is not the record of an evaluator.
    """
    try:
        if shape["evaluator"] == "integer":
            numbers = [_number(shape[key]) for key in ("slope", "offset", "lower")]
            return tuple(integer_worth(level, *numbers) for level in levels)
        ftype, given = str(shape["ftype"]), shape["parameters"]
        if isinstance(given, list | tuple) and len(given) == REAL_PARAMETERS[ftype]:
            numbers = [_number(parameter) for parameter in given]
            return tuple(real_worth(level, ftype, numbers) for level in levels)
    except (KeyError, TypeError, ZeroDivisionError):
        pass
    raise NotSupported("this is not an evaluator of Genius")


def _number(value: object) -> float:
    if isinstance(value, int | float):
        return float(value)
    raise TypeError
