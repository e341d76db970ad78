"""What ``detente forecast`` leads with: the model that measured best, and the mean beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_given import Question
from detente.cli.forecast_words import (
    tell_distance,
    tell_nearest_to,
    tell_number,
    tell_place,
    titled,
    with_unit,
)
from detente.forecast.accuracy.beside import tell_choice, tell_error, tell_off
from detente.forecast.models import MODELS
from detente.words import capital, listed, spelled


def tell_values(answers: Answers, issue: str) -> str:
    """Say what the leading model and the weighted mean give for an issue, and where that is."""
    question = answers.given.questions[issue]
    told = [(a, a.value) for a in _side_by_side(answers, issue) if a.value is not None]
    if not told:
        return f"{titled(question)}: no model has an answer."
    if says_the_same(answers, issue):
        return f"{titled(question)}: on these judgements {_same(question, told)}."
    near = [tell_nearest_to(question, value) for _, value in told]
    on_line = "" if question.scale else " on the line from 0 to 100"
    by = [
        f"{tell_place(question, value)}{'' if rank else on_line} by {answer.asked.called}"
        for rank, (answer, value) in enumerate(told)
    ]
    if len(told) > 1 and near[0] and near[0] == near[1]:
        values = f"{listed(by)}, both {near[0]}"
    else:
        values = "; ".join(f"{a}{f', {b}' if b else ''}" for a, b in zip(by, near, strict=True))
    return f"{titled(question)}: on these judgements {values}."


def says_the_same(answers: Answers, issue: str) -> bool:
    """Return whether the leading model and the weighted mean say the same, as far as is shown."""
    question = answers.given.questions[issue]
    values = [answer.value for answer in _side_by_side(answers, issue)]
    found = [value for value in values if value is not None]
    told = {(tell_place(question, value), question.nearest(value)) for value in found}
    return len(found) > 1 and len(told) == 1


def _same(question: Question, told: Sequence[tuple[Answer, float]]) -> str:
    value = told[0][1]
    on_line = "" if question.scale else " on the line from 0 to 100"
    near = tell_nearest_to(question, value)
    return (
        f"both {listed(answer.asked.called for answer, _ in told)} say "
        f"{tell_place(question, value)}{on_line}{f', {near}' if near else ''}"
    )


def _side_by_side(answers: Answers, issue: str) -> Iterator[Answer]:
    leading, baseline = answers.leading(issue), answers.baseline
    if leading is not None:
        yield leading
        if baseline is not None and baseline is not leading.asked:
            yield answers.of(issue, baseline)


def tell_leader(answers: Answers) -> Iterator[str]:
    """Say which model leads, how far off it was, and whether it is better than the mean."""
    leading = answers.leading_of_all()
    called = capital(leading.called)
    measured = leading.measured
    if len(answers.asked) == 1:
        yield f"{called} is the only model asked. {tell_error(measured)}"
    elif len(answers.answering) == 1:
        yield f"{called} is the only model asked that has an answer. {tell_error(measured)}"
    elif measured is None:
        yield (
            "None of the models asked was measured like this, so none leads, and nothing says how "
            f"wide their errors are. {called} stands first."
        )
    else:
        lead = f"{called} leads: its measured error is the smallest{_of_which(answers)}."
        if answers.baseline is None:
            yield f"{lead} {tell_error(measured)}"
        else:
            issues = list(answers.given.questions)
            same = len(issues) == 1 and says_the_same(answers, issues[0])
            yield f"{lead} {tell_off(measured)}.{'' if same else f' {tell_choice(measured)}'}"
    yield from _in_values(answers)


def _of_which(answers: Answers) -> str:
    """Return among which models the leading one is the best."""
    leading = answers.leading_of_all().measured
    assert leading is not None
    silent = len(answers.answering) < len(answers.asked)
    unmeasured = any(asked.measured is None for asked in answers.answering)
    that = listed([*["have an answer"] * silent, *["were measured"] * unmeasured])
    every = not answers.few and len(answers.asked) == len(MODELS)
    models = f"the {spelled(len(MODELS))} models" if every else "the models asked"
    among = f" of {'those of ' * bool(that and every)}{models}{f' that {that}' if that else ''}"
    return among if leading.on_all else f"{among}, though not all were measured on the same issues"


def _in_values(answers: Answers) -> Iterator[str]:
    """Say once what the measured errors are in the values of a scale, where one is asked about."""
    questions = list(answers.given.questions.values())
    question = questions[0]
    told = [
        f"{with_unit(question, tell_distance(question, asked.measured.score.mae, digits=2))} for "
        f"{asked.called}"
        for asked in answers.beside
        if asked.measured is not None
    ]
    if len(questions) == 1 and question.scale and told:
        point = with_unit(question, tell_number(question.error_of(1.0)))
        yield f"On this scale that is {listed(told)} on average: a point of 100 is {point}."
