"""Numbers of the case in words: as they are given, and as results took them."""

from __future__ import annotations

from detente.case.quantity import Quantity
from detente.words import points


def as_used(quantity: Quantity) -> str:
    """Return a number as given, and where it is a range the value that results took."""
    if quantity.exact:
        return points(quantity.low)
    return f"{as_given(quantity)} ({points(quantity.mid)} used)"


def as_given(quantity: Quantity) -> str:
    """Return a number as given, in words where a dash could be taken for a minus."""
    if quantity.exact:
        return points(quantity.low)
    joint = "–" if quantity.low >= 0 else " to "
    span = f"{points(quantity.low)}{joint}{points(quantity.high)}"
    return span if quantity.mode is None else f"{span}, likeliest {points(quantity.mode)}"
