"""The tables of ``detente ratify``: ratifiers, what their answers rest on, and drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.cli.terms import tell_pattern

if TYPE_CHECKING:
    from detente.deal.of_case.ratifying import CaseRatification
    from detente.deal.ratifying import DraftAnswer, Narrowing, RatifierReport

Rows = tuple[list[str], list[list[str]]]
"""Headings of columns, and the rows below them."""


def list_ratifiers(answer: CaseRatification) -> Rows:
    """Return what each ratifier leaves of the acceptable packages."""
    columns = [
        "Ratifier",
        "Needs",
        "Acceptable packages ratified",
        "Acceptable packages left open",
        "Acceptable packages that fail",
        "Terms asked about",
        "Highest certain support",
        "Highest support not excluded",
        "More cautiously ratified without it",
        "More at most without it",
        "Win-set, of all possible packages",
    ]
    return columns, [_ratifier(answer, name) for name in answer.found.ratifiers]


def _ratifier(answer: CaseRatification, name: str) -> list[str]:
    from detente.deal.ratifying.words import counted_terms

    found, report = answer.found, answer.found.ratifiers[name]
    return [
        answer.case.ratifiers[name].name,
        f"{report.needs:g}%",
        _count(report.cautious),
        _difference(report.at_most, report.cautious),
        _difference(found.acceptable, report.at_most),
        counted_terms(report.asked_terms, len(answer.case.issues)),
        "–" if report.assumed else _percent(report.surest),
        "–" if report.assumed else _percent(report.most),
        _count(report.gained_cautious),
        _count(report.gained_at_most),
        _share(report, found.possible),
    ]


def _share(report: RatifierReport, possible: int | None) -> str:
    if not possible or report.possible_cautious is None or report.possible_at_most is None:
        return "–"
    low, high = (
        f"{100 * count / possible:.3g}%"
        for count in (report.possible_cautious, report.possible_at_most)
    )
    return low if low == high else f"{low} to {high}"


def list_narrows(answer: CaseRatification) -> Rows:
    """Return polls and red lines, and what each rules out by itself."""
    columns = [
        "Asked about, or refused",
        "Ratifier",
        "Terms",
        "Accept",
        "Did not say",
        "Unacceptable",
        "Support used",
        "Answer to these terms",
        "Acceptable packages that fail on it",
        "Acceptable packages that fail on nothing else",
    ]
    rows = [
        _narrowing(answer.case.ratifiers[name].name, item)
        for name, report in answer.found.ratifiers.items()
        for item in report.narrows
    ]
    return columns, rows


def _narrowing(who: str, item: Narrowing) -> list[str]:
    terms = tell_pattern(item.terms, "; ")
    from detente.deal.ratifying.words import between

    counts = [_count(item.fails), _count(item.fails_alone)]
    if item.accept is None or item.unacceptable is None:
        title, nothing = f"red line {item.number + 1} of {who}", ["–"] * 4
        return [title, who, terms, *nothing, "fails", *counts]
    rest = 100 - item.accept - item.unacceptable
    shares = [f"{share:.3g}%" for share in (item.accept, rest, item.unacceptable)]
    used = between(item.least, item.most)
    return [" / ".join(item.titles), who, terms, *shares, used, item.answer, *counts]


def list_drafts(answer: CaseRatification) -> Rows:
    """Return what every ratifier would say to every draft."""
    names = list(answer.found.ratifiers)
    columns = [
        "Draft",
        *(answer.case.ratifiers[name].name for name in names),
        "Acceptable ways to complete it",
        "Ways ratified by all",
        "Ways ratified by all at most",
    ]
    rows = [
        [
            draft,
            *(_told(report.ratifiers[name], answer.found.ratifiers[name]) for name in names),
            _count(report.acceptable),
            _count(report.cautious),
            _count(report.at_most),
        ]
        for draft, report in answer.found.drafts.items()
    ]
    return columns, rows


def _told(said: DraftAnswer, report: RatifierReport) -> str:
    """Return an answer to a draft with the support that it rests on."""
    from detente.deal.ratifying.words import between

    if report.assumed:
        return said.answer
    if said.breached and not said.high:
        return f"{said.answer}: red line"
    if not said.asked:
        return "open: not asked"
    return f"{said.answer}: {between(said.low, said.high)}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}%"


def _count(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _difference(more: int | None, less: int | None) -> str:
    return "–" if more is None or less is None else f"{more - less:,}"
