"""``detente learn``: what the parties' statements imply about what things are worth to them."""

from __future__ import annotations

import sys
from datetime import date

import click

from detente.cli.options import as_of_option, case_argument, json_option

DRAWS = 1000
CAUTION = (
    "Intervals hold for all numbers that agree; shares are shares of draws from the analyst's "
    "ranges, or from what the statements leave open. None of them is a prediction."
)


@click.command(epilog="Example: detente learn examples/ukraine-2025-12 --party russia")
@case_argument
@as_of_option
@json_option
@click.option(
    "--party", "parties", metavar="ID", multiple=True, help="Only this party; repeatable."
)
@click.option("--own-only", is_flag=True, help="Leave out what others report of a party.")
@click.option(
    "--draws",
    "-n",
    metavar="N",
    type=click.IntRange(0, 1_000_000),
    default=DRAWS,
    show_default=True,
    help="Draws for the shares; 0 for none.",
)
@click.option(
    "--seed",
    metavar="S",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Of the draws.",
)
def learn(
    folder: str,
    as_of: date | None,
    as_json: bool,
    parties: tuple[str, ...],
    own_only: bool,
    draws: int,
    seed: int,
) -> None:
    """Say what the parties' statements imply about what things are worth to them.

    Positions, and answers to drafts, are read as inequalities that say no more than the words. For
    each party: the statements, conflicts between them or with the judged ranges, and what the
    statements alone, the judgement alone, and both leave open. Exit code 1: there are conflicts.
    """
    from detente.cli.learn_party import print_party
    from detente.cli.output import answering, load, print_json, say
    from detente.deal.of_case.learning import learn_case

    case = load(folder)
    with answering(as_json, {"parties": None}):
        found = learn_case(
            case, as_of, parties=parties, own_only=own_only, draws=draws, seed=seed, worths=as_json
        )
    if as_json:
        print_json(found.to_dict())
    else:
        say(f"{case.title}, as of {found.as_of}\n")
        for party in found.parties:
            print_party(case, found, party)
        say(CAUTION)
    sys.exit(1 if found.conflicts else 0)
