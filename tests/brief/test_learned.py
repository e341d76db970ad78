"""What statements imply, in the brief: counts, intervals, the chart and its table."""

from __future__ import annotations

from pathlib import Path

from detente.brief.answers import Answers
from detente.brief.charts.learned import Narrowing, draw_narrowings
from detente.brief.context import Context
from detente.brief.register import EvidenceRegister
from detente.brief.sections import learned
from detente.case import load_case
from tests.deal.test_learning_of_case import CASE, RESPONSES

UKRAINE = Path(__file__).parents[2] / "examples" / "ukraine-2025-12"


def view_of(folder: Path, text: str = "") -> learned.View:
    if text:
        (folder / "case.yaml").write_text(text, encoding="utf-8")
    case = load_case(folder)
    return learned.view(Context(case, case.as_of, EvidenceRegister(case), Answers()))


def test_what_a_refusal_takes_away_is_told(tmp_path) -> None:
    found = view_of(tmp_path, CASE + RESPONSES)
    north, south = found.parties
    assert (north.used, north.unused) == ("2", "4")
    assert [what for what, _, _ in north.narrowed] == ["First"]
    assert north.refs
    assert not south.judged
    assert found.figure is not None
    assert "North, First: 4 to" in found.figure.alt
    assert {row.party for row in found.spans} == {"North"}
    assert {row.reported for row in found.statements if row.party == "South"} == {True}


def told(sentence) -> str:
    return "".join(part.text for part in sentence)


def test_statements_are_told_in_letters_and_titles(tmp_path) -> None:
    """River, ridge and line are a, b and c; ids of options and drafts do not appear."""
    rows = view_of(tmp_path, CASE + RESPONSES).statements
    assert [(told(row.said), told(row.means)) for row in rows] == [
        ("offer on Border: b; not c", "on Border, b is worth at least as much as c"),
        (
            "accepts First",
            "First, its open terms at their best, is worth at least no deal of 10 Apr 2025",
        ),
        ("preference on Border: c", "on Border, c is worth at least as much as every other option"),
    ]


def test_refusals_and_comparisons_are_told_in_letters_and_titles(tmp_path) -> None:
    answers = (
        "responses:\n"
        "  - {party: north, answer: refuses, to: {border: river}, date: 2025-04-03, judgement: j}\n"
        "  - {party: north, answer: prefers, to: first, date: 2025-04-03, judgement: j,"
        " over: {border: [river, ridge], water: shared}}\n"
    )
    text = CASE[: CASE.index("positions:")] + answers
    rows = view_of(tmp_path, text).statements
    terms, most = "terms (Border a or b and Water a)", "is worth at most"
    assert [(told(row.said), told(row.means)) for row in rows] == [
        (
            "refuses terms (Border a)",
            f"terms (Border a), its open terms at their worst, {most} no deal of 3 Apr 2025",
        ),
        (
            f"prefers First over {terms}",
            f"First can be worth at least {terms}; what both leave open alike is left aside",
        ),
    ]


def test_a_conflict_leaves_no_interval(tmp_path) -> None:
    text = CASE.replace("no_deal: [20, 50]", "no_deal: [10, 30]") + (
        "responses:\n  - {party: north, answer: refuses, to: {border: river}, date: 2025-05-03,"
        " judgement: j}\n"
    )
    found = view_of(tmp_path, text)
    assert "cannot hold within the judged ranges" in found.parties[0].conflicts[0]
    assert {row.both for row in found.spans} == {"–"}
    assert "in conflict" in found.figure.alt


def test_without_statements_the_section_says_so(tmp_path) -> None:
    text = CASE[: CASE.index("positions:")]
    assert view_of(tmp_path, text).why == "no recorded statement ranks options or answers a text"


def test_statements_that_narrow_no_interval_need_no_chart() -> None:
    """In the bundled case they rule out combinations of numbers, and leave every interval."""
    found = view_of(UKRAINE)
    rows = {row.party: row for row in found.parties}
    assert rows["Ukraine"].used != "0"
    assert rows["United States"].used == "0"
    assert not any(row.narrowed or row.conflicts for row in found.parties)
    assert found.figure is None
    assert found.spans


def test_bars_are_drawn_alike_for_all_parties() -> None:
    one = Narrowing("North", "No deal", (20.0, 50.0), (30.0, 40.0))
    two = Narrowing("South", "No deal", (20.0, 50.0), (30.0, 40.0))
    figure = draw_narrowings((one, two), anchor="a", table="t")
    assert figure.alt == (
        "North, No deal: 20 to 50 judged, 30 to 40 left; "
        "South, No deal: 20 to 50 judged, 30 to 40 left."
    )
    swapped = draw_narrowings((two, one), anchor="a", table="t")
    assert str(swapped.svg).replace("South", "?").replace("North", "South").replace(
        "?", "North"
    ) == str(figure.svg)
