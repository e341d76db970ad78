"""Single sentences and short passages: who said it, who met, what was struck, and when."""

from __future__ import annotations

import pytest

from detente.reading.reader import read_text
from detente.reading.records import Document

PUBLISHED = "2025-12-05"  # a Friday
A, B, C = "Lena Ortiz", "Tom Birk", "Nora Feld"


def read(text: str) -> Document:
    return read_text(text, published=PUBLISHED)


@pytest.mark.parametrize(
    ("text", "speaker", "party"),
    [
        (f'{A} told her guests that {B} wanted "a pause".', A, None),
        (f'{A} told reporters that the two had discussed "a pause".', A, None),
        (f'{A} denied that {B} had called it "a pause".', A, None),
        (f'Poland had a message for {A}: "Wait."', "Poland", "POL"),
        (f'So did {A}, Poland\'s foreign minister: "Wait."', A, "POL"),
        (f'"Wait," said Poland\'s president, {A}.', A, "POL"),
        (f'"Wait," said the Polish foreign minister, {A}.', A, "POL"),
        (f'"Wait," said the head of Kenya\'s mission, {A}.', A, "KEN"),
        (f'Poland\'s president, {A}, spoke. "Wait," the Polish president said.', A, "POL"),
        (f'Poland\'s president, {A}, spoke. "Wait," said her spokesman, {B}.', B, "POL"),
        (f'The M23 withdrew from Luanda. "Wait," said its spokesman, {A}.', A, "M23"),
        (f'A spokesman for the Polish prime minister\'s office, {A}, said: "Wait."', A, "POL"),
        ('India\'s foreign ministry denied it. "No," the ministry said.',
         "India's foreign ministry", "IND"),
        ('M23 rebels denied it. "No," the rebels said.', "M23 rebels", "M23"),
        ('In Tehran, the foreign ministry said it was "false".', "the foreign ministry", "IRN"),
        ('South Korea\'s Joint Chiefs of Staff (JCS) saw it. "Wait," the JCS said.', "JCS", "KOR"),
        (f'{B} spoke. Kim Yo-rim left. She said: "Wait."', "Kim Yo-rim", None),
        ('Ri Yo-jong, the sister of the leader, came. She said: "Wait."', "Ri Yo-jong", None),
        ('Poland\'s envoy, Azlan Rahim, came. "Wait," Azlan said.', "Azlan Rahim", "POL"),
        ('José Luna Prieto came. "Wait," Mr Luna said.', "José Luna Prieto", None),
        ('"No," Cooper said.', "Cooper", None),
        ('London was silent. "No," Cooper said.', "Yvette Cooper", "GBR"),
    ],
)  # fmt: skip
def test_speaker(text: str, speaker: str, party: str | None) -> None:
    found = read(text).quotes[-1].speaker
    assert found is not None
    assert (found.name, found.party) == (speaker, party)


def test_two_speakers_in_one_sentence() -> None:
    names = [q.speaker.name for q in read(f'{A} said "war" and {B} "peace".').quotes if q.speaker]
    assert names == [A, B]


def test_an_attribution_inside_the_marks_is_not_overruled_from_outside() -> None:
    text = (
        f'"We left," {A} said.\n\n'
        "« We came for a text, explains a Polish adviser who asked not to be named. We got it. »"
    )
    assert read(text).quotes[1].speaker is None


@pytest.mark.parametrize(
    ("clause", "value", "precision"),
    [
        ("said last month", "2025-11", "month"),
        ("said in 2019", "2019", "year"),
        ("said earlier this week", None, "none"),
        ("told the channel the day before", None, "none"),
        ("said in the early hours of Thursday", "2025-12-04", "day"),
        ("said on Thursday", "2025-12-04", "day"),
        ("said", PUBLISHED, "day"),
    ],
)
def test_date_of_a_statement(clause: str, value: str | None, precision: str) -> None:
    [quote] = read(f'"Wait," {A} {clause}.').quotes
    assert (quote.date.value, quote.date.precision) == (value, precision)


def test_dates_do_not_cross_a_semicolon() -> None:
    text = f'{A} said on 2 December it was "on"; on 3 December {B} said it was "off".'
    assert [q.date.value for q in read(text).quotes] == ["2025-12-02", "2025-12-03"]


def test_a_speaker_goes_on_speaking_on_the_same_day() -> None:
    text = f'On 3 December, {A} said it was "on". Later she said: "Wait."'
    dates = [(q.date.value, q.date.inferred) for q in read(text).quotes]
    assert dates == [("2025-12-03", True), ("2025-12-03", True)]


def test_a_paragraph_about_another_day_leaves_a_statement_undated() -> None:
    text = f'On Monday the bridge fell. "We saw it," {A} said.'
    assert read(text).quotes[0].date.value is None


@pytest.mark.parametrize(
    ("text", "place", "date", "status"),
    [
        (f"{A} is expected in Oslo on 3 April, where she will be received by {B}.",
         "Oslo", "2026-04-03", "planned"),
        (f"{A} is to be received by {B} in Oslo on 9 December.", "Oslo", "2025-12-09", "planned"),
        (f"{A} will be hosted by {B} on Tuesday.", None, "2025-12-09", "planned"),
        (f"{A} flew to Oslo on Tuesday to meet with {B}.", "Oslo", "2025-12-02", "held"),
        (f"{A} was to see {B} in Oslo today.", "Oslo", "2025-12-05", "planned"),
        (f"{A} shook hands with {B} in Oslo on Tuesday.", "Oslo", "2025-12-02", "held"),
        (f"{A} spoke to {B} on Tuesday.", None, "2025-12-02", "held"),
        (f"{A} and {B} spoke face to face in Oslo.", "Oslo", None, "held"),
        (f"In Oslo on Tuesday, {A} held talks with {B}.", "Oslo", "2025-12-02", "held"),
        (f"{A} met Sweden's {B} in Oslo.", "Oslo", None, "held"),
        (f"{A}, who heads Poland's National Security and Defence Council, met {B}.",
         None, None, "held"),
        (f"{A} withdrew from talks with {B} in Oslo.", "Oslo", None, "cancelled"),
        (f"{A} boycotted talks with {B} in Oslo.", "Oslo", None, "cancelled"),
        (f"Talks between {A} and {B} in Oslo on Monday collapsed.",
         "Oslo", "2025-12-01", "cancelled"),
    ],
)  # fmt: skip
def test_meeting_of_two(text: str, place: str | None, date: str | None, status: str) -> None:
    [meeting] = read(text).meetings
    assert set(meeting.participants) == {A, B}
    assert (meeting.place, meeting.date.value, meeting.status) == (place, date, status)


def test_a_second_verb_keeps_its_subject_and_takes_its_own_day() -> None:
    text = f"{A} met {B} in Oslo on Monday and will meet {C} in Rome on Thursday."
    found = [(m.participants, m.place, m.date.value, m.status) for m in read(text).meetings]
    assert found == [
        ((A, B), "Oslo", "2025-12-01", "held"),
        ((A, C), "Rome", "2025-12-11", "planned"),
    ]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The leaders of Armenia and Azerbaijan met in Washington.", ("ARM", "AZE")),
        ("Russian and Ukrainian negotiators met in Istanbul.", ("RUS", "UKR")),
        ("Delegations from Egypt and Sudan held talks in Cairo.", ("EGY", "SDN")),
    ],
)
def test_meeting_of_sides(text: str, parties: tuple[str, ...]) -> None:
    [meeting] = read(text).meetings
    assert meeting.parties == parties


def test_those_who_were_there_too_are_added() -> None:
    [meeting] = read(f"{A} met {B} in Oslo. Taking part were {C} and Hugo Lind.").meetings
    assert set(meeting.participants) == {A, B, C, "Hugo Lind"}


def test_a_further_round_is_of_those_who_met_before() -> None:
    text = "Egypt and Sudan held talks in Cairo. A second round will be held in Rome on 9 December."
    last = read(text).meetings[-1]
    assert (last.parties, last.place, last.date.value) == (("EGY", "SDN"), "Rome", "2025-12-09")


@pytest.mark.parametrize(
    "text",
    [
        "Marston United met Welby in London on Sunday.",
        f"{A} received a letter from {B} on Monday.",
        f"{A} spoke to reporters.",
    ],
)
def test_no_meeting(text: str) -> None:
    assert read(text).meetings == ()


@pytest.mark.parametrize(
    ("text", "kind", "place", "actor", "target"),
    [
        ("Talks gave no agreement on land, hours after Russian missiles hit Dnipro.",
         "missile-strike", "Dnipro", "RUS", "UKR"),
        ("In Kherson a heating plant was struck shortly before 3 a.m.",
         "attack", "Kherson", None, None),
        ("Two cities came under Russian attack from the air.", "attack", None, "RUS", None),
        ("A Polish soldier was wounded by sniper fire near Velka.", "attack", "Velka", None, "POL"),
        ("Shots were fired at a patrol near Velka.", "attack", "Velka", None, None),
        ("The army said it had hit \"energy sites\".", "attack", None, None, None),
        ("M23 rebels seized the mining town of Velka.", "advance", "Velka", "M23", None),
        ("A shell hit a bus in Velka.", "shelling", "Velka", None, None),
        ("The EU had sanctioned five officers.", "sanctions", None, "EU", None),
        ("The truce collapsed on Friday.", "ceasefire-end", None, None, None),
        ("Both sides agreed to a cessation of hostilities.", "ceasefire", None, None, None),
        ("Hamas and its ally Islamic Jihad fired rockets at Ashkelon.",
         "missile-strike", "Ashkelon", "HAMAS", "ISR"),
    ],
)  # fmt: skip
def test_event(
    text: str, kind: str, place: str | None, actor: str | None, target: str | None
) -> None:
    [event] = read(text).events
    assert (event.type, event.place, event.actor, event.target) == (kind, place, actor, target)


@pytest.mark.parametrize(
    "text",
    [
        "He struck a conciliatory tone in Cairo.",
        "They struck a deal in Cairo.",
        "Strikes hit transport in Paris.",
        "The minister came under fire over prices.",
        "Parliament bombarded the minister with questions.",
        "She attacked his plan in Rome.",
        "Fans clashed with police in Rome.",
        "Police arrested a man for theft in Rome.",
        "It leaves out kidnapping and extortion.",
    ],
)
def test_words_of_war_that_are_none(text: str) -> None:
    assert read(text).events == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 3 Nov.", "2025-11-03"),
        ("on the 3rd of December", "2025-12-03"),
        ("over the weekend", None),
        ("between 1 and 3 December", None),
        ("1-3 December", "2025-12"),
        ("on 1/12/2025", "2025"),
        ("before dawn on Thursday", "2025-12-04"),
    ],
)
def test_date_of_an_event(text: str, value: str | None) -> None:
    [event] = read(f"Russia shelled Kherson {text}").events
    assert event.date.value == value


def test_days_before_a_dated_summit_are_not_its_day() -> None:
    [event] = read("Two days before the summit on 3 December, Russia shelled Kherson.").events
    assert event.date.value is None
