"""What each draft would have to change to be acceptable, and what would be better for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.brief.answers import WITHIN
from detente.brief.context import Context, Option
from detente.brief.draft_heads import Head
from detente.brief.register import Refs
from detente.deal.drafts import DraftMoves, NearestPackage, Step
from detente.words import signed, whole

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Change:
    """A term that changes: the issue, what the draft names, and what stands in its place."""

    issue: str
    before: tuple[Option, ...]
    after: Option


@dataclass(frozen=True, slots=True)
class Gained:
    """What a party gains, in points with their sign; a range where something is left open."""

    party: str
    text: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The acceptable package nearest to a draft that cannot be completed into one.

    Attributes:
        count: terms to change, of those coded.
        proof: empty where that is proved; else the least that is still possible.
        changes: the terms that change.
        gained: for each judged party, all changes together.
        others: how many packages are equally near, in words; empty for one.
        refs: everything that the row rests on; never empty.
    """

    head: Head
    count: str
    proof: str
    changes: tuple[Change, ...]
    gained: tuple[Gained, ...]
    others: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Better:
    """What would be better for somebody and worse for nobody.

    Attributes:
        base: what the draft is compared as: itself, or its best completion.
        none: what is said where no change is shown; empty otherwise.
        changes: the terms that the change with the largest sum of gains changes; may be empty.
        refilled: what it fills in otherwise than the best completion; may be empty.
        gained: what each judged party of the rule gains by it; may be empty.
        refs: everything that the row rests on; never empty.
    """

    head: Head
    base: str
    none: str
    changes: tuple[Change, ...]
    refilled: tuple[tuple[str, Option], ...]
    gained: tuple[Gained, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class Moves:
    """The drafts as moves.

    Attributes:
        nearest: a row for each draft that cannot be completed into a deal; may be empty.
        better: a row for each draft with something to compare; may be empty.
        unsettled: drafts for which a computation met its limit; may be empty.
        within: changed terms that an improvement may have.
    """

    nearest: tuple[Nearest, ...] = ()
    better: tuple[Better, ...] = ()
    unsettled: tuple[Head, ...] = ()
    within: int = WITHIN


def draft_moves(context: Context, heads: Mapping[str, Head]) -> Moves:
    """Return what each draft would have to change, and what would be better for all."""
    found = {draft: moves for draft, moves in context.answers.moves.items() if draft in heads}
    told = [(heads[draft], moves) for draft, moves in found.items() if moves is not None]
    told.sort(key=lambda pair: list(heads.values()).index(pair[0]))
    return Moves(
        nearest=tuple(
            _nearest(context, head, moves.coded, moves.nearest["terms"])
            for head, moves in told
            if "terms" in moves.nearest
        ),
        better=tuple(
            _better(context, head, moves) for head, moves in told if not moves.improvements.reason
        ),
        unsettled=tuple(heads[draft] for draft, moves in found.items() if moves is None),
    )


def _nearest(context: Context, head: Head, coded: int, found: NearestPackage) -> Nearest:
    refs = _refs(context, head)
    if found.step is None:
        return Nearest(head, "", "", (), (), "", refs)
    return Nearest(
        head,
        f"{len(found.step.changed)} of {coded}",
        "" if found.exact else f"at least {whole(round(found.bound or 0.0))}",
        _changes(context, found.step),
        _gained(context, found.step.difference),
        "" if found.tied_count == 1 else _others(found),
        refs,
    )


def _others(found: NearestPackage) -> str:
    return whole(found.tied_count) if found.tied_count else "several"


def _better(context: Context, head: Head, moves: DraftMoves) -> Better:
    first = moves.improvements.steps[0] if moves.improvements.steps else None
    base = "as it stands" if moves.standing == "draft" else "its best completion"
    none = "nothing" if moves.improvements.efficient else "not settled"
    if first is None or moves.start is None:
        return Better(head, base, none, (), (), (), _refs(context, head))
    return Better(
        head,
        base,
        "",
        _changes(context, first),
        _refilled(context, moves.start, first),
        _gained(context, {party: first.difference[party] for party in first.gains}),
        _refs(context, head),
    )


def _changes(context: Context, step: Step) -> tuple[Change, ...]:
    return tuple(
        Change(
            context.title(change.issue),
            tuple(context.option(change.issue, option) for option in change.before),
            context.option(change.issue, change.after),
        )
        for change in step.changed
    )


def _refilled(context: Context, start: Step, step: Step) -> tuple[tuple[str, Option], ...]:
    changed = {change.issue for change in step.changed}
    return tuple(
        (context.title(issue), context.option(issue, option))
        for issue, option in step.package.items()
        if issue not in changed and option != start.package[issue]
    )


def _gained(context: Context, difference: Mapping[str, Span]) -> tuple[Gained, ...]:
    return tuple(
        Gained(context.party(party), signed_span(ends)) for party, ends in difference.items()
    )


def signed_span(ends: Span) -> str:
    """Return points gained with their sign, as a range where its ends differ: ``−2 to +3.5``."""
    low, high = map(signed, ends)
    return low if low == high else f"{low} to {high}"


def _refs(context: Context, head: Head) -> Refs:
    return (head.anchor, *context.register.judged(*context.case.preferences))
