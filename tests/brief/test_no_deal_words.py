"""No deal over time, and doubtful red lines, as the brief tells them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.brief import render_brief
from detente.brief.no_deal import Pressure, describe_no_deal, pressures
from detente.brief.render import make_context
from detente.case.records import NoDeal
from tests.brief import brief_cases as cases
from tests.brief.brief_page import page_of, read

DAY = date(2025, 12, 4)
FLOOD = {"title": "Flood", "date": "2025-12-01", "add": [-8, -2], "judgement": "water is water"}


def told(day: date = DAY, **written: Any) -> str:
    data = cases.full() | {"as_of": "2025-12-04"}
    record = NoDeal.model_validate(written)
    return describe_no_deal(make_context(cases.build(data), day), record)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"base": 40}, "40"),
        ({"base": [30, 45]}, "30–45 (37.5 used)"),
        ({"base": 40, "drift": [-2, 0]}, "40; moves by −2 to 0 points every 30 days"),
        ({"base": 40, "discount": [0.9, 1]}, "40; 90–100% of it kept every 30 days"),
        ({"base": 40, "at": "2025-11-01"}, "40"),
        (
            {"base": 40, "at": "2025-11-04", "drift": -3},
            "40 (37 used on this date); moves by −3 points every 30 days; judged for 4 Nov 2025",
        ),
        (
            {"base": 40, "at": "2026-01-03", "drift": -3},
            "40 (43 used on this date); moves by −3 points every 30 days; judged for a later day",
        ),
        ({"base": 40, "shocks": [FLOOD]}, "40 (35 used on this date)"),
    ],
)
def test_the_worth_in_words(written: dict[str, Any], words: str) -> None:
    assert told(**written) == words


def test_shocks_are_told_with_what_they_rest_on_and_when_they_count() -> None:
    data = cases.full()
    later = FLOOD | {"title": "Spring", "date": "2026-03-01", "until": "2026-05-31", "add": 3}
    data["preferences"]["south"]["no_deal"] = {"base": 40, "shocks": [FLOOD, later]}
    case = cases.build(data)
    context = make_context(case, case.as_of)
    record = case.preferences["south"].no_deal
    assert record is not None
    found = pressures(context, "south", record)
    (judged,) = context.register.behind(record.shocks[0])
    assert found == (
        Pressure("Flood", "from 1 Dec 2025", "−8 to −2", (judged,)),
        Pressure(
            "Spring", "from 1 Mar 2026 until 31 May 2026, not in force on this date", "3", (judged,)
        ),
    )
    text = " ".join(read(render_brief(case)).text.split())
    assert "The no-deal value moves by −8 to −2 points from 1 Dec 2025: Flood" in text


@pytest.mark.parametrize(
    ("probability", "listed", "words"),
    [
        (1, True, ""),
        (0.6, True, "doubtful: probability 0.6"),
        (0.3, False, "doubtful: probability 0.3, left out where ranges are taken at their middle"),
    ],
)
def test_a_doubtful_line_is_called_so_and_listed_only_where_it_counts(
    probability: float, listed: bool, words: str
) -> None:
    data = cases.full()
    (line,) = data["preferences"]["south"]["red_lines"]
    line["probability"] = probability
    page = read(page_of(data))
    text = " ".join(page.text.split())
    assert ("South never accepts" in text) is listed
    assert ("doubtful" in text) is bool(words)
    assert words in text
