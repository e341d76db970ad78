"""``detente forecast --levers``: what a shift of each actor would do to each model's value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_given import Question
from detente.cli.forecast_words import (
    NO_ANSWER,
    NONE,
    head,
    tell_number,
    tell_shift,
    with_unit,
)
from detente.cli.output import print_table, say
from detente.forecast.levers import SHIFT, Lever, find_levers

Levers = Mapping[tuple[str, str], tuple[Lever, ...]]
"""Issue and name of a model to what was found."""
CUT = "*"
NO_PART = "no part"
"""Instead of a shift, of an actor that the model was not asked about."""


def levers_of(answers: Answers, *, seed: int) -> Levers:
    """Move each actor by 10 points, and ask every model that has an answer again."""
    found = {}
    for answer in answers:
        if answer.forecast is None or answer.uncertain is None:
            continue
        asked = answer.asked
        with np.errstate(all="ignore"):
            found[answer.question.id, asked.name] = find_levers(
                answer.uncertain.middle,
                asked.model,
                dimension=answer.dimension,
                parameters=asked.parameters,
                seed=seed,
            )
    return found


def print_levers(answers: Answers, levers: Levers, issue: str) -> None:
    """Print what a shift of each actor moves each model's value by."""
    question = answers.given.questions[issue]
    shown = [a for a in answers.by_issue[issue] if (issue, a.asked.name) in levers]
    if not shown:
        return
    cells: dict[str, list[str]] = {actor: [] for actor in question.actors}
    for answer in shown:
        told = dict(_told(answer, levers[issue, answer.asked.name]))
        for actor, row in cells.items():
            row.append(told.get(actor, NO_PART))
    print_table(
        _title(question),
        ["Actor", *(answer.asked.name for answer in shown)],
        [[answers.given.names.get(actor, actor), *row] for actor, row in cells.items()],
    )


def _told(answer: Answer, levers: Iterable[Lever]) -> Iterable[tuple[str, str]]:
    assert answer.uncertain is not None
    actors = answer.uncertain.middle.actors
    return ((actors[lever.actor], _lever(answer.question, lever)) for lever in levers)


def _title(question: Question) -> str:
    by = f"{SHIFT:g} points"
    if question.scale:
        by = f"{with_unit(question, tell_number(question.error_of(SHIFT)))} ({by} of 100)"
    title = head(question, f"A shift of {by} by each actor moves the value by")
    return f"{title}: {_ways(question)}"


def _ways(question: Question) -> str:
    if question.scale:
        return "up / down"
    ends = [option for option, place in question.options.items() if place in (0.0, 100.0)]
    up, down = (f" ({ends[-1]})", f" ({ends[0]})") if len(ends) > 1 else ("", "")
    return f"towards 100{up} / towards 0{down}"


def _lever(question: Question, lever: Lever) -> str:
    if lever.exact and lever.up == lever.down == SHIFT:
        return f"±{tell_shift(question, abs(lever.up_by)).removeprefix('+')}"
    told = ((lever.up, lever.up_by), (lever.down, lever.down_by))
    return "/".join(_way(question, moved, by) for moved, by in told)


def _way(question: Question, moved: float, by: float) -> str:
    """Return what one shift does, marked where the line ends before it does."""
    if not moved:
        return NONE
    cut = CUT if moved < SHIFT - 1e-9 else ""
    return f"{NO_ANSWER if math.isnan(by) else tell_shift(question, by)}{cut}"


def say_how(answers: Answers, levers: Levers) -> None:
    """Say once how the shifts were made."""
    ways = [way for each in levers.values() for lever in each for way in (lever.up, lever.down)]
    if any(0 < way < SHIFT - 1e-9 for way in ways):
        say(f"{CUT} A smaller shift: the line ends before {SHIFT:g} points are done.")
    if not all(ways):
        say(f"{NONE} No shift: the actor stands at that end of the line.")
    models = [asked for asked in answers.answering if asked.model != "mean"]
    exact = len(models) < len(answers.answering)
    told = ["For the weighted mean this is exact, whatever the size of the shift."] * exact
    if models:
        others = "The other models were" if exact else "Each model was"
        told.append(f"{others} asked again with the actor moved; other shifts may do otherwise.")
    say(" ".join(told))
