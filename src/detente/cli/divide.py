"""``detente divide``: adjusted winner between two parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import click

from detente.cli.options import as_of_option, case_argument, json_option
from detente.words import capital, listed, trimmed
from detente.words import points as tell_points

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.case.records import Case
    from detente.deal.division import Division, Transfer
    from detente.deal.of_case.division import CaseDivision


@click.command(epilog="Example: detente divide examples/ukraine-2025-12 --between ukraine russia")
@case_argument
@click.option(
    "--between",
    nargs=2,
    metavar="A B",
    help="The two parties, by id. Not needed where only two have preferences.",
)
@as_of_option
@json_option
def divide(folder: str, between: tuple[str, str] | None, as_of: date | None, as_json: bool) -> None:
    """Divide the issues between two parties by points.

    Adjusted winner: each issue goes to the party to which it matters more; then issues go from the
    party with more points to the other, where that costs least, until both have the same number of
    their own points. At most one issue is split. Beside it, the best division that splits none, and
    what the parties would answer to it as a package. Exit code 3: a party has no preferences, or
    the two want the same on every issue.
    """
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case.division import divide_case

    case = load(folder)
    with answering(as_json, {"shares": {}}):
        answer = divide_case(case, between, as_of=as_of)
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(case, answer)


def _print(case: Case, answer: CaseDivision) -> None:
    from detente.cli.output import print_table, say

    division = answer.division
    first, second = (case.parties[party].name for party in division.parties)
    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    _print_list("This takes for granted:", _assumptions(answer))
    _print_list(*_as_package(case, answer))
    say(_verdict(case, division) + "\n")
    print_table(
        "Points for each contested issue, and who gets it",
        ["Issue", first, second, "Goes to", "If nothing is split"],
        [_row(case, division, issue) for issue in division.shares],
    )
    for number, step in enumerate(_steps(case, division), start=1):
        say(step, first=f"{number}. ", then="   ")
    click.echo()
    for line in _remarks(case, answer):
        say(line)


def _verdict(case: Case, division: Division) -> str:
    first, second = (case.parties[party].name for party in division.parties)
    points = _points(division.totals[division.parties[0]])
    passed = [
        ("both have the same number of points", division.equitable),
        ("no other division is better for one and not worse for the other", division.efficient),
        ("each has at least half of its own points", division.envy_free),
    ]
    checks = "; ".join(words if passes else f"NOT: {words}" for words, passes in passed)
    return f"{first} and {second} each get {points} of their own 100 points.\nChecked: {checks}."


def _print_list(title: str, lines: Iterable[str]) -> None:
    from detente.cli.output import say

    say(title)
    for line in lines:
        say(line, first="  – ", then="    ")
    click.echo()


def _assumptions(answer: CaseDivision) -> Iterator[str]:
    yield from answer.cautions
    yield from answer.inputs.notes
    if answer.reorderable:
        every = len(answer.reorderable) == len(answer.division.shares)
        issues = "every contested issue" if every else ", ".join(answer.reorderable)
        yield (
            "The order in which issues move rests on mid-points: other weights within the ranges, "
            f"taken one by one, would change the place of {issues}."
        )


def _row(case: Case, division: Division, issue: str) -> list[str]:
    points = [_points(division.points[party][issue]) for party in division.parties]
    parts = {p: part for p, part in division.shares[issue].items() if part}
    names = [
        case.parties[p].name if part == 1 else f"{case.parties[p].name} {percent(part)}"
        for p, part in parts.items()
    ]
    whole = division.whole.holders[0] if division.whole else {}
    return [issue, *points, ", ".join(names), case.parties[whole[issue]].name]


def percent(part: Fraction) -> str:
    """Return a part to one decimal; never all or nothing where it is not."""
    percent = Decimal(part.numerator) * 100 / Decimal(part.denominator)
    shown = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if shown == 0 and part > 0:
        return "less than 0.1 %"
    if shown == 100 and part < 1:
        return "more than 99.9 %"
    return f"{str(shown).removesuffix('.0')} %"


def _steps(case: Case, division: Division) -> Iterator[str]:
    """Say how the division comes about, one step a line."""
    wins = [
        f"{case.parties[party].name} gives more points to {', '.join(issues) or 'none'}"
        for party, issues in division.won.items()
    ]
    yield "; ".join(wins) + ". Each starts with those."
    if division.equal:
        yield f"Equal points: {', '.join(division.equal)}; to the one that then has fewer points."
    yield f"That makes {_both(case, division, division.start)}."
    for transfer in division.transfers:
        giver, receiver = (case.parties[p].name for p in (transfer.giver, transfer.receiver))
        moves = f"{_moving(transfer)} from {giver} to {receiver}"
        costs = ""
        if transfer.ratio is not None:
            costs = (
                f"; that costs {giver} {_cost(transfer.ratio)} for each point that {receiver} gains"
            )
        yield f"{moves}{costs}. That makes {_both(case, division, transfer.totals)}."


def _moving(transfer: Transfer) -> str:
    if transfer.part == 1:
        return f"{transfer.issue} goes"
    shown = percent(transfer.part)
    return f"{capital(shown)} of {transfer.issue} goes"


def _cost(ratio: Fraction) -> str:
    number = trimmed(f"{float(ratio):.2f}")
    return f"{number} point" if number == "1" else f"{number} points"


def _both(case: Case, division: Division, totals: dict[str, Fraction]) -> str:
    return " and ".join(f"{case.parties[p].name} {_points(totals[p])}" for p in division.parties)


def _points(points: Fraction) -> str:
    return tell_points(float(points))


def _remarks(case: Case, answer: CaseDivision) -> Iterator[str]:
    division = answer.division
    if division.interchangeable:
        yield (
            f"{', '.join(division.interchangeable)}: weighed alike, so they could be divided in "
            "other ways with the same points."
        )
    if answer.uncontested:
        said = [f"{issue} ({' or '.join(o)})" for issue, o in answer.uncontested.items()]
        yield f"Not contested, since both have a best option in common: {', '.join(said)}."
    yield from _scaled(case, division)
    yield "The division follows from the recorded judgements. It is not a prediction."


def _scaled(case: Case, division: Division) -> Iterator[str]:
    """Repeat what was done to the points, with names for ids."""
    for note in division.notes:
        party, colon, rest = note.partition(": ")
        known = colon and party in case.parties
        yield f"{case.parties[party].name}: {rest}" if known else note


def _as_package(case: Case, answer: CaseDivision) -> tuple[str, list[str]]:
    """Say what every party would answer to the division that splits nothing."""
    whole = answer.division.whole
    if whole is None:
        return "No division without a split was looked for.", []
    names = {p: case.parties[p].name for p in answer.verdicts}
    refusing = [names[p] for p, verdict in answer.verdicts.items() if verdict.accepts is False]
    who = f"{listed(refusing)} would refuse it" if refusing else "nobody judged would refuse it"
    more = f" ({whole.count:,} divisions do equally well)" if whole.count > 1 else ""
    title = (
        f"If nothing is split: {_both(case, answer.division, whole.totals)}{more}.\n"
        f"As a package, each getting its best option on what it wins, {who}:"
    )
    lines = [] if answer.possible else ["It does not satisfy the constraints."]
    words = {True: "would accept", False: "would refuse", None: "is not judged"}
    for party, verdict in answer.verdicts.items():
        because = "" if verdict.accepts is None else f"; it {verdict.because}"
        lines.append(f"{names[party]} {words[verdict.accepts]}{because}.")
    return title, lines
