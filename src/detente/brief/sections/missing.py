"""What the case does not know, said as plainly as what it knows."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.context import Context
from detente.brief.sections.sources import anchor_of
from detente.brief.sections.timeline import in_order, overdue
from detente.brief.wording import counted, day
from detente.case.history import stands

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
    """Something that is missing: what, and where."""

    lead: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section: gaps, and the warnings of the checks of the case file."""

    gaps: tuple[Gap, ...]
    warnings: tuple[str, ...]
    candidates: int


def view(context: Context) -> View:
    """Return what is missing in the case on the day of the brief."""
    gaps = (
        _positions(context),
        _preferences(context),
        _drafts(context),
        _texts(context),
        _outcomes(context),
    )
    waiting = sum(candidate.status == "open" for candidate in context.case.candidates)
    return View(tuple(gap for gap in gaps if gap.items), context.warnings, waiting)


def _positions(context: Context) -> Gap:
    total = len(context.case.issues)
    items = []
    for party, record in context.case.parties.items():
        silent = [
            issue.title
            for key, issue in context.case.issues.items()
            if stands(context.case, party, key, context.day) is None
        ]
        if len(silent) == total:
            items.append(Item("no issue at all is spoken of", record.name))
        elif silent:
            told = tuple(silent) if len(silent) <= TOLD else ()
            text = f"{counted(len(silent), 'issue')} of {total}" + (": " if told else "")
            items.append(Item(text, record.name, told))
    return Gap("Positions that are not recorded", tuple(items))


def _preferences(context: Context) -> Gap:
    preferences = context.case.preferences
    items = [
        Item("preferences", record.name)
        for party, record in context.case.parties.items()
        if party not in preferences or not preferences[party].judged
    ]
    if context.case.acceptance is None:
        items.append(Item("Who must accept for a package to be a deal"))
    return Gap("Judgements that nobody has made; results say so and assume nothing", tuple(items))


def _drafts(context: Context) -> Gap:
    empty = [draft.title for draft in context.case.drafts.values() if not draft.terms]
    items = tuple(Item("no term is known", title) for title in empty)
    return Gap("Drafts of which only the existence is known", items)


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
    return Gap("Sources whose text is not in the case folder", tuple(items))


def _outcomes(context: Context) -> Gap:
    items = [
        Item(day(event.date), event.title, refs=context.register.behind(event))
        for event in in_order(context)
        if overdue(context, event)
    ]
    return Gap("Planned events that have passed without a recorded outcome", tuple(items))
