"""``detente forecast --json``: the answers as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.cli.forecast_accuracy import accuracy_of_all
from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_draws import Spreads
from detente.cli.forecast_given import Given, Question
from detente.cli.forecast_levers import Levers
from detente.cli.forecast_notes import joint_notes
from detente.cli.forecast_steps import naming_of
from detente.cli.forecast_tornados import Tornados
from detente.forecast.accuracy.beside import tell_error
from detente.forecast.records import Forecast
from detente.forecast.uncertainty import Spread
from detente.forecast.words import tell_move
from detente.rounding import rounded


def to_json(
    answers: Answers,
    *,
    spreads: Spreads | None,
    levers: Levers | None,
    tornados: Tornados | None,
    accuracy: bool,
    seed: int | None,
) -> dict[str, Any]:
    """Return all that was asked.

    ``issues`` has, by issue and model, ``value`` (0 to 100), ``in_unit``, ``option`` (null where
    several are equally near), ``nearest`` (all of these), ``error`` (the mean one, as measured),
    ``trajectory`` and ``moves``, with ``distribution`` where there are draws; ``accuracy`` the
    measured errors; ``parameters`` those of each model; ``about`` what each issue is and which
    model leads there; ``levers`` and ``tornado`` where they were asked for.
    """
    return {
        "issues": {
            issue: {a.asked.name: _answer(a, answers.given, spreads) for a in found}
            for issue, found in answers.by_issue.items()
        },
        "accuracy": _accuracy(answers, every=accuracy),
        "parameters": {one.name: dict(one.parameters) for one in answers.asked},
        "seed": seed,
        "about": {issue: _about(answers, issue) for issue in answers.by_issue},
        **_given(answers),
        **({} if levers is None else {"levers": _levers(answers, levers)}),
        **({} if tornados is None else {"tornado": _tornados(answers, tornados)}),
    }


def _given(answers: Answers) -> dict[str, Any]:
    """Return what was asked about, who and what has no part in it, and what to know of it."""
    given = answers.given
    return {
        "situation": None if given.case is None else given.case.to_dict(),
        "without_part": list(given.without_part),
        "left_out": list(given.left_out),
        "notes": [*(gap.note for gap in given.gaps), *given.notes, *joint_notes(answers)],
    }


def _answer(answer: Answer, given: Given, spreads: Spreads | None) -> dict[str, Any]:
    found, question = answer.forecast, answer.question
    if found is None or answer.value is None:
        told: dict[str, Any] = {"value": None, "reason": answer.why_not}
    else:
        told = {
            "value": rounded(answer.value),
            "in_unit": rounded(question.value_at(answer.value)) if question.scale else None,
            **_nearest(question, answer.value),
            "error": _error(answer),
            "chances": _chances(found, answer.dimension),
            "trajectory": _trajectory(found, answer.dimension),
            "moves": _moves(answer, found, given),
            "settled": found.settled,
            "method": found.method,
            "exact": found.exact,
            "notes": list(found.notes),
        }
    if spreads is not None:
        spread = spreads[question.id, answer.asked.name]
        told["distribution"] = spread.to_dict() if isinstance(spread, Spread) else None
    return told


def _nearest(question: Question, value: float) -> dict[str, Any]:
    """Return the nearest option, null where several are equally near, and all of those."""
    near = question.nearest(value)
    return {"option": near[0] if len(near) == 1 else None, "nearest": list(near)}


def _error(answer: Answer) -> dict[str, float | None] | None:
    """Return the mean absolute error of the model; None where it was not measured like that."""
    measured, question = answer.asked.measured, answer.question
    if measured is None:
        return None
    error = measured.score.mae
    in_unit = rounded(question.error_of(error)) if question.scale else None
    return {"points": error, "in_unit": in_unit}


def _chances(found: Forecast, dimension: int) -> list[dict[str, float]] | None:
    """Return the model's own distribution over positions; None where it gives none."""
    if not len(found.probabilities):
        return None
    return [
        {"value": rounded(point[dimension]), "probability": rounded(chance)}
        for point, chance in zip(found.points, found.probabilities, strict=True)
    ]


def _trajectory(found: Forecast, dimension: int) -> list[dict[str, float]] | None:
    if found.trajectory is None:
        return None
    return [
        {
            actor: rounded(where)
            for actor, where in zip(found.situation.actors, turn[:, dimension], strict=True)
        }
        for turn in found.trajectory
    ]


def _moves(answer: Answer, found: Forecast, given: Given) -> list[dict[str, Any]]:
    naming = naming_of(answer, given)
    return [
        {**move.to_dict(found.situation), "words": tell_move(found, move, naming=naming)}
        for move in found.moves
        if move.dimension == answer.dimension
    ]


def _accuracy(answers: Answers, *, every: bool) -> dict[str, Any]:
    measured = accuracy_of_all()
    asked = {one.name: one.measured for one in answers.asked}
    models = {name: None if found is None else found.to_dict() for name, found in asked.items()}
    return {
        "source": measured["source"],
        "leading": answers.leading_of_all().name,
        "models": {**models, **(measured["models"] if every else {})},
    }


def _about(answers: Answers, issue: str) -> dict[str, Any]:
    question, leading = answers.given.questions[issue], answers.leading(issue)
    return {
        "title": question.title,
        "unit": question.unit,
        "options": {option: rounded(place) for option, place in question.options.items()},
        "actors": _actors(question),
        "leading": None if leading is None else leading.asked.name,
        "because": None if leading is None else tell_error(leading.asked.measured),
    }


def _actors(question: Question) -> dict[str, dict[str, Any]]:
    middle = question.uncertain.middle
    return {
        actor: {
            "position": rounded(middle.positions[row, 0]),
            "salience": rounded(middle.salience[row, 0]),
            "capability": rounded(middle.capability[row]),
        }
        for row, actor in enumerate(question.actors)
    }


def _levers(answers: Answers, levers: Levers) -> dict[str, Any]:
    told: dict[str, Any] = {issue: {} for issue in answers.by_issue}
    for answer in answers:
        found = levers.get((answer.question.id, answer.asked.name))
        if found is not None and answer.uncertain is not None:
            middle = answer.uncertain.middle
            told[answer.question.id][answer.asked.name] = {
                middle.actors[lever.actor]: lever.to_dict(middle) for lever in found
            }
    return told


def _tornados(answers: Answers, tornados: Tornados) -> Mapping[str, Any]:
    told: dict[str, Any] = {issue: {} for issue in answers.by_issue}
    for answer in answers:
        bars = tornados.get((answer.question.id, answer.asked.name))
        if bars is not None and answer.uncertain is not None:
            middle = answer.uncertain.middle
            told[answer.question.id][answer.asked.name] = [bar.to_dict(middle) for bar in bars]
    return told
