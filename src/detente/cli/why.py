"""``detente why``: why there is no deal, or who and what decides it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import as_of_option, case_argument, json_option, limit_option

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.whynot import CaseWhy

CAUTION = (
    "These sentences say what follows from the recorded judgements and rules. They are not "
    "predictions, and no advice to give anything up."
)


@click.command(epilog="Example: detente why examples/harbour")
@case_argument
@as_of_option
@json_option
@limit_option(10, "Conflicts, and repairs of several demands, to print at most.")
def why(folder: str, as_of: date | None, as_json: bool, limit: int) -> None:
    """Say why there is no deal, or who and what decides it.

    Without a deal: the smallest sets of red lines, no-deal values, constraints and requirements of
    consent that cannot hold together, what giving up each would open, and how far no-deal values
    would have to fall. With a deal: who can block it, which demands keep packages out, and how far
    no-deal values could rise. Exit code 3: the case does not hold enough to ask.
    """
    from detente.cli.output import answering, load, print_json, say
    from detente.cli.why_deal import print_with_deal
    from detente.cli.why_no_deal import print_without
    from detente.deal.of_case.whynot import LISTED, why_of_case

    case = load(folder)
    with answering(as_json, {"exists": None}):
        answer = why_of_case(case, as_of, max_conflicts=max(limit, LISTED), max_moves=limit)
    if as_json:
        print_json(answer.to_dict())
        return
    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    if answer.exists:
        print_with_deal(case, answer)
    else:
        print_without(case, answer, limit)
    for line in _remarks(case, answer):
        say(line)


def _remarks(case: Case, answer: CaseWhy) -> Iterator[str]:
    if answer.assuming:
        names = ", ".join(case.parties[party].name for party in answer.assuming)
        yield f"{names}: taken to accept, since nobody judged preferences."
    yield from answer.inputs.notes
    yield f"Method: {answer.method}."
    yield CAUTION
