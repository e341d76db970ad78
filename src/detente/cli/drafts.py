"""``detente drafts``: what the drafts say, how far they agree, and what each can become."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import as_of_option, case_argument, json_option
from detente.cli.terms import tell_pattern
from detente.words import points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.drafts import DraftReport, PartyRange
    from detente.deal.of_case import CaseDrafts
    from detente.deal.of_case.alignment import CaseAlignment
    from detente.deal.of_case.draft_moves import CaseChanges


@click.command(epilog="Example: detente drafts examples/ukraine-2025-12 --from us-28 --to p-20")
@case_argument
@click.option("--from", "first", metavar="ID", help="Show what changed from this draft …")
@click.option("--to", "second", metavar="ID", help="… to this one, and for whom it is better.")
@as_of_option
@json_option
def drafts(
    folder: str, first: str | None, second: str | None, as_of: date | None, as_json: bool
) -> None:
    """Compare the drafts on the table.

    Shows what each draft says on each issue, how far any two agree, what each leaves every party
    with (the range over what is still open), which red lines it breaches, and whether it can be
    completed into an acceptable package; then what changed from each draft to the next, and who is
    nearer to which draft. With --from and --to: the change log between two drafts, issue by issue.
    Exit code 3: there is no draft on or before the date.
    """
    if first is not None and second is not None:
        from detente.cli.change_log import show_changes

        show_changes(folder, first, second, as_of=as_of, as_json=as_json)
        return
    if first is not None or second is not None:
        raise click.UsageError("a change log needs two drafts: --from ID --to ID")
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case import drafts_of_case
    from detente.deal.of_case.alignment import alignment_of_case
    from detente.deal.of_case.draft_moves import changes_of_case

    case = load(folder)
    with answering(as_json, {"drafts": {}}):
        answer = drafts_of_case(case, as_of)
        changes, alignment = changes_of_case(case, as_of), alignment_of_case(case, as_of)
    if as_json:
        logs = [log.to_dict() for log in changes.logs]
        print_json({**answer.to_dict(), "changes": logs, "alignment": alignment.to_dict()})
    else:
        _print(case, answer, changes, alignment)


def _print(case: Case, answer: CaseDrafts, changes: CaseChanges, alignment: CaseAlignment) -> None:
    from detente.cli.alignment import print_alignment
    from detente.cli.change_log import print_summaries
    from detente.cli.output import print_table, say

    reports = answer.table.drafts
    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    print_table("Drafts", ["Draft", "Date", "Title"], _titles(answer))
    print_table(
        "What each draft says (blank: open; 'other': text outside the listed options)",
        ["Issue", *(name for name, report in reports.items() if _says_something(report))],
        (
            [
                issue,
                *(_cell(report, issue) for report in reports.values() if _says_something(report)),
            ]
            for issue in case.issues
        ),
    )
    if len(_speaking(answer)) > 1:
        print_table(
            "Agreement: issues on which both say the same, of those that both treat",
            ["", *_speaking(answer)[1:]],
            _agreement(answer),
        )
    print_table(
        "What each draft can become",
        [
            "Draft",
            "Ways to complete",
            "Can be acceptable",
            *(p.name for p in case.parties.values()),
        ],
        (_outlook(answer, name) for name, report in reports.items() if _says_something(report)),
    )
    print_summaries(case, changes)
    print_alignment(case, alignment)
    for line in _remarks(case, answer):
        say(line)


def _titles(answer: CaseDrafts) -> Iterator[list[str]]:
    for name, title in answer.titles.items():
        yield [name, answer.dates[name].isoformat(), title]


def _cell(report: DraftReport, issue: str) -> str:
    if issue in report.outside:
        return "other"
    return " / ".join(report.coded.get(issue, ()))


def _agreement(answer: CaseDrafts) -> Iterator[list[str]]:
    pairs = {(a.first, a.second): f"{len(a.same)}/{len(a.both)}" for a in answer.table.agreement}
    names = _speaking(answer)
    for first in names[:-1]:
        yield [first, *(pairs.get((first, second), "") for second in names[1:])]


def _speaking(answer: CaseDrafts) -> list[str]:
    return [name for name, report in answer.table.drafts.items() if _says_something(report)]


def _says_something(report: DraftReport) -> bool:
    return bool(report.coded or report.outside)


def _outlook(answer: CaseDrafts, name: str) -> list[str]:
    report = answer.table.drafts[name]
    ranges = [_range(party) for party in report.parties.values()]
    possible = f"{report.possible:,}" if report.possible is not None else ""
    ways = possible or f"up to {report.completions:,}"
    return [name, ways, _verdict(answer, report), *ranges]


def _verdict(answer: CaseDrafts, report: DraftReport) -> str:
    if not answer.inputs.has_rule:
        return "no acceptance rule"
    if not report.can_be_completed:
        return "no: no completion satisfies the constraints"
    if report.can_be_accepted is None:
        return "depends on parties not judged"
    if not report.can_be_accepted:
        return "no"
    ways = {None: "yes", 1: "yes, 1 way"}
    return ways.get(report.acceptable, f"yes, {report.acceptable or 0:,} ways")


def _range(party: PartyRange) -> str:
    if party.lowest is None or party.highest is None:
        return "not judged" if party.no_deal is None else "–"
    low, high = points(party.lowest), points(party.highest)
    worth = low if low == high else f"{low} to {high}"
    return f"{worth} ({party.accepts})"


def _remarks(case: Case, answer: CaseDrafts) -> Iterator[str]:
    yield "Worth to a party: from lowest to highest over what a draft leaves open (0–100)."
    yield "Ways to complete: those that the constraints allow, where they were counted."
    yield "In brackets: whether the party would accept all, some or none of the completions."
    no_deal = [
        f"{case.parties[party].name} {judged.no_deal:g}"
        for party, judged in next(iter(answer.table.drafts.values())).parties.items()
        if judged.no_deal is not None
    ]
    if no_deal:
        yield f"Worth of no deal: {', '.join(no_deal)}."
    for report in answer.table.drafts.values():
        if not _says_something(report):
            yield f"{report.name}: no term is recorded, so what it can become cannot be said."
            continue
        yield from _red_lines(case, report)
        if report.outside:
            issues = ", ".join(report.outside)
            yield f"{report.name}: text outside the listed options on {issues}; taken as open."
    if answer.later:
        yield f"Left out, dated later: {', '.join(answer.later)}."
    yield from answer.inputs.notes
    yield "These are ranges that the recorded judgements allow. They are not predictions."


def _red_lines(case: Case, report: DraftReport) -> Iterator[str]:
    """Name the red lines that the draft's own terms touch, and count those it leaves open."""
    touched = [line for line in report.at_risk if set(line.terms) & set(report.coded)]
    for how, lines in (("breaches", report.breached), ("could breach", touched)):
        for party in dict.fromkeys(line.party for line in lines):
            own = [tell_pattern(line.terms) for line in lines if line.party == party]
            terms = ", ".join(f"({pattern})" for pattern in own)
            yield f"{report.name}: {how} red lines of {case.parties[party].name} {terms}."
    open_ = len(report.at_risk) - len(touched)
    if open_:
        which = "1 further red line" if open_ == 1 else f"{open_} further red lines"
        yield f"{report.name}: {which} could be breached by what it leaves open."
