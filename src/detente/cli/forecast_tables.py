"""The tables of ``detente forecast``: what each model says, with its measured error beside it."""

from __future__ import annotations

from collections.abc import Iterable

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_asked import Asked
from detente.cli.forecast_given import Question
from detente.cli.forecast_words import (
    NO_ANSWER,
    NONE,
    UNMEASURED,
    head,
    tell_against,
    tell_bare,
    tell_mean_error,
    tell_nearest,
    tell_number,
    with_unit,
)
from detente.forecast.places import find_places
from detente.forecast.situation import SCALE

Rows = tuple[list[str], list[list[str]]]
"""Headings of columns, and the rows below them."""
PARTIAL = "*"
"""Beside an issue on which a principal has no part."""


def list_values(answers: Answers, issue: str) -> Rows:
    """Return one row a model, the leading one first: its value, and how far off it was."""
    question = answers.given.questions[issue]
    columns = ["Model", head(question, "Value"), *["Nearest option"] * bool(question.options)]
    columns.append(head(question, "Measured error"))
    return columns, [_row(answers.of(issue, asked)) for asked in ranked_models(answers)]


def _row(answer: Answer) -> list[str]:
    value, question = answer.value, answer.question
    told = [NO_ANSWER if value is None else tell_bare(question, value)]
    if question.options:
        told.append(NONE if value is None else tell_nearest(question, value))
    return [answer.asked.name, *told, tell_mean_error(question, answer.asked.measured)]


def list_summary(answers: Answers) -> Rows:
    """Return one row an issue: the leading model and the mean side by side, and all models."""
    scales = any(question.scale for question in answers.given.questions.values())
    columns = ["Issue", *(f"By {asked.called}" for asked in answers.beside)]
    others = len(answers.asked) > len(answers.beside)
    columns += ["Mean error"] * scales
    columns += ["Models asked" if answers.few else "All models"] * others
    rows = []
    for issue, question in answers.given.questions.items():
        mark = PARTIAL if issue in answers.given.partial else ""
        row = [f"{head(question, issue)}{mark}"]
        row += [_cell(answers, issue, asked) for asked in answers.beside]
        row += [_off(question, answers.beside)] * scales
        row += [_apart(answers, issue)] * others
        rows.append(row)
    return columns, rows


def _cell(answers: Answers, issue: str, asked: Asked) -> str:
    """Return what a model gives; where the leading one has no answer, what leads instead."""
    question, answer = answers.given.questions[issue], answers.of(issue, asked)
    value, instead = answer.value, answers.leading(issue)
    if value is not None:
        near = NONE if question.scale else tell_nearest(question, value)
        return f"{tell_bare(question, value)}{'' if near == NONE else f', {near}'}"
    if instead is None or instead.value is None or asked is not answers.leading_of_all():
        return NO_ANSWER
    return f"{NO_ANSWER}; {tell_bare(question, instead.value)} by {instead.asked.called}"


def _off(question: Question, beside: Iterable[Asked]) -> str:
    """Return the mean absolute errors of the models that stand side by side."""
    return "; ".join(dict.fromkeys(tell_mean_error(question, asked.measured) for asked in beside))


def _apart(answers: Answers, issue: str) -> str:
    """Return how far the models lie apart."""
    question = answers.given.questions[issue]
    values = [answer.value for answer in answers.by_issue[issue] if answer.value is not None]
    ends = [tell_bare(question, pick(values)) for pick in (min, max)] if values else [NONE]
    return " to ".join(dict.fromkeys(ends))


def list_errors(answers: Answers) -> Rows:
    """Return one row a model, the leading one first: how far off it was where that is known."""
    columns = ["Model", "", "Mean error", "Half within", "Minus the mean's (95%)"]
    return columns, [_error(asked) for asked in ranked_models(answers)]


def _error(asked: Asked) -> list[str]:
    measured = asked.measured
    if measured is None:
        return [asked.name, asked.title, UNMEASURED, NONE, NONE]
    score = measured.score
    on = "" if measured.on_all else f" ({score.issues} issues)"
    told = [f"{score.mae:.2f}{on}", f"{score.median:.1f}", tell_against(measured)]
    return [asked.name, asked.title, *told]


def ranked_models(answers: Answers) -> list[Asked]:
    """Return the models that are asked, the leading one first."""
    leading = answers.leading_of_all()
    return sorted(answers.asked, key=lambda asked: asked is not leading)


def list_by_model(answers: Answers) -> Rows:
    """Return one row an issue, one column a model: the values alone."""
    models = ranked_models(answers)
    rows = []
    for issue, question in answers.given.questions.items():
        found = [answers.of(issue, asked).value for asked in models]
        told = [NONE if value is None else tell_bare(question, value) for value in found]
        rows.append([head(question, issue), *told])
    return ["Issue", *(asked.name for asked in models)], rows


def list_lines(answers: Answers) -> Rows:
    """Return one row an issue: its title, and what its line or scale runs from and to."""
    rows = []
    for issue, question in answers.given.questions.items():
        if question.options or question.title != issue:
            rows.append([issue, question.title, tell_line(question)])
    return ["Issue", "Title", "From 0 to 100"], rows


def tell_line(question: Question) -> str:
    """Return the options at their places, or the ends of a scale."""
    if question.scale:
        low, high = (tell_number(question.value_at(end)) for end in (0.0, SCALE))
        return with_unit(question, f"{low} to {high}")
    return ", ".join(f"{option} {place:g}" for option, place in question.options.items())


def find_jumps(answers: Answers) -> tuple[str, ...]:
    """Return the issues on which several actors of an election stand at one place."""
    found = []
    for answer in answers:
        if answer.uncertain is None or not answer.asked.jumps:
            continue
        held = answer.uncertain.middle.positions
        if len(find_places(held)) < len(held):
            found.append(answer.question.id)
    return tuple(dict.fromkeys(found))
