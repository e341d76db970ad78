"""Read a report: text in; quotes, meetings and events out, each with its exact place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from detente.errors import InvalidInput
from detente.reading.attribution import Grammar
from detente.reading.cast import Cast
from detente.reading.date_grammar import find_dates
from detente.reading.date_values import read_published
from detente.reading.dating import Dates
from detente.reading.decode import Decoded, decode
from detente.reading.events import EventFinder
from detente.reading.gazetteer import Gazetteer, load_gazetteer
from detente.reading.language import is_not_english
from detente.reading.layout import find_paragraphs
from detente.reading.marks import match_marks
from detente.reading.mask import mask
from detente.reading.meeting_frames import FrameFinder
from detente.reading.meetings import merge_meetings
from detente.reading.mentions import find_mentions
from detente.reading.narration import narrate
from detente.reading.quotes import QuoteDraft, find_quotes
from detente.reading.records import DateValue, Document, Note, Quote, Span
from detente.reading.speakers import SpeakerResolver
from detente.reading.transliteration import to_latin


def read_text(
    raw: str,
    *,
    published: str | None = None,
    gazetteer: Gazetteer | None = None,
    name: str = "text",
) -> Document:
    """Read one report that is text already.

    Parameters:
        raw: the text; offsets in the result are code points into it.
        published: date of publication, ISO 8601; None if it is not known. Dates without a year then
            have no value.
        gazetteer: names to know; None for those that come with detente.
        name: name of the document, made into its ``id``.

    Returns:
        The document. Its ``sha256`` is of the text in UTF-8.

    Raises:
        InvalidInput: ``published`` is not a date.

    Examples:
        >>> document = read_text('"We are ready," said Lena Ortiz.')
        >>> document.quotes[0].speaker.name
        'Lena Ortiz'
    """
    data = raw.encode("utf-8", "surrogatepass")
    return _read(Decoded(raw, "text", bom=False), data, published, gazetteer, make_id(name))


def read_bytes(
    data: bytes,
    *,
    published: str | None = None,
    gazetteer: Gazetteer | None = None,
    name: str = "text",
) -> Document:
    """Read one report from the raw bytes of its file; otherwise as :func:`read_text`.

    Raises:
        InvalidInput: empty, binary, in no known encoding; or ``published`` is not a date.
    """
    return _read(decode(data, name), data, published, gazetteer, make_id(name))


def read_files(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    gazetteer: Gazetteer | None = None,
    stdin: Callable[[], bytes] | None = None,
) -> tuple[list[Document], list[InvalidInput]]:
    """Read several files; one that cannot be read does not stop the others.

    Parameters:
        paths: files, in order.
        published: date of publication of all of them, ISO 8601; None if it is not known.
        gazetteer: names to know; None for those that come with detente.
        stdin: what gives the bytes of the file called ``-``; None where there is no such file.

    Returns:
        The documents, with ids told apart, and an error for each file that could not be read.
    """
    read_published(published)
    documents: list[Document] = []
    errors: list[InvalidInput] = []
    for path in paths:
        try:
            data, name = _load(path, stdin)
            document = read_bytes(data, published=published, gazetteer=gazetteer, name=name)
        except InvalidInput as error:
            errors.append(error)
        else:
            documents.append(with_unique_id(document, [d.id for d in documents]))
    return documents, errors


def _load(path: str | Path, stdin: Callable[[], bytes] | None) -> tuple[bytes, str]:
    if str(path) == "-" and stdin is not None:
        return stdin(), "standard input"
    try:
        return Path(path).read_bytes(), str(path)
    except OSError as error:
        reason = error.strerror or "cannot be read"
    except ValueError:
        reason = "not a file name"
    raise InvalidInput(f"{path}: {reason}")


def make_id(name: str) -> str:
    """Return an id ``[a-z][a-z0-9-]*`` for a file name, in Latin letters as far as they go."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", Path(name).name)
    words = re.sub(r"[^a-z0-9]+", "-", to_latin(stem)).strip("-")
    if not words or (len(words) < 3 and not stem.isascii()):
        digest = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        words = f"text-{digest}" if stem.strip("-_. ") and not stem.isascii() else words
    if not words:
        return "text"
    return words if words[0].isalpha() else f"text-{words}"


def with_unique_id(document: Document, taken: list[str]) -> Document:
    """Return the document under an id that is not taken."""
    number, unique = 2, document.id
    while unique in taken:
        unique = f"{document.id}-{number}"
        number += 1
    return document if unique == document.id else replace(document, id=unique)


def _read(
    decoded: Decoded, data: bytes, published: str | None, gazetteer: Gazetteer | None, ident: str
) -> Document:
    raw, names = decoded.text, gazetteer or load_gazetteer()
    day = read_published(published)
    clean, masked = mask(raw)
    paragraphs = find_paragraphs(clean)
    marked, stray = match_marks(clean, paragraphs)
    narration = narrate(clean, marked, paragraphs)
    mentions = find_mentions(clean, names)
    cast = Cast(clean, mentions, names, published)
    told = [mention for mention in mentions if narration.text[mention.start] == raw[mention.start]]
    dates = Dates(find_dates(narration.text), narration.text, raw, day)
    drafts = find_quotes(
        raw, narration, Grammar(narration.text, told), SpeakerResolver(narration, told, cast)
    )
    quotes = _quotes(drafts, dates, raw)
    frames = FrameFinder(narration, told, dates).find()
    return Document(
        id=ident,
        sha256=hashlib.sha256(data).hexdigest(),
        published=published,
        encoding=decoded.encoding,
        bom=decoded.bom,
        raw=raw,
        masked=masked,
        quotes=quotes,
        meetings=merge_meetings(frames, raw, cast, names),
        events=EventFinder(narration, told, cast, dates).find(raw),
        notes=_notes(quotes, stray, decoded),
    )


def _quotes(drafts: list[QuoteDraft], dates: Dates, raw: str) -> tuple[Quote, ...]:
    records: list[Quote] = []
    for draft in drafts:
        goes_on = draft.continues is not None and draft.attribution is None
        attribution = draft.attribution
        date = (
            records[draft.continues].date
            if goes_on and draft.continues is not None
            else _with_earlier(dates.of_statement(attribution, draft.sentence), draft, records, raw)
        )
        start, end = draft.mark.start, draft.mark.end
        cue = attribution.cue if attribution and draft.speaker else None
        records.append(
            Quote(
                start,
                end,
                raw[start:end],
                draft.kind,
                draft.speaker,
                Span(*cue, raw[slice(*cue)]) if cue else None,
                date,
                draft.continues,
                tuple(Span(n.start, n.end, raw[n.start : n.end]) for n in draft.mark.nested),
            )
        )
    return tuple(records)


def _with_earlier(date: DateValue, draft: QuoteDraft, records: list[Quote], raw: str) -> DateValue:
    """Give an undated quote the day on which its speaker spoke just before in the paragraph."""
    if date.text or not records or draft.speaker is None:
        return date
    last = records[-1]
    same = last.speaker is not None and last.speaker.name == draft.speaker.name
    near = "\n" not in raw[last.end : draft.mark.start] and last.date.value is not None
    return replace(last.date, inferred=True) if same and near else date


def _about_text(decoded: Decoded) -> list[Note]:
    """Return notes on the text as a whole: stray bytes, another language."""
    notes = []
    if decoded.replaced:
        message = f"{decoded.replaced} bytes that are no UTF-8 were replaced by U+FFFD"
        notes.append(Note("stray-bytes", message, decoded.text.index("\ufffd")))
    if is_not_english(decoded.text):
        message = "the text is not in English; the patterns are, so only quotations are found"
        notes.append(Note("not-english", message, 0))
    return notes


def _notes(quotes: tuple[Quote, ...], stray: list[int], decoded: Decoded) -> tuple[Note, ...]:
    notes = _about_text(decoded)
    notes += [
        Note("unclosed-quote", "an opening quotation mark without its partner", offset)
        for offset in stray
    ]
    notes += [
        Note("no-speaker", "the text does not tell whose words these are", quote.start)
        for quote in quotes
        if quote.speaker is None and quote.kind in ("direct", "partial")
    ]
    return tuple(sorted(notes, key=lambda note: note.start))
