"""Ratifiers say something, polls are of one form, and shares are shares."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.red_lines import check_leaves_an_option
from detente.case.checks.voices import SUPPORT
from detente.case.finding import Finding
from detente.case.records import Case, Poll, Ratifier
from detente.case.yaml_core import Path

WHOLE = 100.0
ROUNDING = 0.5
"""Shares printed in whole per cent may add up to a little more than 100."""
ACCEPTING = frozenset({"essential", "desirable", "acceptable", "tolerable"})


def check_ratifiers(case: Case) -> Iterator[Finding]:
    """Yield ratifiers that say nothing, and polls of no form or without support."""
    for ratifier_id, ratifier in case.ratifiers.items():
        path: Path = ("ratifiers", ratifier_id)
        if not ratifier.polls and not ratifier.red_lines:
            message = "the ratifier has neither polls nor red lines"
            yield Finding("ratifier-form", message, path, "add polls: or red_lines:")
        yield from _check_red_lines(case, ratifier, path)
        for index, poll in enumerate(ratifier.polls):
            yield from _check_poll(case, poll, (*path, "polls", index))


def _check_red_lines(case: Case, ratifier: Ratifier, path: Path) -> Iterator[Finding]:
    for index, line in enumerate(ratifier.red_lines):
        where = (*path, "red_lines", index)
        yield from check_leaves_an_option(case, line, where)
        if not line.evidence and not (line.judgement + ratifier.basis).strip():
            message = "the red line has neither evidence nor a judgement, nor the ratifier a basis"
            yield Finding("no-evidence", message, where, SUPPORT)


def _check_poll(case: Case, poll: Poll, path: Path) -> Iterator[Finding]:
    if (poll.terms is None) == (poll.draft is None):
        message = "a poll is about terms or about a draft"
        yield Finding("poll-form", message, path, "give terms: or draft:, and not both")
    if not poll.evidence and not poll.judgement.strip():
        message = "the poll has neither evidence nor a judgement"
        yield Finding("no-evidence", message, path, SUPPORT)
    draft = case.drafts.get(poll.draft or "")
    if draft is not None and poll.date < draft.date:
        message = f"the poll of {poll.date} is before its draft ({draft.date})"
        yield Finding("date-order", message, (*path, "draft"), "check both dates")
    yield from _check_shares(poll, (*path, "shares"))


def _check_shares(poll: Poll, path: Path) -> Iterator[Finding]:
    if not poll.shares:
        message = "the poll has no shares"
        yield Finding("poll-form", message, path, "give accept: and unacceptable:, in per cent")
    if "accept" in poll.shares and ACCEPTING & poll.shares.keys():
        message = "'accept' stands for the four grades together, and some of them are given"
        yield Finding("poll-form", message, path, "keep the grades, or accept:")
    total = sum(poll.shares.values())
    if total > WHOLE + ROUNDING:
        message = f"the shares add up to {total:g} per cent, and 100 is the most"
        yield Finding("shares-sum", message, path, "what is missing to 100 did not say")
