"""``detente forecast --draws N``: what the ranges make of each model's value."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

import click
import numpy as np

from detente.brief.shares import ends, percent
from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_tables import Rows
from detente.cli.forecast_words import NONE, in_unit, tell_bare, tell_mean_error
from detente.cli.output import print_table, say
from detente.errors import DetenteError, NoSolution
from detente.forecast.models import AT_ONCE
from detente.forecast.situation import Floats
from detente.forecast.uncertainty import (
    Spread,
    draw_situations,
    find_spread,
    forecast_many,
)
from detente.forecast.uncertainty.spread import QUANTILES
from detente.run import Executor, find_executor
from detente.words import capital

MANY = 200
"""Draws from which on it is worth while to start processes."""
Spreads = Mapping[tuple[str, str], Spread | str]
"""Issue and name of a model to its spread, or to why there is none."""


def find_spreads(answers: Answers, *, draws: int, seed: int) -> Spreads:
    """Ask every model about every draw."""
    found: dict[tuple[str, str], Spread | str] = {}
    known: dict[tuple[str, str], Floats | str] = {}
    once = [(answer, _key(answer)) for answer in answers]
    total = draws * len({key for _, key in once})
    slow = draws >= MANY and any(answer.asked.model not in AT_ONCE for answer in answers)
    with _progress(total) as done, find_executor(None if slow else 1) as executor:
        for answer, key in once:
            if key not in known:
                tell = partial(_tell, done, draws * len(known))
                known[key] = _values(answer, draws, seed, progress=tell, executor=executor)
            found[answer.question.id, answer.asked.name] = _spread(answer, known[key])
        done(total)
    return found


def _tell(done: Callable[[int], None], before: int, draw: int) -> None:
    done(before + draw)


def _key(answer: Answer) -> tuple[str, str]:
    """Return what an answer shares its draws with: itself, or all issues together."""
    return answer.asked.name, "" if answer.asked.joint else answer.question.id


def _values(
    answer: Answer,
    draws: int,
    seed: int,
    *,
    progress: Callable[[int], None],
    executor: Executor,
) -> Floats | str:
    if answer.uncertain is None:
        return answer.why_not
    drawn = draw_situations(answer.uncertain, draws, seed=seed)
    asked = answer.asked
    try:
        with np.errstate(all="ignore"):
            found = forecast_many(
                drawn,
                asked.model,
                parameters=asked.parameters,
                progress=progress,
                executor=executor,
            )
    except DetenteError as error:
        return str(error)
    return np.where(np.isfinite(found), found, np.nan)


def _spread(answer: Answer, values: Floats | str) -> Spread | str:
    if isinstance(values, str) or answer.uncertain is None:
        return answer.why_not or str(values)
    try:
        return find_spread(values[:, answer.dimension], answer.question.options)
    except NoSolution as error:
        return str(error)


@contextmanager
def _progress(length: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many of all draws are done."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=length, label="Drawing", file=sys.stderr) as bar:
        yield lambda done: bar.update(max(0, done - bar.pos))


def print_spreads(answers: Answers, spreads: Spreads, issue: str) -> None:
    """Print quantiles of every model's value, and how often it is nearest to which option."""
    found: dict[Answer, Spread] = {}
    for answer in answers.by_issue[issue]:
        spread = spreads[issue, answer.asked.name]
        if isinstance(spread, Spread):
            found[answer] = spread
        elif answer.forecast is not None:
            say(f"{capital(answer.asked.called)}, in draws: {spread}.")
    if not found:
        return
    question = answers.given.questions[issue]
    title = f"Over the ranges{in_unit(question)}: below this value in so many of the draws"
    print_table(title, *_list_quantiles(found))
    if question.options:
        print_table(
            "Nearest option, in so many of the draws (95% interval): of the ranges alone, without "
            "the error of the model",
            ["Option", *(answer.asked.name for answer in found)],
            _shares(list(found.values())),
        )


def _list_quantiles(found: Mapping[Answer, Spread]) -> Rows:
    lacking = any(spread.without for spread in found.values())
    columns = ["Model", *(f"{100 * q:g}%" for q in QUANTILES), "All in the middle"]
    columns += ["Measured error", *["No answer in"] * lacking]
    return columns, [
        [*_quantiles(answer, spread), *[_lacking(spread)] * lacking]
        for answer, spread in found.items()
    ]


def _quantiles(answer: Answer, spread: Spread) -> list[str]:
    question, value = answer.question, answer.value
    told = [tell_bare(question, spread.quantiles[q]) for q in QUANTILES]
    middle = NONE if value is None else tell_bare(question, value)
    return [answer.asked.name, *told, middle, tell_mean_error(question, answer.asked.measured)]


def _lacking(spread: Spread) -> str:
    return f"{spread.without:,} draws" if spread.without else NONE


def _shares(spreads: Sequence[Spread]) -> list[list[str]]:
    rows = []
    for option in spreads[0].options:
        shares = [spread.options[option] for spread in spreads]
        if any(share.value for share in shares):
            told = [f"{percent(s.value)} ({ends(s.low, s.high)})" for s in shares]
            rows.append([option, *told])
    return rows


def say_meaning(answers: Answers, spreads: Spreads, *, draws: int, seed: int) -> None:
    """Say what shares of draws are, and what they are not."""
    exact = [i for i, question in answers.given.questions.items() if question.uncertain.exact]
    if exact:
        say(f"No number is a range on {', '.join(exact)}: every draw is the same there.")
    errors = [
        f"{asked.name} {asked.measured.score.mae:.2f}"
        for asked in answers.answering
        if asked.measured is not None
    ]
    off = f" (on average, in points of 100: {', '.join(errors)})" if errors else ""
    say(
        f"{draws:,} draws, seed {seed}. A share of the draws is a statement about the analyst's "
        f"ranges alone. How far off the models were where the outcome is known{off} is not in it"
        f"{', and is the larger part' if _is_smaller(answers, spreads) else ''}."
    )


def _is_smaller(answers: Answers, spreads: Spreads) -> bool:
    """Return whether nowhere nine in ten draws spread as far to a side as a model was off."""
    found = [
        (spreads[answer.question.id, answer.asked.name], answer.asked.measured)
        for answer in answers
    ]
    known = [
        (spread.quantiles[QUANTILES[-1]] - spread.quantiles[QUANTILES[0]], measured.score.mae)
        for spread, measured in found
        if isinstance(spread, Spread) and measured is not None
    ]
    return bool(known) and all(apart / 2 < error for apart, error in known)
