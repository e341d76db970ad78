"""Places on the line of an issue in words: in its unit, with the options that are nearest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.brief.context import Context, Option
from detente.brief.quantities import as_given
from detente.brief.wording import Part, Sentence
from detente.case.quantity import Quantity
from detente.words import MINUS, fixed, points, trimmed

if TYPE_CHECKING:
    from detente.forecast.of_case import IssueLine


def roughly(line: IssueLine, place: float) -> str:
    """Return what a place means as sentences say it: ``63``, or ``600,000`` on a scale."""
    return points(place, 0) if line.issue.scale is None else in_unit(line, place)


def in_unit(line: IssueLine, place: float) -> str:
    """Return what a place means as tables have it: ``62.5``, or ``600,000`` on a scale."""
    return points(place) if line.issue.scale is None else _counted(line, line.value_at(place))


def written(line: IssueLine, place: float) -> str:
    """Return what a place that the case gives means, as it is given."""
    if line.issue.scale is None:
        return points(place)
    return f"{round(line.value_at(place), 9):,.10g}".replace("-", MINUS)


def given(line: IssueLine, position: Quantity) -> str:
    """Return a position that the case gives, in the unit: ``25–50``, ``200 to 400``."""
    if line.issue.scale is None:
        return as_given(position)
    ends = [written(line, end) for end in (position.low, position.high)]
    told = ends[0] if position.exact else " to ".join(ends)
    mode = "" if position.mode is None else f", likeliest {written(line, position.mode)}"
    return f"{told}{mode}"


def unit_of(line: IssueLine) -> Sentence:
    """Return the unit of a scale to follow a number in it; empty where options are named."""
    return (Part(" "), Part(line.unit, "name")) if line.unit else ()


def distance(line: IssueLine, apart: float) -> str:
    """Return how far two places are apart: ``24 points``, or ``96 soldiers`` on a scale.

    Args:
        apart: in points of 100.
    """
    if line.issue.scale is None:
        told = points(apart, 0)
        return f"{told} {'point' if told == '1' else 'points'}"
    return f"{length(line, apart)} {line.unit}".rstrip()


def length(line: IssueLine, apart: float) -> str:
    """Return how far two places are apart, without the unit: ``23.8``, or ``96`` on a scale."""
    if line.issue.scale is None:
        return points(apart)
    return _counted(line, line.error_of(apart))


def _counted(line: IssueLine, value: float) -> str:
    """Return a number of the scale, to about a hundredth of its length."""
    digits = min(9, round(2.4 - math.log10(line.error_of(100.0))))
    return trimmed(fixed(float(round(value, digits) if digits < 0 else value), max(0, digits)))


def nearest(context: Context, line: IssueLine, place: float) -> tuple[Option, ...]:
    """Return the options nearest to a place, as :func:`shown_bare` does."""
    return tuple(shown_bare(context, line, option) for option in line.nearest(place))


def shown_bare(context: Context, line: IssueLine, option: str) -> Option:
    """Return an option as tables show it; a level of a scale without its unit."""
    shown = context.option(line.id, option)
    return shown if shown.code else Option("", option)


def titled(context: Context, line: IssueLine) -> str:
    """Return the title of an issue, with the unit of its scale: ``Troops (soldiers)``."""
    title = context.title(line.id)
    return f"{title} ({line.unit})" if line.unit else title
