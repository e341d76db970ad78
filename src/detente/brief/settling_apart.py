"""Who and what has no part in the forecast, and what else to know of its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from detente.brief.context import Context
from detente.brief.settling import TOGETHER, Settling
from detente.brief.wording import Part, Sentence, joined
from detente.brief.wording import day as in_words
from detente.forecast.models import MODELS

if TYPE_CHECKING:
    from detente.forecast.of_case import LeftOut, Wording

ELSEWHERE = frozenset({"joint-without", "off-the-line"})
"""Notes on what the list of those left out and the table of lines say already."""


def tell_without_part(context: Context, settling: Settling) -> Sentence:
    """Name the parties that have no part in any issue, with the reason; empty where all have."""
    absent = settling.given.without_part
    if not absent:
        return ()
    wording = wording_of(context)
    each: list[Sentence] = [
        (_name(context, found.actor or ""), Part(f" ({found.tell(wording)})")) for found in absent
    ]
    return (Part("No part in any issue: "), *joined(each), Part("."))


def tell_left_out(context: Context, settling: Settling) -> Iterator[Sentence]:
    """Say who and what has no part in an issue, or in a model, and why."""
    told = {found.actor for found in settling.given.without_part}
    for found in settling.given.left_out:
        if found.issue is not None or found.actor not in told:
            yield _left_out(context, found)
    for each in settling.issues:
        for model, why in each.silent.items():
            title = Part(context.title(each.line.id), "name")
            yield (Part(f"{MODELS[model].title} has no answer on "), title, Part(f": {why}."))


def _left_out(context: Context, found: LeftOut) -> Sentence:
    who = () if found.actor is None else (_name(context, found.actor),)
    issue = () if found.issue is None else (Part(context.title(found.issue), "name"),)
    why = f": {found.tell(wording_of(context))}."
    on = (Part(" on "),) if who and issue else ()
    if found.what == "joint":
        model = Part(f"{MODELS[TOGETHER].title} goes without ")
        return (model, *(who or issue or (Part("an answer"),)), Part(why))
    return (*who, *on, *issue, Part(why))


def tell_remarks(context: Context, settling: Settling) -> Iterator[str]:
    """Yield what else to know of the numbers, with names in place of ids."""
    wording = wording_of(context)
    for note in settling.given.notes:
        if note.kind not in ELSEWHERE:
            told = wording
            if note.kind == "judged-for":
                told = replace(wording, day=lambda day: _judged_for(context, day))
            yield note.tell(told)


def _judged_for(context: Context, day: date) -> str:
    """Return a day of judgement in words, but for one that is still to come for the brief."""
    return "a later day" if day > context.day else in_words(day)


def wording_of(context: Context) -> Wording:
    """Return how the page prints what the records of a case name."""
    from detente.forecast.of_case import Wording

    case = context.case
    people = {person: record.name for person, record in case.people.items()}
    names = people | {party: record.name for party, record in case.parties.items()}
    titles = {issue: record.title for issue, record in case.issues.items()}
    return Wording(
        who=lambda someone: names.get(someone, someone),
        issue=lambda issue: titles.get(issue, issue),
        option=lambda issue, option: context.option(issue, option).label,
        day=in_words,
        plural=lambda party: case.parties[party].plural,
    )


def _name(context: Context, party: str) -> Part:
    return Part(context.party(party), "name")
