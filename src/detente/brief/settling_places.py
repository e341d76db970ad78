"""Places on the line of an issue in words: in its unit, with the option that is nearest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.brief.context import Context, Option
from detente.brief.substance import short
from detente.brief.wording import Part, Sentence, listed, points, whole

if TYPE_CHECKING:
    from detente.forecast.of_case import IssueLine

LETTERS = 4
"""Options that are named by letter, at most."""


def in_unit(line: IssueLine, place: float) -> str:
    """Return what a place means, without its unit: ``62.5``, or ``600,000`` on a scale."""
    return points(place) if line.issue.scale is None else _counted(line, line.value_at(place))


def written(line: IssueLine, place: float) -> str:
    """Return what a place that the case gives means, as it is given."""
    if line.issue.scale is None:
        return points(place)
    return f"{round(line.value_at(place), 9):,.10g}".replace("-", "−")


def with_unit(line: IssueLine, place: float) -> str:
    """Return what a place means: ``62.5 of 100``, or ``600,000 soldiers`` on a scale."""
    return f"{in_unit(line, place)} {_unit(line)}".rstrip()


def distance(line: IssueLine, apart: float) -> str:
    """Return how far two places are apart: ``24 of 100``, or ``96 soldiers`` on a scale.

    Args:
        apart: in points of 100.
    """
    if line.issue.scale is None:
        return with_unit(line, apart)
    return f"{_counted(line, apart / 100 * _length(line))} {_unit(line)}".rstrip()


def _unit(line: IssueLine) -> str:
    return "of 100" if line.issue.scale is None else line.unit


def _counted(line: IssueLine, value: float) -> str:
    """Return a number of the scale, to about a hundredth of its length."""
    digits = min(9, round(2.4 - math.log10(_length(line))))
    text = f"{round(value, digits):,.{max(0, digits)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", "−")


def nearest(context: Context, line: IssueLine, place: float) -> Option:
    """Return the option nearest to a place; a level of a scale without its unit."""
    found = context.option(line.id, line.nearest(place))
    return found if found.code else Option("", line.nearest(place))


def tell_nearest(context: Context, line: IssueLine, place: float) -> Sentence:
    """Return ``nearest to b (Both pull back)``."""
    option = line.nearest(place)
    shown = context.option(line.id, option)
    if not shown.code:
        return (Part("nearest to "), Part(shown.label, "name"))
    wording = short(context, line.id, option)
    return (Part(f"nearest to {shown.code} ("), Part(wording, "name"), Part(")"))


def tell_within(context: Context, line: IssueLine, low: float, high: float) -> str:
    """Say which options lie between two places: ``b, c and d of 5 options lie``."""
    inside = {o for o, place in line.options.items() if low - 1e-9 <= place <= high + 1e-9}
    count, total = len(inside), len(line.options)
    if count == total:
        return "all options lie"
    codes = [context.option(line.id, o).code for o in line.issue.option_ids if o in inside]
    told = listed(codes) if codes and all(codes) and count <= LETTERS else whole(count)
    if count < 2:
        return f"{f'only {told}' if count else 'none'} of {whole(total)} options lies"
    return f"{told} of {whole(total)} options lie"


def _length(line: IssueLine) -> float:
    return abs(line.value_at(100.0) - line.value_at(0.0))
