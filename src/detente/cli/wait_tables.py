"""The tables of ``detente wait``: what begins or ends, the days, the parties, the best packages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from detente.cli.terms import tell_pattern, tell_terms
from detente.words import points, signed

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.acceptance.share import Share
    from detente.deal.of_case.waiting import CaseCourse, Cause
    from detente.deal.waiting import Course, CourseDay, PackageSpan, PartyDay

YES = {True: "yes", False: "no", None: "–"}
TOLERANCE = 1e-9
BRACKETS = "In brackets: the middle 95% of the draws. "
WORTH = (
    "Gain from the same package: how much more or less any one package is then worth to the party "
    "over no deal; what packages themselves are worth does not move. Points of different parties "
    "cannot be compared."
)
LISTED = 12
"""Packages in a row that are printed, at most."""


def print_tables(case: Case, answer: CaseCourse, course: Course) -> None:
    """Print all tables of a course."""
    from detente.cli.output import print_table

    if answer.causes:
        rows = [_cause(case, cause) for cause in answer.causes]
        print_table("What begins or ends", ["First day", "Party", "What", "Points"], rows)
    _print_days(case, answer, course)
    _print_parties(case, answer, course)
    _print_packages(answer, course.nash, "Largest product of gains (Nash), at mid-points")
    if not course.sampled:
        return
    _print_packages(
        answer,
        course.tabled,
        f"Accepted in most draws, of {course.candidates:,} packages examined",
    )


def in_draws(share: Share) -> str:
    """Return a share of the draws with its 95% interval: ``63% (59–67)``."""
    from detente.brief.shares import told

    return f"at least {told(share)}" if share.open else told(share)


def _cause(case: Case, cause: Cause) -> list[str]:
    expected = " (expected)" if cause.expected else ""
    name = case.parties[cause.party].name
    ends = "" if cause.begins else "end of: "
    if cause.add is None:
        terms = tell_pattern(cause.terms, ", ")
        return [f"{cause.date}{expected}", name, f"{ends}red line on {terms}", "–"]
    low, high = signed(cause.add.low), signed(cause.add.high)
    added = low if cause.add.low == cause.add.high else f"{low} to {high}"
    return [f"{cause.date}{expected}", name, f"{ends}{cause.title}", added]


def _print_days(case: Case, answer: CaseCourse, course: Course) -> None:
    from detente.cli.output import print_table

    parties = list(course.days[0].parties)
    names = [f"No deal: {case.parties[party].name}" for party in parties]
    apart = course.sampled and any(day.deal != day.ripe_draws for day in course.days)
    shares = ["Deal, in draws"] * course.sampled + ["Ripe, in draws"] * apart
    rows = _folded([_day(answer, day, parties, len(shares)) for day in course.days])
    print_table(
        "Day by day: at mid-points" + ", and in the draws (95% interval)" * course.sampled,
        ["Days", "Deal", "Packages", "Ripe", *shares, *names],
        rows,
    )


def _folded(rows: Sequence[list[str]]) -> list[list[str]]:
    """Return the rows with those together that say the same of one day after the other."""
    folded = []
    for told, group in groupby(rows, key=lambda row: row[1:]):
        days = [row[0] for row in group]
        folded.append([days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}", *told])
    return folded


def _day(answer: CaseCourse, day: CourseDay, parties: Sequence[str], shares: int) -> list[str]:
    return [
        str(answer.on(day.day)),
        YES[day.exists],
        "–" if day.acceptable is None else f"{day.acceptable:,}",
        YES[day.ripe],
        *map(in_draws, (day.deal, day.ripe_draws)[:shares]),
        *(points(day.parties[party].no_deal) for party in parties),
    ]


def _print_parties(case: Case, answer: CaseCourse, course: Course) -> None:
    from detente.cli.output import print_table, say

    columns = ["Party", "No deal, first day", "last day", "Change", "by"]
    columns += ["No deal lower, in draws", "higher, in draws"] * course.sampled
    columns += ["Gain from the same package", "Nash package"]
    rows = [_party(case, answer, course, party) for party in course.days[0].parties]
    print_table(
        f"What waiting from {answer.start} to {answer.end} does to each party", columns, rows
    )
    say((BRACKETS if course.sampled else "") + WORTH + "\n")


def _party(case: Case, answer: CaseCourse, course: Course, party: str) -> list[str]:
    from detente.deal.waiting.words import movers

    first, last = course.days[0].parties[party], course.days[-1].parties[party]
    by = [f"{name} {moved}" for name, moved in movers(last, answer.shocks[party])]
    shares = [in_draws(last.falls), in_draws(last.rises)] * course.sampled
    nash = ["none" if day.nash is None else points(day.nash) for day in (first, last)]
    return [
        case.parties[party].name,
        _no_deal(first),
        _no_deal(last),
        signed(last.moved),
        ", ".join(by) or "nothing",
        *shares,
        signed(-last.moved),
        " → ".join(nash),
    ]


def _no_deal(day: PartyDay) -> str:
    """Return the worth of no deal, with the middle 95% of its draws."""
    if day.high - day.low <= TOLERANCE:
        return points(day.no_deal)
    return f"{points(day.no_deal)} ({points(day.low)} to {points(day.high)})"


def _print_packages(answer: CaseCourse, spans: Sequence[PackageSpan], title: str) -> None:
    from detente.cli.output import print_table, say

    rows, before = [], None
    for span in spans[:LISTED]:
        rows.append([str(answer.on(span.first)), str(answer.on(span.last)), _package(span, before)])
        before = span.package or before
    print_table(title, ["From", "To", "Package, then what is different in the next"], rows)
    if len(spans) > LISTED:
        say(f"… and {len(spans) - LISTED} more; --json has them all.\n")


def _package(span: PackageSpan, before: dict[str, str] | None) -> str:
    if span.package is None:
        return "none"
    known = before or {}
    changed = {i: o for i, o in span.package.items() if known.get(i) != o}
    told = tell_terms(changed)
    tied = f" (1 of {span.tied:,} that do as well)" if span.tied and span.tied > 1 else ""
    return (told or "as before") + tied
