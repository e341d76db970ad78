"""``detente why``: why there is no deal, or who and what decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import as_of_option, case_argument, json_option

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.whynot import CaseWhy
    from detente.deal.whynot import Conflict, Demand, Move, Pivots
    from detente.deal.whynot.words import Phrase

CAUTION = (
    "These sentences say what follows from the recorded judgements and rules. They are not "
    "predictions, and no advice to give anything up."
)

SHOWN = 4
"""Packages shown side by side at most."""


@click.command(epilog="Example: detente why examples/harbour")
@case_argument
@as_of_option
@json_option
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="Conflicts, and repairs of several demands, to print at most.",
)
def why(folder: str, as_of: date | None, as_json: bool, limit: int) -> None:
    """Say why there is no deal, or who and what decides it.

    Without a deal: the smallest sets of red lines, no-deal values, constraints and requirements of
    consent that cannot hold together, what giving up each would open, and how far no-deal values
    would have to fall. With a deal: who can block it, which demands keep packages out, and how far
    no-deal values could rise. Exit code 3: the case does not hold enough to ask.
    """
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case.whynot import LISTED, why_of_case

    case = load(folder)
    with answering(as_json, {"exists": None}):
        answer = why_of_case(case, as_of, max_conflicts=max(limit, LISTED), max_moves=limit)
    if as_json:
        print_json(answer.to_dict())
        return
    _say(f"{case.title}, as of {answer.inputs.as_of}\n")
    if answer.exists:
        _print_with_deal(case, answer)
    else:
        _print_without(case, answer, limit)
    for line in _remarks(case, answer):
        _say(line)


def _print_without(case: Case, answer: CaseWhy, limit: int) -> None:
    from detente.deal.whynot.words import text_of

    found, moves, words = answer.conflicts, answer.unblocking, replace(answer.words, coded=True)
    if found is None or moves is None:
        return
    _say(f"No deal is possible on these judgements. {_how_many(answer)}\n")
    _print_list("What cannot hold together", [_conflict(answer, c) for c in found.conflicts], limit)
    _print_patterns(answer)
    for key in dict.fromkeys(key for c in found.conflicts for key in c.demands):
        if told := words.not_needed(key):
            _say(text_of(told) + "\n")
    opening = [words.move(move) for move in moves.single if move.opens]
    _print_list("What one demand given up would open", opening, limit)
    _print_best(answer, [move for move in moves.single if move.best is not None][:SHOWN])
    if not opening:
        _say("No single demand, given up alone, would open a deal.\n")
    several = [words.move(move) for move in moves.several]
    _print_list("What several demands given up together would open", several, limit)
    _print_party_moves(case, moves.parties)
    _print_list("Changes of no-deal values", list(_changes(answer)), limit)


def _conflict(answer: CaseWhy, conflict: Conflict) -> Phrase:
    """Spell two demands out; more of them go by codes, which the table below explains."""
    words = answer.words if len(conflict.demands) < 3 else replace(answer.words, coded=True)
    return words.conflict(conflict.demands)


def _print_patterns(answer: CaseWhy) -> None:
    from detente.cli.output import print_table
    from detente.deal.whynot.words import capital, text_of

    named = (
        {key for c in answer.conflicts.conflicts for key in c.demands} if answer.conflicts else ()
    )
    rows = [
        [demand.code, text_of(capital(answer.words.demand_in_full(key)))]
        for key, demand in answer.demands.items()
        if key in named and demand.code
    ]
    if rows:
        print_table("The red lines and constraints in question", ["Code", "In full"], rows)


def _how_many(answer: CaseWhy) -> str:
    found = answer.conflicts
    if found is None:
        return ""
    count = len(found.conflicts)
    least = "" if found.complete else "At least "
    sets, each = ("set", "it") if count == 1 else ("sets", "each")
    cut = "" if found.complete else f" Not all are found: {found.stopped}."
    told = f"{least}{count} {sets} of demands cannot hold together; any smaller part of {each} can."
    return told + cut


def _print_best(answer: CaseWhy, moves: list[Move]) -> None:
    from detente.cli.output import print_table

    if not moves:
        return
    demands = [answer.demands[move.demands[0]] for move in moves]
    columns = [_without(answer, demand) for demand in demands]
    packages = [move.best.package for move in moves if move.best is not None]
    rows = [[issue, *(package[issue] for package in packages)] for issue in packages[0]]
    print_table("The best package without …", ["Issue", *columns], rows)


def _without(answer: CaseWhy, demand: Demand) -> str:
    name = answer.words.names.party
    return demand.code or (f"{name(demand.owner)}: no deal" if demand.owner else "the quorum")


def _print_party_moves(case: Case, moves: tuple[Move, ...]) -> None:
    from detente.cli.output import print_table

    rows = [
        [
            case.parties[move.party or ""].name,
            _opened(move),
            "–" if move.best is None else _gains(case, move),
        ]
        for move in moves
    ]
    title = "If one party lifted its red lines and accepted any offer"
    print_table(title, ["Party", "Acceptable packages", "Gains in the best of them"], rows)


def _opened(move: Move) -> str:
    if not move.opens:
        return "none"
    return "some" if move.packages is None else f"{move.packages:,}"


def _gains(case: Case, move: Move) -> str:
    from detente.deal.whynot.words import signed

    gains = {} if move.best is None else move.best.gains
    return ", ".join(f"{case.parties[p].name} {signed(gain)}" for p, gain in gains.items())


def _changes(answer: CaseWhy) -> Iterator[Phrase]:
    from detente.deal.whynot.words import Piece

    limits, words = answer.limits, answer.words
    if limits.possible is False:
        yield (
            Piece(
                "Constraints and red lines alone exclude every package, so that no change of "
                "no-deal values creates a deal."
            ),
        )
        return
    asked = {party: limit for party, limit in limits.alone.items() if not limit.free}
    for party, limit in asked.items():
        if limit.limit is not None:
            yield words.appears(party, limit)
    if in_vain := [party for party, limit in asked.items() if limit.limit is None]:
        yield words.in_vain(in_vain)
    if limits.total is not None and len(limits.total.changes) > 1:
        yield words.total(limits.total)
    if limits.together is not None:
        yield words.together(limits.together)


def _print_with_deal(case: Case, answer: CaseWhy) -> None:
    found, words = answer.pivots, answer.words
    if found is None:
        return
    counted = "" if found.packages is None else f" {found.packages:,} packages are acceptable."
    _say(f"A deal is possible on these judgements.{counted}\n")
    _print_parties(case, answer, found)
    _print_demands(answer, found)
    limits = [
        words.slack(party, limit) for party, limit in answer.limits.alone.items() if not limit.free
    ]
    if answer.limits.together is not None:
        limits.append(words.together(answer.limits.together))
    _print_list("How far no-deal values could rise, all else as it is", limits, len(limits))


def _print_parties(case: Case, answer: CaseWhy, found: Pivots) -> None:
    from detente.cli.output import print_table

    counted = found.packages is not None
    columns = ["Party", "Deal without its consent"]
    if counted:
        columns += [
            "Packages then",
            "Acceptable that it rejects",
            "If it accepted any offer",
            "… and lifted its red lines",
        ]
    rows = []
    for party, pivot in found.parties.items():
        can = {True: "possible", False: "not possible", None: "not asked by the rule"}
        row = [case.parties[party].name, can[pivot.can_do_without]]
        if counted:
            row += [
                _number(n)
                for n in (pivot.without, pivot.against, pivot.if_consents, pivot.if_lifts_red_lines)
            ]
        rows.append(row)
    print_table("Who decides", columns, rows)


def _print_demands(answer: CaseWhy, found: Pivots) -> None:
    from detente.cli.output import print_table
    from detente.deal.whynot.words import capital, text_of

    rows = []
    for key, binding in found.binding.items():
        told = {True: "yes", False: "no"}[binding.binds]
        row = [text_of(capital(answer.words.demand(key))), told]
        if found.packages is not None:
            row.append(_number(binding.opens))
        rows.append(row)
    columns = ["Demand", "Keeps packages out"]
    if found.packages is not None:
        columns.append("Acceptable besides without it")
    print_table("What each demand keeps out, all others as they are", columns, rows)


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _print_list(title: str, phrases: list[Phrase], limit: int) -> None:
    import os

    from detente.deal.whynot.words import text_of

    if not phrases:
        return
    click.secho(title, bold=not os.environ.get("NO_COLOR"))
    for phrase in phrases[:limit]:
        _say(text_of(phrase), first="  – ", then="    ")
    if len(phrases) > limit:
        _say(f"… and {len(phrases) - limit} more; --limit shows them.", first="    ", then="    ")
    click.echo()


def _remarks(case: Case, answer: CaseWhy) -> Iterator[str]:
    if answer.assuming:
        names = ", ".join(case.parties[party].name for party in answer.assuming)
        yield f"{names}: taken to accept, since nobody judged preferences."
    yield from answer.inputs.notes
    yield f"Method: {answer.method}."
    yield CAUTION


def _say(text: str, *, first: str = "", then: str = "") -> None:
    """Print a paragraph, folded to the width of the terminal."""
    import shutil
    import sys
    import textwrap

    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
    for line in text.split("\n"):
        click.echo(textwrap.fill(line, width, initial_indent=first, subsequent_indent=then))
