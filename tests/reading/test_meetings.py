"""Meetings and events, one sentence at a time. All people are invented."""

from __future__ import annotations

import pytest

from detente.reading.reader import read_text

A, B = "Lena Ortiz", "Tom Birk"


def meetings(text: str) -> list[tuple[tuple[str, ...], str | None, str | None, str]]:
    document = read_text(text, published="2025-12-04")
    return [(m.participants, m.place, m.date.value, m.status) for m in document.meetings]


@pytest.mark.parametrize(
    ("text", "place", "date", "status"),
    [
        (f"{A} met {B} in Geneva on 1 December.", "Geneva", "2025-12-01", "held"),
        (f"{A} met with {B} on Tuesday.", None, "2025-12-02", "held"),
        (f"{A} and {B} met in Oslo.", "Oslo", None, "held"),
        (f"{A} held talks with {B} in Doha.", "Doha", None, "held"),
        (f"{A} hosted {B} at the Kremlin.", "Kremlin", None, "held"),
        (f"{A} received {B} in Cairo yesterday.", "Cairo", "2025-12-03", "held"),
        (f"{A} sat down with {B} in Doha.", "Doha", None, "held"),
        (f"{A} spoke by phone with {B} on Monday.", None, "2025-12-01", "held"),
        (f"{A} will meet {B} in Oslo on Friday.", "Oslo", "2025-12-05", "planned"),
        (f"{A} is due to meet {B} in Oslo.", "Oslo", None, "planned"),
        (f"{A} was set to meet {B} in Oslo.", "Oslo", None, "planned"),
        (f"{A} agreed to meet {B} in Oslo.", "Oslo", None, "planned"),
        (f"{A} arrived in Oslo for talks with {B}.", "Oslo", None, "held"),
        (f"{A} would travel to Oslo for talks with {B}.", "Oslo", None, "planned"),
        (f"{A} cancelled talks with {B}.", None, None, "cancelled"),
    ],
)
def test_one_meeting(text: str, place: str | None, date: str | None, status: str) -> None:
    assert [(set(who), *rest) for who, *rest in meetings(text)] == [({A, B}, place, date, status)]


@pytest.mark.parametrize(
    "text",
    [
        f"{A} refused to meet {B}.",
        f"{A} did not meet {B}.",
        f"{A} met the demands of {B}.",
        f"If {A} meets {B}, the talks may resume.",
        f"{A} ruled out talks with {B}.",
        "The talks have failed.",
        f"{A} visited Geneva.",
    ],
)
def test_no_meeting(text: str) -> None:
    assert meetings(text) == []


def test_mentions_of_one_meeting_are_merged() -> None:
    text = (
        f"{A} met {B} in Geneva on 1 December.\nThe December 1 meeting lasted an hour. "
        f"Before the talks in Geneva, Ortiz was silent."
    )
    [meeting] = read_text(text, published="2025-12-04").meetings
    assert len(meeting.mentions) == 3


def test_two_days_are_two_meetings() -> None:
    text = f"{A} met {B} in Geneva on 1 December. {A} met {B} in Geneva on 3 December."
    assert [date for _, _, date, _ in meetings(text)] == ["2025-12-01", "2025-12-03"]


@pytest.mark.parametrize(
    ("text", "kind", "place", "actor", "target"),
    [
        ("Israeli air strikes hit Rafah.", "air-strike", "Rafah", "ISR", "PSE"),
        ("Hamas fired rockets at Ashkelon.", "missile-strike", "Ashkelon", "HAMAS", "ISR"),
        ("Russian drones struck Odesa.", "drone-strike", "Odesa", "RUS", "UKR"),
        ("Ukrainian drones struck Belgorod.", "drone-strike", "Belgorod", "UKR", "RUS"),
        ("Sudanese troops shelled Nyala.", "shelling", "Nyala", "SDN", None),
        ("M23 rebels captured Goma.", "advance", "Goma", "M23", "COD"),
        ("The United States imposed sanctions on two banks.", "sanctions", None, "USA", None),
        ("The two sides exchanged 40 prisoners.", "prisoner-exchange", None, None, None),
        ("A ceasefire took effect in Gaza.", "ceasefire", "Gaza", None, None),
        ("The army evacuated 300 people from Sweida.", "evacuation", "Sweida", None, None),
    ],
)
def test_one_event(
    text: str, kind: str, place: str | None, actor: str | None, target: str | None
) -> None:
    [event] = read_text(text).events
    assert (event.type, event.place, event.actor, event.target) == (kind, place, actor, target)


@pytest.mark.parametrize(
    "text",
    [
        "There is no ceasefire in Gaza.",
        "Israel would strike Rafah if talks failed.",
        "They called for a ceasefire.",
        "The troops did not capture Goma.",
        "Moscow denied that its drones hit Odesa.",
        "They threatened to impose sanctions.",
        "Workers went on strike in Rome.",
        "The plan struck many as unfair.",
    ],
)
def test_no_event(text: str) -> None:
    assert read_text(text).events == ()


def test_one_event_for_each_clause() -> None:
    text = "Russian drones hit Odesa, while Ukrainian drones hit Belgorod on 1 December."
    found = [(e.actor, e.place) for e in read_text(text).events]
    assert found == [("RUS", "Odesa"), ("UKR", "Belgorod")]
