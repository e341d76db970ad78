"""Whether numbers that results used were ranges, and where along them they were taken."""

from __future__ import annotations

from detente.brief.context import Context


def ranges_taken(context: Context) -> str:
    """Return ``ranges at their mid-points`` or what else was done; empty without any range.

    Weights that do not add up to 100 at their mid-points were moved along their ranges, and then
    the phrase says so.
    """
    found = context.answers.deal or context.answers.drafts or {}
    ranged = [j for j in found.get("judgements", {}).values() if j["judged"] and j["ranges"]]
    if not ranged:
        return ""
    if any(abs(judgement["weights_at"] - 0.5) > 1e-6 for judgement in ranged):
        return "ranges at their mid-points, but weights moved along theirs until they add up"
    return "ranges at their mid-points"
