"""Furniture goes, prose stays."""

from __future__ import annotations

import pytest

from detente.reading.mask import mask
from detente.reading.reader import read_text


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("SEE ALSO: Talks Stall Over GasWhite smoke rose.", "SEE ALSO: Talks Stall Over Gas"),
        ('READ MORE: Waiting For Medics"We wait," he said.', "READ MORE: Waiting For Medics"),
        ("SEE ALSO: What Comes After 2026The minister left.", "SEE ALSO: What Comes After 2026"),
        ("SEE ALSO: McBride Goes To YouTube HearingThe minister left.",
         "SEE ALSO: McBride Goes To YouTube Hearing"),
        ("SEE ALSO: Pressure On The EUThe minister left.", "SEE ALSO: Pressure On The EU"),
        ("They left. READ MORE: Who Was ThereLater they returned.", "READ MORE: Who Was There"),
        ("SEE ALSO: A Headline Alone On Its Line", "SEE ALSO: A Headline Alone On Its Line"),
        ("Watch: Crowds Gather In The Capital", "Watch: Crowds Gather In The Capital"),
        ("Your browser doesn't support HTML5", "Your browser doesn't support HTML5"),
        ("Share this on Facebook", "Share this on Facebook"),
        ("Facebook Twitter WhatsApp", "Facebook Twitter WhatsApp"),
        ("Subscribe to our newsletter", "Subscribe to our newsletter"),
        ("We use cookies to make this site work.", "We use cookies to make this site work."),
        ("ADVERTISEMENT", "ADVERTISEMENT"),
        ("A street in the old town. (Photo: Agency)", "(Photo: Agency)"),
        ("By Lena Ortiz and Tom Birk", "By Lena Ortiz and Tom Birk"),
        ("© 2025 The Desk. All rights reserved.", "© 2025 The Desk. All rights reserved."),
    ],
)  # fmt: skip
def test_furniture_is_found_exactly(line: str, masked: str) -> None:
    clean, spans = mask(line)
    assert [span.text for span in spans] == [masked]
    assert len(clean) == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share of the vote for the ruling party fell, officials said.",
        "Related: the two sides also agreed to meet again.",
        "Watch the border, he told them, and watch it well.",
        "By Monday the convoy had reached the town.",
        "Subscribe to the view that war is inevitable and it will be, she said.",
        "Advertisement revenue of the state channel was frozen.",
        "The photo shows two men shaking hands.",
        "Cookies were handed out to the children at the checkpoint.",
        "Updated maps of the line of contact were laid on the table.",
        "Telegram was blocked in three regions, the regulator said.",
        "Read more carefully, the text says something else.",
        "See also the annex of 2019, the envoy said.",
        "McDonald met O'Neill in DeKalb.",
    ],
)
def test_prose_stays(line: str) -> None:
    assert mask(line)[1] == ()


def test_caption_of_a_player_goes_with_it_and_prose_does_not() -> None:
    notice = "Your browser doesn’t support HTML5\n"
    assert [m.kind for m in mask(notice + "Drones Hit Port, Five People Hurt")[1]] == [
        "player",
        "caption",
    ]
    assert [m.kind for m in mask(notice + "Drones hit the port, officials said.")[1]] == ["player"]


def test_masked_text_yields_nothing() -> None:
    text = 'SEE ALSO: Minister Says "No Deal" After Air Strike On Aleppo\nNothing else happened.'
    document = read_text(text, published="2025-12-04")
    assert (document.quotes, document.meetings, document.events) == ((), (), ())


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("SEE ALSO: The long wait of the camps The envoys are to meet again.",
         "SEE ALSO: The long wait of the camps"),
        ("READ MORE: Why is there no gas? Lena Ortiz told them why.",
         "READ MORE: Why is there no gas?"),
        ("ALSO READ: Talks stall. Ortiz left.", "ALSO READ: Talks stall."),
        ('READ MORE: Waiting in the cold "We wait for the bus," Ortiz said.',
         "READ MORE: Waiting in the cold"),
        ("READ MORE: Inside the camp Ortiz said on Monday that she had left.", "READ MORE:"),
        ('She said "no". Read also: Talks stall', "Read also: Talks stall"),
        ("To read also: the long wait of the camps", "To read also: the long wait of the camps"),
    ],
)  # fmt: skip
def test_a_headline_ends_where_the_report_goes_on(line: str, masked: str) -> None:
    assert [span.text.rstrip() for span in mask(line)[1]] == [masked]


@pytest.mark.parametrize(
    "line",
    [
        "Media caption, Watch: a harbour at dawn",
        "Image source, Desk",
        "FILE - Two men shake hands in Oslo, Sept. 3, 2025. (Desk Photo/A. B.)",
        "[1/3] A house by the river, December 3, 2025. DESK/A. B.",
        "Download the Desk News app for your telephone.",
        "Desk writer Lena Ortiz contributed to this report.",
        "vd/dga/dw",
        "ortiz@desk.example",
        "4 min read",
        "list 1 of 4",
        "toggle caption",
        "Continue reading the main story",
        "Getty Images",
    ],
)
def test_more_furniture(line: str) -> None:
    assert [span.text for span in mask(line)[1]] == [line]
