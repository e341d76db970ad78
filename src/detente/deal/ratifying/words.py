"""Pieces of the sentences that tell about ratification."""

from __future__ import annotations

import math

from detente.deal.ratifying.records import Ratification


def between(low: float | None, high: float | None) -> str:
    """Return a range of support in whole per cent, rounded outwards; a dash where unknown."""
    if low is None or high is None:
        return "–"
    if low == high:
        return f"{low:.3g}%"
    first, last = math.floor(low + 1e-9), math.ceil(high - 1e-9)
    return f"{first}%" if first == last else f"{first}–{last}%"


CONDITION = "if terms nobody was asked about put nobody off"
"""What the cautious reading takes for granted."""


def counted_terms(asked: tuple[int, int] | None, issues: int) -> str:
    """Return of how many terms people were asked: ``1 to 3 of 4``; a dash where unknown."""
    if asked is None:
        return "–"
    low, high = asked
    return f"{low} of {issues}" if low == high else f"{low} to {high} of {issues}"


def unasked_terms(found: Ratification, name: str) -> dict[str, str]:
    """Return terms that all acceptable packages share and that a ratifier was not asked about.

    Only issues count on which it was asked something.
    """
    asked = [item.terms for item in found.ratifiers[name].narrows if item.kind == "poll"]
    return {
        issue: option
        for issue, option in found.common.items()
        if any(issue in terms for terms in asked)
        and not any(option in terms.get(issue, ()) for terms in asked)
    }
