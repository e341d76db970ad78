"""``detente forecast --tornado``: what the range of each number does to the value."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_given import Given
from detente.cli.forecast_words import (
    NO_ANSWER,
    in_unit,
    tell_bare,
    tell_distance,
    tell_number,
    with_unit,
)
from detente.cli.output import print_table, say
from detente.errors import DetenteError
from detente.forecast.uncertainty import Bar, find_tornado
from detente.words import capital

Tornados = Mapping[tuple[str, str], tuple[Bar, ...]]
"""Issue and name of a model to what was found."""
MET = "*"


def tornados_of(answers: Answers, *, every: bool, seed: int) -> Tornados:
    """Move each number to the ends of its range.

    Args:
        answers: what was asked.
        every: for all models; otherwise for the leading one of each issue.
        seed: of models that draw.
    """
    found: dict[tuple[str, str], tuple[Bar, ...]] = {}
    for issue, all_of_it in answers.by_issue.items():
        leading = answers.leading(issue)
        for answer in all_of_it if every else filter(None, [leading]):
            bars = _tornado(answer, seed)
            if bars is not None:
                found[issue, answer.asked.name] = bars
    return found


def _tornado(answer: Answer, seed: int) -> tuple[Bar, ...] | None:
    if answer.forecast is None or answer.uncertain is None:
        return None
    try:
        with np.errstate(all="ignore"):
            return find_tornado(
                answer.uncertain,
                answer.asked.model,
                dimension=answer.dimension,
                parameters=answer.asked.parameters,
                seed=seed,
            )
    except DetenteError:
        return None


def print_tornados(answers: Answers, tornados: Tornados, issue: str, *, limit: int) -> None:
    """Print what each number's range does to the value, the widest first."""
    for answer in answers.by_issue[issue]:
        bars = tornados.get((issue, answer.asked.name))
        if bars is None or answer.value is None:
            continue
        question, called = answer.question, capital(answer.asked.called)
        if not bars:
            say(f"{called}: no number is a range, so there is nothing to vary.\n")
            continue
        print_table(
            f"{called}{in_unit(question)}: each number at the ends of its range, all else in the "
            f"middle (all in the middle: {tell_bare(question, answer.value)})",
            ["Number", "Range", "Value at its low end", "Value at its high end", "Apart"],
            [_row(answer, bar, answers.given) for bar in bars[:limit]],
        )
        if len(bars) > limit:
            say(f"… and {len(bars) - limit} more; --limit shows them.\n")


def _row(answer: Answer, bar: Bar, given: Given) -> list[str]:
    assert answer.uncertain is not None
    on = answer.uncertain.middle.dimensions
    where = f" on {on[bar.on]}" if bar.on is not None and len(on) > 1 else ""
    low, middle, high = (MET if met and answer.asked.jumps else "" for met in bar.meets)
    return [
        f"{bar.number} of {given.named(answer.uncertain)[bar.actor]}{where}{middle}",
        _range(answer, bar, given),
        f"{_value(answer, bar.at_low)}{low}",
        f"{_value(answer, bar.at_high)}{high}",
        tell_distance(answer.question, bar.width),
    ]


def _range(answer: Answer, bar: Bar, given: Given) -> str:
    """Return the ends of a range; of a position in the values of its issue."""
    assert answer.uncertain is not None
    ends, question = (bar.low, bar.high), None
    if bar.number == "position" and bar.on is not None:
        question = given.question(answer.uncertain.middle.dimensions[bar.on])
    if question is None:
        return " to ".join(map(tell_number, ends))
    told = " to ".join(tell_number(question.value_at(end)) for end in ends)
    return told if question.id == answer.question.id else with_unit(question, told)


def _value(answer: Answer, value: float) -> str:
    return NO_ANSWER if math.isnan(value) else tell_bare(answer.question, value)


def say_marks(answers: Answers, tornados: Tornados) -> None:
    """Say once what the last column of these tables is, and a mark, where there is one."""
    if any(tornados.values()):
        say("Apart: from the lowest to the highest value, of low end, middle and high end.")
    marked = any(
        answer.asked.jumps and any(any(bar.meets) for bar in bars)
        for answer in answers
        for bars in [tornados.get((answer.question.id, answer.asked.name), ())]
    )
    if marked:
        say(
            f"{MET} Somebody else stands there too (beside the name: in the middle of the range). "
            "Where positions meet there is one fewer to vote on, so that the election jumps."
        )
