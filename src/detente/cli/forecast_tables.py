"""The tables of ``detente forecast``: what each model says, with its measured error beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_given import Given, Question
from detente.forecast.accuracy.beside import Measured, tell_difference
from detente.forecast.accuracy.scores import Score
from detente.forecast.uncertainty import Numbers

Rows = tuple[list[str], list[list[str]]]
"""Headings of columns, and the rows below them."""
NUMBERS = ("position", "salience", "capability")
NONE = "–"


def tell_place(question: Question, place: float) -> str:
    """Return a place in the unit of the issue, or as it is, to one decimal."""
    told = tell_bare(question, place)
    return f"{told} {question.unit}" if question.unit else told


def tell_bare(question: Question, place: float) -> str:
    """Return the same without the unit, for columns that have it in their heading."""
    return tell_number(question.value_at(place)) if question.unit else f"{place:.1f}"


def head(question: Question, title: str) -> str:
    """Return the heading of a column of places, with the unit that they are in."""
    return f"{title} ({question.unit})" if question.unit else title


def tell_nearest(question: Question, place: float) -> str:
    """Return the nearest option, with its own place on a line; a dash where none is named."""
    option = question.nearest(place)
    if option is None:
        return NONE
    return option if question.unit else f"{option} ({question.options[option]:g})"


def list_values(answers: Answers, issue: str) -> Rows:
    """Return one row a model, the leading one first: its value, and how far off it was."""
    question = answers.given.questions[issue]
    columns = ["Model", "", head(question, "Value")]
    if question.options:
        columns.append("Nearest option")
    columns += ["Measured error", "Minus the mean's (95 %)"]
    leading = answers.leading(issue)
    ranked = sorted(answers.by_issue[issue], key=lambda answer: answer is not leading)
    return columns, [_row(answer, bool(question.options)) for answer in ranked]


def _row(answer: Answer, named: bool) -> list[str]:
    value, question = answer.value, answer.question
    asked = answer.asked
    told = "no answer" if value is None else tell_bare(question, value)
    row = [asked.name, asked.title, told]
    if named:
        row.append(NONE if value is None else tell_nearest(question, value))
    return [*row, *tell_measured(answer.asked.measured)]


def tell_measured(measured: Measured | None) -> tuple[str, str]:
    """Return the mean absolute error of a model, and its difference to the mean's."""
    if measured is None:
        return "not measured", NONE
    score = measured.score
    on = "" if measured.on_all else f" ({score.issues} issues)"
    return f"{score.mae:.2f}{on}", tell_against(score)


def tell_against(score: Score) -> str:
    """Return the difference to the mean's error with its interval; a dash for the mean."""
    if score.against is None:
        return NONE
    return tell_difference(score.against).replace("95 %: ", "")


def tell_ties(answers: Iterable[Answer]) -> str:
    """Return why the election jumps where actors part; empty where it does not."""
    for answer in answers:
        if answer.asked.model != "election" or answer.uncertain is None:
            continue
        held = answer.uncertain.middle.positions
        if len(np.unique(held, axis=0)) < len(held):
            return (
                f"{answer.asked.name}: several actors stand at one place in the middle. Where they "
                "are drawn or moved apart there are more positions to vote on, and that by itself "
                "moves its value."
            )
    return ""


def list_summary(answers: Answers) -> Rows:
    """Return one row an issue: what the leading model says, and how far models lie apart."""
    named = any(question.options for question in answers.given.questions.values())
    columns = ["Issue", "Leading model's value", *(["Nearest option"] if named else [])]
    rows = []
    for issue, question in answers.given.questions.items():
        leading = answers.leading(issue)
        value = None if leading is None else leading.value
        row = [question.id, NONE if value is None else tell_place(question, value)]
        if named:
            row.append(NONE if value is None else tell_nearest(question, value))
        rows.append([*row, _apart(answers, issue)])
    return [*columns, "All models"], rows


def _apart(answers: Answers, issue: str) -> str:
    question = answers.given.questions[issue]
    values = [answer.value for answer in answers.by_issue[issue] if answer.value is not None]
    if not values:
        return NONE
    ends = [tell_place(question, place) for place in (min(values), max(values))]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def list_inputs(given: Given, question: Question) -> Rows:
    """Return one row an actor: where it stands, how much it cares, what it can bring to bear."""
    uncertain = question.uncertain
    columns = ["Actor", head(question, "Position"), "Salience", "Capability"]
    tables = (uncertain.positions, uncertain.salience, uncertain.capability)
    rows = []
    for row, name in enumerate(given.named(uncertain)):
        cells = [name]
        for what, table in zip(NUMBERS, tables, strict=True):
            kind = _kind(given, uncertain.middle.actors[row], what, question.id)
            told = _range(table, row, question.value_at if what == "position" else float)
            cells.append(f"{told}{f', {kind}' if kind else ''}")
        rows.append(cells)
    return columns, rows


def _range(table: Numbers, row: int, value_at: Callable[[float], float]) -> str:
    low, mode, high = (
        value_at(float(part.reshape(len(part), -1)[row, 0]))
        for part in (table.low, table.mode, table.high)
    )
    if low == high:
        return tell_number(low)
    likeliest = "" if mode != mode else f", likeliest {tell_number(mode)}"
    return f"{tell_number(low)} to {tell_number(high)}{likeliest}"


def _kind(given: Given, actor: str, what: str, issue: str) -> str:
    if given.case is None:
        return ""
    return given.case.ground(actor, what, None if what == "capability" else issue).kind


def tell_grounds(given: Given, question: Question) -> Iterator[str]:
    """Yield what the numbers of an issue rest on; nothing for a file."""
    if given.case is None:
        return
    line = given.case.lines[question.id]
    if line.kind != "derived":
        yield f"Places of the options: {_KINDS[line.kind]}."
    for what in NUMBERS:
        kinds: dict[str, list[str]] = {}
        for actor in question.uncertain.middle.actors:
            ground = given.case.ground(actor, what, None if what == "capability" else question.id)
            how = f" ({ground.how})" if ground.how and what == "position" else ""
            told = f"{given.names.get(actor, actor)}{how}"
            kinds.setdefault(ground.kind, []).append(told)
        yield (
            f"{what.capitalize()}: "
            + "; ".join(f"{_KINDS[kind]} for {', '.join(names)}" for kind, names in kinds.items())
            + "."
        )


_KINDS = {
    "evidence": "given with evidence",
    "judgement": "judged",
    "derived": "derived",
}


def tell_number(value: float) -> str:
    """Return a number to about four figures, without exponent or idle zeros."""
    text = f"{value:,.{4 if abs(value) < 1 else 2 if abs(value) < 100 else 1}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text.replace("-", "−")
