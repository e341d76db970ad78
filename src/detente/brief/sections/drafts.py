"""The drafts on the table: what each says, how far they agree, and what each can become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.brief.charts.ranges import Range, draw_ranges
from detente.brief.charts.svg import Figure
from detente.brief.context import Context, Option
from detente.brief.draft_alignment import Alignment, draft_alignment
from detente.brief.draft_changes import Changes, draft_changes
from detente.brief.draft_heads import Head, head_of
from detente.brief.draft_moves import Moves, draft_moves
from detente.brief.ranges import ranges_taken
from detente.brief.red_lines import Stake, stakes
from detente.brief.register import Refs
from detente.brief.wording import blocks
from detente.case.records import Draft, Term
from detente.words import points, whole

TITLE = "Drafts on the table"

COLUMNS = 10
"""Drafts beside each other at most."""

WORTHS = 5
"""Parties beside each other at most, in the table of worth."""

PANELS = 8
"""Parties in one chart at most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a draft says on an issue: options, or words outside them; None in a row means open."""

    options: tuple[Option, ...]
    other: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Row:
    """One issue: its options and what each draft says."""

    issue: str
    options: tuple[Option, ...]
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Some drafts side by side."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """On how many issues two drafts say the same, out of those that both speak of."""

    text: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Worth:
    """What a draft can be worth to a party; empty texts where that is not judged or impossible."""

    text: str
    accepts: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Worths:
    """Worth of the drafts for some parties; ``no_deal`` is the worth of no agreement."""

    parties: tuple[str, ...]
    no_deal: tuple[Worth, ...]
    rows: tuple[tuple[Head, tuple[Worth, ...]], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can become of a draft.

    Attributes:
        completions: number of ways to fill in what is open that the constraints allow.
        combinations: of options left open, the constraints aside, where the ways allowed were not
            counted; empty otherwise.
        acceptable: number of those that would be accepted; empty where they were not counted.
        verdict: in words.
        breached, at_risk: red lines.
        barred: whether every reading breaches some of those at risk.
    """

    head: Head
    completions: str
    combinations: str
    acceptable: str
    verdict: str
    breached: tuple[Stake, ...]
    at_risk: tuple[Stake, ...]
    barred: bool
    refs: Refs


@dataclass(frozen=True, slots=True)
class View:
    """The section; everything is empty without drafts.

    ``heads`` are all drafts; ``empty`` those without a recorded term, left out of the rest.
    ``ranges`` says how ranges were taken, empty without any; ``left_open`` is whether completions
    were counted for no draft, so that there are only combinations left open.
    """

    heads: tuple[Head, ...]
    empty: tuple[Head, ...]
    matrices: tuple[Matrix, ...]
    agreement: tuple[tuple[Head, tuple[Agreement | None, ...]], ...]
    figures: tuple[Figure, ...]
    worths: tuple[Worths, ...]
    outcomes: tuple[Outcome, ...]
    not_judged: tuple[str, ...]
    why_no_deal: str
    ranges: str
    left_open: bool
    moves: Moves
    changes: Changes
    alignment: Alignment


def view(context: Context) -> View:
    """Return the drafts known on the day of the brief, oldest first."""
    every = head_of(context)
    heads = {draft: head for draft, head in every.items() if head.coded}
    found: Mapping[str, Any] = context.answers.drafts or {"drafts": {}, "agreement": []}
    judged = [p for p in context.case.parties if p in judged_parties(context)]
    return View(
        tuple(every.values()),
        tuple(head for head in every.values() if not head.coded),
        tuple(_matrix(context, ids, heads) for ids in blocks(list(heads), COLUMNS)),
        _agreements(found["agreement"], heads),
        _figures(context, found["drafts"], heads, judged),
        tuple(_worths(context, found["drafts"], heads, p) for p in blocks(judged, WORTHS))
        if found["drafts"]
        else (),
        tuple(_outcome(context, d, heads[d], r) for d, r in found["drafts"].items() if d in heads),
        tuple(context.party(p) for p in context.case.parties if p not in judged),
        context.answers.why_no_deal,
        ranges_taken(context),
        all(report["possible"] is None for report in found["drafts"].values()),
        draft_moves(context, heads),
        draft_changes(context, heads),
        draft_alignment(context, heads),
    )


def judged_parties(context: Context) -> tuple[str, ...]:
    """Return the parties whose worth of packages is judged, in the order of the case."""
    preferences = context.case.preferences
    return tuple(p for p in context.case.parties if p in preferences and preferences[p].judged)


def _matrix(context: Context, ids: tuple[str, ...], heads: dict[str, Head]) -> Matrix:
    rows = []
    drafts = [context.case.drafts[draft] for draft in ids]
    for issue, record in context.case.issues.items():
        terms = [draft.terms.get(issue) for draft in drafts]
        options = () if record.scale else tuple(context.option(issue, o) for o in record.options)
        cells = [
            None if term is None else _cell(context, issue, draft, term)
            for draft, term in zip(drafts, terms, strict=True)
        ]
        rows.append(Row(record.title, options, tuple(cells)))
    return Matrix(tuple(heads[draft] for draft in ids), tuple(rows))


def _cell(context: Context, issue: str, draft: Draft, term: Term) -> Cell:
    refs = context.register.behind_term(draft, term) or ("structure",)
    return Cell(context.options(issue, term.option), term.other, refs)


def _agreements(
    pairs: list[Mapping[str, Any]], heads: dict[str, Head]
) -> tuple[tuple[Head, tuple[Agreement | None, ...]], ...]:
    known: dict[frozenset[str], Agreement] = {}
    for pair in pairs:
        if pair["first"] in heads and pair["second"] in heads:
            refs = (heads[pair["first"]].anchor, heads[pair["second"]].anchor)
            text = f"{pair['same']} of {pair['both']}" if pair["both"] else "–"
            known[frozenset((pair["first"], pair["second"]))] = Agreement(text, refs)
    return tuple(
        (head, tuple(known.get(frozenset((one, other))) for other in heads))
        for one, head in heads.items()
        if known
    )


def _figures(
    context: Context, reports: Mapping[str, Any], heads: dict[str, Head], judged: list[str]
) -> tuple[Figure, ...]:
    figures = []
    for number, parties in enumerate(blocks(judged, PANELS) if reports else (), start=1):
        ranges = tuple(
            _range(context.party(party), heads[draft].code, reports[draft]["parties"][party])
            for party in parties
            for draft in heads
        )
        anchor, table = f"worth-chart-{number}", "worth-table-1"
        taken = ranges_taken(context)
        figures.append(draw_ranges(ranges, anchor=anchor, table=table, taken=taken))
    return tuple(figures)


def _range(party: str, code: str, reach: Mapping[str, Any]) -> Range:
    accepts = reach["accepts"] in ("all", "some")
    return Range(party, code, reach["lowest"], reach["highest"], reach["no_deal"], accepts)


def _worths(
    context: Context, reports: Mapping[str, Any], heads: dict[str, Head], parties: tuple[str, ...]
) -> Worths:
    refs = {party: context.register.judged(party) for party in parties}
    first = next(iter(reports.values()))["parties"]
    no_deal = [Worth(points(first[p]["no_deal"]), "", refs[p]) for p in parties]
    rows = [
        (head, tuple(_worth(reports[draft]["parties"][p], refs[p]) for p in parties))
        for draft, head in heads.items()
    ]
    return Worths(tuple(context.parties(parties)), tuple(no_deal), tuple(rows))


def _worth(reach: Mapping[str, Any], refs: Refs) -> Worth:
    low, high = reach["lowest"], reach["highest"]
    if low is None or high is None:
        return Worth("", "", refs)
    text = points(low) if points(low) == points(high) else f"{points(low)} to {points(high)}"
    words = {"all": "accepts", "some": "accepts some", "none": "rejects"}
    return Worth(text, words.get(reach["accepts"], ""), refs)


def _outcome(context: Context, draft: str, head: Head, report: Mapping[str, Any]) -> Outcome:
    acceptable, possible = report["acceptable"], report["possible"]
    return Outcome(
        head,
        "" if possible is None else whole(possible),
        whole(report["completions"]) if possible is None else "",
        whole(acceptable) if acceptable else "",
        _verdict(context, report),
        tuple(stakes(context, report["breached"])),
        tuple(stakes(context, report["at_risk"])),
        draft in context.answers.barred,
        (head.anchor, *context.register.judged(*context.case.preferences)),
    )


def _verdict(context: Context, report: Mapping[str, Any]) -> str:
    if not report["can_be_completed"]:
        return "no: its terms contradict the constraints of the case"
    if context.case.acceptance is None:
        return "not asked: the case does not say who must accept"
    if report["can_be_accepted"] is None:
        return "depends on parties not judged"
    return "yes" if report["can_be_accepted"] else "no"
