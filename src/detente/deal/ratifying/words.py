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
