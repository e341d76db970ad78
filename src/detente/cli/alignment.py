"""The part of ``detente drafts`` that says who is nearer to whose draft and positions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.drafts import AttainableShare
    from detente.deal.of_case.alignment import CaseAlignment, DraftParty, PartyPair

EXPLAINED = (
    "Wants a term: all that the draft names on the issue is among what the party said it wants; "
    "rejects: among what it said it rejects. On all others it said something else, or nothing."
)
OVERLAP = (
    "Overlap: issues on which two parties want at least one option in common, of those on which "
    "both have said what they want."
)


def print_alignment(case: Case, alignment: CaseAlignment) -> None:
    """Print drafts against positions, and positions against each other, as of the last day."""
    from detente.cli.output import print_table, say

    if case.positions and alignment.drafts:
        drafts = list(dict.fromkeys(entry.draft for entry in alignment.drafts))
        print_table(
            "Statements: terms that a party wants / rejects, of those coded",
            ["Draft", *(party.name for party in case.parties.values())],
            [
                [draft, *(_against(e) for e in alignment.drafts if e.draft == draft)]
                for draft in drafts
            ],
        )
        say(EXPLAINED + "\n")
    pairs = list(_overlaps(case, alignment))
    if pairs:
        print_table(
            "Positions: issues on which both want the same, of those on which both said it",
            ["Parties", "Overlap", "Since"],
            pairs,
        )
        say(OVERLAP)
    without = [_names(case, pair) for pair in alignment.pairs if not pair.statements]
    if without and case.positions:
        say(f"Not compared, since no issue is one on which both said it: {'; '.join(without)}.")
    if case.positions:
        click.echo()
    _print_shares(case, alignment)


def _print_shares(case: Case, alignment: CaseAlignment) -> None:
    """Print which draft is nearer to whom by preferences: the share of what each can get at all."""
    from detente.cli.output import print_table

    judged = [e.party for e in alignment.drafts if e.judged is not None]
    parties = [party for party in case.parties if party in judged]
    if not parties:
        return
    shares = {(e.draft, e.party): e.judged for e in alignment.drafts}
    drafts = dict.fromkeys(draft for draft, _ in shares)
    print_table(
        "Preferences: share of what each party can get at all that a draft gives it",
        ["Draft", *(case.parties[party].name for party in parties)],
        [[draft, *(_share(shares[draft, party]) for party in parties)] for draft in drafts],
    )


def _share(judged: AttainableShare | None) -> str:
    if judged is None or judged.share is None:
        return "–"
    low, high = (f"{100 * end:.0f}" for end in judged.share)
    return f"{low} %" if low == high else f"{low} to {high} %"


def _against(entry: DraftParty) -> str:
    last = entry.statements[-1].alignment
    return f"{len(last.wanted)} / {len(last.rejected)} of {last.coded}"


def _overlaps(case: Case, alignment: CaseAlignment) -> Iterator[list[str]]:
    for pair in alignment.pairs:
        if pair.statements:
            last = pair.statements[-1]
            share = f"{len(last.alignment.overlap)} of {last.alignment.both}"
            yield [_names(case, pair), share, last.since.isoformat()]


def _names(case: Case, pair: PartyPair) -> str:
    return f"{case.parties[pair.first].name} – {case.parties[pair.second].name}"
