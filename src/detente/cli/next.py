"""``detente next``: what to table next, and what to ask next."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import (
    as_of_option,
    case_argument,
    draws_option,
    json_option,
    seed_option,
    statements_option,
)

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case import CaseTabling
    from detente.deal.of_case.asking import CaseAsking

NOTHING = 3
DRAWS = 2_000


def _read_options(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[str, list[str]]:
    options: dict[str, list[str]] = {}
    for text in given:
        issue, sign, names = text.partition("=")
        if not (issue and sign and all(names.split(","))):
            message = f"{text!r} is not an issue and its options; write it as ISSUE=OPTION,OPTION"
            raise click.BadParameter(message, ctx, param)
        options.setdefault(issue, []).extend(names.split(","))
    return options


@click.command(epilog="Example: detente next examples/ukraine-2025-12 --of us-28 --change 8")
@case_argument
@draws_option(DRAWS, "Draws that packages are chosen on, and as many that they are scored on.")
@seed_option
@click.option("--of", metavar="DRAFT", help="With --change: the draft that changes are counted in.")
@click.option(
    "--change",
    metavar="K",
    type=click.IntRange(min=0),
    help="With --of: change at most K of its terms; what it leaves open is filled freely.",
)
@click.option(
    "--with",
    "given",
    metavar="ISSUE=OPTION",
    multiple=True,
    callback=_read_options,
    help="Only packages with this option (or one of several, with commas); may be repeated.",
)
@click.option(
    "--without",
    metavar="ISSUE=OPTION",
    multiple=True,
    callback=_read_options,
    help="Only packages without this option; may be repeated.",
)
@click.option("--no-doubtful", is_flag=True, help="Take doubtful red lines as certain ones.")
@click.option("--draft", "drafts", metavar="ID", multiple=True, help="Compare this draft too.")
@statements_option
@click.option("--no-questions", is_flag=True, help="Leave out what to ask next.")
@as_of_option
@json_option
def next(
    folder: str,
    draws: int,
    seed: int,
    of: str | None,
    change: int | None,
    given: dict[str, list[str]],
    without: dict[str, list[str]],
    no_doubtful: bool,
    drafts: tuple[str, ...],
    no_statements: bool,
    no_questions: bool,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Say what to table next, and what to ask whom.

    The package is acceptable in most draws from the recorded ranges that agree with what the
    parties said. It is chosen on one set of draws and scored on another, as is what it is compared
    with: the solutions at mid-points and the latest texts of a mediator, completed at best. It
    never breaches a red line that is certain. Exit code 3: nothing can be proposed.
    """
    if (of is None) != (change is None):
        raise click.UsageError("--of and --change go together: of which draft, how many terms")
    from detente.cli.next_tabling import print_tabling
    from detente.cli.output import answering, load, print_json, say
    from detente.deal.of_case import tabling_of_case

    case = load(folder)
    with answering(as_json, {"tabled": None}):
        answer = tabling_of_case(
            case,
            as_of,
            draws=draws,
            seed=seed,
            drafts=drafts,
            of=of,
            change=change,
            given=given,
            without=without,
            doubtful=not no_doubtful,
            statements=not no_statements,
        )
        questions = None if no_questions else _ask(case, as_of, answer, seed)
    if as_json:
        print_json({**answer.to_dict(), "questions": questions and questions.to_dict()})
    else:
        say(f"{case.title}, as of {answer.inputs.as_of}\n")
        print_tabling(case, answer, folder)
        if questions is not None:
            from detente.cli.next_questions import print_questions

            click.echo()
            print_questions(questions)
    sys.exit(0 if answer.tabling.tabled.chosen_on.accepted else NOTHING)


def _ask(case: Case, as_of: date | None, answer: CaseTabling, seed: int) -> CaseAsking | None:
    """Rank the questions; None where nothing is uncertain or nothing is worth tabling."""
    from detente.deal.of_case.asking import questions_of_case

    if answer.certain or not answer.tabling.tabled.chosen_on.accepted:
        return None
    return questions_of_case(
        case,
        as_of,
        seed=seed,
        standing=answer.tabling.tabled.package,
        conditions=answer.conditions,
        belief=answer.belief,
    )
