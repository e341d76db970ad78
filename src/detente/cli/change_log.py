"""``detente drafts --from --to``: what changed between two drafts, and for whom it is better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.terms import tell_pattern
from detente.words import points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.drafts import ChangeLog
    from detente.deal.of_case.draft_moves import CaseChanges

Range = tuple[float, float]

EQUAL = 1e-9
"""Points that are no difference at all."""
EXPLAINED = (
    "Points: what each party gains by the change on its scale from 0 to 100, from lowest to "
    "highest over what either draft leaves to choose. What both leave open is taken alike in both."
)


def show_changes(
    folder: str, first: str, second: str, *, as_of: date | None, as_json: bool
) -> None:
    """Answer ``--from`` and ``--to``."""
    from detente.cli.output import answering, load, print_json, say
    from detente.deal.of_case.draft_moves import changes_between

    case = load(folder)
    with answering(as_json, {"changes": []}):
        answer = changes_between(case, first, second, as_of)
    if as_json:
        print_json(answer.to_dict())
        return
    click.echo(f"{case.title}, as of {answer.inputs.as_of}\n")
    for name in dict.fromkeys((first, second)):
        click.echo(f"{name}: {answer.titles[name]}, {answer.dates[name]}")
    click.echo()
    _print_log(case, answer.logs[0])
    for line in (*_red_lines(case, answer.logs[0]), EXPLAINED, *answer.inputs.notes):
        say(line)


def print_summaries(case: Case, changes: CaseChanges) -> None:
    """Print one line for each draft against the one before it."""
    from detente.cli.output import print_table

    if not changes.logs:
        return
    judged = list(changes.logs[0].total)
    print_table(
        "From each draft to the next: issues by what became of them, and points to each party",
        ["From", "To", "Same", "Changed", "Added", "Dropped", *_names(case, judged)],
        [
            [
                log.first,
                log.second,
                str(log.count("same")),
                _changed(log),
                str(log.count("added")),
                str(log.count("dropped")),
                *(moved(log.total[party]) for party in judged),
            ]
            for log in changes.logs
        ],
    )


def _changed(log: ChangeLog) -> str:
    outside = log.count("from outside text", "to outside text", "outside text")
    changed = log.count("changed", "narrowed", "widened")
    return f"{changed} + {outside} other" if outside else str(changed)


def _print_log(case: Case, log: ChangeLog) -> None:
    from detente.cli.output import print_table, say

    judged = list(log.total)
    rows = [
        [
            change.issue,
            change.kind,
            " / ".join(change.before),
            " / ".join(change.after),
            *(moved(change.difference[party]) for party in judged),
        ]
        for change in log.issues
    ]
    if log.linkages:
        rows.append(["linkages", "", "", "", *_of(log.linkages, judged)])
    rows.append(["all together", "", "", "", *(moved(log.total[party]) for party in judged)])
    print_table(
        "What changed, and the points that each party gains by it",
        ["Issue", "What", log.first, log.second, *_names(case, judged)],
        rows,
    )
    if log.open:
        say(f"Left open by both: {', '.join(log.open)}.")


def _of(ranges: Mapping[str, Range], judged: list[str]) -> list[str]:
    return [moved(ranges.get(party, (0.0, 0.0))) for party in judged]


def _names(case: Case, parties: list[str]) -> list[str]:
    return [case.parties[party].name for party in parties]


def moved(ends: Range | None) -> str:
    """Return points gained, as a range where its ends differ; a dash where there are none."""
    if ends is None:
        return "–"
    low, high = map(gained, ends)
    return low if low == high else f"{low} to {high}"


def gained(value: float) -> str:
    """Return points gained or lost with their sign; ``0`` only for what is nothing at all."""
    sign = "+" if value > 0 else "−"
    return "0" if abs(value) <= EQUAL else sign + at_least_said(abs(value), "<0.1")


def at_least_said(value: float, little: str = "less than 0.1") -> str:
    """Return points; what is above nothing, and yet rounds to it, in other words."""
    text = points(value)
    return little if text == "0" and value > EQUAL else text


def _red_lines(case: Case, log: ChangeLog) -> Iterator[str]:
    """Say which red lines are newly breached, and which no longer, in the same words for all."""
    for line in log.red_lines:
        terms = tell_pattern(line.terms)
        name = case.parties[line.party].name
        yield f"Red line of {name} ({terms}): {line.before} before, {line.after} after."
    if log.red_lines:
        yield (
            "Breached: by every way to complete the draft. At risk: by some that the constraints "
            "allow. Clear: by none."
        )
