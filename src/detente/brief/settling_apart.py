"""Who and what has no part in the forecast, and what else to know of its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from detente.brief.context import Context
from detente.brief.settling import TOGETHER, Settling
from detente.brief.settling_places import titled
from detente.brief.wording import Part, Sentence, joined
from detente.brief.wording import day as in_words
from detente.forecast.models import MODELS
from detente.grammar import object_, subject, verb
from detente.words import listed

if TYPE_CHECKING:
    from detente.forecast.of_case import IssueLine, LeftOut, Wording

ABSENT = "principal-absent"
"""The kind of note on a principal that has no part in some issues."""
ELSEWHERE = frozenset({"joint-without", "off-the-line", ABSENT})
"""Notes on what the marks, the list of those left out and the table of lines say already."""


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


def absent_on(context: Context, settling: Settling, issue: str) -> str:
    """Return ``without Russia``: the principals that have no part in an issue; empty for none."""
    names = [
        context.party(note.party)
        for note in settling.given.notes
        if note.kind == ABSENT and note.party is not None and issue in note.issues
    ]
    return f"without {listed(names)}" if names else ""


def headed(context: Context, settling: Settling, line: IssueLine) -> str:
    """Return the title of an issue with its unit, and with the principals that it goes without."""
    absent = absent_on(context, settling, line.id)
    return f"{titled(context, line)}, {absent}" if absent else titled(context, line)


def tell_absent(context: Context, settling: Settling) -> Iterator[str]:
    """Say which principals have no part in which issues, to stand in the open."""
    wording = wording_of(context)
    yield from (note.tell(wording) for note in settling.given.notes if note.kind == ABSENT)


def tell_left_out(context: Context, settling: Settling) -> Iterator[Sentence]:
    """Say who and what has no part in an issue, or in a model, and why."""
    told = {found.actor for found in settling.given.without_part}
    for found in settling.given.left_out:
        if found.issue is not None or found.actor not in told:
            yield _left_out(context, settling, found)
    for each in settling.issues:
        for model, why in each.silent.items():
            title = Part(context.title(each.line.id), "name")
            yield (Part(f"{MODELS[model].title} has no answer on "), title, Part(f": {why}."))


def _left_out(context: Context, settling: Settling, found: LeftOut) -> Sentence:
    if found.what == "joint":
        return _left_out_together(context, settling, found)
    who = () if found.actor is None else (_name(context, found.actor),)
    issue = () if found.issue is None else (Part(context.title(found.issue), "name"),)
    why = f": {found.tell(wording_of(context))}."
    on = (Part(" on "),) if who and issue else ()
    return (*who, *on, *issue, Part(why))


def _left_out_together(context: Context, settling: Settling, found: LeftOut) -> Sentence:
    """Say whom or what the model that reads all issues at once leaves out, and why."""
    model = MODELS[TOGETHER].title
    if found.reason != "absent":
        return (Part(f"{model} has no answer: {found.tell(wording_of(context))}."),)
    if found.actor is not None:
        start: Sentence = (Part(f"{model} leaves out "), _name(context, found.actor))
        pairs = [(found.actor, issue) for issue in found.issues]
    else:
        issue = found.issue or ""
        start = (Part(f"{model} leaves out the issue "), Part(context.title(issue), "name"))
        pairs = [(actor, issue) for actor in found.actors]
    whys = [_why_absent(context, settling, *pair, found) for pair in pairs]
    return (*start, Part(", since "), *joined(whys), Part("."))


def _why_absent(
    context: Context, settling: Settling, actor: str, issue: str, found: LeftOut
) -> Sentence:
    """Say why an actor has no part in an issue: it has no position, no salience, or it is 0."""
    plural = context.case.parties[actor].plural
    reasons = {(o.actor, o.issue): o for o in settling.given.left_out if o.what != "joint"}
    own = reasons.get((actor, issue))
    title: Sentence = (Part(context.title(issue), "name"),)
    who: Sentence = (_name(context, actor),)
    if found.actor is not None:
        who = (Part(subject(plural=plural)),)
    if own is not None and own.reason == "salience-zero":
        whom = (Part(object_(plural=plural)),) if found.actor is not None else who
        what = title if found.actor is not None else (Part("it"),)
        return (*what, Part(" does not matter to "), *whom)
    number = "salience" if own is not None and own.what == "salience" else "position"
    where: Sentence = (Part("on "), *title) if found.actor is not None else (Part("there"),)
    return (*who, Part(f" {verb('has', plural=plural)} no {number} "), *where)


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
