"""What holds for any text whatever."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput
from detente.reading.decode import decode
from detente.reading.mask import mask
from detente.reading.reader import make_id, read_bytes, read_text

WORDS = [
    *"\" “ ” « » „ ‘ ’ ' said told Putin Lena Ortiz , . : ; ? ! — he she they and with met".split(),
    *"talks in Geneva Kremlin Ukraine Russian officials on December 4 2025 Tuesday a the".split(),
    *"yesterday strike drones hit SEE ALSO: GasWhite Share according to ( ) [ ] é 😀 د".split(),
    *(" ", "\n", "\n\n", "\r\n", "\u2028", "\xa0", "\ufeff"),
]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_every_record_stands_where_it_says(raw: str) -> None:
    document = read_text(raw, published="2025-12-04")
    records = [*document.quotes, *document.events, *document.masked]
    records += [mention for meeting in document.meetings for mention in meeting.mentions]
    records += [quote.speaker for quote in document.quotes if quote.speaker]
    records += [quote.cue for quote in document.quotes if quote.cue]
    records += [nested for quote in document.quotes for nested in quote.nested]
    for record in records:
        assert 0 <= record.start <= record.end <= len(raw)
        assert raw[record.start : record.end] == record.text
    dates = [q.date for q in document.quotes] + [m.date for m in document.meetings]
    for date in [*dates, *(event.date for event in document.events)]:
        if date.start is not None:
            assert raw[date.start : date.end] == date.text


@given(texts)
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same(raw: str) -> None:
    assert read_text(raw) == read_text(raw)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_masking_keeps_the_length_and_hides_all_of_it(raw: str) -> None:
    clean, masked = mask(raw)
    assert len(clean) == len(raw)
    assert all(not clean[m.start : m.end].strip() for m in masked)
    hidden = {i for m in masked for i in range(m.start, m.end)}
    assert all(clean[i] == raw[i] for i in range(len(raw)) if i not in hidden)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_furniture_yields_nothing(raw: str) -> None:
    document = read_text(raw)
    hidden = {i for m in document.masked for i in range(m.start, m.end)}
    marks = {position for quote in document.quotes for position in (quote.start - 1, quote.start)}
    assert not marks & hidden


@given(texts)
@settings(max_examples=100, deadline=None)
def test_quotes_are_in_order_and_links_point_back(raw: str) -> None:
    quotes = read_text(raw).quotes
    assert all(a.end <= b.start for a, b in itertools.pairwise(quotes))
    for index, quote in enumerate(quotes):
        assert quote.continues is None or quote.continues < index


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read_bytes(data)
    except InvalidInput:
        return
    assert decode(data).text == document.raw


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_ids_are_valid(name: str) -> None:
    ident = make_id(name.replace("\x00", ""))
    assert ident[0].isascii()
    assert ident[0].isalpha()
    assert ident == ident.lower()
    assert " " not in ident


LONG = {
    "straight marks": '"a ',
    "closing marks": 'a" ',
    "single marks": "'a ",
    "unclosed curly": "“a ",
    "quote lines": '"We go on.\n',
    "brackets": "[(",
    "one word": "a",
    "capitals": "Abc ",
    "commas": "Putin, ",
    "meetings": "met with ",
    "sayings": '"a," he said. ',
    "dates": "December 4 ",
    "blanks": " ",
    "lines": "a\n",
    "furniture": "SEE ALSO: A",
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_hostile_text_takes_no_longer_than_its_length(name: str) -> None:
    piece = LONG[name]
    begin = time.process_time()
    read_text(piece * (200_000 // len(piece)), published="2025-12-04")
    assert time.process_time() - begin < 12, "200 kB; quadratic time would be minutes"


def test_megabyte_of_report_is_read() -> None:
    random.seed(1)
    sentences = [
        '"We will see," Elin Strand said on Tuesday.',
        "Elin Strand met Juan Prado in Geneva on 4 May 2025.",
        "Drones hit a depot near Aleppo overnight.",
        "“It was long,” said Prado, “and it was useful.”",
    ]
    text = "\n".join(random.choice(sentences) for _ in range(6000))
    document = read_text(text, published="2025-12-04")
    assert len(document.quotes) > 2000
    assert len(document.events) > 1000
