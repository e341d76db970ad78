"""One actor of a scenario of KTAB, whose numbers have to be what KTAB itself takes."""

from __future__ import annotations

from collections.abc import Sequence

from detente.errors import InvalidInput
from detente.exchange.number_forms import find_meant
from detente.exchange.situation_record import ActorRow, Range, check_range, read_range
from detente.forecast.situation import SCALE

SLACK = 1e-9
"""By how much shares and saliences may exceed their whole: rounding."""


def ktab_actor(
    name: str,
    description: str,
    *,
    capability: str,
    positions: Sequence[str],
    saliences: Sequence[str],
    dimensions: Sequence[str],
    where: str,
) -> ActorRow:
    """Return an actor from the texts of its numbers.

    Args:
        name, description: as read.
        capability: above 0.
        positions, saliences: one a dimension, 0 to 100; saliences sum to 100 at most.
        dimensions: their names.
        where: file and line or element, for messages.

    Raises:
        InvalidInput: a number is missing, no number, a range, or out of bounds.
    """
    power = _number(capability, f"{where}: the power of {name}", what="capability")
    place, weight = (
        tuple(
            _number(text, f"{where}: the {what} of {name} on {dimension}", what=what)
            for dimension, text in zip(dimensions, texts, strict=True)
        )
        for what, texts in (("position", positions), ("salience", saliences))
    )
    total = sum(one.low for one in weight)
    if total > SCALE + SLACK:
        raise InvalidInput(
            f"{where}: the saliences of {name} sum to {total:g}; KTAB takes at most 100 in all"
        )
    return ActorRow(name, description, power, place, weight)


def _number(text: str, where: str, *, what: str) -> Range:
    if ".." in text or find_meant(text) != find_meant(text, ranges=False):
        raise InvalidInput(
            f"{where}: one number is needed here; KTAB has no ranges, a plain table has"
        )
    return check_range(read_range(text, where), where, what=what)
