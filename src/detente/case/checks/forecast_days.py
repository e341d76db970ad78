"""Positions with days: each from a day of its own, and in whose words it is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.case.finding import Finding
from detente.case.forecast import Actor, Stood
from detente.case.yaml_core import Path


def check_days(actor: Actor, issue: str, path: Path) -> Iterator[Finding]:
    """Yield positions with the same first day, days in no order, and reports without support."""
    taken: set[date | None] = set()
    for place, stood in actor.dated(issue):
        where = (*path, *place)
        if stood.since in taken:
            since = "without a day" if stood.since is None else f"from {stood.since} on"
            message = f"two positions on one issue count {since}"
            hint = "give each its own since:, but for one at most: that of the time before"
            yield Finding("forecast-since", message, where, hint)
        taken.add(stood.since)
        if stood.since is not None and stood.until is not None and stood.until < stood.since:
            message = f"the last day ({stood.until}) is before the first ({stood.since})"
            yield Finding("date-order", message, (*where, "until"), "swap the two, or correct one")
        yield from _check_voice(stood, where)


def _check_voice(stood: Stood, path: Path) -> Iterator[Finding]:
    if stood.attribution == "own" and stood.by is not None:
        message = "'by' goes with a reported position"
        yield Finding("reported-by", message, (*path, "by"), "write attribution: reported")
    if stood.attribution == "reported" and stood.by is None:
        message = "a reported position says who reports it"
        yield Finding("reported-by", message, path, "add by: with a party or a person")
    if stood.attribution == "reported" and not stood.evidence:
        message = "a reported position rests on a report"
        yield Finding("no-evidence", message, path, "cite it under evidence:")
