"""Drafts under the short codes that stand for them throughout the brief."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.context import Context
from detente.brief.register import Refs
from detente.brief.wording import day
from detente.case.records import Draft


@dataclass(frozen=True, slots=True)
class Head:
    """A draft; ``code`` (``D1``) stands for it throughout the brief and ``anchor`` leads here."""

    code: str
    anchor: str
    title: str
    date: str
    by: tuple[str, ...]
    note: str
    coded: int
    left_open: int
    refs: Refs


def head_of(context: Context) -> dict[str, Head]:
    """Return the head of every draft by its id, oldest first."""
    ordered = sorted(context.case.drafts.items(), key=lambda pair: pair[1].date)
    return {
        draft_id: _head(context, draft, number)
        for number, (draft_id, draft) in enumerate(ordered, start=1)
    }


def _head(context: Context, draft: Draft, number: int) -> Head:
    return Head(
        f"D{number}",
        f"draft-{number}",
        draft.title,
        day(draft.date),
        tuple(context.parties(draft.by)),
        draft.note,
        len(draft.terms),
        len(context.case.issues) - len(draft.terms),
        context.register.behind(draft) or ("structure",),
    )
