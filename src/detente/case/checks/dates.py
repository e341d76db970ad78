"""Dates stand in an order that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from detente.case.finding import Finding
from detente.case.records import Case, Evidence, Preferences, Ratifier
from detente.case.yaml_core import Path

_SLACK = timedelta(days=1)  # a report of the evening before may carry the next day's time zone


def check_dates(case: Case) -> Iterator[Finding]:
    """Yield periods that end before they begin, and sources older than what they report."""
    for path, record in _models(case):
        for index, line in enumerate(record.red_lines):
            yield from _check_period(line.since, line.until, (*path, "red_lines", index, "until"))
    for party, preferences in case.preferences.items():
        shocks = preferences.no_deal.shocks if preferences.no_deal else ()
        for index, shock in enumerate(shocks):
            where = ("preferences", party, "no_deal", "shocks", index, "until")
            yield from _check_period(shock.date, shock.until, where)
    for index, event in enumerate(case.events):
        yield from _check_period(event.date, event.until, ("events", index, "until"))
    issued = {source.id: _last_day(source.issued) for source in case.sources}
    for path, day, evidence in _dated_evidence(case):
        published = issued.get(evidence.source)
        if published is not None and published + _SLACK < day:
            message = f"the source was issued on {published}, before what it is to show ({day})"
            yield Finding("date-order", message, (*path, "source"), "check both dates")
    yield from _check_as_of(case)


def _models(case: Case) -> Iterator[tuple[Path, Preferences | Ratifier]]:
    """Yield whoever may have red lines."""
    for party, preferences in case.preferences.items():
        yield ("preferences", party), preferences
    for ratifier_id, ratifier in case.ratifiers.items():
        yield ("ratifiers", ratifier_id), ratifier


def _check_period(first: date | None, last: date | None, path: Path) -> Iterator[Finding]:
    if first is not None and last is not None and last < first:
        message = f"the last day ({last}) is before the first ({first})"
        yield Finding("date-order", message, path, "swap the two, or correct one")


def _last_day(issued: str) -> date | None:
    """Return the last day that an incomplete date can mean; None when there is no date."""
    if not issued:
        return None
    if len(issued) == 10:
        return date.fromisoformat(issued)
    year, month = (int(part) for part in (issued + "-12").split("-")[:2])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _dated_evidence(case: Case) -> Iterator[tuple[Path, date, Evidence]]:
    for path, evidence in case.evidence():
        kind, key = path[0], path[1]
        if kind == "positions" and isinstance(key, int):
            yield path, case.positions[key].date, evidence
        elif kind == "responses" and isinstance(key, int):
            yield path, case.responses[key].date, evidence
        elif kind == "ratifiers" and path[2] == "polls" and isinstance(path[3], int):
            yield path, case.ratifiers[str(key)].polls[path[3]].date, evidence
        elif kind == "drafts":
            yield path, case.drafts[str(key)].date, evidence
        elif kind == "events" and isinstance(key, int) and case.events[key].status == "held":
            event = case.events[key]
            if event.type != "deadline":
                yield path, event.date, evidence


def _check_as_of(case: Case) -> Iterator[Finding]:
    later = sum(position.date > case.as_of for position in case.positions)
    later += sum(draft.date > case.as_of for draft in case.drafts.values())
    later += sum(response.date > case.as_of for response in case.responses)
    later += sum(poll.date > case.as_of for r in case.ratifiers.values() for poll in r.polls)
    later += sum(
        event.date > case.as_of and event.status == "held" and event.type != "deadline"
        for event in case.events
    )
    later += sum(
        stood.since is not None and stood.since > case.as_of
        for actor in (case.forecast.actors.values() if case.forecast else ())
        for stands in actor.positions.values()
        for stood in stands
    )
    if later:
        noun, verb = ("record is", "is") if later == 1 else ("records are", "are")
        message = f"{later} {noun} dated after {case.as_of} and {verb} left out of the answers"
        hint = "set as_of later, or ask with --as-of"
        yield Finding("after-as-of", message, ("as_of",), hint, "warning")
