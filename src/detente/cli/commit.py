"""``detente commit``: can promises be kept, and what would make them credible."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import (
    as_of_option,
    case_argument,
    draws_option,
    json_option,
    seed_option,
)

if TYPE_CHECKING:
    from detente.stability.commitment import Lever
    from detente.stability.of_case import CaseCommitment
    from detente.stability.of_case.commitment_records import CaseInequality

DRAWS = 2000


@click.command(epilog="Example: detente commit examples/ukraine-2025-12")
@case_argument
@draws_option(DRAWS, "Say in how many of N draws from the ranges each inequality holds.")
@seed_option
@as_of_option
@json_option
def commit(folder: str, draws: int, seed: int, as_of: date | None, as_json: bool) -> None:
    """Say whether promises can be kept, and what would make them credible.

    Puts the numbers of the case (commitment:) into the inequalities of the theory of bargaining and
    war: is there a share that both prefer to fighting (Fearon), what a side asks for that does not
    know the other's cost, does a first strike or a rise of power break every deal (Fearon, Powell),
    what the battlefield (Slantchev) and patience (Rubinstein) leave to each. Says for each whether
    it holds, at mid-points and over the ranges; where it fails, which guarantee, verification or
    side payment would make it hold; where it holds, how far the numbers may be judged otherwise.
    Exit code 3: the case has no such numbers.
    """
    from detente.cli.output import answering, load, print_json
    from detente.stability.of_case import commitment_of_case

    case = load(folder)
    with answering(as_json, {"inequalities": []}):
        answer = commitment_of_case(case, as_of, draws=draws, seed=seed)
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(answer)


def _print(answer: CaseCommitment) -> None:
    from detente.cli.commit_tables import list_inequalities
    from detente.cli.output import print_table, say
    from detente.stability.of_case import commitment_words as words

    record, numbers = answer.numbers.record, answer.numbers
    say(f"{numbers.case.title}, as of {answer.as_of}\n")
    one, two = (numbers.name(side) for side in numbers.sides)
    say(f"At stake: {record.stake}. 1 is all of it for {one}, 0 all of it for {two}.")
    if record.period:
        say(f"A period is {record.period}.")
    for line in words.tell_headline(answer):
        say(line)
    say("")
    if answer.inequalities:
        print_table("What would have to hold", *list_inequalities(answer))
    for number, each in enumerate(answer.inequalities, start=1):
        _print_inequality(number, each)
    for line in (*words.tell_battlefield(answer), *words.tell_shares(answer)):
        say(line)
    _print_rest(answer)


def _print_inequality(number: int, each: CaseInequality) -> None:
    from detente.cli.output import say
    from detente.stability.of_case import commitment_words as words

    middle = each.middle
    say(f"{middle.question} ({middle.source})", first=f"{number}. ", then="   ")
    verdict = words.tell_verdict(middle)
    for line in (
        f"{middle.formula}, with {middle.symbols}.",
        f"{middle.sentence}: {verdict}. {middle.means}",
    ):
        say(line, first="   ", then="   ")
    if words.tell_turn(each):
        _print_levers(words.tell_turn(each), middle.levers)
    if words.tell_surely(each):
        _print_levers(words.tell_surely(each), words.sure_levers(each))
    say("")


def _print_levers(introduction: str, levers: tuple[Lever, ...]) -> None:
    from detente.cli.output import say
    from detente.stability.of_case.commitment_words import tell_kind

    say(introduction, first="   ", then="   ")
    for lever in levers:
        say(f"{tell_kind(lever)}: {lever.words}", first="   - ", then="     ")


def _print_rest(answer: CaseCommitment) -> None:
    from detente.cli.output import say
    from detente.stability.of_case import commitment_words as words

    for question, source, missing in answer.left_out:
        say(f"Left out: {question} ({source}); not given: {words.tell_missing(answer, missing)}.")
    for note in answer.notes:
        say(note)
    if answer.draws is not None:
        say(f"{answer.draws:,} draws, seed {answer.seed}. {words.INDEPENDENT}")
    say(words.CAUTION)
