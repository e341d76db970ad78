"""The words of the parties, as the case quotes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.brief.context import Context
from detente.brief.sections.sources import language
from detente.brief.wording import day
from detente.case.history import positions_of
from detente.case.records import Event, Evidence, Position


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a party on an issue, or in a statement that the case lists as an event.

    Attributes:
        about: title of the issue or of the event.
        lang: language of the source; empty when not known.
        speaker, office: of the person; may be empty.
        by: name of who reports it; empty when the words are the party's own.
        source: where it appeared, or the title of the source.
        earlier: whether the party has spoken on the issue again since.
        written: whether the source is a text that the authors of the case wrote for it.
    """

    party: str
    about: str
    date: str
    words: str = ""
    lang: str = ""
    speaker: str = ""
    office: str = ""
    by: str = ""
    source: str = ""
    anchor: str = ""
    earlier: bool = False
    written: bool = False


def find_quotes(context: Context, current: Mapping[tuple[str, str], Position]) -> tuple[Quote, ...]:
    """Return the words behind positions, then other statements; none of them twice."""
    found = [
        quote
        for (party, issue), position in current.items()
        for spoken in _last_quoted(context, party, issue)
        for quote in _quotes(context, spoken, earlier=spoken.date < position.date)
    ]
    statements = [event for event in context.case.events if event.type == "statement"]
    for event in sorted(statements, key=lambda event: event.date):
        if len(event.people) == 1 or len(event.parties) == 1:
            known = {quote.anchor for quote in found}
            found += [quote for quote in _stated(context, event) if quote.anchor not in known]
    order = list(context.parties(tuple(context.case.parties)))
    return tuple(sorted(found, key=lambda quote: order.index(quote.party)))


def reporter(context: Context, record: Position | Event) -> str:
    """Return who reports a position or an event; empty when nobody has to vouch for it."""
    if record.attribution == "own" or record.by is None:
        return "" if record.attribution == "own" else "others"
    if record.by in context.case.parties:
        return context.party(record.by)
    return context.case.people[record.by].name


def _last_quoted(context: Context, party: str, issue: str) -> list[Position]:
    """Return the latest statement that carries a quotation, if there is one."""
    known = positions_of(context.case, party, issue)
    return [p for p in known if any(item.quote is not None for item in p.evidence)][-1:]


def _quotes(context: Context, position: Position, *, earlier: bool) -> list[Quote]:
    said = Quote(
        party=context.party(position.party),
        about=context.title(position.issue),
        by=reporter(context, position),
        date=day(position.date),
        earlier=earlier,
        speaker=_name(context, position.speaker),
        office=_office(context, position.speaker),
    )
    return [_worded(context, said, item) for item in position.evidence if item.quote]


def _stated(context: Context, event: Event) -> list[Quote]:
    person = event.people[0] if len(event.people) == 1 else None
    party = context.case.people[person].party if person else None
    party = party or (event.parties[0] if len(event.parties) == 1 else None)
    if party is None:
        return []
    said = Quote(
        party=context.party(party),
        about=event.title,
        date=day(event.date),
        speaker=_name(context, person),
        office=_office(context, person),
    )
    return [_worded(context, said, item) for item in event.evidence if item.quote]


def _name(context: Context, person: str | None) -> str:
    return context.case.people[person].name if person else ""


def _office(context: Context, person: str | None) -> str:
    return context.case.people[person].office if person else ""


def _worded(context: Context, said: Quote, item: Evidence) -> Quote:
    source = context.case.source(item.source)
    return replace(
        said,
        words=item.quote or "",
        lang=language(source),
        source=source.publisher or source.title,
        anchor=context.register.evidence_anchor(item),
        written=source.publisher in context.case.authors,
    )
