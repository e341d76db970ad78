"""What the reader found, laid before the analyst in ``candidates.yaml``, and nowhere else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.reading.records import DateValue, Document, Event, Meeting, Quote

if TYPE_CHECKING:
    from detente.case.records import Candidate, Case

_MARK = "reading"  # key of the digest by which a change by hand shows


class Appended(NamedTuple):
    """What became of the findings of a reading.

    Attributes:
        added: number of entries that are new.
        known: number of entries that were there already.
        updated: number of those known that the analyst had not touched and that now read otherwise.
        differing: ids of those that read otherwise and were left as the analyst has them.
    """

    added: int
    known: int
    updated: int
    differing: tuple[str, ...]


def append_candidates(case: Case, documents: Iterable[Document]) -> Appended:
    """Add what was found to the candidates of a case and save it.

    Entries that the analyst has touched (status, note, or what was found) stay as they are. Those
    nobody has touched follow the latest reading, for example with another date of publication.
    Reading the same file twice adds nothing twice.

    Returns:
        What was added, updated and left.

    Raises:
        InvalidInput: the case changed on disk since it was loaded; nothing is written then.
    """
    from detente.case.save import save_case

    names = _DocumentNames(case)
    found = {c.id: c for doc in documents for c in candidates_of(names.told_apart(doc))}
    known = {candidate.id: candidate for candidate in case.candidates}
    kept: list[Candidate] = []
    updated, differing = 0, []
    for candidate in case.candidates:
        new = found.get(candidate.id)
        if new is None or new.found == candidate.found:
            kept.append(candidate)
        elif _is_untouched(candidate):
            kept.append(candidate.model_copy(update={"found": new.found}))
            updated += 1
        else:
            kept.append(candidate)
            if _without_mark(new.found) != _without_mark(candidate.found):
                differing.append(candidate.id)
    added = [candidate for ident, candidate in found.items() if ident not in known]
    if added or updated:
        save_case(case.model_copy(update={"candidates": (*kept, *added)}))
    return Appended(len(added), len(found) - len(added), updated, tuple(differing))


class _DocumentNames:
    """Names of documents in a case: one name for one text."""

    def __init__(self, case: Case) -> None:
        self._of_text = {c.sha256: c.document for c in case.candidates}

    def told_apart(self, document: Document) -> Document:
        """Return the document under its name in the case, with a digest if the name is taken."""
        name = self._of_text.get(document.sha256, document.id)
        if any(name == other and sha != document.sha256 for sha, other in self._of_text.items()):
            name = f"{document.id}-{document.sha256[:8]}"
        self._of_text[document.sha256] = name
        return document if name == document.id else replace(document, id=name)


def _without_mark(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key != _MARK}


def _mark(found: dict[str, Any]) -> str:
    """Return a digest of what the reader found, by which a later change by hand shows."""
    text = json.dumps(_without_mark(found), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _is_untouched(candidate: Candidate) -> bool:
    unedited = candidate.found.get(_MARK) == _mark(candidate.found)
    return candidate.status == "open" and not candidate.note and unedited


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

    found = {key: value for key, value in found.items() if value not in (None, [], "")}
    return Candidate(
        id=candidate_id(document.sha256, kind, start, end),
        kind=kind,
        status="open",
        document=document.id,
        sha256=document.sha256,
        start=start,
        end=end,
        text=document.raw[start:end],
        found={**found, _MARK: _mark(found)},
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
