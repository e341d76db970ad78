"""Who is nearer to whose draft and positions: statements, counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.brief.charts.alignment import Lane, Share, draw_alignment
from detente.brief.charts.svg import Figure
from detente.brief.context import Context
from detente.brief.draft_heads import Head
from detente.brief.register import Refs
from detente.brief.wording import blocks, day
from detente.case.history import positions_of
from detente.deal.drafts import DraftAlignment
from detente.deal.of_case.alignment import CaseAlignment, DraftParty, PartyPair

ACROSS = 5
"""Parties beside each other at most."""

PAIRS = 24
"""Pairs of parties in the table at most."""

LANES = 10
"""Pairs of parties in the chart at most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Terms of a draft that a party has said it wants or rejects, of those coded."""

    wants: str
    rejects: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Nearness:
    """The drafts against what some parties have said."""

    parties: tuple[str, ...]
    rows: tuple[tuple[Head, int, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """From a day on: issues on which both want the same, of those on which both said it."""

    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties and how their positions stood to each other over time."""

    first: str
    second: str
    entries: tuple[Entry, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class Alignment:
    """The alignment of parties; everything is empty where no position is recorded.

    ``omitted`` is the number of pairs that only the table has, ``untold`` of those that not even it
    has, ``apart`` of those that have never said what they want on the same issue.
    """

    nearness: tuple[Nearness, ...] = ()
    pairs: tuple[Pair, ...] = ()
    figure: Figure | None = None
    omitted: int = 0
    untold: int = 0
    apart: int = 0


def draft_alignment(context: Context, heads: Mapping[str, Head]) -> Alignment:
    """Return who is nearer to what, from statements only."""
    from detente.deal.of_case.alignment import alignment_of_case

    if not context.case.positions:
        return Alignment()
    found = alignment_of_case(context.case, context.day)
    told = _most_told(found)
    return Alignment(
        _nearness(context, heads, found) if heads else (),
        tuple(_pair(context, pair) for pair in told[:PAIRS]),
        _figure(context, told[:LANES], len(told) - LANES) if told else None,
        max(0, len(told) - LANES),
        max(0, len(told) - PAIRS),
        len(found.pairs) - len(told),
    )


def _most_told(found: CaseAlignment) -> list[PartyPair]:
    """Return the pairs that spoke of the same issues; where many did, those with most of them."""
    told = [pair for pair in found.pairs if pair.statements]
    if len(told) <= LANES:
        return told
    return sorted(told, key=lambda pair: -pair.statements[-1].alignment.both)


def _nearness(
    context: Context, heads: Mapping[str, Head], found: CaseAlignment
) -> tuple[Nearness, ...]:
    known = {(entry.draft, entry.party): entry for entry in found.drafts}
    return tuple(
        Nearness(
            tuple(context.parties(parties)),
            tuple(
                (
                    head,
                    known[draft, parties[0]].statements[-1].alignment.coded,
                    tuple(_cell(context, head, known[draft, party]) for party in parties),
                )
                for draft, head in heads.items()
                if (draft, parties[0]) in known
            ),
        )
        for parties in blocks(list(context.case.parties), ACROSS)
    )


def _cell(context: Context, head: Head, entry: DraftParty) -> Cell:
    first, last = entry.statements[0].alignment, entry.statements[-1].alignment
    return Cell(
        _then(len(first.wanted), len(last.wanted)),
        _then(len(first.rejected), len(last.rejected)),
        (head.anchor, *_behind(context, entry.party, _spoken(last))),
    )


def _then(before: int, after: int) -> str:
    return str(after) if before == after else f"{before} → {after}"


def _spoken(found: DraftAlignment) -> Iterable[str]:
    return (*found.wanted, *found.rejected, *found.divided, *found.neither)


def _behind(context: Context, party: str, issues: Iterable[str]) -> Refs:
    """Return the anchors of everything that a party said on some issues."""
    return tuple(
        dict.fromkeys(
            ref
            for issue in issues
            for position in positions_of(context.case, party, issue, day=context.day)
            for ref in context.register.behind(position)
        )
    )


def _pair(context: Context, pair: PartyPair) -> Pair:
    issues = list(
        dict.fromkeys(
            issue
            for entry in pair.statements
            for issue in (*entry.alignment.overlap, *entry.alignment.apart)
        )
    )
    refs = _behind(context, pair.first, issues) + _behind(context, pair.second, issues)
    entries = tuple(
        Entry(day(entry.since), f"{len(entry.alignment.overlap)} of {entry.alignment.both}")
        for entry in pair.statements
    )
    names = context.party(pair.first), context.party(pair.second)
    return Pair(*names, entries, tuple(dict.fromkeys(refs)) or ("structure",))


def _figure(context: Context, told: list[PartyPair], omitted: int) -> Figure:
    lanes = tuple(
        Lane(
            context.party(pair.first),
            context.party(pair.second),
            tuple(
                Share(entry.since, len(entry.alignment.overlap), entry.alignment.both)
                for entry in pair.statements
            ),
        )
        for pair in told
    )
    return draw_alignment(
        lanes,
        drafts=_days_of_drafts(context),
        until=context.day,
        omitted=max(0, omitted),
        anchor="alignment-chart",
        table="alignment-pairs",
    )


def _days_of_drafts(context: Context) -> tuple[date, ...]:
    return tuple(sorted({draft.date for draft in context.case.drafts.values()}))
