"""Where each party stands as of a date, and how it got there."""

from __future__ import annotations

from datetime import date

from detente.case.records import Case, Issue, Position


def positions_of(
    case: Case, party: str, issue: str, *, day: date | None = None
) -> tuple[Position, ...]:
    """Return what a party said or did on an issue, oldest first.

    Statements of one day keep the order of the file.

    Args:
        day: leaves out what is dated later; None for no limit.
    """
    found = [
        position
        for position in case.positions
        if position.party == party
        and position.issue == issue
        and (day is None or position.date <= day)
    ]
    return tuple(sorted(found, key=lambda position: position.date))


def stands(case: Case, party: str, issue: str, day: date) -> Position | None:
    """Return where a party stands on an issue on a day: its latest position on or before it.

    Its own words go before what others report of it on the same day. None when nothing is recorded.
    """
    known = positions_of(case, party, issue, day=day)
    if not known:
        return None
    latest = [position for position in known if position.date == known[-1].date]
    own = [position for position in latest if position.attribution == "own"]
    return (own or latest)[-1]


def moves(case: Case, issue: str, *, day: date | None = None) -> dict[str, tuple[Position, ...]]:
    """Return, for every party with a position on an issue, all of them, oldest first."""
    found = {party: positions_of(case, party, issue, day=day) for party in case.parties}
    return {party: positions for party, positions in found.items() if positions}


def describe(case: Case, position: Position) -> str:
    """Return a position in a few words: option ids, with ``not`` before what is rejected."""
    issue = case.issues[position.issue]
    parts = []
    if position.wants is not None:
        parts.append(" or ".join(_runs(issue, position.wants.of(issue))))
    if position.rejects is not None:
        parts.append("not " + ", not ".join(_runs(issue, position.rejects.of(issue))))
    return "; ".join(parts)


def _runs(issue: Issue, options: tuple[str, ...]) -> list[str]:
    """Return options one by one; three or more neighbouring levels of a scale as ``1 to 3``."""
    known = issue.option_ids
    start = known.index(options[0]) if options else 0
    whole = issue.scale is not None and len(options) > 2
    if whole and options == known[start : start + len(options)]:
        return [f"{options[0]} to {options[-1]}"]
    return list(options)
