"""What ``detente forecast`` says first, of each issue, and last."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_given import Given, Question
from detente.cli.forecast_tables import (
    list_inputs,
    list_summary,
    list_values,
    tell_grounds,
    tell_nearest,
    tell_place,
)
from detente.cli.output import print_table, say
from detente.forecast.accuracy.beside import tell_error, tell_source
from detente.forecast.words import tell_run


def print_headline(answers: Answers) -> None:
    """Print what is asked about, the leading model with its error, and its values."""
    given = answers.given
    say(f"{given.title}{'' if given.as_of is None else f', as of {given.as_of}'}\n")
    if len(given.questions) == 1:
        issue, question = next(iter(given.questions.items()))
        say(f"{_titled(question)}: {_leading_value(answers, issue)}")
    for line in _leading_model(answers):
        say(line)
    say("")
    if len(given.questions) > 1:
        print_table("On these judgements, by issue", *list_summary(answers))


def _leading_model(answers: Answers) -> Iterator[str]:
    """Say which model leads, and how far off it was where the outcome is known."""
    leading = answers.leading_of_all()
    if len(answers.asked) == 1:
        yield f"{leading.called} is the only model asked. {tell_error(leading.measured)}"
    elif leading.measured is None:
        yield f"None of the models asked was measured like that; {leading.called} comes first."
    else:
        yield (
            f"{leading.called} leads: of the models that have an answer its measured error is the "
            f"smallest. {tell_error(leading.measured)}"
        )


def _leading_value(answers: Answers, issue: str) -> str:
    """Say what the leading model gives for an issue, and where that is."""
    question, leading = answers.given.questions[issue], answers.leading(issue)
    if leading is None or leading.value is None:
        return "no model has an answer."
    of = "" if question.unit else " on the line from 0 to 100"
    near = tell_nearest(question, leading.value)
    nearest = f", nearest to {near}" if question.options and not question.unit else ""
    first = leading.asked is answers.leading_of_all()
    which = "the leading model" if first else leading.asked.called
    return f"on these judgements {tell_place(question, leading.value)}{of}{nearest}, by {which}."


def _titled(question: Question) -> str:
    return question.id if question.title == question.id else f"{question.title} ({question.id})"


def print_issue(answers: Answers, issue: str) -> None:
    """Print what all models say of one issue, and what that rests on."""
    question = answers.given.questions[issue]
    alone = len(answers.by_issue) == 1
    if not alone:
        click.secho(_titled(question), bold=not os.environ.get("NO_COLOR"))
        told = _leading_value(answers, issue)
        say(f"{told[0].upper()}{told[1:]}")
    if question.options and not question.unit:
        say(f"On the line: {', '.join(f'{o} {p:g}' for o, p in question.options.items())}.")
    print_table("All models" if alone else "", *list_values(answers, issue))
    for answer in answers.by_issue[issue]:
        for line in _notes(answer):
            say(line)
    if alone:
        print_table("Who stands where", *list_inputs(answers.given, question))
        for line in tell_grounds(answers.given, question):
            say(line)
    say("")


def _notes(answer: Answer) -> Iterator[str]:
    """Say what a reader has to know of one model's value."""
    title, found = answer.asked.called, answer.forecast
    if found is None:
        yield f"{title}: {answer.why_not}."
        return
    if found.seed is not None:
        yield f"{title}: one random run of many, seed {found.seed}."
    if found.settled is False:
        yield f"{title}: {tell_run(found)}"
    yield from (f"{title}: {note}." for note in found.notes if found.settled is not False)


def print_remarks(answers: Answers) -> None:
    """Print who is left out and why, what is derived, and what the errors do not say."""
    given = answers.given
    for line in given.left_out:
        say(f"Left out: {line}")
    if len(given.questions) > 1 and given.case is not None:
        say(_counted(given))
    for line in given.notes:
        say(line)
    say(tell_source())


def _counted(given: Given) -> str:
    """Say how many numbers rest on what."""
    assert given.case is not None
    kinds = [ground.kind for ground in given.case.grounds.values()]
    issue = next(iter(given.questions))
    return (
        f"Of {len(kinds)} numbers {kinds.count('judgement')} are judged, {kinds.count('derived')} "
        f"derived from positions and preferences of the case, and {kinds.count('evidence')} given "
        f"with evidence; --issue {issue} shows each of that issue."
    )
