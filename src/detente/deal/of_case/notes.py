"""What is assumed where a case is taken at its mid-points, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from detente.case import Case
from detente.deal.of_case.answers import Judgement

MIDPOINTS = (
    "Numbers given as ranges are taken at their middle, triangular ones at their likeliest value; "
    "what happens elsewhere in the ranges is not examined here."
)


def notes_of(case: Case, judgements: Mapping[str, Judgement], day: date) -> tuple[str, ...]:
    """Return what was assumed where the numbers are taken at their mid-points, in sentences.

    Args:
        case: a case without errors.
        judgements: what was used of each party, by party id.
        day: the date asked about.
    """
    notes = []
    if any(j.ranges for j in judgements.values()):
        notes.append(MIDPOINTS)
    for party, judgement in judgements.items():
        name = case.parties[party].name
        if not judgement.judged:
            notes.append(f"{name}: no preferences recorded; its answer is not assessed.")
        elif abs(judgement.share - 0.5) > 1e-6:
            notes.append(
                f"{name}: weights taken {100 * judgement.share:.0f}% of the way along their "
                "ranges, where they add up to 100."
            )
        notes += _rescaled(case, party, name, judgement)
        notes += _moved(case, party, name, day)
        notes += _doubtful(case, party, name, day)
        past = _ended(case, party, day)
        if past:
            what = "1 red line is" if past == 1 else f"{past} red lines are"
            notes.append(f"{name}: {what} no longer in force on {day}.")
    return tuple(notes)


def _rescaled(case: Case, party: str, name: str, judgement: Judgement) -> list[str]:
    if not judgement.weights:
        return []
    given = sum(w.at(judgement.share) for w in case.preferences[party].weights.values())
    if abs(given - 100) <= 1e-9:
        return []
    return [f"{name}: weights add up to {given:g} and are rescaled to 100."]


def _moved(case: Case, party: str, name: str, day: date) -> list[str]:
    """Say what no agreement is worth where that is not what was written for it."""
    preferences = case.preferences.get(party)
    no_deal = preferences.no_deal if preferences else None
    if no_deal is None:
        return []
    worth = no_deal.on(day, lambda number: number.mid, as_of=case.as_of)
    if abs(worth - no_deal.base.mid) <= 1e-9:
        return []
    judged = f"{no_deal.base.mid:g} judged for {no_deal.at or case.as_of}"
    return [f"{name}: no deal is worth {worth:.4g} on {day}, from {judged}."]


def _doubtful(case: Case, party: str, name: str, day: date) -> list[str]:
    """Say which doubtful red lines in force count here, and which do not."""
    preferences = case.preferences.get(party)
    lines = enumerate(preferences.red_lines if preferences else (), start=1)
    return [
        f"{name}: red line {number} is doubtful (probability {line.probability:g}) and "
        + ("counts here as a red line." if line.counts else "is left out here.")
        for number, line in lines
        if not line.certain and line.in_force(day)
    ]


def _ended(case: Case, party: str, day: date) -> int:
    """Count the red lines that have ended; those of later days are not spoken of."""
    preferences = case.preferences.get(party)
    lines = preferences.red_lines if preferences else ()
    return sum(line.until is not None and line.until < day for line in lines)
