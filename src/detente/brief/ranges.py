"""Whether numbers that results used were ranges, and where along them they were taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.brief.context import Context


def ranges_taken(context: Context) -> str:
    """Return in few words what was taken from ranges; empty without any range."""
    ranged = _ranged(context)
    if not ranged:
        return ""
    return "one value from each range" if _moved(ranged) else "ranges at their mid-points"


def explain_ranges(context: Context) -> str:
    """Return in full what was taken from ranges, and that no more was; empty without any range."""
    ranged = _ranged(context)
    if not ranged:
        return ""
    where = "Ranges are taken at their mid-points, or at the likeliest value where one is given"
    moved = (
        "; weights that do not add up to 100 there are moved along their ranges, all of a party by "
        "the same share of the way, until they do"
    )
    rest = (
        "What other values in the ranges would change is told under “What to table?” and “Which "
        "number matters?”."
    )
    return f"{where}{moved if _moved(ranged) else ''}. {rest}"


def _ranged(context: Context) -> list[Mapping[str, Any]]:
    found = context.answers.deal or context.answers.drafts or {}
    return [j for j in found.get("judgements", {}).values() if j["judged"] and j["ranges"]]


def _moved(ranged: list[Mapping[str, Any]]) -> bool:
    return any(abs(judgement["weights_at"] - 0.5) > 1e-6 for judgement in ranged)
