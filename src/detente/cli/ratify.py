"""``detente ratify``: would it be ratified, who narrows it, and which text could be."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import (
    as_of_option,
    case_argument,
    draws_option,
    json_option,
    seed_option,
)
from detente.cli.terms import tell_terms
from detente.words import listed, points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.ratifying import CaseRatification
    from detente.deal.of_case.ratifying_tabling import RatifiableTabling
    from detente.deal.ratifying import Check
    from detente.deal.ratifying.support import How

NOTHING_LEFT = 3
CAUTION = (
    "These are bounds on what people said, on the recorded judgements. They are not predictions: "
    "nobody was asked about the whole package, a campaign moves opinions, and a poll counts all "
    "who were asked while a vote counts those who go."
)
MEANINGS = (
    "Ratified: enough support however the answers to different questions fall together; open: "
    "enough on some reading only; fails: too little on every reading, or a red line is breached. "
    "Support runs from what is certain to what is not excluded."
)


@click.command(epilog="Example: detente ratify examples/ukraine-2025-12 --draft us-28")
@case_argument
@click.option("--draft", metavar="ID", help="Examine this draft alone, and say what decides.")
@click.option(
    "--cautious/--generous",
    "cautious",
    default=None,
    help="Reading whose best package is shown [cautious, if any is left on it].",
)
@click.option(
    "--margin/--no-margin",
    default=True,
    help="Count sampling error: shares at the end of their 95% interval that settles less [yes].",
)
@draws_option(None, "Also find the package that is accepted in most of N draws, if ratified.")
@seed_option
@as_of_option
@json_option
def ratify(
    folder: str,
    draft: str | None,
    cautious: bool | None,
    margin: bool,
    draws: int | None,
    seed: int,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Say which deals would be ratified, and who narrows them.

    Leaders, publics, parliaments, allies and courts of the case (ratifiers:) say yes or no to what
    is agreed at the table, by their red lines and by what polls found out about parts of it or
    about whole plans. Shows how many of the packages that are acceptable at the table are in all
    win-sets, for certain and at most; which ratifier, poll or red line keeps packages out; and what
    each would say to each draft. Exit code 3: nothing is left, or nobody who must ratify is named.
    """
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case.ratifying import ratification_of_case

    case = load(folder)
    drafts = None if draft is None else [draft]
    with answering(as_json, {"ratifiers": {}}):
        answer = ratification_of_case(case, as_of, drafts=drafts, margin=margin)
        tabling = None if draws is None else _table(answer, cautious, draws, seed)
    if as_json:
        more = {} if draws is None else {"tabling": tabling and tabling.to_dict()}
        print_json({**answer.to_dict(), **more})
    else:
        _print(case, answer, draft, cautious, tabling)
    sys.exit(0 if answer.found.exists_at_most else NOTHING_LEFT)


def _table(
    answer: CaseRatification, cautious: bool | None, draws: int, seed: int
) -> RatifiableTabling | None:
    """Return what is accepted in most draws among what is left; None where nothing is."""
    from detente.deal.of_case.ratifying_tabling import ratifiable_tabling_of_case

    how = _reading(answer, cautious)
    if how not in answer.found.best:
        return None
    day, margin = answer.inputs.as_of, answer.found.parameters["margin"]
    return ratifiable_tabling_of_case(
        answer.case, day, how=how, draws=draws, seed=seed, margin=margin
    )


def _reading(answer: CaseRatification, cautious: bool | None) -> How:
    """Return the reading that is asked for; else the cautious one, if anything is left on it."""
    wanted = "cautious" in answer.found.best if cautious is None else cautious
    return "cautious" if wanted else "generous"


def _print(
    case: Case,
    answer: CaseRatification,
    draft: str | None,
    cautious: bool | None,
    tabling: RatifiableTabling | None,
) -> None:
    from detente.cli.output import print_table, say
    from detente.cli.ratify_tables import list_drafts, list_narrows, list_ratifiers

    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    for line in _headline(answer):
        say(line)
    say("")
    print_table("Who must ratify", *list_ratifiers(answer))
    if any(report.narrows for report in answer.found.ratifiers.values()):
        print_table("What their answers rest on, and what it keeps out", *list_narrows(answer))
    if answer.found.drafts:
        print_table("The drafts before them", *list_drafts(answer))
    if draft is not None:
        for line in _about_draft(answer, draft):
            say(line)
        say("")
    _print_best(answer, cautious)
    if tabling is not None:
        _print_tabling(tabling)
    _print_conflicts(answer)
    for line in _remarks(answer):
        say(line)


def _headline(answer: CaseRatification) -> Iterator[str]:
    """Say how many packages would be ratified, and what was never asked."""
    from detente.deal.ratifying.words import CONDITION

    found = answer.found
    if found.acceptable == 0:
        yield "No package is acceptable at the table, so there is nothing to ratify."
        yield from _unrepresented(answer)
        return
    if found.acceptable is None or found.cautious is None or found.at_most is None:
        certain = "Some" if found.exists_cautious else "None"
        most = "some" if found.exists_at_most else "none"
        yield (
            f"{certain} of the packages that are acceptable at the table would be ratified by "
            f"everybody on the cautious reading of the polls, {CONDITION}, and {most} on the "
            "generous one. They were not counted."
        )
    else:
        yield (
            f"Of {found.acceptable:,} acceptable packages {found.cautious:,} would be ratified by "
            f"everybody on the cautious reading of the polls, {CONDITION}, and "
            f"{'as many' if found.cautious == found.at_most else f'{found.at_most:,}'} at most."
        )
    for name, report in found.ratifiers.items():
        if report.unasked:
            yield _never_asked(answer, name, report.unasked)
    yield from _unrepresented(answer)


def _unrepresented(answer: CaseRatification) -> Iterator[str]:
    """Say of which parties whose acceptance counts no ratifier is recorded."""
    names = [answer.case.parties[party].name for party in answer.unrepresented]
    if names:
        yield (
            f"No ratifier of {listed(names, 'or')} is recorded; that is a gap of the material, not "
            "a finding."
        )


def _never_asked(answer: CaseRatification, name: str, unasked: int) -> str:
    from detente.deal.ratifying.words import unasked_terms

    told = f"{answer.case.ratifiers[name].name} was asked about no term of "
    told += "any of them" if unasked == answer.found.acceptable else f"{unasked:,} of them"
    terms = unasked_terms(answer.found, name)
    if not terms:
        return f"{told}."
    agreed = tell_terms(terms)
    return f"{told}; all acceptable packages have {agreed}, and no poll asked about that."


def _about_draft(answer: CaseRatification, draft: str) -> Iterator[str]:
    """Say what decides the answers to one draft."""
    for name, said in answer.found.drafts[draft].ratifiers.items():
        who = answer.case.ratifiers[name].name
        if said.breached:
            yield f"{who}: {_red_lines(said.breached)} breached by every way to complete it."
        if said.decisive:
            yield f"{who}: decided by {_titles(said.decisive)}."
        if said.at_risk:
            yield f"{who}: what the draft leaves open may bring in {_titles(said.at_risk)}."
        if said.lines_at_risk:
            yield f"{who}: what the draft leaves open may breach {_numbers(said.lines_at_risk)}."


def _titles(titles: Sequence[str]) -> str:
    polls = "the poll" if len(titles) == 1 else "the polls"
    return f"{polls} {', '.join(f'“{title}”' for title in titles)}"


def _red_lines(numbers: Sequence[int]) -> str:
    return f"{_numbers(numbers)} {'is' if len(numbers) == 1 else 'are'}"


def _numbers(numbers: Sequence[int]) -> str:
    lines = "red line" if len(numbers) == 1 else "red lines"
    return f"{lines} {', '.join(str(number + 1) for number in numbers)}"


def _print_best(answer: CaseRatification, cautious: bool | None) -> None:
    from detente.cli.output import print_table, say

    best, how = answer.found.best, _reading(answer, cautious)
    if how not in best:
        if cautious is not None and answer.found.acceptable != 0:
            say(f"No acceptable package is ratified by everybody on the {how} reading.\n")
        return
    if best[how].package is None:
        say(f"No Nash package on the {how} reading: {best[how].reason}.\n")
        return
    package = best[how].package or {}
    print_table(
        f"Largest product of gains (Nash) among the packages of the {how} reading",
        ["Issue", "Term"],
        [[issue, option] for issue, option in package.items()],
    )
    names = answer.case.parties
    gains = [f"{names[p].name} {points(gain)}" for p, gain in best[how].gains.items()]
    say(f"Gains over no deal: {', '.join(gains)}. Ratifiers do not bargain.\n")


def _print_tabling(answer: RatifiableTabling) -> None:
    """Print the package that is accepted in most draws."""
    from detente.cli.output import print_table, say

    tabled = answer.tabling.tabled
    print_table(
        f"Acceptable in most draws among the packages of the {answer.how} reading",
        ["Issue", "Term"],
        [[issue, option] for issue, option in tabled.package.items()],
    )
    share = tabled.acceptable
    low, high = 100 * share.low, 100 * share.high
    say(
        f"Acceptable at the table in {100 * share.value:.1f}% of {share.draws:,} draws that it was "
        f"not chosen on (95%: {low:.1f} to {high:.1f}), seed {answer.tabling.seed}: a statement "
        "about the analyst's ranges. Win-sets are not drawn.\n"
    )


def _print_conflicts(answer: CaseRatification) -> None:
    """Say what cannot hold together where nothing is left."""
    from detente.cli.output import say

    found = answer.found.conflicts
    if found is None:
        return
    click.secho("What cannot hold together")
    for conflict in found.conflicts:
        demands = [answer.tell(key) for key in conflict.demands]
        say("; ".join(demands) + ".", first="  – ", then="    ")
    say("")


def _remarks(answer: CaseRatification) -> Iterator[str]:
    found = answer.found
    yield MEANINGS
    if found.assuming:
        names = ", ".join(answer.case.ratifiers[name].name for name in found.assuming)
        yield (
            f"{names}: no polls; known by red lines alone, and taken to say yes to all that "
            "breaches none."
        )
    for name, report in found.ratifiers.items():
        for check in report.checks:
            yield _check(answer.case.ratifiers[name].name, check)
    margin = found.parameters["margin"]
    yield (
        "Sampling error is counted (95% for each share, as of a simple random sample of n)."
        if margin
        else "Sampling error is left aside."
    )
    yield from answer.inputs.notes
    yield from answer.given.notes
    yield f"Method: {found.method}; {found.because}."
    yield CAUTION


def _check(who: str, check: Check) -> str:
    from detente.deal.ratifying.words import between

    whole, parts = between(check.low, check.high), between(check.low_by_parts, check.high_by_parts)
    verdict = (
        "The two agree." if check.agrees else "The two do not agree: a whole is not its parts."
    )
    return (
        f"{who}: asked about “{check.title}” as a whole, support is {whole}; "
        f"{_titles(check.parts)} about parts of it would have said {parts}. {verdict} Where a "
        "package has the whole, the answer about the whole counts."
    )
