"""``detente divide``: adjusted winner between two parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import as_of_option, case_argument, json_option

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.case.records import Case
    from detente.deal.division import Division
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

    Adjusted winner: each issue goes to the party to which it matters more, then the party with more
    points hands over, where that costs it least, until both have the same number of their own
    points. At most one issue is split. Beside it, the best division that splits none, and what the
    parties would answer to it as a package. Exit code 3: a party has no preferences, or the two
    want the same on every issue.
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
    from detente.cli.output import print_table

    division = answer.division
    first, second = (case.parties[party].name for party in division.parties)
    click.echo(f"{case.title}, as of {answer.inputs.as_of}\n")
    click.echo(_verdict(case, division) + "\n")
    print_table(
        "Points for each contested issue, and who gets it",
        ["Issue", first, second, "Goes to", "If nothing is split"],
        [_row(case, division, issue) for issue in division.shares],
    )
    for number, step in enumerate(_steps(case, division), start=1):
        click.echo(f"{number}. {step}")
    click.echo()
    for line in _remarks(case, answer):
        click.echo(line)


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


def _row(case: Case, division: Division, issue: str) -> list[str]:
    from detente.deal.division import say_fraction

    points = [_points(division.points[party][issue]) for party in division.parties]
    parts = {p: part for p, part in division.shares[issue].items() if part}
    names = [
        case.parties[p].name if part == 1 else f"{case.parties[p].name} {say_fraction(part)}"
        for p, part in parts.items()
    ]
    whole = division.whole.holders[0] if division.whole else {}
    return [issue, *points, ", ".join(names), case.parties[whole[issue]].name]


def _steps(case: Case, division: Division) -> Iterator[str]:
    """Say how the division comes about, one step a line."""
    from detente.deal.division import say_fraction

    wins = [
        f"{case.parties[party].name} gives more points to {', '.join(issues) or 'none'}"
        for party, issues in division.won.items()
    ]
    yield "; ".join(wins) + ". Each wins those."
    if division.equal:
        yield f"Equal points: {', '.join(division.equal)}; to the one that then has fewer points."
    yield f"That makes {_both(case, division, division.start)}."
    for transfer in division.transfers:
        giver, receiver = (case.parties[p].name for p in (transfer.giver, transfer.receiver))
        part = "" if transfer.part == 1 else f"{say_fraction(transfer.part)} of "
        costs = "" if transfer.ratio is None else f", {float(transfer.ratio):.3g} points for one"
        yield (
            f"{giver} hands {part}{transfer.issue} to {receiver}{costs}. "
            f"That makes {_both(case, division, transfer.totals)}."
        )


def _both(case: Case, division: Division, totals: dict[str, Fraction]) -> str:
    return " and ".join(f"{case.parties[p].name} {_points(totals[p])}" for p in division.parties)


def _points(points: Fraction) -> str:
    from detente.brief.wording import points as words

    return words(float(points))


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
    yield from _whole(case, answer)
    yield from division.notes
    yield from answer.cautions
    yield from answer.inputs.notes
    yield "The division follows from the recorded judgements. It is not a prediction."


def _whole(case: Case, answer: CaseDivision) -> Iterator[str]:
    whole = answer.division.whole
    if whole is None:
        return
    more = f" ({whole.count:,} divisions do equally well)" if whole.count > 1 else ""
    yield f"If nothing is split: {_both(case, answer.division, whole.totals)}{more}."
    yield "As a package, each getting its best option on what it wins:"
    if not answer.possible:
        yield "  it does not satisfy the constraints."
    for party, verdict in answer.verdicts.items():
        words = {True: "would accept", False: "would refuse", None: "is not judged"}
        because = "" if verdict.accepts is None else f"; it {verdict.because}"
        yield f"  {case.parties[party].name} {words[verdict.accepts]}{because}."
