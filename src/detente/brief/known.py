"""A case as it was known on a day: nothing of what came later, and nothing from later sources."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import TypeVar

from detente.brief.register import Supported
from detente.case.records import (
    Case,
    Draft,
    Event,
    Evidence,
    Position,
    Preferences,
    RedLine,
    Source,
    Term,
)

Cited = TypeVar("Cited", Position, Draft, Term, Event, RedLine)


def known_on(case: Case, day: date) -> Case:
    """Return the case without what came after the day.

    Positions, drafts and held events of later days are left out; planned and cancelled events
    stay. A held event that was still going on stays without its note, which may tell the end; so
    do, for an earlier day, events that were ahead.

    For a day before the case's own, what later sources say is left out as well: those sources,
    the evidence from them, records that had no other evidence and no judgement, and red lines
    drawn later. On its own day a case may rest on sources of any date.
    """
    late = _late_sources(case, day)
    drafts = {key: _draft(d, late) for key, d in case.drafts.items() if d.date <= day}
    return case.model_copy(
        update={
            "sources": tuple(source for source in case.sources if source.id not in late),
            "positions": tuple(
                _cited(p, late) for p in case.positions if p.date <= day and _rests(p, late)
            ),
            "preferences": {
                party: _preferences(preferences, late, day, cut=day < case.as_of)
                for party, preferences in case.preferences.items()
            },
            "drafts": {key: d for key, d in drafts.items() if d is not None},
            "events": tuple(
                _event(e, late, day, ahead=day < case.as_of)
                for e in case.events
                if _begun(e, day) and _rests(e, late)
            ),
        }
    )


def left_out(case: Case, day: date) -> int:
    """Return how many records :func:`known_on` leaves out; terms and red lines are records."""
    return _records(case) - _records(known_on(case, day)) - _terms_of_later_drafts(case, day)


def going_on(event: Event, day: date) -> bool:
    """Tell whether a held event had begun on a day and was not over."""
    return event.status == "held" and event.until is not None and event.date <= day < event.until


def _late_sources(case: Case, day: date) -> Set[str]:
    if day >= case.as_of:
        return frozenset()
    return frozenset(source.id for source in case.sources if _issued_after(source, day))


def _issued_after(source: Source, day: date) -> bool:
    """Tell whether the whole date of a source is known and lies after the day."""
    return source.issued.count("-") == 2 and date.fromisoformat(source.issued) > day


def _rests(record: Supported, late: Set[str]) -> bool:
    """Tell whether a record still rests on something: also where it never had any evidence."""
    return bool(_kept(record, late) or not record.evidence or record.judgement)


def _cited(record: Cited, late: Set[str]) -> Cited:
    return record.model_copy(update={"evidence": _kept(record, late)})


def _kept(record: Supported, late: Set[str]) -> tuple[Evidence, ...]:
    return tuple(item for item in record.evidence if item.source not in late)


def _draft(draft: Draft, late: Set[str]) -> Draft | None:
    """Return a draft without the terms that only later sources tell; None if nothing tells it."""
    told: tuple[Supported, ...] = (draft, *draft.terms.values())
    kept = any(record.judgement or _kept(record, late) for record in told)
    if not kept and any(record.evidence for record in told):
        return None
    terms = {issue: _cited(t, late) for issue, t in draft.terms.items() if _rests(t, late)}
    return _cited(draft, late).model_copy(update={"terms": terms})


def _begun(event: Event, day: date) -> bool:
    return event.date <= day or event.status != "held"


def _event(event: Event, late: Set[str], day: date, *, ahead: bool) -> Event:
    """Return an event without a note that may tell how it ended, or what became of the plan.

    One that was still ahead, and of which later sources tell that it was cancelled, is planned.
    """
    known = _cited(event, late)
    unsettled = ahead and event.status != "held" and (event.until or event.date) >= day
    if unsettled and known.evidence != event.evidence:
        return known.model_copy(update={"note": "", "status": "planned"})
    return known.model_copy(update={"note": ""}) if unsettled or going_on(event, day) else known


def _preferences(preferences: Preferences, late: Set[str], day: date, *, cut: bool) -> Preferences:
    """Return the judgement of a party; ``cut`` for a day before the case's own."""
    if not cut:
        return preferences
    lines = tuple(
        _line(line, late, day)
        for line in preferences.red_lines
        if line.since is None or line.since <= day
    )
    return preferences.model_copy(update={"red_lines": lines})


def _line(line: RedLine, late: Set[str], day: date) -> RedLine:
    """Return a red line; without its end where that came later, nor the words that may tell it."""
    known = _cited(line, late)
    if line.until is None or line.until <= day:
        return known
    return known.model_copy(update={"until": None, "judgement": "", "note": ""})


def _records(case: Case) -> int:
    lines = sum(len(preferences.red_lines) for preferences in case.preferences.values())
    terms = sum(len(draft.terms) for draft in case.drafts.values())
    return len(case.positions) + len(case.events) + len(case.drafts) + lines + terms


def _terms_of_later_drafts(case: Case, day: date) -> int:
    """Return the number of terms that went with their draft, and count as one with it."""
    known = known_on(case, day).drafts
    return sum(len(draft.terms) for key, draft in case.drafts.items() if key not in known)
