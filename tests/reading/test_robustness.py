"""Odd input: other languages, odd dates of publication, odd names of files, runs of marks."""

from __future__ import annotations

import time

import pytest

from detente.errors import InvalidInput
from detente.reading.reader import make_id, read_text


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "0999-12-31"])
def test_a_date_of_publication_at_the_edge_of_the_calendar_is_refused(published: str) -> None:
    with pytest.raises(InvalidInput, match="years"):
        read_text("They met yesterday.", published=published)


@pytest.mark.parametrize("published", ["1000-01-01", "9000-12-31"])
def test_no_date_leaves_the_calendar(published: str) -> None:
    text = '"No," Lena Ortiz said 999 weeks ago. "Yes," Tom Birk said 90 years ago, on Monday.'
    assert len(read_text(text, published=published).quotes) == 2


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("näme.txt", "name"),
        ("Łódź.txt", "lodz"),
        ("Отчёт 12.txt", "otchet-12"),
        ("Straße.txt", "strasse"),
        ("2025-12-04.txt", "text-2025-12-04"),
        ("---.txt", "text"),
    ],
)
def test_ids_in_latin_letters(name: str, ident: str) -> None:
    assert make_id(name) == ident


def test_ids_of_other_scripts_are_stable_and_told_apart() -> None:
    first, second = make_id("报告.txt"), make_id("会议.txt")
    assert first != second
    assert first == make_id("报告.txt")
    assert first.startswith("text-")


def test_a_text_in_another_language_says_so() -> None:
    german = (
        "Der Minister sagte am Montag in Berlin, man werde über den Plan noch lange reden. " * 3
    )
    english = "The minister said in Berlin on Monday that they would talk about it for long. " * 3
    assert [n.code for n in read_text(german).notes] == ["not-english"]
    assert read_text(english).notes == ()
    assert read_text("Nein.").notes == ()


@pytest.mark.parametrize("text", ["." * 40_000, ". " * 20_000, "Kim Lee " * 5_000, '"' * 20_000])
def test_runs_take_no_more_than_linear_time(text: str) -> None:
    began = time.process_time()
    read_text(text, published="2025-12-04")
    assert time.process_time() - began < 2
