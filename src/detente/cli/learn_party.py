"""``detente learn``: one party's statements, conflicts, intervals and shares, as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import click

from detente.cli.output import print_problems, print_table, say
from detente.words import points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.learning.implied import Implied
    from detente.deal.learning.relations import Acceptance, Span
    from detente.deal.learning.shares import Shares
    from detente.deal.of_case.learned import CaseLearning, PartyLearning
    from detente.deal.of_case.statements import Statement

NONE = "–"
COLUMNS = ("Statements alone", "Judgement alone", "Both")
LINKAGES = (
    "That there are linkages, and on which side of zero each is, is taken from the judgement; the "
    "statements alone leave open how large each is, up to 100 points."
)
PERHAPS = (
    "The first share: the draft is worth most whatever becomes of open terms. Perhaps: no other "
    "is surely worth more, its own open terms taken at their best for the party and those of the "
    "other at their worst."
)
NARROWED = 0.05
"""Points by which an interval must shrink to be told."""


def print_party(case: Case, found: CaseLearning, party: str) -> None:
    """Print what one party's statements imply."""
    learned, name = found.parties[party], case.parties[party].name
    click.secho(name, bold=True)
    _print_statements(learned)
    if learned.conflicts:
        count = len(learned.conflicts)
        say(f"\n{count} {'conflict' if count == 1 else 'conflicts'}:")
        print_problems(conflict.problem for conflict in learned.conflicts)
        for conflict in learned.conflicts:
            for place in (*conflict.statements, *conflict.ranges):
                at = f"{place.file}:{place.line}:{place.column}"
                say(f"{at}  {place.at}: {place.told}", first="    ", then="        ")
    say("")
    _print_worths(found, learned, name)
    if learned.alone is not None and _has_linkages(found, party):
        say(f"{LINKAGES}\n")
    _print_numbers(case, learned)
    for line in _relations(found, learned):
        say(line)
    say("")
    _print_shares(found, learned)


def _print_statements(learned: PartyLearning) -> None:
    used = [s for s in learned.statements if s.saying is not None]
    unused = [s for s in learned.statements if s.saying is None]
    if not used:
        say("No statement says anything about worth.")
    for statement in used:
        say(f"{_told(statement)}: {statement.means}", first="  ", then="    ")
    if unused:
        say("Statements that say nothing about worth:")
    for statement in unused:
        reason = statement.means.partition(": ")[2]
        say(f"{_told(statement)} ({reason})", first="  ", then="    ")


def _has_linkages(found: CaseLearning, party: str) -> bool:
    frame = found.found.belief.frame
    return any(frame.parties[linkage.party] == party for linkage in frame.linkages)


def _told(statement: Statement) -> str:
    sources = f" [{', '.join(statement.sources)}]" if statement.sources else ""
    reported = f", reported by {statement.by}" if statement.attribution == "reported" else ""
    return f"{statement.date} {statement.said}{sources}{reported}"


def _print_worths(found: CaseLearning, learned: PartyLearning, name: str) -> None:
    kinds = (learned.alone, learned.judged, learned.both)
    rows = []
    for text in found.texts:
        row = [None if implied is None else implied.texts[text] for implied in kinds]
        known = [found for found in row if found is not None]
        rows.append([text, *map(_worth, row), _accepted(known[-1] if known else None)])
    if rows:
        title = f"What the drafts can be worth to {name}, and whether that is no deal"
        print_table(title, ["Draft", *COLUMNS, "At least no deal"], rows)


def _worth(text: Acceptance | None) -> str:
    return NONE if text is None else _span(text.worth)


def _accepted(text: Acceptance | None) -> str:
    if text is None:
        return NONE
    if text.necessary:
        return "necessarily"
    return "possibly" if text.possible else "no"


def _print_numbers(case: Case, learned: PartyLearning) -> None:
    """Print weights and no deal where statements say more than judgement or convention."""
    kinds = (learned.alone, learned.judged, learned.both)
    rows = [["no deal", *(NONE if k is None else _span(k.no_deal) for k in kinds)]]
    for i, issue in enumerate(case.issues):
        spans = [_weight(implied, i) for implied in kinds]
        if _says(spans):
            rows.append([f"weight of {issue}", *(NONE if s is None else _span(s) for s in spans)])
    print_table("No deal, and the weights that statements narrow", ["Number", *COLUMNS], rows)


def _weight(implied: Implied | None, issue: int) -> Span | None:
    return None if implied is None or implied.weights is None else implied.weights[issue]


def _says(spans: list[Span | None]) -> bool:
    alone, judged, both = spans
    narrowed = judged and both and (both[1] - both[0] < judged[1] - judged[0] - NARROWED)
    return bool(narrowed or (alone and alone[1] - alone[0] < 100 - NARROWED))


def _relations(found: CaseLearning, learned: PartyLearning) -> Iterator[str]:
    """Say which drafts are worth at least as much as others whatever the numbers."""
    named = (("statements alone", learned.alone), ("statements and judgement", learned.both))
    for words, implied in named:
        if implied is None or not implied.relations:
            continue
        sure = list(_necessary(implied, found.texts))
        told = "; ".join(sure) if sure else "none"
        count = len(implied.relations)
        pairs = "1 pair" if count == 1 else f"{count} pairs"
        yield f"Necessarily at least as good, on {words} ({pairs}): {told}."


def _necessary(implied: Implied, texts: tuple[str, ...]) -> Iterator[str]:
    for one, two in combinations(texts, 2):
        relation = implied.relations[one, two]
        if relation.necessary:
            yield f"{one} as {two}"
        if relation.conversely.necessary:
            yield f"{two} as {one}"


def _print_shares(found: CaseLearning, learned: PartyLearning) -> None:
    kinds = [(learned.shares_alone, COLUMNS[0]), (learned.shares_both, COLUMNS[2])]
    known = [shares for shares, _ in kinds if shares is not None]
    if not known:
        return
    rows = [
        [text, *(_first(shares, t) for shares, _ in kinds)] for t, text in enumerate(found.texts)
    ]
    title = f"Ranks first, share of {found.draws:,} draws with 95 % interval (seed {found.seed})"
    print_table(title, ["Draft", *(column for _, column in kinds)], rows)
    if any((s.ranking.perhaps[:, :1] != s.ranking.surely[:, :1]).any() for s in known):
        say(f"{PERHAPS}\n")


def _first(shares: Shares | None, text: int) -> str:
    """Tell the share where a text surely ranks first, and where it may, by its open terms."""
    if shares is None:
        return NONE
    surely, perhaps = (
        int(counts[text, 0]) for counts in (shares.ranking.surely, shares.ranking.perhaps)
    )
    told = _share(shares, surely)
    return told if perhaps == surely else f"{told}; perhaps {_share(shares, perhaps)}"


def _share(shares: Shares, count: int) -> str:
    from detente.brief.shares import ends, percent

    share, low, high = shares.share(count)
    return f"{percent(share)} ({ends(low, high)})"


def _span(span: Span) -> str:
    low, high = (points(round(end, 6)) for end in span)
    return low if low == high else f"{low} to {high}"
