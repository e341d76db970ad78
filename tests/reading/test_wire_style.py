"""Constructions of wire copy, read-outs and briefings. All people are invented."""

from __future__ import annotations

import pytest

from detente.reading.reader import read_text
from detente.reading.records import Document

PUBLISHED = "2025-12-05"  # a Friday
A, B, C = "Lena Ortiz", "Tom Birk", "Nora Feld"


def read(text: str) -> Document:
    return read_text(text, published=PUBLISHED)


@pytest.mark.parametrize(
    ("text", "place", "date", "status"),
    [
        (f"{A} and {B} discussed the accord by phone on Monday.", None, "2025-12-01", "held"),
        (f"{A} discussed it with {B} in a phone call on Monday.", None, "2025-12-01", "held"),
        (f"{A} and {B} gathered in Oslo on Monday.", "Oslo", "2025-12-01", "held"),
        (f"{A} and {B} saw each other in Oslo on 1 December.", "Oslo", "2025-12-01", "held"),
        (f"{A} said she had talked with {B} on Monday.", None, "2025-12-01", "held"),
        (f"{A}, speaking late Tuesday, said she had met {B} on Monday.",
         None, "2025-12-01", "held"),
        (f"{A} and {B} took part in a meeting in Oslo on Monday.", "Oslo", "2025-12-01", "held"),
        (f"{A} is to visit Oslo on 9 December, where she will meet {B}.",
         "Oslo", "2025-12-09", "planned"),
    ],
)  # fmt: skip
def test_meeting_of_two(text: str, place: str | None, date: str | None, status: str) -> None:
    [meeting] = read(text).meetings
    assert set(meeting.participants) == {A, B}
    assert (meeting.place, meeting.date.value, meeting.status) == (place, date, status)


@pytest.mark.parametrize(
    ("text", "participants", "parties"),
    [
        ("Talks between Kenya and the Ugandan-backed M23 will resume in Doha on Monday.",
         ("Kenya", "M23"), ("KEN", "M23")),
        ("Kenya's foreign ministry summoned the Polish ambassador on Monday.",
         ("Kenya's foreign ministry", "Polish ambassador"), ("KEN", "POL")),
        (f"{A} spoke with her Polish counterpart, Minister {B}, on Monday.",
         (A, B), ("POL",)),
        (f'"No," said Poland\'s president, {A}. {B} hosted the Polish president in Oslo.',
         (B, A), ("POL",)),
    ],
)  # fmt: skip
def test_who_met(text: str, participants: tuple[str, ...], parties: tuple[str, ...]) -> None:
    [meeting] = read(text).meetings
    assert (meeting.participants, meeting.parties) == (participants, parties)


def test_and_later_with_somebody_else_is_a_meeting_of_its_own() -> None:
    text = f"{A} met with {B} at the palace in Oslo on Tuesday, and later with {C}."
    found = [(m.participants, m.place, m.date.value) for m in read(text).meetings]
    assert found == [((A, B), "Oslo", "2025-12-02"), ((A, C), None, "2025-12-02")]


def test_a_place_in_the_sentence_after_is_not_that_of_the_second_meeting() -> None:
    text = f"{A} met with {B} on Tuesday, and later with {C}. She then went to Oslo."
    assert [m.place for m in read(text).meetings] == [None, None]


def test_the_two_men_are_those_of_the_sentence_before() -> None:
    text = (
        f"Kenya and the M23 signed it. President {A} is to meet {B} before the signing. "
        "The two men last met in Tokyo in August 2011."
    )
    found = [(m.participants, m.place, m.date.value, m.status) for m in read(text).meetings]
    assert found == [((A, B), None, None, "planned"), ((A, B), "Tokyo", "2011-08", "held")]


def test_the_pair_are_the_two_of_the_sentence_before() -> None:
    text = (
        f"Kenya's envoy, {A}, and Poland's envoy, {B}, will lead the teams. "
        "The pair last met in Oslo on 9 July."
    )
    [meeting] = read(text).meetings
    assert (meeting.participants, meeting.place) == ((A, B), "Oslo")


def test_two_delegations_are_not_two_people() -> None:
    text = f"{A} and {B} spoke by phone. The two delegations will meet again in Oslo in May."
    assert [m.place for m in read(text).meetings] == [None]


def test_parties_that_agreed_to_meet_again_are_those_named_before() -> None:
    text = (
        "Representatives of Kenya and Poland met in Oslo. "
        'The parties "welcomed the step" and agreed to meet again on December 19.'
    )
    planned = read(text).meetings[-1]
    assert (planned.parties, planned.date.value) == (("KEN", "POL"), "2025-12-19")
    assert planned.status == "planned"


def test_a_call_to_both_sides_is_not_their_own_meeting() -> None:
    text = (
        f"Kenya and Uganda held talks. Kenya's envoy, {A}, met Uganda's envoy, {B}.\n\n"
        f"Polish minister {C} has talked to both foreign ministers by telephone."
    )
    assert all(C not in m.participants for m in read(text).meetings if A in m.participants)


@pytest.mark.parametrize(
    "text",
    [
        f"{A} gathered evidence with {B}.",
        f"The court summoned {A} on Monday.",
        f"{A} talked about {B} on television.",
        f"{A} and {B} took part in the election.",
        f"Supporters of {A} gathered in Oslo.",
        f"{A} discussed the plan by phone.",
        f"{A} talked to the BBC on Monday.",
    ],
)
def test_no_meeting(text: str) -> None:
    assert read(text).meetings == ()


@pytest.mark.parametrize(
    ("text", "speaker", "party"),
    [
        (f'{A} came. {B} attended on behalf of Poland. "No," {B} said.', B, "POL"),
        (f'Poland was represented by {B} of the ministry. "No," {B} said.', B, "POL"),
        (f'{B} led the Polish delegation. "No," {B} said.', B, "POL"),
        (f'Poland\'s Director General of Borders, General {B}, came. "No," {B} said.', B, "POL"),
        ('Poland\'s envoy, Ana Luz-Moreno, came. "No," Moreno said.', "Ana Luz-Moreno", "POL"),
        (f'NAIROBI, Dec 5 (Desk) - Kenya\'s government met. "No," said army spokesman {B}.',
         B, "KEN"),
        (f'"No," said army spokesman {B}.', B, None),
        (f'NAIROBI, Dec 5 (Desk) - The M23 met there. "No," said army spokesman {B}.', B, None),
    ],
)  # fmt: skip
def test_speaker(text: str, speaker: str, party: str | None) -> None:
    found = read(text).quotes[-1].speaker
    assert found is not None
    assert (found.name, found.party) == (speaker, party)


def test_he_is_the_unnamed_official_who_spoke_last() -> None:
    text = (
        f'"We are," said {B} of the M23.\n\n'
        'A Kenyan official, who was not named, warned that it was "late". "Too late," he said.'
    )
    last = read(text).quotes[-1].speaker
    assert last is not None
    assert (last.person, last.party) == (None, "KEN")


def test_a_dateline_is_nobody_who_speaks() -> None:
    text = 'UNITED NATIONS, July 17 — The chair regretted it. He told reporters it was "sad".'
    speaker = read(text).quotes[0].speaker
    assert speaker is None or speaker.party is None


def test_a_date_in_a_question_is_not_that_of_the_answer() -> None:
    text = f'{A} spoke. Asked whether she would return next month, she shrugged: "We do."'
    assert read(text).quotes[0].date.value in (None, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("The M23 said a government drone struck a bridge.", None, None),
        ("The Israeli military said it targeted Hezbollah weapons depots.", "ISR", "HEZBOLLAH"),
        ("Kosovo police raided a Serbian-run post office.", "XKX", None),
    ],
)
def test_who_did_it(text: str, actor: str | None, target: str | None) -> None:
    [event] = read(text).events
    assert (event.actor, event.target) == (actor, target)


@pytest.mark.parametrize(
    "text",
    ["The army issued evacuation warnings.", "Six soldiers were killed in a helicopter crash."],
)
def test_no_event(text: str) -> None:
    assert read(text).events == ()


def test_an_invitation_to_follow_is_furniture() -> None:
    text = f"{A} met {B}.\n\nFollow our live updates on WhatsApp\n\nThe talks went on."
    assert [text[m.start : m.end] for m in read(text).masked] == [
        "Follow our live updates on WhatsApp"
    ]


def test_a_planned_meeting_in_a_relative_clause_does_not_date_the_words() -> None:
    document = read_text(
        "Estland's foreign minister Ada Berg, who is due to meet Cem Aras on Saturday, wrote on X:"
        ' "Peace needs more than words."\n',
        published="2025-03-14",
    )
    assert document.quotes[0].date.value == "2025-03-14"


def test_a_spokesperson_for_a_body_speaks_for_it() -> None:
    document = read_text(
        'A spokesperson for the European Commission, Lena Ortiz, said the bloc "will join".\n',
        published="2025-03-14",
    )
    assert document.quotes[0].speaker is not None
    assert document.quotes[0].speaker.party == "EU"


def test_a_counterpart_with_a_name_takes_part_by_name() -> None:
    document = read_text(
        "U.S. Secretary of State Marco Rubio met his Russian counterpart Sergei Lavrov in Geneva on"
        " Friday. Andrii Sybiha of Ukraine is due to meet Rubio on Saturday. The next round is"
        " expected to take place in Riyadh next week.\n",
        published="2025-03-14",
    )
    held, planned, following = document.meetings
    assert held.participants == ("Marco Rubio", "Sergei Lavrov")
    assert (planned.place, planned.date.value) == (None, "2025-03-15")
    assert (following.place, set(following.parties)) == ("Riyadh", {"RUS", "USA"})


def test_the_place_that_is_left_takes_no_part() -> None:
    document = read_text(
        "Hamas negotiators left Cairo on Sunday after two days of talks with Israel.\n",
        published="2025-04-14",
    )
    (meeting,) = document.meetings
    assert "EGY" not in meeting.parties


def test_rockets_that_were_fired_are_an_event() -> None:
    document = read_text(
        "Three rockets were fired from Gaza at the southern town of Sderot, the army said.\n",
        published="2025-04-14",
    )
    assert [event.type for event in document.events] == ["missile-strike"]
    assert "Sderot" in document.events[0].places
