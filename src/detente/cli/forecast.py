"""``detente forecast``: where issues would settle by models, with their measured error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from detente.cli.options import as_of_option, draws_option, json_option, limit_option

if TYPE_CHECKING:
    from detente.cli.forecast_answers import Answers
    from detente.cli.forecast_asked import Asked
    from detente.cli.forecast_draws import Spreads
    from detente.cli.forecast_given import Given
    from detente.cli.forecast_levers import Levers
    from detente.cli.forecast_tornados import Tornados

NOTHING: dict[str, Any] = {"issues": {}, "accuracy": None, "parameters": {}, "seed": None}
TALKS = 400
"""Actors on all issues from which a line on standard error says that models are being asked."""
CAUTION = (
    "These are values of models on judged numbers: none of them is a prediction without the error "
    "that stands beside it."
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked besides the values.

    Attributes:
        draws: None for none.
        steps, levers, tornado, accuracy: whether they are shown.
        every: whether models were named, so that all of them are varied, not the leading one alone.
        limit: rows of a tornado, and turns of a model.
    """

    draws: int | None
    steps: bool
    levers: bool
    tornado: bool
    accuracy: bool
    every: bool
    limit: int

    @property
    def further(self) -> bool:
        """Whether something of each issue is asked besides its values."""
        return bool(self.draws or self.steps or self.levers or self.tornado)


@dataclass(frozen=True, eq=False, slots=True)
class _Found:
    """The answers; None where something was not asked.

    Attributes:
        answers: of the models.
        seed: of draws, and of models that draw.
    """

    answers: Answers
    spreads: Spreads | None
    levers: Levers | None
    tornados: Tornados | None
    seed: int


@click.command(epilog="Example: detente forecast examples/ukraine-2025-12 --issue donetsk")
@click.argument("source", metavar="[DIR|FILE]", required=False, type=click.Path())
@click.option("--issue", "issues", metavar="ID", multiple=True, help="Issue; repeat for several.")
@click.option(
    "--model",
    "models",
    metavar="ID",
    multiple=True,
    help="mean, median, nash, election, challenge, spatial or exchange, or a variant that was "
    "measured, such as 'spatial, 1 turn'; repeat for several. [all seven]",
)
@click.option(
    "--set",
    "settings",
    metavar="MODEL.NAME=VALUE",
    multiple=True,
    help="Set a parameter of a model, such as nash.failure_cost=1; repeat for several.",
)
@click.option(
    "--together/--separately",
    "together",
    default=None,
    help="Ask the election and the spatial model about all issues at once. [issue by issue; the "
    "spatial model at once for a file of KTAB]",
)
@draws_option(None, "Also draw all numbers from their ranges, N times, for every model asked.")
@click.option(
    "--seed",
    metavar="N",
    type=click.IntRange(min=0),
    help="Seed of the draws, and of models that draw. [0, or the file's]",
)
@click.option("--steps", is_flag=True, help="Say who moved whom and why, turn by turn.")
@click.option("--levers", is_flag=True, help="Say what a shift of each actor would do.")
@click.option(
    "--tornado",
    is_flag=True,
    help="Say what each number's range does to the value of the leading model, or of each model "
    "that --model names.",
)
@click.option(
    "--accuracy",
    is_flag=True,
    help="Show how far off all models were on resolved issues; needs no case.",
)
@limit_option(12, "Numbers to show at most with --tornado, and turns with --steps.")
@as_of_option
@json_option
def forecast(
    source: str | None,
    issues: tuple[str, ...],
    models: tuple[str, ...],
    settings: tuple[str, ...],
    together: bool | None,
    draws: int | None,
    seed: int | None,
    steps: bool,
    levers: bool,
    tornado: bool,
    accuracy: bool,
    limit: int,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Say where issues would settle by models of bargaining, with the measured error beside each.

    Reads positions, saliences and capabilities from a case (forecast:), a table (CSV, TSV), or a
    scenario of KTAB, and asks seven models. Leads with the one whose error on resolved issues is
    smallest, with the weighted mean beside it, and says whether they can be told apart. --issue
    shows one issue in full. Exit code 3: nothing can be forecast, and why.
    """
    from detente.cli.forecast_asked import read_asked
    from detente.cli.forecast_given import read_given
    from detente.cli.output import answering, print_json

    if accuracy and source is None:
        _show_accuracy(as_json)
        return
    wanted = _Wanted(draws, steps, levers, tornado, accuracy, bool(models), limit)
    with answering(as_json, NOTHING):
        given = read_given(source or ".", issues=issues, as_of=as_of)
        asked = read_asked(given, models, settings, together=together)
        found = _find(given, asked, wanted, seed if seed is not None else given.seed or 0)
    if as_json:
        print_json(_to_json(found, wanted))
    else:
        _print(found, wanted)


def _show_accuracy(as_json: bool) -> None:
    from detente.cli.forecast_accuracy import accuracy_of_all, print_accuracy
    from detente.cli.output import print_json

    if as_json:
        print_json({**NOTHING, "accuracy": accuracy_of_all()})
    else:
        print_accuracy()


def _find(given: Given, asked: tuple[Asked, ...], wanted: _Wanted, seed: int) -> _Found:
    from detente.cli.forecast_answers import find_answers
    from detente.cli.forecast_draws import find_spreads
    from detente.cli.forecast_levers import levers_of
    from detente.cli.forecast_tornados import tornados_of

    actors = sum(question.uncertain.middle.n_actors for question in given.questions.values())
    if actors >= TALKS:
        click.echo(f"Asking {len(asked)} models about {len(given.questions)} issues …", err=True)
    answers = find_answers(given, asked, seed=seed)
    return _Found(
        answers,
        find_spreads(answers, draws=wanted.draws, seed=seed) if wanted.draws else None,
        levers_of(answers, seed=seed) if wanted.levers else None,
        tornados_of(answers, every=wanted.every, seed=seed) if wanted.tornado else None,
        seed,
    )


def _to_json(found: _Found, wanted: _Wanted) -> dict[str, Any]:
    from detente.cli.forecast_json import to_json

    drawn = wanted.draws is not None or any(
        one.parameters.get("transition") == "stochastic" for one in found.answers.asked
    )
    return to_json(
        found.answers,
        spreads=found.spreads,
        levers=found.levers,
        tornados=found.tornados,
        accuracy=wanted.accuracy,
        seed=found.seed if drawn else None,
    )


def _print(found: _Found, wanted: _Wanted) -> None:
    from detente.cli.forecast_accuracy import print_accuracy
    from detente.cli.forecast_overview import (
        print_headline,
        print_issue,
        print_overview,
        print_remarks,
    )
    from detente.cli.output import say

    answers = found.answers
    print_headline(answers)
    if len(answers.by_issue) > 1:
        print_overview(answers)
    else:
        print_issue(answers, next(iter(answers.by_issue)))
    for issue in answers.by_issue:
        _print_further(issue, found, wanted)
    _say_further(found, wanted)
    if wanted.accuracy:
        print_accuracy()
    print_remarks(answers)
    say(CAUTION)


def _print_further(issue: str, found: _Found, wanted: _Wanted) -> None:
    """Print what is asked besides the values of an issue."""
    from detente.cli.forecast_draws import print_spreads
    from detente.cli.forecast_levers import print_levers
    from detente.cli.forecast_steps import print_steps
    from detente.cli.forecast_tornados import print_tornados
    from detente.cli.forecast_words import titled
    from detente.cli.output import say_heading

    answers = found.answers
    if len(answers.by_issue) > 1 and wanted.further:
        say_heading(titled(answers.given.questions[issue]))
    if found.spreads is not None:
        print_spreads(answers, found.spreads, issue)
    if found.levers is not None:
        print_levers(answers, found.levers, issue)
    if found.tornados is not None:
        print_tornados(answers, found.tornados, issue, limit=wanted.limit)
    if wanted.steps:
        print_steps(answers, issue, limit=wanted.limit)


def _say_further(found: _Found, wanted: _Wanted) -> None:
    """Say once what holds for what was asked besides, on all issues."""
    from detente.cli.forecast_draws import say_meaning
    from detente.cli.forecast_levers import say_how
    from detente.cli.forecast_notes import tell_jumps
    from detente.cli.forecast_steps import print_joint_steps
    from detente.cli.forecast_tornados import say_marks
    from detente.cli.output import say

    answers = found.answers
    if wanted.steps:
        print_joint_steps(answers, limit=wanted.limit)
    if found.levers is not None:
        say_how(answers, found.levers)
    if found.tornados is not None:
        say_marks(answers, found.tornados)
    if (found.levers is not None or found.spreads is not None) and tell_jumps(answers):
        say(tell_jumps(answers))
    if found.spreads is not None and wanted.draws:
        say_meaning(answers, found.spreads, draws=wanted.draws, seed=found.seed)
