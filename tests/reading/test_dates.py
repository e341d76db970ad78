"""Date expressions and what they mean against a date of publication, Thursday 4 December 2025."""

from __future__ import annotations

import pytest

from detente.errors import InvalidInput
from detente.reading.date_grammar import find_dates
from detente.reading.date_values import read_published, value_of
from detente.reading.reader import read_text

DAY = read_published("2025-12-04")


def values(text: str) -> list[tuple[str, str | None, bool]]:
    found = [value_of(span, text, DAY) for span in find_dates(text)]
    return [(date.text, date.value, date.inferred) for date in found]


@pytest.mark.parametrize(
    ("text", "value", "inferred"),
    [
        ("December 4", "2025-12-04", True),
        ("4 December 2025", "2025-12-04", False),
        ("December 4, 2024", "2024-12-04", False),
        ("Dec. 3", "2025-12-03", True),
        ("the 3rd of March 2024", "2024-03-03", False),
        ("2025-12-04", "2025-12-04", False),
        ("04.12.2025", "2025-12-04", False),
        ("25/12/2024", "2024-12-25", False),
        ("February 2022", "2022-02", False),
        ("Tuesday", "2025-12-02", True),
        ("Thursday", "2025-12-04", True),
        ("last Thursday", "2025-11-27", True),
        ("yesterday", "2025-12-03", True),
        ("overnight", "2025-12-04", True),
        ("two weeks ago", "2025-11-20", True),
        ("last month", "2025-11", True),
        ("20 December", "2024-12-20", True),
        ("29 February", "2024-02-29", True),
        ("30 February 2025", None, False),
        ("last week", None, True),
    ],
)
def test_expression_has_value(text: str, value: str | None, inferred: bool) -> None:
    [(_, found, guessed)] = values(f"They spoke {text}.")
    assert (found, guessed) == (value, inferred)


@pytest.mark.parametrize(
    "text",
    [
        "They may go.", "We may 4 times say so.",
        "within 24 hours of taking office", "March on the capital",
        "They march 20 miles.", "a 28-point plan", "version 1.2.3", "the 1990s crisis",
        "we", "40 people", "a score of 12-4",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert values(text) == []


def test_no_year_is_ever_guessed_without_publication() -> None:
    text = "They spoke on December 4."
    [span] = find_dates(text)
    date = value_of(span, text, None)
    assert (date.value, date.partial, date.inferred) == (None, "--12-04", True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('On Tuesday, Lena Ortiz said: "No."', "2025-12-02"),
        ('Lena Ortiz said on Tuesday: "No."', "2025-12-02"),
        ('"No," Lena Ortiz told reporters in Oslo on Tuesday.', "2025-12-02"),
        ('Lena Ortiz, speaking in Oslo on 1 December, said "no".', "2025-12-01"),
        ('Lena Ortiz said the talks on Tuesday were "over".', "2025-12-04"),
        ('Lena Ortiz said that they would meet on Tuesday and that it was "late".', "2025-12-04"),
        ('"No," said Lena Ortiz, who has led the team since January.', "2025-12-04"),
    ],
)
def test_a_quote_takes_the_date_of_its_own_clause(text: str, value: str) -> None:
    date = read_text(text, published="2025-12-04").quotes[0].date
    assert (date.value, date.inferred) == (value, True)


def test_published_must_be_a_date() -> None:
    with pytest.raises(InvalidInput, match="date of publication"):
        read_text("Nothing.", published="yesterday")
