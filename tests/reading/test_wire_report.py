"""The sample wire report, by offsets and names; the text itself is not part of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.reading.reader import read_bytes
from detente.reading.records import Document

# start, end, speaker, party, date; all dates inferred from the date of publication, 4 December 2025
QUOTES = [
    (451, 592, "Vladimir Putin", "RUS", "2025-12-04"),
    (1694, 1706, "Yuri Ushakov", "RUS", "2025-12-02"),
    (1774, 1889, "Yuri Ushakov", "RUS", "2025-12-04"),
    (1924, 1977, "Yuri Ushakov", "RUS", "2025-12-04"),
    (2299, 2366, "Anton Penkovski", None, "2025-12-04"),
    (2426, 2619, "Anton Penkovski", None, "2025-12-04"),
    (2738, 2764, "Donald Trump", "USA", "2025-12-03"),
    (2847, 2929, "Donald Trump", "USA", "2025-12-04"),
    (2975, 3015, "Donald Trump", "USA", "2025-12-04"),
    (3032, 3105, "Donald Trump", "USA", "2025-12-04"),
    (3117, 3177, "Donald Trump", "USA", "2025-12-04"),
    (3476, 3531, "Volodymyr Zelenskyy", "UKR", "2025-12-04"),
    (3579, 3661, "Volodymyr Zelenskyy", "UKR", "2025-12-04"),
    (4205, 4367, "Oleksandr Prokudin", "UKR", "2025-12-04"),
]
UMEROV, HNATOV, WITKOFF, KUSHNER = (
    "Rustem Umerov",
    "Andriy Hnatov",
    "Steve Witkoff",
    "Jared Kushner",
)
ADVISERS = "European national-security advisers"
MEETINGS = [
    ({UMEROV, HNATOV, ADVISERS}, "Brussels", "2025-12-04", "planned"),
    ({UMEROV, HNATOV, WITKOFF, KUSHNER}, "Florida", None, "planned"),
    ({WITKOFF, KUSHNER, "Vladimir Putin"}, "Kremlin", "2025-12-02", "held"),
    ({"Marco Rubio", "Ukrainian officials"}, None, None, "held"),
]


@pytest.fixture(scope="module")
def report(reference: Path) -> bytes:
    return (reference / "cases" / "reading" / "wire_report.txt").read_bytes()


@pytest.fixture(scope="module")
def document(report: bytes) -> Document:
    return read_bytes(report, published="2025-12-04", name="wire_report.txt")


def test_quotes_with_speaker_party_and_date(document: Document) -> None:
    found = [
        (q.start, q.end, q.speaker and q.speaker.name, q.speaker and q.speaker.party, q.date.value)
        for q in document.quotes
    ]
    assert found == QUOTES
    assert all(quote.date.inferred for quote in document.quotes)


def test_interrupted_and_continued_parts_are_linked(document: Document) -> None:
    links = {i: q.continues for i, q in enumerate(document.quotes) if q.continues is not None}
    assert links == {5: 4, 10: 9, 12: 11}


def test_meetings_are_merged(document: Document) -> None:
    found = [(set(m.participants), m.place, m.date.value, m.status) for m in document.meetings]
    assert found == MEETINGS
    assert len(document.meetings[2].mentions) >= 3


def test_the_night_of_strikes(document: Document) -> None:
    strike = document.events[-1]
    assert (strike.type, strike.places) == ("air-strike", ("Odesa", "Kherson"))
    assert (strike.actor, strike.target, strike.date.value) == ("RUS", "UKR", "2025-12-04")


def test_furniture_is_cut_where_headline_meets_sentence(document: Document) -> None:
    ends = [masked.text[-6:] for masked in document.masked if masked.kind == "headline"]
    assert ends == ["an Gas", " Peace", "Medics"]
    assert [m.kind for m in document.masked][-2:] == ["player", "caption"]


def test_without_publication_date_nothing_gets_a_year(report: bytes) -> None:
    document = read_bytes(report)
    values = [q.date.value for q in document.quotes] + [m.date.value for m in document.meetings]
    assert set(values) == {None}
    assert "--12-02" in {meeting.date.partial for meeting in document.meetings}


def test_everything_stands_where_it_says(document: Document) -> None:
    raw = document.raw
    records = [*document.quotes, *document.events, *document.masked]
    records += [mention for meeting in document.meetings for mention in meeting.mentions]
    records += [quote.speaker for quote in document.quotes if quote.speaker]
    records += [quote.cue for quote in document.quotes if quote.cue]
    assert all(raw[record.start : record.end] == record.text for record in records)
