"""What the case does not know, said as plainly as what it knows."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.context import Context
from detente.brief.sections.sources import anchor_of
from detente.brief.sections.timeline import in_order, overdue
from detente.brief.wording import day
from detente.case.history import stands
from detente.words import counted, whole

TITLE = "What is missing"

TOLD = 8
"""Issues named one by one for a party at most; more are counted."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list of gaps, printed as ``who: text names [refs]``; all may be empty."""

    text: str
    who: str = ""
    names: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: what, how often in a few words, and where."""

    lead: str
    count: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section: gaps, and the warnings of the checks of the case file.

    ``cut`` is whether records of the file were left out, of which the warnings still speak.
    """

    gaps: tuple[Gap, ...]
    warnings: tuple[str, ...]
    candidates: int
    cut: bool


def view(context: Context) -> View:
    """Return what is missing in the case on the day of the brief."""
    gaps = (
        _positions(context),
        _preferences(context),
        _forecasts(context),
        _drafts(context),
        _texts(context),
        _outcomes(context),
    )
    waiting = sum(candidate.status == "open" for candidate in context.case.candidates)
    return View(
        tuple(gap for gap in gaps if gap.items), context.warnings, waiting, context.later > 0
    )


def _positions(context: Context) -> Gap:
    total = len(context.case.issues)
    items, missing = [], 0
    for party, record in context.case.parties.items():
        silent = [
            issue.title
            for key, issue in context.case.issues.items()
            if stands(context.case, party, key, context.day) is None
        ]
        missing += len(silent)
        if len(silent) == total:
            items.append(Item("no issue at all is spoken of", record.name))
        elif silent:
            told = tuple(silent) if len(silent) <= TOLD else ()
            text = f"{counted(len(silent), 'issue')} of {total}" + (": " if told else "")
            items.append(Item(text, record.name, told))
    count = f"{whole(missing)} of {counted(total * len(context.case.parties), 'position')}"
    return Gap("Positions that are not recorded", count, tuple(items))


def _preferences(context: Context) -> Gap:
    preferences = context.case.preferences
    items = [
        Item("preferences", record.name)
        for party, record in context.case.parties.items()
        if party not in preferences or not preferences[party].judged
    ]
    if context.case.acceptance is None:
        items.append(Item("Who must accept for a package to be a deal"))
    lead = "Judgements that nobody has made; results say so and assume nothing"
    return Gap(lead, counted(len(items), "judgement"), tuple(items))


def _forecasts(context: Context) -> Gap:
    settling = context.answers.settling
    absent = {
        note.party: note.issues
        for note in (() if settling is None else settling.given.notes)
        if note.kind == "principal-absent" and note.party is not None
    }
    items = []
    for party, issues in absent.items():
        titles = tuple(map(context.title, issues))
        told = titles if len(titles) <= TOLD else ()
        text = counted(len(titles), "issue") + (": " if told else "")
        items.append(Item(text, context.party(party), told))
    where = {issue for issues in absent.values() for issue in issues}
    count = f"a principal in the forecast of {counted(len(where), 'issue')}"
    lead = "Issues that models put somewhere without one of the principals"
    return Gap(lead, count, tuple(items))


def _drafts(context: Context) -> Gap:
    empty = [draft.title for draft in context.case.drafts.values() if not draft.terms]
    items = tuple(Item("no term is known", title) for title in empty)
    count = f"the terms of {counted(len(items), 'draft')}"
    return Gap("Drafts of which only the existence is known", count, items)


def _texts(context: Context) -> Gap:
    quoted = {e.source.id for e in context.register.evidence if e.evidence.quote is not None}
    cited = {entry.source.id for entry in context.register.evidence}
    groups = (
        ("Quoted, so that the quotations could not be checked", quoted),
        ("Cited as a whole", cited - quoted),
        ("Not cited", {source.id for source in context.case.sources} - cited),
    )
    items = [
        Item(text, refs=refs)
        for text, ids in groups
        if (
            refs := tuple(
                anchor_of(context, source.id)
                for source in context.case.sources
                if source.text is None and source.id in ids
            )
        )
    ]
    without = sum(source.text is None for source in context.case.sources)
    count = f"the text of {counted(without, 'source')}"
    return Gap("Sources whose text is not in the case folder", count, tuple(items))


def _outcomes(context: Context) -> Gap:
    items = [
        Item(day(event.date), event.title, refs=context.register.behind(event))
        for event in in_order(context)
        if overdue(context, event)
    ]
    lead = "Planned events that have passed without a recorded outcome"
    return Gap(lead, f"the outcome of {counted(len(items), 'planned event')}", tuple(items))
