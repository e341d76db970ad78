"""``detente why`` where there is no deal: conflicts, and what giving something up would open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.cli.output import say
from detente.cli.paragraphs import COMPARED, print_list

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.whynot import CaseWhy
    from detente.deal.whynot import Conflict, Demand, Move
    from detente.deal.whynot.words import Phrase

SHOWN = 4
"""Packages shown side by side at most."""


def print_without(case: Case, answer: CaseWhy, limit: int) -> None:
    """Print why there is no deal, and what would open one."""
    from detente.deal.whynot.words import text_of

    found, moves, words = answer.conflicts, answer.unblocking, replace(answer.words, coded=True)
    if found is None or moves is None:
        return
    say(f"No deal is possible on these judgements. {_how_many(answer)}\n")
    print_list("What cannot hold together", [_conflict(answer, c) for c in found.conflicts], limit)
    _print_patterns(answer)
    for key in dict.fromkeys(key for c in found.conflicts for key in c.demands):
        if told := words.not_needed(key):
            say(text_of(told) + "\n")
    opening = [words.move(move) for move in moves.single if move.opens]
    print_list("What one demand given up would open", opening, limit)
    _print_best(answer, [move for move in moves.single if move.best is not None][:SHOWN])
    if not opening:
        say("No single demand, given up alone, would open a deal.\n")
    several = [words.move(move) for move in moves.several]
    print_list("What several demands given up together would open", several, limit)
    _print_party_moves(case, moves.parties)
    changes = list(_changes(answer))
    print_list("Changes of no-deal values", changes, len(changes))


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
        yield (Piece(COMPARED),)
