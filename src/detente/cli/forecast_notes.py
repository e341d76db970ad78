"""What a reader of ``detente forecast`` has to know of values: each note once, where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.cli.forecast_answers import Answer, Answers
from detente.cli.forecast_tables import find_jumps
from detente.cli.forecast_together import tell_together
from detente.forecast.accuracy.measured import SOURCE
from detente.forecast.records import Forecast
from detente.forecast.words import tell_run
from detente.words import capital, counted, listed


def notes_of(answers: Answers, issue: str) -> Iterator[str]:
    """Yield what is to be known of the values of the only issue that is asked about."""
    for answer in answers.by_issue[issue]:
        for told in _of_answer(answer):
            yield f"{capital(answer.asked.called)}: {told}."


def notes_by_issue(answers: Answers) -> Iterator[str]:
    """Yield the notes of all issues; those that are the same on several, once."""
    found: dict[tuple[str, str], list[str]] = {}
    for answer in answers:
        for told in _of_answer(answer):
            found.setdefault((answer.asked.called, told), []).append(answer.question.id)
    for (called, told), issues in found.items():
        on = "" if len(issues) == len(answers.by_issue) else f" on {', '.join(issues)}"
        yield f"{capital(called)}{on}: {told}."


def _of_answer(answer: Answer) -> Iterator[str]:
    found = answer.forecast
    if found is None:
        yield answer.why_not.removeprefix(f"on {answer.question.id}: ")
        return
    if not answer.asked.joint:
        yield from _of_run(found)
    where = " (places from 0 to 100)" if answer.question.scale else ""
    for remark in found.remarks:
        if remark.dimension == answer.dimension:
            yield f"{remark.text}{where}"


def _of_run(found: Forecast) -> Iterator[str]:
    """Yield what is to be known of a run as a whole."""
    if found.seed is not None:
        yield f"one random run of many, seed {found.seed}"
    if found.settled is False:
        yield tell_run(found).removesuffix(".")
    else:
        yield from (remark.text for remark in found.remarks if remark.dimension is None)


def joint_notes(answers: Answers) -> Iterator[str]:
    """Yield what is to be known of models that are asked about all issues at once."""
    yield from tell_together(answers)
    runs: dict[str, Forecast] = {}
    for answer in answers:
        if answer.asked.joint and answer.forecast is not None:
            runs.setdefault(answer.asked.called, answer.forecast)
    for called, found in runs.items():
        for told in _of_run(found):
            yield f"{capital(called)}: {told}."


def tell_jumps(answers: Answers) -> str:
    """Return on which issues the election jumps where actors part; empty where on none."""
    issues = find_jumps(answers)
    if not issues:
        return ""
    on = f" on {', '.join(issues)}" if len(issues) < len(answers.by_issue) else ""
    return (
        f"The election: several actors stand at one place in the middle{on}. Where they are drawn "
        "or moved apart there are more positions to vote on, and that by itself moves its value."
    )


def tell_sizes(answers: Answers) -> str:
    """Return where there are fewer or more actors than on any measured issue; empty if nowhere."""
    least, most = SOURCE["actors"]
    beyond: Mapping[str, int] = {
        issue: len(question.actors)
        for issue, question in answers.given.questions.items()
        if not least <= len(question.actors) <= most
    }
    if not beyond:
        return ""
    counts = dict.fromkeys(counted(count, "actor") for count in beyond.values())
    on = f" on {', '.join(beyond)}" if len(beyond) < len(answers.by_issue) else ""
    return (
        f"There are {listed(counts, 'or')}{on}; the measured issues had {least} to {most}, so the "
        "errors say little here."
    )
