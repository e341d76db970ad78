"""Each text in ``texts/`` against what a careful person finds in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.reading.reader import read_bytes
from detente.reading.records import Document

TEXTS = Path(__file__).parent / "texts"
NAMES = sorted(path.stem for path in TEXTS.glob("*.yaml"))


def read(name: str) -> tuple[Document, dict[str, Any]]:
    expected = yaml.safe_load((TEXTS / f"{name}.yaml").read_text(encoding="utf-8"))
    data = (TEXTS / f"{name}.txt").read_bytes()
    return read_bytes(data, published=expected.get("published"), name=name), expected


def found_quotes(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "text": quote.text,
            "kind": quote.kind,
            "speaker": quote.speaker.name if quote.speaker else None,
            "party": quote.speaker.party if quote.speaker else None,
            "date": quote.date.value,
            "inferred": quote.date.inferred,
        }
        for quote in document.quotes
    ]


def found_meetings(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "participants": list(meeting.participants),
            "parties": list(meeting.parties),
            "place": meeting.place,
            "date": meeting.date.value,
            "status": meeting.status,
        }
        for meeting in document.meetings
    ]


def found_events(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "type": event.type,
            "place": event.place,
            "date": event.date.value,
            "actor": event.actor,
            "target": event.target,
        }
        for event in document.events
    ]


def test_there_are_at_least_ten_texts() -> None:
    assert len(NAMES) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_quotes(name: str) -> None:
    document, expected = read(name)
    assert found_quotes(document) == expected["quotes"]


@pytest.mark.parametrize("name", NAMES)
def test_meetings(name: str) -> None:
    document, expected = read(name)
    assert found_meetings(document) == expected["meetings"]


@pytest.mark.parametrize("name", NAMES)
def test_events(name: str) -> None:
    document, expected = read(name)
    assert found_events(document) == expected["events"]


@pytest.mark.parametrize("name", NAMES)
def test_furniture_and_encoding(name: str) -> None:
    document, expected = read(name)
    assert [masked.kind for masked in document.masked] == expected["masked"]
    assert document.encoding == expected.get("encoding", "utf-8")
