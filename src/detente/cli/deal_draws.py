"""``detente deal --draws``: how often a deal exists, and how often drafts can be accepted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.deal_answer import TITLES
from detente.words import listed

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal import Share
    from detente.deal.acceptance.report import PackageShares, PartyShare
    from detente.deal.of_case import CaseAcceptance

NO_DEAL = 3
MEANING = (
    "A share says in how many draws from the recorded ranges something holds, with its 95% "
    "interval for the number of draws. It is a statement about the analyst's ranges and "
    "judgements, not a prediction."
)
BEST = (
    "Open issues and brackets of a draft are filled at best, in each draw anew: for “acceptable”, "
    "some completion is acceptable; for a party, it accepts some completion. What one text that "
    "fills them once would reach is asked with 'detente next DIR --of DRAFT --change 0'."
)
EXACT_BEST = (
    "Open issues and brackets of a draft are filled at best: for “acceptable”, some completion is "
    "acceptable; for a party, it accepts some completion."
)
SURE = "always: wherever the numbers lie in their ranges; never: nowhere in them (both exact)."


def ask_over_draws(
    folder: str,
    *,
    draws: int,
    seed: int,
    draft: str | None,
    statements: bool,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Answer, and leave with exit code 3 if no package is acceptable in any draw.

    Args:
        folder: of the case.
        draws, seed: how many choices of the uncertain numbers, and where they come from.
        draft: ask about this draft only.
        statements: whether draws must agree with what the parties said.
        as_of: the date asked about.
        as_json: whether to print JSON.
    """
    from detente.cli.output import answering, load, print_json, say
    from detente.deal.of_case import acceptance_of_case

    case = load(folder)
    with answering(as_json, {"deal_exists": None}):
        answer = acceptance_of_case(
            case, as_of, draws=draws, seed=seed, draft=draft, statements=statements
        )
    if as_json:
        print_json(answer.to_dict())
    else:
        say(f"{case.title}, as of {answer.inputs.as_of}\n")
        _print(case, answer)
    share = answer.report.existence.share
    sys.exit(0 if share.accepted or share.open else NO_DEAL)


def _print(case: Case, answer: CaseAcceptance) -> None:
    from detente.brief.shares import told
    from detente.cli.output import say

    given = provided(case, answer.report.assuming)
    say(exists_in(answer.report.existence.share, answer.certain, given))
    if answer.ranges_alone is not None and not answer.certain:
        say(f"On the ranges alone, what was said left aside, in {told(answer.ranges_alone)}.")
    click.echo()
    if answer.report.drafts:
        _print_drafts(case, answer)
    if answer.report.packages:
        _print_packages(case, answer)
    for line in _remarks(case, answer):
        say(line)


def provided(case: Case, assuming: tuple[str, ...]) -> str:
    """Return ``, should A and B accept,`` for the parties taken to accept; empty for none."""
    names = [case.parties[party].name for party in assuming]
    return f", should {listed(names)} accept," if names else ""


def exists_in(share: Share, certain: bool, given: str = "") -> str:
    """Say in one sentence how often a deal exists.

    Args:
        share: of the draws.
        certain: whether nothing is uncertain.
        given: who is taken to accept, as :func:`provided` says it.
    """
    from detente.brief.shares import told

    if certain:
        possible = "possible" if share.accepted else "not possible"
        given = given if share.accepted else ""
        exists = f"A deal is {possible}{given.rstrip(',')}."
        return f"Nothing is uncertain: every number is exact. {exists}"
    if share.exact and not share.value:
        return "No deal is possible: constraints and red lines held for certain leave no package."
    unsettled = f" ({share.open:,} were not settled)" if share.open else ""
    of_draws = f"of {share.draws:,} draws from the recorded ranges{unsettled}"
    return f"On these judgements, a deal exists{given} in {told(share)} {of_draws}."


def _print_drafts(case: Case, answer: CaseAcceptance) -> None:
    from detente.brief.shares import told
    from detente.cli.output import print_table

    parties = list(next(iter(answer.report.drafts.values())).parties)
    rows = []
    for name, draft in answer.report.drafts.items():
        left = f"{len(draft.open)} open" if draft.open else ""
        stacked = f"{len(draft.brackets)} in brackets" if draft.brackets else ""
        shares = [draft.parties[party] for party in parties]
        rows.append(
            [
                name,
                ", ".join(part for part in (left, stacked) if part) or "nothing",
                told(draft.acceptable),
                *("not assessed" if share is None else told(share) for share in shares),
            ]
        )
    names = [case.parties[party].name for party in parties]
    columns = ["Draft", "Left open", "Acceptable", *names]
    title = "Drafts, completed at best"
    title += "" if answer.certain else ": share of draws, 95% interval"
    print_table(title, columns, rows)


def _print_packages(case: Case, answer: CaseAcceptance) -> None:
    from detente.cli.output import print_table

    rows = []
    for name, found in answer.report.packages.items():
        row = [TITLES.get(name, name), _told(answer, found.acceptable, found)]
        for party in found.parties.values():
            row.append(_told(answer, party.share, party))
        rows.append(row)
    named = next(iter(answer.report.packages.values())).parties
    parties = [case.parties[party].name for party in named]
    title = "Solutions at mid-points: share of draws that accept them"
    print_table("Solutions" if answer.certain else title, ["Package", "Acceptable", *parties], rows)


def _told(answer: CaseAcceptance, share: Share | None, found: PackageShares | PartyShare) -> str:
    from detente.brief.shares import told

    words = "not assessed" if share is None else told(share)
    return words if answer.certain else words + _sure(found)


def _ruled_out(answer: CaseAcceptance) -> Iterator[bool]:
    for draft in answer.report.drafts.values():
        yield from (s is not None and s.exact for s in (draft.acceptable, *draft.parties.values()))


def _sure(found: PackageShares | PartyShare) -> str:
    if found.surely:
        return ", always"
    return ", never" if found.possibly is False else ""


def _remarks(case: Case, answer: CaseAcceptance) -> Iterator[str]:
    if answer.report.drafts:
        yield EXACT_BEST if answer.certain else BEST
    if not answer.certain and any(_ruled_out(answer)):
        yield "no: constraints and red lines held for certain rule it out, whatever the numbers."
    packages = answer.report.packages.values()
    if not answer.certain and any(
        _sure(found) or any(map(_sure, found.parties.values())) for found in packages
    ):
        yield SURE
    if answer.uncoded:
        yield f"No term is coded of: {', '.join(answer.uncoded)}."
    if answer.report.assuming:
        names = ", ".join(case.parties[party].name for party in answer.report.assuming)
        yield f"{names}: taken to accept, since nobody judged preferences."
    found = answer.report.existence
    seed = "" if answer.certain else f" Seed {answer.report.seed}."
    yield f"Method: {found.method}; {found.because}.{seed}"
    yield MEANING if not answer.certain else "This is what the recorded judgements allow."
