"""``detente forecast --steps``: who moved whom and why, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_given import Given
from detente.cli.forecast_words import tell_place
from detente.cli.output import say
from detente.forecast.situation import SCALE
from detente.forecast.words import Naming, ToldTurn, tell_run, tell_turns
from detente.words import capital, counted


def naming_of(answer: Answer, given: Given) -> Naming:
    """Return how the actors and issues are called that a model was asked about."""
    assert answer.uncertain is not None
    middle, wording = answer.uncertain.middle, given.wording
    plural = frozenset(
        row for row, actor in enumerate(middle.actors) if wording and wording.plural(actor)
    )
    return Naming(given.named(answer.uncertain), middle.dimensions, plural)


def print_steps(answers: Answers, issue: str, *, limit: int) -> None:
    """Print who moved whom and why, of every model that moves on one issue alone.

    Args:
        answers: what was asked.
        issue: id.
        limit: turns of a model at most: the first ones, and the last.
    """
    question = answers.given.questions[issue]
    if question.scale:
        low, high = (tell_place(question, end) for end in (0.0, SCALE))
        say(f"Moves are told on the line from 0 to 100: 0 is {low}, 100 is {high}.")
    for answer in answers.by_issue[issue]:
        if not answer.asked.joint:
            _print_run(answer, answers.given, limit=limit)


def print_joint_steps(answers: Answers, *, limit: int) -> None:
    """Print the same of every model that was asked about all issues at once."""
    for asked in answers.asked:
        told = [a for a in answers if a.asked is asked and asked.joint and a.forecast is not None]
        if told:
            dimensions = [answer.dimension for answer in told]
            _print_run(told[0], answers.given, dimensions, limit=limit)


def _print_run(
    answer: Answer, given: Given, dimensions: Sequence[int] | None = None, *, limit: int
) -> None:
    found = answer.forecast
    if found is None or found.trajectory is None:
        return
    say(f"{capital(answer.asked.called)}: {tell_run(found)}")
    turns = list(tell_turns(found, naming_of(answer, given), dimensions=dimensions))
    hidden = len(turns) - limit
    for turn in turns if hidden <= 0 else turns[: limit - 1]:
        _print_turn(turn)
    if hidden > 0:
        say(f"… and {counted(hidden, 'more turn')}; --limit shows them. The last:", first="  ")
        _print_turn(turns[-1])
    say("")


def _print_turn(turn: ToldTurn) -> None:
    say(f"Turn {turn.number}{'' if turn.moves else ': nobody moves.'}", first="  ")
    for sentence in turn.moves:
        say(sentence, first="  – ", then="    ")
