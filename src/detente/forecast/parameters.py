"""The parameters of models: which words and numbers each may take, checked and read from text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from detente.errors import InvalidInput
from detente.forecast.arguments import MOST_ROUNDS, MOST_TURNS
from detente.forecast.challenge import Variant
from detente.forecast.means import Weighting
from detente.forecast.nash import Loss
from detente.forecast.situation import SCALE
from detente.forecast.spatial.options import WORDS

Parameters = Mapping[str, Any]

CHOICES: dict[str, tuple[str, ...]] = {
    "weighting": get_args(Weighting),
    "loss": get_args(Loss),
    "variant": get_args(Variant),
    "options": ("distinct", "all"),
    "read": ("mean", "median"),
    **WORDS,
}
"""The words that parameters may take."""
COUNTS = {"rounds": MOST_ROUNDS, "max_turns": MOST_TURNS}
"""Parameters that are whole numbers from 1, and the largest that they may be."""
LIMITS = {"failure_cost": (0.0, 1e9), "stay": (0.0, 1.0)}
"""Parameters that are numbers, and the limits that they may reach."""
_ANCHORS = ("common", "reference")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def complete(model: str, given: Parameters, *, defaults: Parameters) -> dict[str, Any]:
    """Return all parameters of a model: those given, checked, and defaults for the others.

    Raises:
        InvalidInput: the model has no such parameter, or it may not take that value.
    """
    named: object = given
    if not isinstance(named, Mapping) or not all(isinstance(name, str) for name in named):
        raise InvalidInput("parameters are a mapping of names to values")
    unknown = sorted(given.keys() - defaults.keys())
    if unknown:
        known = ", ".join(defaults) or "none"
        raise InvalidInput(f"model {model} has no parameter {unknown[0]!r}; it has: {known}")
    for name, value in given.items():
        _check(name, value)
    return {**defaults, **given}


def read_value(name: str, text: str) -> object:
    """Return the value that a text stands for, as :func:`complete` takes it.

    A text that stands for none is returned as it is, and is refused there.
    """
    if name in CHOICES:
        return text
    if name == "compatible":
        return _TRUTH.get(text.lower(), text)
    try:
        return int(text) if name in COUNTS else float(text)
    except ValueError:
        return text


def _check(name: str, value: object) -> None:
    if name in CHOICES:
        if not isinstance(value, str) or value not in CHOICES[name]:
            raise InvalidInput(f"{name} is one of: {', '.join(CHOICES[name])}")
    elif name == "compatible":
        if not isinstance(value, bool):
            raise InvalidInput("compatible is true or false")
    elif name in COUNTS:
        if type(value) is not int or not 1 <= value <= COUNTS[name]:
            raise InvalidInput(f"{name} is a whole number of 1 to {COUNTS[name]:,}")
    elif name == "disagreement":
        anchor = isinstance(value, str) and value in _ANCHORS
        if not anchor and not _within(value, 0.0, SCALE):
            raise InvalidInput("disagreement is 'common', 'reference', or a position of 0 to 100")
    elif not _within(value, *LIMITS[name]):
        low, high = LIMITS[name]
        raise InvalidInput(f"{name} is a number, {low:g} or more, at most {high:,.0f}")


def _within(value: object, low: float, high: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return low <= value <= high  # which nan is not
