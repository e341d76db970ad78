"""What the reader found, laid before the analyst in ``candidates.yaml``, and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from detente.reading.records import DateValue, Document, Event, Meeting, Quote

if TYPE_CHECKING:
    from detente.case.records import Candidate, Case


def append_candidates(case: Case, documents: Iterable[Document]) -> tuple[int, int]:
    """Add what was found to the candidates of a case and save it.

    Entries that are there already stay as they are, with the status and the comments that the
    analyst gave them; reading the same file twice adds nothing twice.

    Returns:
        How many entries were added, and how many were there already.

    Raises:
        InvalidInput: the case changed on disk since it was loaded; nothing is written then.
    """
    from detente.case.save import save_case

    known = {candidate.id for candidate in case.candidates}
    found = {candidate.id: candidate for doc in documents for candidate in candidates_of(doc)}
    added = [candidate for ident, candidate in found.items() if ident not in known]
    if added:
        save_case(case.model_copy(update={"candidates": (*case.candidates, *added)}))
    return len(added), len(found) - len(added)


def candidates_of(document: Document) -> Iterator[Candidate]:
    """Give the quotes, meetings and events of a document as candidates, in this order.

    Marks with nobody's words in them (kinds ``scare`` and ``title``) are left out.
    """
    for quote in document.quotes:
        if quote.kind in ("direct", "partial"):
            yield _candidate(document, "quote", quote.start, quote.end, _quote(quote))
    for meeting in document.meetings:
        first = meeting.mentions[0]
        yield _candidate(document, "meeting", first.start, first.end, _meeting(meeting))
    for event in document.events:
        yield _candidate(document, "event", event.start, event.end, _event(event))


def candidate_id(sha256: str, kind: str, start: int, end: int) -> str:
    """Return the id of a finding: the first letter of its kind and a digest of text and span."""
    digest = hashlib.sha256(f"{sha256}:{kind}:{start}:{end}".encode()).hexdigest()
    return f"{kind[0]}-{digest[:12]}"


def _candidate(
    document: Document, kind: Any, start: int, end: int, found: dict[str, Any]
) -> Candidate:
    from detente.case.records import Candidate

    return Candidate(
        id=candidate_id(document.sha256, kind, start, end),
        kind=kind,
        document=document.id,
        sha256=document.sha256,
        start=start,
        end=end,
        text=document.raw[start:end],
        found={key: value for key, value in found.items() if value not in (None, [], "")},
    )


def _date(date: DateValue) -> dict[str, Any]:
    if date.value is None:
        return {"date_text": date.text}
    return {"date": date.value, "date_inferred": date.inferred}


def _quote(quote: Quote) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        "name": speaker.name if speaker else None,
        "person": speaker.person if speaker else None,
        "party": speaker.party if speaker else None,
        "resolution": speaker.resolution if speaker else None,
        "cue": quote.cue.text if quote.cue else None,
        "kind": quote.kind,
        **_date(quote.date),
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "participants": list(meeting.participants),
        "parties": list(meeting.parties),
        "place": meeting.place,
        "status": meeting.status,
        **_date(meeting.date),
        "mentions": [[mention.start, mention.end] for mention in meeting.mentions],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "place": event.place,
        "actor": event.actor,
        "target": event.target,
        "attributed": event.attributed,
        **_date(event.date),
    }
