"""What each draft would have to change to be acceptable, and what would be better for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.brief.context import Context, Option
from detente.brief.draft_heads import Head
from detente.brief.register import Refs
from detente.brief.wording import counted, points, whole
from detente.deal.drafts import DraftMoves, MostGained, NearestPackage, Step
from detente.errors import NotConverged

WITHIN = 3
"""Changed terms that the joint improvements of a brief may have."""

LISTED = 3
"""Tied packages and undominated improvements looked for."""

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
    """The acceptable package nearest to a draft.

    Attributes:
        count: terms to change, of those coded; empty where no package is acceptable.
        proof: empty where that is proved; else the least that is still possible.
        changes: the terms that change; empty where the draft can be completed as it is.
        gained: for each judged party, all changes together.
        others: how many packages are equally near, in words; empty for one.
        value: the least value moved and the terms changed by it, in words; may be empty.
        refs: everything that the row rests on; never empty.
    """

    head: Head
    count: str
    proof: str
    changes: tuple[Change, ...]
    gained: tuple[Gained, ...]
    others: str
    value: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Better:
    """What would be better for somebody and worse for nobody.

    Attributes:
        base: what the draft is compared as: itself, or its best completion.
        found: how many undominated packages there are, in words.
        changes: the terms that the first of them changes; may be empty.
        refilled: what it fills in otherwise than the best completion; may be empty.
        gained: what each judged party of the rule gains by it; may be empty.
        at_once: the most that everybody could gain at once, with any number of changes.
        in_sum: the largest total gain without a loss to anybody, with any number of changes.
        refs: everything that the row rests on; never empty.
    """

    head: Head
    base: str
    found: str
    changes: tuple[Change, ...]
    refilled: tuple[tuple[str, Option], ...]
    gained: tuple[Gained, ...]
    at_once: str
    in_sum: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Moves:
    """The drafts as moves.

    Attributes:
        nearest: a row for each draft; empty where that cannot be asked.
        better: a row for each draft with something to compare; may be empty.
        unsettled: drafts for which a computation met its limit; may be empty.
        within: changed terms that an improvement may have.
    """

    nearest: tuple[Nearest, ...] = ()
    better: tuple[Better, ...] = ()
    unsettled: tuple[Head, ...] = ()
    within: int = WITHIN


def draft_moves(context: Context, heads: Mapping[str, Head]) -> Moves:
    """Return what each draft would have to change; nothing where nobody must accept."""
    if context.answers.drafts is None or context.case.acceptance is None:
        return Moves()
    found = {draft: _find(context, draft) for draft in heads}
    told = [(heads[draft], moves) for draft, moves in found.items() if moves is not None]
    return Moves(
        nearest=tuple(_nearest(context, head, moves) for head, moves in told),
        better=tuple(
            _better(context, head, moves) for head, moves in told if not moves.improvements.reason
        ),
        unsettled=tuple(heads[draft] for draft, moves in found.items() if moves is None),
    )


def _find(context: Context, draft: str) -> DraftMoves | None:
    from detente.deal.of_case.draft_moves import draft_moves_of_case

    try:
        return draft_moves_of_case(
            context.case, draft, context.day, within=WITHIN, max_ties=LISTED
        ).moves
    except NotConverged:
        return None


def _nearest(context: Context, head: Head, moves: DraftMoves) -> Nearest:
    found, refs = moves.nearest["terms"], _refs(context, head)
    if found.step is None:
        return Nearest(head, "", "", (), (), "", "", refs)
    least = "" if found.exact else f"at least {whole(round(found.bound or 0.0))}"
    changed = bool(found.step.changed)
    return Nearest(
        head,
        f"{len(found.step.changed)} of {moves.coded}",
        least,
        _changes(context, found.step),
        _gained(context, found.step.difference) if changed else (),
        "" if found.tied_count == 1 else _others(found),
        _value(moves.nearest["value"]) if changed else "",
        refs,
    )


def _others(found: NearestPackage) -> str:
    return whole(found.tied_count) if found.tied_count else f"more than {LISTED}"


def _value(found: NearestPackage) -> str:
    if found.step is None or found.distance is None:
        return ""
    return f"{points(found.distance)} points, {counted(len(found.step.changed), 'term')}"


def _better(context: Context, head: Head, moves: DraftMoves) -> Better:
    found, room, start = moves.improvements, moves.frontier, moves.start
    first = found.steps[0] if found.steps else None
    shown = start is not None and first is not None
    return Better(
        head,
        "as it stands" if moves.standing == "draft" else "its best completion",
        _found(moves),
        _changes(context, first) if first else (),
        _refilled(context, start, first) if start is not None and first is not None else (),
        _gained(context, {p: first.difference[p] for p in first.gains}) if shown and first else (),
        _most(room.everybody),
        _most(room.together),
        _refs(context, head),
    )


def _found(moves: DraftMoves) -> str:
    found = moves.improvements
    if found.efficient:
        return "none"
    if not found.steps:
        return "not settled"
    return whole(found.points) if found.points is not None else f"more than {len(found.steps)}"


def _most(most: MostGained | None) -> str:
    if most is None:
        return ""
    return points(most.value) if most.exact else f"{points(most.value)} or more"


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
    return tuple(Gained(context.party(party), signed(ends)) for party, ends in difference.items())


def signed(ends: Span) -> str:
    """Return points gained with their sign, as a range where its ends differ: ``−2 to +3.5``."""
    low, high = (_sign(points(end)) for end in ends)
    return low if low == high else f"{low} to {high}"


def _sign(text: str) -> str:
    return text if text == "0" or text.startswith("−") else f"+{text}"


def _refs(context: Context, head: Head) -> Refs:
    return (head.anchor, *context.register.judged(*context.case.preferences))
