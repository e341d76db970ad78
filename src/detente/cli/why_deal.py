"""``detente why`` where there is a deal: who decides, what keeps packages out, how much slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.cli.output import say
from detente.cli.paragraphs import COMPARED, print_list

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.whynot import CaseWhy
    from detente.deal.whynot import Pivots


def print_with_deal(case: Case, answer: CaseWhy) -> None:
    """Print who and what decides."""
    from detente.deal.whynot.words import Piece

    found, words = answer.pivots, answer.words
    if found is None:
        return
    counted = "" if found.packages is None else f" {found.packages:,} packages are acceptable."
    say(f"A deal is possible on these judgements.{counted}\n")
    _print_parties(case, answer, found)
    _print_demands(answer, found)
    limits = [
        words.slack(party, limit) for party, limit in answer.limits.alone.items() if not limit.free
    ]
    if answer.limits.together is not None:
        limits += [words.together(answer.limits.together), (Piece(COMPARED),)]
    print_list("How far no-deal values could rise, all else as it is", limits, len(limits))


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
