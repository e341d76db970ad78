"""``detente read``: what reports say, with the exact place of everything found."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import day_option, json_option

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.reading.records import DateValue, Document, Quote


@click.command(epilog="Example: detente read report.txt --published 2025-12-04")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@day_option("--published", "Day the reports were published; dates without a year need it.")
@click.option(
    "--case", "folder", metavar="DIR", help="Add what is found to this case's candidates."
)
@json_option
def read(files: tuple[str, ...], published: date | None, folder: str | None, as_json: bool) -> None:
    """Read reports: quotations with their speakers, meetings, strikes.

    FILE is plain text in UTF-8 or another encoding; '-' is standard input. Everything found carries
    its place in the text. With --case, people and parties are those of the case, and what is found
    is added to its candidates.yaml for you to accept or reject; nothing enters positions by itself.
    """
    from detente.cli.output import load, print_json
    from detente.reading.of_case import gazetteer_of_case
    from detente.reading.reader import read_files

    case = load(folder) if folder is not None else None
    documents, errors = read_files(
        files,
        published=published.isoformat() if published else None,
        gazetteer=gazetteer_of_case(case) if case else None,
        stdin=sys.stdin.buffer.read,
    )
    if as_json:
        print_json({"documents": [document.to_dict() for document in documents]})
    else:
        for document in documents:
            _print_document(document)
    if case is not None and documents:
        _add_candidates(case, documents)
    for error in errors:
        click.echo(f"detente: {error}", err=True)
    if errors:
        sys.exit(2)


def _add_candidates(case: Case, documents: list[Document]) -> None:
    from detente.reading.candidates import append_candidates

    result = append_candidates(case, documents)
    updated = f", {result.updated} of them brought up to date" if result.updated else ""
    noun = "candidate" if result.added == 1 else "candidates"
    click.echo(f"{result.added} {noun} added, {result.known} there already{updated}.", err=True)
    if result.differing:
        listed = ", ".join(result.differing)
        click.echo(
            f"{len(result.differing)} of those there already read otherwise now and were left as "
            f"you have them: {listed}",
            err=True,
        )


def _print_document(document: Document) -> None:
    published = f", published {document.published}" if document.published else ""
    mark = " with byte order mark" if document.bom else ""
    click.echo(f"{document.id} ({document.encoding}{mark}{published})")
    _print_section(
        "Quotes", [_quote_lines(number, quote) for number, quote in enumerate(document.quotes, 1)]
    )
    _print_section("Meetings", _meeting_lines(document))
    _print_section("Events", _event_lines(document))
    _print_section(
        "Left out as page furniture",
        [[f"[{m.start}-{m.end}] {m.kind}: {_short(m.text)}"] for m in document.masked],
    )
    _print_section(
        "Not resolved", [[f"[{note.start}] {note.code}: {note.message}"] for note in document.notes]
    )
    click.echo()


def _print_section(title: str, entries: list[list[str]]) -> None:
    click.echo(f"\n  {title}: {len(entries) or 'none'}")
    for lines in entries:
        for index, line in enumerate(lines):
            click.echo(("    " if index == 0 else "      ") + line)


def _quote_lines(number: int, quote: Quote) -> list[str]:
    speaker = quote.speaker
    who = speaker.name if speaker else "nobody named"
    if speaker is not None and speaker.party:
        who += f" ({speaker.party})"
    how = f", by {speaker.resolution}" if speaker and speaker.resolution != "explicit" else ""
    after = f", goes on from {quote.continues + 1}" if quote.continues is not None else ""
    what = f"{quote.kind}{how}{after}"
    return [
        f"{number}. [{quote.start}-{quote.end}] {who}, {_day(quote.date)}: {what}",
        f"“{_short(quote.text, 300)}”",
    ]


def _meeting_lines(document: Document) -> list[list[str]]:
    return [
        [
            f"{meeting.status}, {_day(meeting.date)}, {meeting.place or 'place not named'}: "
            + ", ".join(meeting.participants)
            + (f" ({', '.join(meeting.parties)})" if meeting.parties else ""),
            *(f"[{m.start}-{m.end}] {_short(m.text)}" for m in meeting.mentions),
        ]
        for meeting in document.meetings
    ]


def _event_lines(document: Document) -> list[list[str]]:
    return [
        [
            (
                f"[{event.start}-{event.end}] {event.type}, {_day(event.date)}, "
                f"{', '.join(event.places) or 'place not named'}: "
                f"{event.actor or 'actor not named'} on {event.target or 'target not named'}"
            ),
            _short(event.text, 300),
        ]
        for event in document.events
    ]


def _day(value: DateValue) -> str:
    if value.value is None:
        return f"date unknown ('{value.text}')" if value.text else "date unknown"
    return f"{value.value} (inferred)" if value.inferred else value.value


def _short(text: str, width: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
