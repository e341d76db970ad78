"""The terms of the package in ``detente next``: which of them carry, and which are level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.deal.of_case import CaseTabling
    from detente.deal.tabling.terms import TermStake

LEVEL = (
    "Level: the draws do not tell the option from the best other one; either may be tabled, all "
    "other terms as they are."
)
HIGHER = "Higher: the other option does better on the held-out draws; take more draws with --draws."


def print_terms(answer: CaseTabling) -> None:
    """Print the package term by term, and how many terms carry."""
    from detente.cli.output import print_table, say

    rows = [
        [term.issue, term.option, term.alternative or "–", _then(term, answer.certain)]
        for term in answer.tabling.terms
    ]
    columns = ["Issue", "Table", "Best other option", "Acceptable then"]
    weight = "" if answer.certain else ", its weightiest terms first"
    print_table(f"The package{weight}", columns, rows)
    if not answer.certain:
        say(" ".join(_counts(answer.tabling.terms)) + "\n")


def _then(term: TermStake, certain: bool) -> str:
    from detente.brief.shares import told

    if term.share is None:
        return "–"
    apart = "" if term.carries else ", level" if term.level else ", higher"
    return told(term.share) + ("" if certain else apart)


def _counts(terms: tuple[TermStake, ...]) -> Iterator[str]:
    carry, level = sum(term.carries for term in terms), sum(term.level for term in terms)
    verb = "carries" if carry == 1 else "carry"
    yield f"{carry} of {len(terms)} terms {verb}, {level} {'is' if level == 1 else 'are'} level."
    if level:
        yield LEVEL
    if any(term.high < 0.0 for term in terms):
        yield HIGHER
    if any(term.alternative is None for term in terms):
        yield "–: no other option may be taken."
