"""What can be asked of ``detente forecast`` besides: steps, levers, tornado."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_given import Given
from detente.cli.forecast_tables import (
    NONE,
    head,
    tell_bare,
    tell_number,
    tell_place,
    tell_ties,
)
from detente.cli.output import print_table, say
from detente.errors import DetenteError
from detente.forecast.levers import SHIFT, Lever, find_levers
from detente.forecast.situation import SCALE
from detente.forecast.uncertainty import Bar, find_tornado
from detente.forecast.words import Naming, tell_run, tell_turns

Levers = Mapping[tuple[str, str], tuple[Lever, ...]]
Tornados = Mapping[tuple[str, str], tuple[Bar, ...]]
"""Issue and name of a model to what was found."""


def naming_of(answer: Answer, given: Given) -> Naming:
    """Return how the actors and issues are called that a model was asked about."""
    assert answer.uncertain is not None
    return Naming(given.named(answer.uncertain), answer.uncertain.middle.dimensions)


def print_steps(answers: Answers, issue: str) -> None:
    """Print who moved whom and why, of every model that moves on one issue alone."""
    question = answers.given.questions[issue]
    if question.unit:
        low, high = (tell_place(question, end) for end in (0.0, SCALE))
        say(f"Moves are told on the line from 0 to 100: 0 is {low}, 100 is {high}.")
    for answer in answers.by_issue[issue]:
        if not answer.asked.joint:
            _print_run(answer, answers.given)


def print_joint_steps(answers: Answers) -> None:
    """Print who moved whom and why, of every model that was asked about all issues at once."""
    for asked in answers.asked:
        told = [a for a in answers if a.asked is asked and asked.joint and a.forecast is not None]
        if told:
            _print_run(told[0], answers.given, [answer.dimension for answer in told])


def _print_run(answer: Answer, given: Given, dimensions: Sequence[int] | None = None) -> None:
    found = answer.forecast
    if found is None or found.trajectory is None:
        return
    say(f"{answer.asked.called}: {tell_run(found)}")
    for turn in tell_turns(found, naming_of(answer, given), dimensions=dimensions):
        say(f"Turn {turn.number}{'' if turn.moves else ': nobody moves.'}", first="  ")
        for sentence in turn.moves:
            say(sentence, first="  – ", then="    ")
    say("")


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
    shown = [a for a in answers.by_issue[issue] if (issue, a.asked.name) in levers]
    if not shown:
        return
    cells: dict[str, list[str]] = {}
    names = answers.given.named(answers.given.questions[issue].uncertain)
    for answer in shown:
        assert answer.uncertain is not None
        told = {
            answers.given.named(answer.uncertain)[lever.actor]: _lever(lever)
            for lever in levers[issue, answer.asked.name]
        }
        for name in names:
            cells.setdefault(name, []).append(told.get(name, NONE))
    print_table(
        f"A shift of {SHIFT:g} points by each actor moves the value by: upwards / downwards",
        ["Actor", *(answer.asked.name for answer in shown)],
        [[name, *told] for name, told in cells.items()],
    )
    say(
        "In points of 0 to 100; nobody is moved beyond the ends of the scale. Exact for the mean, "
        "for every shift; the other models were asked again."
    )
    if tell_ties(shown):
        say(tell_ties(shown))
    say("")


def _lever(lever: Lever) -> str:
    if lever.exact and lever.up == lever.down:
        return f"±{abs(lever.up_by):.1f}"
    up = NONE if not lever.up else _signed(lever.up_by)
    down = NONE if not lever.down else _signed(lever.down_by)
    return f"{up} / {down}"


def _signed(value: float) -> str:
    if math.isnan(value):
        return "no answer"
    text = f"{value:+.1f}"
    return "0" if float(text) == 0 else text.replace("-", "−")


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
        if bars is None:
            continue
        if not bars:
            say(f"{answer.asked.called}: no number is a range, so there is nothing to vary.\n")
            continue
        print_table(
            f"{answer.asked.called}: each number at the ends of its range, all else in the middle",
            [
                "Number",
                "Range",
                head(answer.question, "Value at its low end"),
                head(answer.question, "Value at its high end"),
                "Points of 100 apart",
            ],
            [_bar(answer, bar, answers.given) for bar in bars[:limit]],
        )
        if len(bars) > limit:
            say(f"… and {len(bars) - limit} more; --limit shows them.\n")


def _bar(answer: Answer, bar: Bar, given: Given) -> Sequence[str]:
    assert answer.uncertain is not None
    on = answer.uncertain.middle.dimensions
    where = f" on {on[bar.on]}" if bar.on is not None and len(on) > 1 else ""
    return [
        f"{bar.number} of {given.named(answer.uncertain)[bar.actor]}{where}",
        " to ".join(_end(answer, bar, given, end) for end in (bar.low, bar.high)),
        *_ends(answer, (bar.at_low, bar.at_high)),
        "no answer" if math.isnan(bar.width) else f"{bar.width:.1f}",
    ]


def _end(answer: Answer, bar: Bar, given: Given, end: float) -> str:
    """Return an end of a range; of a position in the unit of its issue."""
    assert answer.uncertain is not None
    if bar.number != "position" or bar.on is None:
        return tell_number(end)
    question = given.questions.get(answer.uncertain.middle.dimensions[bar.on])
    return tell_number(end) if question is None else tell_number(question.value_at(end))


def _ends(answer: Answer, values: Iterable[float]) -> list[str]:
    return ["no answer" if math.isnan(v) else tell_bare(answer.question, v) for v in values]
