"""The records a reading consists of.

All offsets are Unicode code points into the raw decoded text, end exclusive. In every record that
has a ``text``, ``text == raw[start:end]``. All records are frozen; ``to_dict`` gives plain JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

QuoteKind = Literal["direct", "partial", "scare", "title"]
Resolution = Literal[
    "explicit",
    "last-name",
    "pronoun",
    "description",
    "continued",
    "carried",
    "preceding",
    "unresolved",
]
Status = Literal["planned", "held", "cancelled"]
Precision = Literal["day", "month", "year", "none"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the raw text.

    Attributes:
        start: first code point.
        end: one past the last code point; never below ``start``.
        text: the stretch itself, ``raw[start:end]``.
    """

    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Masked(Span):
    """Page furniture that was blanked out before reading.

    Attributes:
        kind: what sort of furniture, for example ``headline``, ``player``, ``share``.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """When something was said, held or struck.

    Attributes:
        value: ISO 8601 date (``2025-12-04``), month (``2025-12``) or year; None where the text does
            not tell and nothing was published to tell it from.
        inferred: True where the year or more comes from the date of publication.
        text: the date expression; empty where the value is the date of publication itself.
        start: first code point of the expression, None where there is none.
        end: one past its last code point, None where there is none.
        precision: what ``value`` is exact to; ``none`` where it is None.
        partial: what the text alone fixes, as ``--12-04``; empty where ``value`` says it all.
    """

    value: str | None
    inferred: bool
    text: str = ""
    start: int | None = None
    end: int | None = None
    precision: Precision = "none"
    partial: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words they are.

    Attributes:
        name: full name where it is known, else the mention as it stands; never empty.
        person: with a case the id of the person in it, without one the full name; None for a
            speaker who is not one known person (a ministry, "officials").
        party: with a case the id of the party in it, without one the entity code; None if unknown.
        entity: code of the state or body in the gazetteer; None if unknown.
        start: first code point of the mention.
        end: one past its last code point.
        text: the mention itself, with the title before a name ("President Lena Ortiz").
        resolution: how the mention was tied to the name: ``explicit`` (a name or body that needs
            no resolving), ``last-name``, ``pronoun``, ``description`` ("the minister"),
            ``continued`` (no cue; same speaker as the quote before, in the same paragraph or the
            same unclosed quote), ``carried`` (a paragraph of nothing but a quote, after that
            speaker's own),
            ``preceding`` (no cue; the speaker of the reported speech in the sentence before),
            ``unresolved`` (a pronoun that could be nobody in particular).
    """

    name: str
    person: str | None
    party: str | None
    entity: str | None
    start: int
    end: int
    text: str
    resolution: Resolution

    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """Words between quotation marks; ``start`` and ``end`` leave the marks out.

    Attributes:
        kind: ``direct`` (a sentence or more of speech), ``partial`` (a fragment in the reporter's
            sentence), ``scare`` (marks with nobody's words in them), ``title`` (a name of a work).
        speaker: whose words, None where the text does not tell.
        cue: the words that tell it ("said", "according to"), None for none.
        date: when it was said.
        continues: index in the document's quotes of the part that this one goes on from, as in
            ``"We tried," he said, "and failed."``; None for a first part.
        nested: quotes inside this one; may be empty.
    """

    kind: QuoteKind
    speaker: Speaker | None
    cue: Span | None
    date: DateValue
    continues: int | None = None
    nested: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, call or round of talks, planned or held, gathered from all its mentions.

    Attributes:
        participants: names of people, and of groups whose people are not named; never empty.
        parties: with a case ids of its parties, without one entity codes; may be empty.
        entities: entity codes of the gazetteer; may be empty.
        place: where, as the text names it; None if it does not.
        date: when.
        status: ``planned``, ``held`` or ``cancelled``.
        mentions: where the text speaks of it; never empty.
    """

    participants: tuple[str, ...]
    parties: tuple[str, ...]
    entities: tuple[str, ...]
    place: str | None
    date: DateValue
    status: Status
    mentions: tuple[Span, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Event(Span):
    """Something that one side did, as reported in one clause.

    Attributes:
        type: name in the lexicon, for example ``air-strike`` or ``sanctions``.
        place: first place named for it, None if there is none.
        places: all places named for it; may be empty.
        date: when; value None where the clause and its sentence do not tell.
        actor: party id or entity code of who did it; None if the clause does not tell.
        target: party id or entity code of whom it was done to; None if unknown.
        attributed: True where the sentence gives it as somebody's word ("officials said").
    """

    type: str
    place: str | None
    places: tuple[str, ...]
    date: DateValue
    actor: str | None
    target: str | None
    attributed: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Document:
    """One report, read.

    Attributes:
        id: name of the document, ``[a-z][a-z0-9-]*``.
        sha256: of the raw bytes, in hexadecimal.
        published: date of publication as given by the user, None if it was not.
        encoding: encoding the bytes were decoded from, ``text`` for a string.
        bom: True where a byte order mark was there (it is not part of the text).
        raw: the decoded text, otherwise untouched. Not part of ``to_dict``.
        masked: page furniture, in order; may be empty.
        quotes: in order of appearance; may be empty.
        meetings: in order of first mention; may be empty.
        events: in order of appearance; may be empty.
        notes: what could not be resolved, in plain words, each with its offset; may be empty.
    """

    id: str
    sha256: str
    published: str | None
    encoding: str
    bom: bool
    raw: str
    masked: tuple[Masked, ...]
    quotes: tuple[Quote, ...]
    meetings: tuple[Meeting, ...]
    events: tuple[Event, ...]
    notes: tuple[Note, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return everything but the raw text as plain JSON data."""
        return {
            "id": self.id,
            "sha256": self.sha256,
            "published": self.published,
            "encoding": self.encoding,
            "bom": self.bom,
            "masked": [m.to_dict() for m in self.masked],
            "quotes": [q.to_dict() for q in self.quotes],
            "meetings": [m.to_dict() for m in self.meetings],
            "events": [e.to_dict() for e in self.events],
            "notes": [n.to_dict() for n in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader saw and could not resolve.

    Attributes:
        code: stable name, for example ``unclosed-quote`` or ``no-speaker``.
        message: what it is, without quoted text.
        start: code point it is about.
    """

    code: str
    message: str
    start: int

    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON data."""
        return asdict(self)
