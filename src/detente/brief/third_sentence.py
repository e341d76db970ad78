"""The third sentence of the answer: the drafts that are nearest, and who moved last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from detente.brief.context import Context
from detente.brief.draft_heads import head_of
from detente.brief.red_lines import in_force
from detente.brief.sections.moves import Move, find_moves
from detente.brief.sections.stands import Stand
from detente.brief.substance import short
from detente.brief.wording import Part, Sentence, joined, named
from detente.brief.wording import day as in_words
from detente.words import counted, whole

if TYPE_CHECKING:
    from detente.deal.drafts import NearestPackage, TermChange

LATEST = 3
"""Drafts, and moves of one day, spoken of one by one at most."""

TOLD = 2
"""Terms of the nearest draft that are told one by one, at most."""

Found = Mapping[str, Any]


def tell_nearest(context: Context) -> Sentence:
    """Say which drafts can become a deal, which of the others is nearest, and who moved last."""
    return (*_drafts(context), *_nearest(context), Part("; "), *_last_move(context))


def _drafts(context: Context) -> Sentence:
    reports = (context.answers.drafts or {}).get("drafts", {})
    count = len(context.case.drafts)
    if not count:
        return (Part("No draft is recorded"),)
    number = Part(counted(count, "draft"), "number", ("drafts-list",))
    if not reports or not context.answers.deal:
        return (number, Part(" is on the table" if count == 1 else " are on the table"))
    reports = {draft: reports[draft] for draft, head in head_of(context).items() if head.coded}
    if not reports:
        return (number, Part(" is" if count == 1 else " are"), Part(" named, without terms"))
    known = Part(counted(len(reports), "draft"), "number", ("drafts-list",))
    start = (Part("Of "), known, Part(", " if len(reports) == count else " with recorded terms, "))
    return (*start, *_completed(context, reports))


def _completed(context: Context, reports: Mapping[str, Found]) -> Sentence:
    """Say which drafts can be completed; where that is not known, what it depends on."""
    able = [draft for draft, report in reports.items() if report["can_be_accepted"]]
    unknown = [draft for draft, report in reports.items() if report["can_be_accepted"] is None]
    open_ = (
        Part("it depends on parties not judged whether "),
        Part(whole(len(unknown)), "number", ("outcomes",)),
        Part(" can be completed into such a package: "),
        *_codes(context, unknown),
    )
    if able:
        can = Part(whole(len(able)), "number", ("outcomes",))
        into = Part(" can be completed into such a package: ")
        also = (Part(", and "), *open_) if unknown else ()
        return (can, into, *_codes(context, able), *also)
    if not unknown and _terms_to_change(context):
        return (Part("none can be completed into such a package"),)
    if not unknown:
        lines = _fewest_lines(context, reports)
        none = Part("none can be completed into such a package")
        return (none, Part(", and "), *lines) if lines else (none,)
    others = Part(", and the others cannot") if len(unknown) < len(reports) else Part("")
    return (*open_, others)


def _terms_to_change(context: Context) -> dict[str, NearestPackage]:
    """Return the nearest package of each draft that cannot be completed into a deal."""
    reports = (context.answers.drafts or {}).get("drafts", {})
    asked = {
        draft: moves.nearest["terms"]
        for draft, moves in context.answers.moves.items()
        if moves is not None and "terms" in moves.nearest
    }
    return {
        draft: near
        for draft, near in asked.items()
        if near.step is not None and reports[draft]["can_be_accepted"] is False
    }


def _nearest(context: Context) -> Sentence:
    """Say which draft would have to change the fewest terms, and which if they are few."""
    asked = _terms_to_change(context)
    if not asked:
        return ()
    steps = {draft: near.step for draft, near in asked.items() if near.step is not None}
    fewest = min(len(step.changed) for step in steps.values())
    near = [draft for draft in head_of(context) if draft in steps]
    near = [draft for draft in near if len(steps[draft].changed) == fewest]
    reports = (context.answers.drafts or {}).get("drafts", {})
    others = any(report["can_be_accepted"] is not False for report in reports.values())
    number = Part(counted(fewest, "term"), "number", ("nearest",))
    start = (Part("; of the others, " if others else "; "), *_codes(context, near))
    if len(near) > 1:
        return (*start, Part(" are nearest, with "), number, Part(" to change each"))
    told = (Part(" is nearest, with "), number, Part(" to change"))
    if fewest > TOLD:
        return (*start, *told)
    return (
        *start,
        *told,
        Part(": "),
        *joined([_change(context, c) for c in steps[near[0]].changed]),
    )


def _change(context: Context, change: TermChange) -> Sentence:
    before = [short(context, change.issue, option) for option in change.before]
    after = Part(short(context, change.issue, change.after), "name")
    start = (Part(context.title(change.issue), "name"), Part(" from “"), *named(before, "or"))
    return (*start, Part("” to “"), after, Part("”"))


def _fewest_lines(context: Context, reports: Mapping[str, Found]) -> Sentence:
    if not any(in_force(context)):
        return ()
    fewest = min(len(report["breached"]) for report in reports.values())
    near = [draft for draft, report in reports.items() if len(report["breached"]) == fewest]
    clear = [draft for draft in near if draft not in context.answers.barred]
    if not fewest and not clear:
        every = "every reading of " if len(near) == 1 else "every reading of each of "
        return (Part(every), *_codes(context, near), Part(" breaches some red line"))
    if not fewest:
        return (Part("no red line is breached by the terms of "), *_codes(context, clear))
    number = Part(whole(fewest), "number", ("outcomes",))
    how = (Part("the fewest red lines ("), number, Part(") are breached by the terms of "))
    return (*how, *_codes(context, near))


def _codes(context: Context, drafts: list[str]) -> Sentence:
    heads = [head_of(context)[draft] for draft in drafts]
    told: list[Sentence] = [
        (
            Part(head.title, "name"),
            Part(" ("),
            Part(head.code, "number", (head.anchor,)),
            Part(")"),
        )
        for head in heads[:LATEST]
    ]
    return joined([*told, *_rest(len(heads), "outcomes")])


def _last_move(context: Context) -> Sentence:
    moves = find_moves(context)
    if not moves:
        return (Part("no change of position is recorded."),)
    latest = [move for move in moves if move.when == moves[-1].when]
    on = in_words(moves[-1].when)
    if len(latest) == 1:
        lead = Part(f"the latest recorded move, on {on}, is that of ")
        return (lead, *_told(latest[0]), Part("."))
    told = [_mentioned(move) for move in latest[:LATEST]] + _rest(len(latest), "moves-table")
    return (Part(f"the latest recorded moves, on {on}, are those of "), *joined(told), Part("."))


def _rest(count: int, anchor: str) -> list[Sentence]:
    more = count - LATEST
    return [(Part(whole(more), "number", (anchor,)), Part(" more"))] if more > 0 else []


def _mentioned(move: Move) -> Sentence:
    issue = Part(move.issue, "name")
    return (Part(move.party, "name"), Part(" on "), issue, Part("", refs=move.after.refs))


def _told(move: Move) -> Sentence:
    party_and_issue, refs = _mentioned(move)[:3], _mentioned(move)[3]
    wanted = bool(move.after.wants) and move.after.wants != move.before.wants
    start, end = (_said(move.before), _said(move.after))
    if not wanted:
        start, end = _in_full(move.before), _in_full(move.after)
    return (*party_and_issue, Part(", from "), *start, Part(" to "), *end, refs)


def _said(stand: Stand) -> Sentence:
    if stand.wants:
        return named([option.label for option in stand.wants], "or")
    return (Part("rejecting "), *named([option.label for option in stand.rejects]))


def _in_full(stand: Stand) -> Sentence:
    """Return what a party wants and, beside it, what it rejects."""
    if not (stand.wants and stand.rejects):
        return _said(stand)
    rejected = named([option.label for option in stand.rejects])
    return (*_said(stand), Part(", rejecting "), *rejected)
