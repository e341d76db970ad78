"""A case as it was known on a day: nothing of what came later, and nothing from later sources."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from typing import TypeVar

from detente.brief.register import Supported
from detente.case.late import late_sources
from detente.case.moves import ASKED, Moves
from detente.case.records import (
    Case,
    Draft,
    Event,
    Evidence,
    NoDeal,
    Poll,
    Position,
    Preferences,
    Ratifier,
    RedLine,
    Response,
    Shock,
    Term,
)

Cited = TypeVar(
    "Cited",
    Position,
    Draft,
    Term,
    Event,
    RedLine,
    Response,
    Poll,
    Shock,
)


def known_on(case: Case, day: date) -> Case:
    """Return the case without what came after the day.

    Positions, drafts, answers to them, polls and held events of later days are left out; planned
    and cancelled events stay. A held event that was still going on stays without its note, which
    may tell the end; so do, for an earlier day, events that were ahead.

    For a day before the case's own, what later sources say is left out as well: those sources,
    the evidence from them, records that had no other evidence and no judgement, red lines drawn
    later, and shocks that were only expected. On its own day a case may rest on sources of any
    date.
    """
    late = late_sources(case, day)
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
            "responses": tuple(
                _cited(r, late)
                for r in case.responses
                if r.date <= day and _rests(r, late) and _texts(r) <= _told(drafts)
            ),
            "commitment": case.commitment
            and case.commitment.citing(lambda item: item.source not in late),
            "forecast": case.forecast
            and case.forecast.known_on(day).citing(lambda item: item.source not in late),
            "ratifiers": {
                key: _ratifier(ratifier, late, day, cut=day < case.as_of)
                for key, ratifier in case.ratifiers.items()
            },
            "events": tuple(
                _event(e, late, day, ahead=day < case.as_of)
                for e in case.events
                if _begun(e, day) and _rests(e, late)
            ),
            "moves": None if case.moves is None else _moves(case.moves, late, _told(drafts)),
        }
    )


def left_out(case: Case, day: date) -> int:
    """Return how many records :func:`known_on` leaves out; terms and red lines are records."""
    return _records(case) - _records(known_on(case, day)) - _terms_of_later_drafts(case, day)


def going_on(event: Event, day: date) -> bool:
    """Tell whether a held event had begun on a day and was not over."""
    return event.status == "held" and event.until is not None and event.date <= day < event.until


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


def _told(drafts: Mapping[str, Draft | None]) -> set[str]:
    """Return the ids of the drafts that are known."""
    return {key for key, draft in drafts.items() if draft is not None}


def _texts(response: Response) -> set[str]:
    """Return the ids of the drafts that a response is about."""
    return {text for text in (response.to, response.over) if isinstance(text, str)}


def _ratifier(ratifier: Ratifier, late: Set[str], day: date, *, cut: bool) -> Ratifier:
    """Return what was known of somebody who must ratify: polls taken, red lines drawn."""
    polls = tuple(_cited(p, late) for p in ratifier.polls if p.date <= day and _rests(p, late))
    known = ratifier.model_copy(update={"polls": polls})
    return known.model_copy(update={"red_lines": _lines(known, late, day)}) if cut else known


def _moves(moves: Moves, late: Set[str], drafts: Set[str]) -> Moves | None:
    """Return what each can do and would rather see, without what later sources say of it.

    Options and preferences stay: they are judgement, which the evidence only supports. All of it
    goes where it speaks of a draft that was not known yet.
    """
    spoken = {named.outcome.draft for named in moves.states.values() if named.outcome}
    if {*spoken, moves.signed} - drafts - {None, ASKED}:
        return None
    return moves.citing(lambda item: item.source not in late)


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
    known: dict[str, object] = {"red_lines": _lines(preferences, late, day)}
    if preferences.no_deal is not None:
        known["no_deal"] = _no_deal(preferences.no_deal, late, day)
    return preferences.model_copy(update=known)


def _no_deal(no_deal: NoDeal, late: Set[str], day: date) -> NoDeal:
    happened = (shock for shock in no_deal.shocks if shock.date <= day and _rests(shock, late))
    shocks = tuple(_cited(shock, late) for shock in happened)
    return no_deal.model_copy(update={"shocks": shocks})


def _lines(owner: Preferences | Ratifier, late: Set[str], day: date) -> tuple[RedLine, ...]:
    """Return the red lines drawn up to a day, without what came later."""
    return tuple(
        _cited(line.known_on(day, date.max), late)
        for line in owner.red_lines
        if line.since is None or line.since <= day
    )


def _records(case: Case) -> int:
    lines = sum(len(preferences.red_lines) for preferences in case.preferences.values())
    lines += sum(len(ratifier.red_lines) for ratifier in case.ratifiers.values())
    terms = sum(len(draft.terms) for draft in case.drafts.values())
    polls = sum(len(ratifier.polls) for ratifier in case.ratifiers.values())
    shocks = sum(len(p.no_deal.shocks) for p in case.preferences.values() if p.no_deal)
    statements = len(case.positions) + len(case.responses)
    return statements + len(case.events) + len(case.drafts) + lines + terms + polls + shocks


def _terms_of_later_drafts(case: Case, day: date) -> int:
    """Return the number of terms that went with their draft, and count as one with it."""
    known = known_on(case, day).drafts
    return sum(len(draft.terms) for key, draft in case.drafts.items() if key not in known)
