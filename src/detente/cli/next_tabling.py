"""The tabling part of ``detente next``: the package, the next best ones, the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from detente.cli.deal_answer import TITLES
from detente.cli.deal_draws import provided
from detente.cli.next_terms import print_terms
from detente.cli.terms import tell_terms
from detente.words import listed, points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case import CaseTabling
    from detente.deal.tabling.records import Scored

MEANING = (
    "A share says in how many draws from the recorded ranges a package is acceptable, with its 95% "
    "interval. It is a statement about the analyst's ranges and judgements, not a prediction, and "
    "no advice to accept anything."
)
GAINS = (
    "Per party: share of draws in which it accepts, and its mean gain over no deal on its own "
    "scale from 0 to 100; scales of different parties are not comparable."
)
EXACT_GAINS = (
    "Per party: whether it accepts, and its gain over no deal on its own scale from 0 to 100; "
    "scales of different parties are not comparable."
)


def print_tabling(case: Case, answer: CaseTabling, folder: str) -> None:
    """Print the answer, the package, what comes next and what it is compared with."""
    from detente.cli.output import say

    say(headline(case, answer))
    if not answer.tabling.tabled.chosen_on.accepted:
        say(f"'detente why {folder}' says what stands against a deal and what would open one.\n")
    else:
        for line in _context(case, answer):
            say(line)
        click.echo()
        print_terms(answer)
        if not answer.certain:
            _print_runners_up(answer)
        _print_compared(case, answer)
    for line in _remarks(case, answer):
        say(line)


def headline(case: Case, answer: CaseTabling) -> str:
    """Answer in one sentence."""
    from detente.brief.shares import percent, told

    found, tabled = answer.tabling, answer.tabling.tabled.acceptable
    if not answer.tabling.tabled.chosen_on.accepted:
        where = "" if answer.certain else f" in any of {found.choosing:,} draws"
        return f"Nothing to table on these judgements: no package is acceptable{where}."
    given = provided(case, found.assuming)
    if answer.certain:
        count = f"{found.ties:,} packages are" if found.ties != 1 else "1 package is"
        return (
            "Nothing is uncertain, every number is exact. Table the package below: it is "
            f"acceptable{given.rstrip(',')}. {count} acceptable; this one's smallest gain is the "
            "largest."
        )
    asked = "Of the packages that observe the conditions, table" if _limited(answer) else "Table"
    others = [
        f"{TITLES[name]} {percent(row.acceptable.value)}"
        for name, row in found.compared.items()
        if row is not None and row.allowed and name in TITLES
    ]
    beside = f"; {', '.join(others)}" if others else ""
    return (
        f"{asked} the package below: on these judgements it is acceptable{given} in "
        f"{told(tabled)} of {found.draws:,} held-out draws{beside}."
    )


def _limited(answer: CaseTabling) -> bool:
    """Say whether anything was asked of the package."""
    asked = answer.tabling.conditions
    return bool(asked["options"]) or asked["draft"] is not None or not asked["doubtful"]


def _context(case: Case, answer: CaseTabling) -> Iterator[str]:
    from detente.brief.shares import in_points, percent, told

    found = answer.tabling
    if not answer.certain:
        some = "Some package, conditions aside," if _limited(answer) else "Some package"
        yield f"{some} is acceptable in {told(answer.existence.share)} of the draws."
    if answer.ranges_alone is not None:
        alone = told(answer.ranges_alone)
        yield f"On the ranges alone, what was said left aside, it is acceptable in {alone}."
    if found.gap is not None and found.gap.upper < 1:
        samples = f"{found.gap.replications} samples of {found.gap.draws:,} draws"
        yield (
            "No other package that may be tabled can be more than "
            f"{in_points(found.gap.gap)} points better on these ranges (95% confidence, {samples})."
        )
    if not found.exact and not answer.certain:
        yield (
            f"It is the best that was found on the choosing draws; {percent(found.bound)} of them "
            "is not excluded."
        )
    if found.ties is not None and found.ties > 1 and not answer.certain:
        yield f"{found.ties:,} packages tie; this one's smallest mean gain is the largest."
    for breach in found.tabled.breaches:
        name = case.parties[breach.party].name
        yield (
            f"It breaches a doubtful red line of {name} ({breach.terms}), which is one in "
            f"{percent(breach.real)} of the draws; that is counted."
        )
    yield from _from_drafts(answer)


def _from_drafts(answer: CaseTabling) -> Iterator[str]:
    """Say what changes from the draft that changes are counted in, or else from the nearest."""
    asked = answer.tabling.conditions["draft"]
    drafts = sorted(answer.from_drafts, key=lambda draft: draft.name != asked)
    if not drafts:
        return
    first, *rest = drafts
    left = len(first.filled)
    filled = f"; {left} open {'term is' if left == 1 else 'terms are'} filled" if left else ""
    changes = [f"{i}: {' / '.join(old)} → {new}" for i, (old, new) in first.changed.items()]
    terms = "1 term" if len(changes) == 1 else f"{len(changes)} terms"
    told = f"{terms} changed ({', '.join(changes)})" if changes else "no term changed"
    named = "Counted in" if asked else "Nearest draft:"
    yield f"{named} {first.name}, {told}{filled}."
    if rest:
        counts = (f"{draft.name} {len(draft.changed)} of {draft.coded}" for draft in rest)
        yield f"Terms changed in the other drafts: {', '.join(counts)}."


def _print_runners_up(answer: CaseTabling) -> None:
    from detente.cli.output import print_table, say

    found = answer.tabling
    if not found.runners_up:
        return
    rows = []
    for place, row in enumerate(found.runners_up, start=2):
        instead = {i: o for i, o in row.package.items() if o != found.tabled.package[i]}
        named = tell_terms(instead)
        rows.append([str(place), named, *_shares(row), _breaches(row)])
    columns = ["", "Instead of the package's own", "Acceptable", "Behind by (points)"]
    if any(row.breaches for row in found.runners_up):
        columns.append("Doubtful red lines")
    else:
        rows = [row[:-1] for row in rows]
    seen = "" if found.complete else " that were found"
    print_table(f"Next best packages{seen}, in the order of the choosing draws", columns, rows)
    ahead = [
        str(place)
        for place, row in enumerate(found.runners_up, start=2)
        if row.difference is not None and row.difference.high < 0
    ]
    if ahead:
        several = f"Packages {listed(ahead)} do" if len(ahead) > 1 else f"Package {ahead[0]} does"
        say(f"{several} better on the held-out draws; take more draws with --draws.\n")


def _shares(row: Scored) -> list[str]:
    from detente.brief.shares import behind, told

    if row.difference is None or row.acceptable.exact:
        return [told(row.acceptable), ""]
    apart = row.difference
    return [told(row.acceptable), behind(apart.value, apart.low, apart.high)]


def _breaches(row: Scored) -> str:
    return "; ".join(breach.terms for breach in row.breaches)


def _print_compared(case: Case, answer: CaseTabling) -> None:
    from detente.brief.shares import percent
    from detente.cli.output import print_table

    found = answer.tabling
    parties = list(found.tabled.gains)
    rows = []
    for name, row in {"": found.tabled, **found.compared}.items():
        title = _title(answer, name) + ("" if row is None or row.allowed else " *")
        if row is None:
            why = "breaks a constraint or red line" if name in answer.compared_drafts else "none"
            rows.append([title, why, *[""] * (1 + len(parties))])
            continue
        accepts = (
            ("yes" if s.value else "no") if s.exact else percent(s.value)
            for s in row.parties.values()
        )
        gains = (("+" if gain > 0 else "") + points(gain) for gain in row.gains.values())
        cells = (f"{yes}, {gain}" for yes, gain in zip(accepts, gains, strict=True))
        shares = _shares(row)
        if name and row.package == found.tabled.package:
            shares[1] = "the same package"
        rows.append([title, *shares, *cells])
    names = [case.parties[party].name for party in parties]
    columns = ["", "Acceptable", "Behind by (points)", *names]
    if answer.certain:
        columns.pop(2)
        rows = [[*row[:2], *row[3:]] for row in rows]
    print_table("Compared" if answer.certain else "Compared, on the same draws", columns, rows)


def _title(answer: CaseTabling, name: str) -> str:
    if not name:
        return "The package"
    if name in answer.compared_drafts:
        return f"{name}, completed at best"
    return f"{TITLES[name]} at mid-points" if not answer.certain else TITLES[name]


def _remarks(case: Case, answer: CaseTabling) -> Iterator[str]:
    found = answer.tabling
    yield EXACT_GAINS if answer.certain else GAINS
    if not all(row is None or row.allowed for row in found.compared.values()):
        yield "* does not observe the conditions asked for."
    if found.assuming:
        names = ", ".join(case.parties[party].name for party in found.assuming)
        yield f"{names}: taken to accept, since nobody judged preferences."
    draws = f" Chosen on {found.choosing:,} draws, seed {found.seed}." if not answer.certain else ""
    yield f"Method: {found.method}; {found.because}.{draws}"
    if not answer.certain:
        yield MEANING
