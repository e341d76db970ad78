"""The answer in three sentences, composed from the results and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.brief.context import Context
from detente.brief.draft_heads import head_of
from detente.brief.red_lines import in_force
from detente.brief.sections.deal import grounds
from detente.brief.sections.moves import Move, find_moves
from detente.brief.sections.stands import Stand
from detente.brief.wording import Part, Sentence, counted, joined, named, points, whole
from detente.brief.wording import day as in_words

TITLE = "The answer in three sentences"

NAMED = 6
"""Parties spoken of one by one at most."""

LATEST = 3
"""Drafts, and moves of one day, spoken of one by one at most."""

Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """Three sentences."""

    sentences: tuple[Sentence, ...]


def view(context: Context) -> View:
    """Return whether there is a deal, what that depends on, and what is nearest or moved last."""
    deal = context.answers.deal
    nearest = (*_drafts(context), Part("; "), *_last_move(context))
    if not deal:
        why = Part(f"Whether there is a deal cannot be said: {context.answers.why_no_deal}.")
        return View(((why,), _needed(context), nearest))
    return View((_existence(context, deal), _dependence(context, deal), nearest))


def _existence(context: Context, deal: Found) -> Sentence:
    lines = sum(1 for _ in in_force(context))
    start = (
        Part("On the judgement given", refs=context.register.judged(*deal["parties"])),
        Part(", with ranges at their mid-points and with "),
        Part(counted(lines, "red line") if lines else "no red line", "number", ("red-lines",)),
        Part(f" in force on {in_words(context.day)}, "),
    )
    if deal["exists"] is None:
        waiting = named(context.parties(deal["assuming"]))
        return (*start, Part("it depends on parties not judged: "), *waiting, Part("."))
    verdict = "there is a deal: packages exist" if deal["exists"] else "no deal: no package exists"
    return (
        *start,
        Part(f"{verdict} that all whose acceptance is needed would accept"),
        *_counts(context, deal),
        Part("."),
    )


def _counts(context: Context, deal: Found) -> Sentence:
    if not deal["acceptable"] or deal["possible"] is None:
        return ()
    return (
        Part(" ("),
        Part(whole(deal["acceptable"]), "number", grounds(context)),
        Part(" of "),
        Part(whole(deal["possible"]), "number", ("structure",)),
        Part(" possible ones)"),
    )


def _dependence(context: Context, deal: Found) -> Sentence:
    """Say what the verdict rests on, in the same words for every party."""
    rule = {p: r for p, r in deal["parties"].items() if r["role"] is not None}
    accepting_none = [party for party, reach in rule.items() if _accepts_none(reach)]
    if accepting_none:
        refs = context.register.judged(*accepting_none)
        verb = "accepts" if len(accepting_none) == 1 else "accept"
        none = Part(f" {verb} no package at all on the judgement given", refs=refs)
        return (
            *named(context.parties(accepting_none)),
            none,
            Part(", whatever the others accept."),
        )
    counts = {p: r for p, r in rule.items() if r["acceptable_packages"] is not None}
    return _alone(context, counts) if counts else _conditions(context, rule)


def _accepts_none(reach: Found) -> bool:
    if reach["acceptable_packages"] is not None:
        return bool(reach["acceptable_packages"] == 0)
    best, no_deal = reach["best"], reach["no_deal"]
    return best is not None and no_deal is not None and best < no_deal - 1e-9


def _alone(context: Context, rule: Mapping[str, Found]) -> Sentence:
    """Say how many packages each party would accept if it were asked alone."""
    fewest = sorted(rule, key=lambda party: rule[party]["acceptable_packages"])[:NAMED]
    told = [
        (
            Part(context.party(party), "name"),
            Part(" accepts "),
            _number(context, party, whole(rule[party]["acceptable_packages"])),
        )
        for party in rule
        if party in fewest
    ]
    fewer = "" if len(told) == len(rule) else " (the parties with the fewest)"
    last = f" of the possible packages{fewer}; the answer holds while these judgements stand."
    return (Part("Taken alone, "), *joined(told), Part(last))


def _conditions(context: Context, rule: Mapping[str, Found]) -> Sentence:
    """Name the worth of no deal and the number of red lines of each party."""
    lines = [party for party, _ in in_force(context)]
    judged = [party for party, reach in rule.items() if reach["no_deal"] is not None]
    told = []
    for party in judged[:NAMED]:
        own = lines.count(party)
        number = _number(context, party, points(rule[party]["no_deal"]))
        drawn = Part(counted(own, "red line"), "number", ("red-lines",)) if own else None
        limits = (Part(", "), drawn) if drawn else (Part(", no red line"),)
        told.append((Part(context.party(party), "name"), Part(" ("), number, *limits, Part(")")))
    more = ", and others in the table below" if len(told) < len(judged) else ""
    start = "It depends on what no deal is worth to each and on the red lines: "
    return (Part(start), *joined(told), Part(f"{more}."))


def _number(context: Context, party: str, text: str) -> Part:
    return Part(text, "number", context.register.judged(party) or ("structure",))


def _needed(context: Context) -> Sentence:
    """Say what an answer would need."""
    missing = [p for p in context.case.parties if p not in context.case.preferences]
    needs: list[Sentence] = []
    if context.case.acceptance is None:
        needs.append((Part("who must accept"),))
    if missing:
        whose = named(context.parties(missing)) if len(missing) <= NAMED else (Part("the parties"),)
        needs.append((Part("a judgement of the preferences of "), *whose))
    if not needs:
        return (Part("What an answer would depend on cannot be said either."),)
    return (Part("An answer needs "), *joined(needs), Part("."))


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
    able = [draft for draft, report in reports.items() if report["can_be_accepted"]]
    known = Part(counted(len(reports), "draft"), "number", ("drafts-list",))
    start = (Part("Of "), known, Part(", " if len(reports) == count else " with recorded terms, "))
    if able:
        can = Part(whole(len(able)), "number", ("outcomes",))
        return (
            *start,
            can,
            Part(" can be completed into such a package: "),
            *_codes(context, able),
        )
    none = Part("none can be completed into such a package, and ")
    return (*start, none, *_fewest_lines(context, reports))


def _fewest_lines(context: Context, reports: Mapping[str, Found]) -> Sentence:
    fewest = min(len(report["breached"]) for report in reports.values())
    near = [draft for draft, report in reports.items() if len(report["breached"]) == fewest]
    if not fewest:
        return (Part("no red line is breached by the terms of "), *_codes(context, near))
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
    start, end = _said(move.before), _said(move.after)
    return (*_mentioned(move)[:3], Part(", from "), *start, Part(" to "), *end, _mentioned(move)[3])


def _said(stand: Stand) -> Sentence:
    if stand.wants:
        return named([option.label for option in stand.wants], "or")
    return (Part("rejecting "), *named([option.label for option in stand.rejects]))
