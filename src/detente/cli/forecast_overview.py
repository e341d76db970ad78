"""What ``detente forecast`` says first, of each issue, and last."""

from __future__ import annotations

from collections import Counter

from detente.cli.forecast_answers import Answers
from detente.cli.forecast_given import Given
from detente.cli.forecast_headline import tell_leader, tell_values
from detente.cli.forecast_inputs import list_inputs, tell_grounds, tell_kind
from detente.cli.forecast_notes import joint_notes, notes_by_issue, notes_of, tell_sizes
from detente.cli.forecast_tables import (
    PARTIAL,
    list_by_model,
    list_errors,
    list_lines,
    list_summary,
    list_values,
    tell_line,
)
from detente.cli.output import print_table, say
from detente.forecast.accuracy.beside import tell_larger, tell_source


def print_headline(answers: Answers) -> None:
    """Print what is asked about, the leading model beside the mean, and their errors."""
    given = answers.given
    say(f"{given.title}{'' if given.as_of is None else f', as of {given.as_of}'}\n")
    if len(given.questions) == 1:
        say(tell_values(answers, next(iter(given.questions))))
        for gap in given.gaps:
            say(gap.note)
    for line in tell_leader(answers):
        say(line)
    say("")


def print_overview(answers: Answers) -> None:
    """Print the values of several issues: those that lead, then each model's, with its error."""
    print_table(_title(answers), *list_summary(answers))
    for gap in answers.given.gaps:
        say(f"{PARTIAL} {gap.note}")
    if answers.given.gaps:
        say("")
    print_errors(answers)
    if len(answers.asked) > len(answers.beside):
        print_table(f"{_models(answers)}, by issue", *list_by_model(answers))
    columns, lines = list_lines(answers)
    if lines:
        print_table("What the values mean", columns, lines)
    for line in (*notes_by_issue(answers), *joint_notes(answers)):
        say(line)
    say("")


def _title(answers: Answers) -> str:
    """Return the title of the values that lead, with the errors where no column has them."""
    title = "On these judgements, by issue"
    if any(question.scale for question in answers.given.questions.values()):
        return title
    errors = [
        f"{asked.called} {asked.measured.score.mae:.2f}"
        for asked in answers.beside
        if asked.measured is not None
    ]
    return f"{title} (mean error in points of 100: {', '.join(errors)})" if errors else title


def print_errors(answers: Answers) -> None:
    """Print how far off the models were, where there are several, and one was measured."""
    if len(answers.asked) > 1 and any(asked.measured for asked in answers.asked):
        title = "How far off the models were on resolved issues, in points of 100"
        print_table(title, *list_errors(answers))
        leading = answers.leading_of_all()
        if leading.measured is not None:
            say(f"{tell_larger(leading.measured, leading.called)}\n")


def print_issue(answers: Answers, issue: str) -> None:
    """Print what all models say of the only issue that is asked about, and what that rests on."""
    question = answers.given.questions[issue]
    if question.options and not question.scale:
        say(f"On the line: {tell_line(question)}.")
    print_table(_models(answers), *list_values(answers, issue))
    print_errors(answers)
    for line in (*notes_of(answers, issue), *joint_notes(answers)):
        say(line)
    print_table("Who stands where", *list_inputs(answers.given, question))
    for line in tell_grounds(answers.given, question):
        say(line)
    say("")


def _models(answers: Answers) -> str:
    """Return what a table of all that were asked is called."""
    if len(answers.asked) == 1:
        return "The model asked"
    return "The models asked" if answers.few else "All models"


def print_remarks(answers: Answers) -> None:
    """Print who is left out and why, what is derived, and what the errors do not say."""
    given = answers.given
    for line in given.without_part:
        say(line)
    for line in given.left_out:
        say(line)
    if len(given.questions) > 1 and given.case is not None:
        say(_counted(given))
    for line in given.notes:
        say(line)
    say(tell_source())
    if tell_sizes(answers):
        say(tell_sizes(answers))


def _counted(given: Given) -> str:
    """Say how many numbers rest on what."""
    assert given.case is not None
    kinds = Counter(map(tell_kind, given.case.grounds.values()))
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    issue = next(iter(given.questions))
    return f"Numbers of actors: {told}; --issue {issue} shows which on {issue}."
