"""The part of ``detente drafts`` that says who is nearer to whose draft and positions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.alignment import CaseAlignment, DraftParty

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
    from detente.cli.output import print_table

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
    pairs = list(_overlaps(case, alignment))
    if pairs:
        print_table(
            "Positions: issues on which both want the same, of those on which both said it",
            ["Parties", "Overlap", "Since"],
            pairs,
        )
    for line in (EXPLAINED, OVERLAP) if case.positions else ():
        click.echo(line)


def _against(entry: DraftParty) -> str:
    last = entry.statements[-1].alignment
    return f"{len(last.wanted)} / {len(last.rejected)} of {last.coded}"


def _overlaps(case: Case, alignment: CaseAlignment) -> Iterator[list[str]]:
    for pair in alignment.pairs:
        if pair.statements:
            last = pair.statements[-1]
            names = f"{case.parties[pair.first].name} – {case.parties[pair.second].name}"
            share = f"{len(last.alignment.overlap)} of {last.alignment.both}"
            yield [names, share, last.since.isoformat()]
