"""Nothing of the published coding is lost in the bundled case (needs the reference folder)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from detente.case.records import Case
from tests.examples.conftest import UKRAINE
from tests.examples.ukraine_coding import (
    COMPOSITE_TERMS,
    NOT_A_SOURCE,
    cells,
    option_id,
    parties,
    text_id,
)

RUN = 8
"""Consecutive words that may not be shared with the report, outside quotations."""


def test_issues_and_options(ukraine: Case, coding: dict[str, Any]) -> None:
    expected = {
        option_id(issue["id"]): {option_id(option["id"]) for option in issue["options"]}
        for issue in coding["issues"]
    }
    assert {key: set(issue.option_ids) for key, issue in ukraine.issues.items()} == expected


def test_drafts_their_dates_and_sources(ukraine: Case, coding: dict[str, Any]) -> None:
    expected = {
        text_id(key): (draft["date"], {text_id(source) for source in draft["src"]})
        for key, draft in coding["drafts"].items()
    }
    assert {
        key: (draft.date.isoformat(), {evidence.source for evidence in draft.evidence})
        for key, draft in ukraine.drafts.items()
    } == expected


def test_terms_options_sources_and_notes(ukraine: Case, coding: dict[str, Any]) -> None:
    for issue, draft, cell in cells(coding, "drafts"):
        term = ukraine.drafts[text_id(draft)].terms[option_id(issue)]
        options = COMPOSITE_TERMS.get((draft, issue), (option_id(cell["option"]),))
        assert (term.option.options if term.option else ()) == options
        assert bool(term.other) == (not options)
        assert {evidence.source for evidence in term.evidence} == set(map(text_id, cell["sources"]))
        assert bool(term.note) or cell["note"] is None


def test_no_term_is_added(ukraine: Case, coding: dict[str, Any]) -> None:
    assert sum(len(draft.terms) for draft in ukraine.drafts.values()) == len(
        cells(coding, "drafts")
    )


def test_every_cell_is_a_position_of_its_parties(ukraine: Case, coding: dict[str, Any]) -> None:
    found = cells(coding, "positions")
    assert len(found) == 32
    covered = set()
    for issue, row, cell in found:
        for party in parties(row):
            records = [
                position
                for position in ukraine.positions
                if (position.party, position.issue) == (party, option_id(issue))
            ]
            cited = {evidence.source for record in records for evidence in record.evidence}
            assert {text_id(source) for source in cell["sources"]} <= cited | {"dispatch-1204"}
            assert records
            if "/" in row:
                assert all("jointly" in record.note for record in records)
            covered |= {id(record) for record in records}
    assert len(covered) == len(ukraine.positions) == 43


def test_every_source_but_the_assumption(ukraine: Case, coding: dict[str, Any]) -> None:
    """39 sources of the coding, the dispatch and the margins of error; the fortieth is none."""
    published = {text_id(key) for key in coding["sources"] if key != NOT_A_SOURCE}
    assert len(published) == 39
    assert {source.id for source in ukraine.sources} == published | {"dispatch-1204", "novi-kiis"}


def test_addresses_are_as_given(ukraine: Case, coding: dict[str, Any]) -> None:
    for key, description in coding["sources"].items():
        if key == NOT_A_SOURCE or not (given := re.search(r"https?://[^\s)]+", description)):
            continue
        source = ukraine.source(text_id(key))
        assert given.group() in source.url + str(source.csl.get("note", ""))


def test_assumption_supports_nothing_in_the_coding(coding: dict[str, Any]) -> None:
    everything = cells(coding, "drafts") + cells(coding, "positions")
    assert all(NOT_A_SOURCE not in cell["sources"] for _, _, cell in everything)


def test_survey_and_territory_figures_are_kept(ukraine: Case, coding: dict[str, Any]) -> None:
    notes = " ".join(event.note for event in ukraine.events)
    survey, second = coding["ratification_data"], coding["ratification_data"]["survey2"]
    shares = [*survey["results"].values(), *(v for v in second.values() if isinstance(v, int))]
    for figure in (survey["n"], *shares):
        assert str(figure) in notes
    for figure in ("116,000", "19.2", "1.2", "5,000"):
        assert figure in notes


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+|\|", text.lower().replace("’", "'"))


def test_the_dispatch_does_not_repeat_the_report(reference: Path) -> None:
    report = (reference / "cases" / "reading" / "wire_report.txt").read_text(encoding="utf-8")
    dispatch = (UKRAINE / "sources" / "dispatch-1204.txt").read_text(encoding="utf-8")
    theirs = _words(report)
    ours = _words(re.sub(r"[“\"][^”\"]*[”\"]", " | ", dispatch))
    runs = {tuple(theirs[at : at + RUN]) for at in range(len(theirs) - RUN + 1)}
    shared = [ours[at : at + RUN] for at in range(len(ours) - RUN + 1)]
    assert [" ".join(run) for run in shared if tuple(run) in runs] == []


def test_quotations_of_the_dispatch_are_the_officials_own(reference: Path) -> None:
    report = (reference / "cases" / "reading" / "wire_report.txt").read_text(encoding="utf-8")
    dispatch = (UKRAINE / "sources" / "dispatch-1204.txt").read_text(encoding="utf-8")
    folded = " ".join(report.replace("’", "'").split())
    quotes = re.findall(r"\"([^\"]*)\"", dispatch)
    assert len(quotes) >= 10
    for quote in quotes:
        assert quote.rstrip(",.") in folded
        assert len(quote.split()) < 20
