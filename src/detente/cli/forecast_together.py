"""What ``detente forecast`` says of models that are asked about all issues at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.cli.forecast_answers import Answers
from detente.cli.forecast_given import Given
from detente.forecast.uncertainty import UncertainSituation
from detente.grammar import verb
from detente.words import capital, counted, listed


def tell_together(answers: Answers) -> Iterator[str]:
    """Say on which issues and with whom such models were asked, and what became of saliences."""
    found: dict[str, list[str]] = {}
    for asked in answers.answering:
        together = asked.together(answers.given) if asked.joint else None
        if together is not None:
            found.setdefault(_tell(answers.given, together), []).append(asked.called)
    for told, called in found.items():
        yield f"{capital(listed(called))} {verb('takes', plural=len(called) > 1)} {told}"


def _tell(given: Given, together: UncertainSituation) -> str:
    issues = counted(together.middle.n_dimensions, "issue")
    return (
        f"{issues} together{_which(given, together)}, with {listed(given.named(together))}"
        f"{_without(given, together)}.{_divided(given, together)}"
    )


def _which(given: Given, together: UncertainSituation) -> str:
    """Return which issues these are, where they are not just those that are asked about."""
    issues, asked = together.middle.dimensions, list(given.questions)
    if not set(issues) <= set(asked):
        return f" ({', '.join(issues)})"
    left = [issue for issue in asked if issue not in issues]
    return f" (all but {listed(left)})" if left else ""


def _without(given: Given, together: UncertainSituation) -> str:
    """Return who has a part in an issue that is asked about, and none here."""
    apart = dict.fromkeys(
        actor
        for question in given.questions.values()
        for actor in question.actors
        if actor not in together.middle.actors
    )
    told = (
        f"{given.names.get(actor, actor)} (no part in {listed(_lacking(given, together, actor))})"
        for actor in apart
    )
    return f", and without {listed(told)}" if apart else ""


def _lacking(given: Given, together: UncertainSituation, actor: str) -> Iterator[str]:
    """Yield the issues taken together in which an actor has no part."""
    for issue in together.middle.dimensions:
        question = given.question(issue)
        if question is not None and actor not in question.actors:
            yield issue


def _divided(given: Given, together: UncertainSituation) -> str:
    """Return what saliences are divided by, beside those that each issue shows."""
    here = together.middle
    for k, issue in enumerate(here.dimensions):
        question = given.questions.get(issue)
        if question is None:
            continue
        for row, actor in enumerate(here.actors):
            if actor not in question.actors or not here.salience[row, k]:
                continue
            alone = question.uncertain.middle.salience[question.actors.index(actor), 0]
            ratio = float(alone / here.salience[row, k])
            if np.isclose(ratio, 1.0):
                return ""
            return (
                f" All saliences are divided by {ratio:.4g} there, alike for all, so that those of "
                "one actor add up to at most 100."
            )
    return ""
