"""Red lines as results name them, tied back to the statements that draw them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.brief.context import Context, Option
from detente.brief.register import Refs
from detente.case.records import RedLine


@dataclass(frozen=True, slots=True)
class Stake:
    """A red line of a party.

    Attributes:
        code: ``R1``, ``R2`` … in the order of the case; also the anchor of the line in the list of
            red lines. Empty for a line that is not in force.
        party: name.
        terms: title of each issue and the options that the party never accepts there; the line is
            breached when all of them hold.
        refs: anchors of the statement, or of the judgement; never empty.
        doubt: how likely it is a red line at all, in words; empty where that is certain.
    """

    code: str
    party: str
    terms: tuple[tuple[str, tuple[Option, ...]], ...]
    refs: Refs
    doubt: str = ""


def in_force(context: Context) -> Iterator[tuple[str, RedLine]]:
    """Yield party and red line for every line in force on the day of the brief, and counted.

    Lines less likely than not are left out of the results at mid-points, and here.
    """
    for party, preferences in context.case.preferences.items():
        for line in preferences.red_lines:
            if line.in_force(context.day) and line.counts:
                yield party, line


def doubt_of(line: RedLine) -> str:
    """Return how likely the line is one at all, in words; empty where that is certain."""
    if line.certain:
        return ""
    left_out = "" if line.counts else ", left out where ranges are taken at their middle"
    return f"doubtful: probability {line.probability:g}{left_out}"


def stake(context: Context, party: str, line: RedLine) -> Stake:
    """Return a red line as tables show it."""
    terms = tuple((context.title(i), context.options(i, c)) for i, c in line.terms.items())
    codes = [f"R{n}" for n, (_, other) in enumerate(in_force(context), start=1) if other is line]
    refs = context.register.behind_red_line(party, line)
    return Stake("".join(codes), context.party(party), terms, refs, doubt_of(line))


def stakes(context: Context, lines: Iterable[Mapping[str, Any]]) -> Iterator[Stake]:
    """Yield the red lines that a result names by party and terms."""
    for found in lines:
        for party, line in in_force(context):
            if party == found["party"] and _terms(context, line) == _sorted(found["terms"]):
                yield stake(context, party, line)
                break


def _terms(context: Context, line: RedLine) -> dict[str, list[str]]:
    issues = context.case.issues
    return _sorted({issue: c.of(issues[issue]) for issue, c in line.terms.items()})


def _sorted(terms: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {issue: sorted(options) for issue, options in sorted(terms.items())}
