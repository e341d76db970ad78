"""Marks, kinds, speakers: one sentence at a time. All people are invented."""

from __future__ import annotations

import pytest

from detente.reading.reader import read_text


def found(text: str) -> list[tuple[str, str | None]]:
    quotes = read_text(text).quotes
    return [(q.text, q.speaker.name if q.speaker else None) for q in quotes]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('"We tried," said Lena Ortiz.', [("We tried,", "Lena Ortiz")]),
        ("“We tried,” Lena Ortiz said.", [("We tried,", "Lena Ortiz")]),
        ("‘We tried,’ Lena Ortiz said.", [("We tried,", "Lena Ortiz")]),
        ("'It wasn't us,' said Lena Ortiz.", [("It wasn't us,", "Lena Ortiz")]),
        ("«We tried», said Lena Ortiz.", [("We tried", "Lena Ortiz")]),
        ("« We tried », said Lena Ortiz.", [("We tried", "Lena Ortiz")]),
        ("„We tried“, said Lena Ortiz.", [("We tried", "Lena Ortiz")]),
        ("»We tried«, said Lena Ortiz.", [("We tried", "Lena Ortiz")]),
        ("''We tried,'' said Lena Ortiz.", [("We tried,", "Lena Ortiz")]),
        ("``We tried,'' said Lena Ortiz.", [("We tried,", "Lena Ortiz")]),
        ('“We tried," said Lena Ortiz.', [("We tried,", "Lena Ortiz")]),
        ('"Why now?" asked Lena Ortiz.', [("Why now?", "Lena Ortiz")]),
        ('"Why now?" Lena Ortiz asked.', [("Why now?", "Lena Ortiz")]),
        ('Lena Ortiz said: "We tried."', [("We tried.", "Lena Ortiz")]),
        ('Lena Ortiz: "We tried."', [("We tried.", "Lena Ortiz")]),
        ('According to Lena Ortiz, "nobody tried".', [("nobody tried", "Lena Ortiz")]),
        ('"Nobody tried," according to Lena Ortiz.', [("Nobody tried,", "Lena Ortiz")]),
        ('Lena Ortiz, a lawyer from Bergen, said "no".', [("no", "Lena Ortiz")]),
        ('The lawyer, Lena Ortiz, called it "thin".', [("thin", "Lena Ortiz")]),
        ('Lena Ortiz told Tom Birk: "Go home."', [("Go home.", "Lena Ortiz")]),
        ('Tom Birk was told by Lena Ortiz to "go home".', [("go home", None)]),
        ('Lena Ortiz said Tom Birk said the plan was "dead".', [("dead", "Lena Ortiz")]),
        ('Lena Ortiz left the hall, saying "so be it".', [("so be it", "Lena Ortiz")]),
        ('"We tried," she said. Lena Ortiz left.', [("We tried,", "she")]),
        ("Nobody spoke. The wall was 12\" thick and 6' high.", []),
    ],
)  # fmt: skip
def test_one_sentence(text: str, quotes: list[tuple[str, str | None]]) -> None:
    assert found(text) == quotes


def test_interrupted_parts_stay_apart_and_are_linked() -> None:
    first, second = read_text('"We tried," Lena Ortiz said, "and failed."').quotes
    assert (first.text, second.text) == ("We tried,", "and failed.")
    assert second.continues == 0
    assert second.speaker is not None
    assert (second.speaker.name, second.speaker.resolution) == ("Lena Ortiz", "continued")


def test_full_name_may_come_later() -> None:
    text = '"We tried," Ortiz said.\nThe envoy, Lena Ortiz, then left.'
    speaker = read_text(text).quotes[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.resolution) == ("Lena Ortiz", "last-name")


def test_pronouns_agree_with_titles() -> None:
    text = 'Mr. Tom Birk met Mrs. Lena Ortiz. "It was long," she said. "It was," he agreed.'
    names = [quote.speaker.name for quote in read_text(text).quotes if quote.speaker]
    assert names == ["Lena Ortiz", "Tom Birk"]


def test_unclosed_paragraphs_are_one_speech() -> None:
    text = '"One.\n\n"Two.\n\n"Three," said Lena Ortiz.'
    quotes = read_text(text).quotes
    assert [quote.text for quote in quotes] == ["One.", "Two.", "Three,"]
    assert {quote.speaker.name for quote in quotes if quote.speaker} == {"Lena Ortiz"}
    assert [quote.continues for quote in quotes] == [None, 0, 1]


def test_an_odd_mark_does_not_swallow_the_article() -> None:
    text = (
        'A stray " mark stands here.\n"We tried," said Lena Ortiz.\n"Open for ever.\nNo mark here.'
    )
    document = read_text(text)
    assert found(text) == [("We tried,", "Lena Ortiz")]
    assert [note.code for note in document.notes] == ["unclosed-quote"]


def test_nested_quotes_are_inside() -> None:
    quote = read_text('"They say ‘never’ and mean it," Lena Ortiz said.').quotes[0]
    assert [nested.text for nested in quote.nested] == ["never"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('Lena Ortiz described the talks as "constructive".', "partial"),
        ('The so-called "republic" has no parliament.', "scare"),
        ('They signed the book "Bridges" in the hall.', "title"),
        ('Lena Ortiz said: "We tried."', "direct"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert read_text(text).quotes[0].kind == kind


@pytest.mark.parametrize(
    ("subject", "party"),
    [
        ("Moscow", "RUS"), ("Kyiv", "UKR"), ("The Kremlin", "RUS"), ("The White House", "USA"),
        ("Downing Street", "GBR"), ("Hamas", "HAMAS"), ("The Israeli military", "ISR"),
        ("The African Union", "AU"), ("The Sudanese army", "SDN"), ("Greek officials", "GRC"),
    ],
)  # fmt: skip
def test_bodies_and_seats_speak_for_their_side(subject: str, party: str) -> None:
    quote = read_text(f'{subject} said it was "ready to talk".').quotes[0]
    assert quote.speaker is not None
    assert quote.speaker.party == party


def test_a_capital_as_a_place_does_not_speak() -> None:
    quote = read_text('In Moscow, Lena Ortiz said she was "ready".').quotes[0]
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.party) == ("Lena Ortiz", None)


SIDES = [
    ("Armenia", "Armenian", "Yerevan", "ARM", "Azerbaijan", "Azerbaijani", "Baku", "AZE"),
    ("Russia", "Russian", "Moscow", "RUS", "Ukraine", "Ukrainian", "Kyiv", "UKR"),
    ("India", "Indian", "New Delhi", "IND", "Pakistan", "Pakistani", "Islamabad", "PAK"),
]
REPORT = (
    '{0} said it was "ready". {5} troops shelled a village in {0}, officials said. {1} officials '
    'met {5} officials in Geneva on 4 May 2025. {6} called the plan "unfair".'
)


@pytest.mark.parametrize("sides", SIDES)
def test_swapping_two_sides_swaps_results_and_nothing_else(sides: tuple[str, ...]) -> None:
    a, b = sides[:4], sides[4:]

    def outline(first: tuple[str, ...], second: tuple[str, ...]) -> list[object]:
        document = read_text(REPORT.format(*first, *second))
        names = {first[3]: "first", second[3]: "second"}
        return [
            [
                (q.kind, names.get(q.speaker.party or "") if q.speaker else 0)
                for q in document.quotes
            ],
            [(m.status, {names[p] for p in m.parties}, m.date.value) for m in document.meetings],
            [
                (e.type, names.get(e.actor or ""), names.get(e.target or ""))
                for e in document.events
            ],
        ]

    assert outline(a, b) == outline(b, a)
    assert outline(a, b)[2] == [("shelling", "second", "first")]
