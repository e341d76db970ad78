"""What changed from each draft to the next, and for whom it is better or worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.brief.context import Context, Option
from detente.brief.draft_heads import Head
from detente.brief.draft_moves import Gained, Span, signed_span
from detente.brief.register import Refs
from detente.case.records import Draft
from detente.deal.drafts import ChangeLog, IssueChange
from detente.errors import NotConverged


@dataclass(frozen=True, slots=True)
class Summary:
    """One draft against the one before it: issues by what became of them, and points in total."""

    before: Head
    after: Head
    same: int
    changed: int
    other: int
    added: int
    dropped: int
    gained: tuple[Gained, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class Row:
    """One issue of a change log; ``before`` and ``after`` are empty where nothing is named."""

    issue: str
    what: str
    before: tuple[Option, ...]
    after: tuple[Option, ...]
    gained: tuple[Gained, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class Log:
    """The change log of the latest draft; ``same`` and ``open`` are titles of issues."""

    before: Head
    after: Head
    rows: tuple[Row, ...]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes between drafts; ``latest`` is None with fewer than two drafts."""

    summaries: tuple[Summary, ...] = ()
    latest: Log | None = None


def draft_changes(context: Context, heads: Mapping[str, Head]) -> Changes:
    """Return what changed from each draft to the next; nothing with fewer than two drafts."""
    from detente.deal.of_case.draft_moves import changes_of_case

    if context.answers.drafts is None:
        return Changes()
    try:
        logs = changes_of_case(context.case, context.day).logs
    except NotConverged:
        return Changes()
    known = [log for log in logs if log.first in heads and log.second in heads]
    return Changes(
        tuple(_summary(context, heads, log) for log in known),
        _log(context, heads, known[-1]) if known else None,
    )


def _summary(context: Context, heads: Mapping[str, Head], log: ChangeLog) -> Summary:
    before, after = heads[log.first], heads[log.second]
    return Summary(
        before,
        after,
        log.count("same"),
        log.count("changed", "narrowed", "widened"),
        log.count("from outside text", "to outside text", "outside text"),
        log.count("added"),
        log.count("dropped"),
        tuple(
            Gained(context.party(party), signed_span(ends))
            for party, ends in log.total.items()
            if ends is not None and _settled(ends)
        ),
        (before.anchor, after.anchor, *context.register.judged(*log.total)),
    )


def _log(context: Context, heads: Mapping[str, Head], log: ChangeLog) -> Log:
    changed = [change for change in log.issues if change.kind != "same"]
    return Log(
        heads[log.first],
        heads[log.second],
        tuple(_row(context, log, change) for change in changed),
        tuple(context.title(change.issue) for change in log.issues if change.kind == "same"),
    )


def _row(context: Context, log: ChangeLog, change: IssueChange) -> Row:
    drafts = [context.case.drafts[name] for name in (log.first, log.second)]
    return Row(
        context.title(change.issue),
        change.kind,
        _options(context, change.issue, change.before),
        _options(context, change.issue, change.after),
        tuple(
            Gained(context.party(party), signed_span(ends))
            for party, ends in change.difference.items()
            if _settled(ends)
        ),
        _refs(context, change.issue, drafts) + context.register.judged(*change.difference),
    )


def _settled(ends: Span) -> bool:
    """Say whether a party gains, or loses, whatever is taken for what the drafts leave open."""
    low, high = (round(end, 9) for end in ends)
    return signed_span(ends) != "0" and (low >= 0 or high <= 0)


def _options(context: Context, issue: str, options: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(context.option(issue, option) for option in options)


def _refs(context: Context, issue: str, drafts: list[Draft]) -> Refs:
    behind = [
        ref
        for draft in drafts
        if issue in draft.terms
        for ref in context.register.behind_term(draft, draft.terms[issue])
    ]
    return tuple(dict.fromkeys(behind)) or ("structure",)
