"""What the models say to the questions of ``detente forecast``, each with its measured error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.cli.forecast_asked import Asked
from detente.cli.forecast_given import Given, Question
from detente.errors import DetenteError, NoSolution
from detente.forecast.accuracy.beside import find_leader
from detente.forecast.models import MODELS, forecast
from detente.forecast.records import Forecast
from detente.forecast.uncertainty import UncertainSituation
from detente.grammar import verb
from detente.words import listed


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """What one model says of one issue.

    Attributes:
        asked: the model.
        question: the issue.
        uncertain: what it was asked about; None where there is no such situation.
        dimension: index of the issue in it.
        forecast: None where there is none.
        why_not: the reason, where there is none.
    """

    asked: Asked
    question: Question
    uncertain: UncertainSituation | None
    dimension: int
    forecast: Forecast | None
    why_not: str = ""

    @property
    def value(self) -> float | None:
        """The place that the model gives, 0 to 100."""
        return None if self.forecast is None else float(self.forecast.values[self.dimension])


@dataclass(frozen=True, eq=False, slots=True)
class Answers:
    """What all models say of all issues.

    Attributes:
        given: what was asked about.
        asked: the models, in the order of tables.
        by_issue: issue to its answers, in that order.
    """

    given: Given
    asked: tuple[Asked, ...]
    by_issue: Mapping[str, tuple[Answer, ...]]

    def leading(self, issue: str) -> Answer | None:
        """Return the answer that measures best; None where no model has one."""
        found = {a.asked.name: a for a in self.by_issue[issue] if a.forecast is not None}
        name = find_leader({name: answer.asked.measured for name, answer in found.items()})
        return None if name is None else found[name]

    @property
    def answering(self) -> tuple[Asked, ...]:
        """The models that have an answer to some issue, in the order of tables; never empty."""
        found = {answer.asked.name for answer in self if answer.forecast is not None}
        return tuple(asked for asked in self.asked if asked.name in found)

    def leading_of_all(self) -> Asked:
        """Return the model that measures best among those that have an answer to some issue."""
        answering = {asked.name: asked for asked in self.answering}
        name = find_leader({name: asked.measured for name, asked in answering.items()})
        return self.asked[0] if name is None else answering[name]

    @property
    def baseline(self) -> Asked | None:
        """The weighted mean, if it is asked and does not lead: what stands beside the leader."""
        other = [asked for asked in self.answering if asked.is_baseline]
        return other[0] if other and other[0] is not self.leading_of_all() else None

    @property
    def beside(self) -> tuple[Asked, ...]:
        """The models whose values stand side by side: the leading one, and the weighted mean."""
        return (self.leading_of_all(), *filter(None, [self.baseline]))

    @property
    def few(self) -> bool:
        """Whether some of the models are not asked."""
        return {asked.model for asked in self.asked} < MODELS.keys()

    def of(self, issue: str, asked: Asked) -> Answer:
        """Return what one model says of an issue."""
        return next(answer for answer in self.by_issue[issue] if answer.asked is asked)

    def __iter__(self) -> Iterator[Answer]:
        return (answer for answers in self.by_issue.values() for answer in answers)


def find_answers(given: Given, asked: tuple[Asked, ...], *, seed: int) -> Answers:
    """Ask all models about all issues.

    Raises:
        NoSolution: no model has an answer to any issue.
    """
    together = {one.name: _ask(one, one.together(given), seed) for one in asked if one.joint}
    by_issue = {
        issue: tuple(
            _joint_answer(one, question, given, together[one.name])
            if one.joint
            else _answer(one, question, seed)
            for one in asked
        )
        for issue, question in given.questions.items()
    }
    answers = Answers(given, asked, by_issue)
    if all(answer.forecast is None for answer in answers):
        reasons = dict.fromkeys(f"{a.asked.name}: {a.why_not}" for a in answers)
        raise NoSolution(f"no model has an answer ({'; '.join(reasons)})")
    return answers


def _answer(asked: Asked, question: Question, seed: int) -> Answer:
    found, why_not = _ask(asked, question.uncertain, seed)
    return Answer(asked, question, question.uncertain, 0, found, why_not)


def _joint_answer(
    asked: Asked, question: Question, given: Given, answer: tuple[Forecast | None, str]
) -> Answer:
    found, why_not = answer
    joint = asked.together(given)
    if joint is None or question.id not in joint.middle.dimensions:
        why_not = why_not if joint is None else _tell_apart(given, question, joint)
        return Answer(asked, question, None, 0, None, why_not)
    return Answer(
        asked, question, joint, joint.middle.dimensions.index(question.id), found, why_not
    )


def _tell_apart(given: Given, question: Question, joint: UncertainSituation) -> str:
    """Return why an issue is not among those that are taken together."""
    absent = [actor for actor in joint.middle.actors if actor not in question.actors]
    if not absent:
        return "to those who stand on all the issues that it takes, this one does not matter"
    plural = len(absent) > 1 or (given.wording is not None and given.wording.plural(absent[0]))
    names = listed(given.names.get(actor, actor) for actor in absent)
    has = verb("has", plural=plural)
    return f"it takes issues on which the same actors stand, and {names} {has} no part in this one"


def _ask(
    asked: Asked, uncertain: UncertainSituation | None, seed: int
) -> tuple[Forecast | None, str]:
    """Return a forecast, or why there is none."""
    if uncertain is None:
        return None, "it needs two issues or more on which the same two actors or more stand"
    try:
        with np.errstate(all="ignore"):
            found = forecast(uncertain.middle, asked.model, parameters=asked.parameters, seed=seed)
    except DetenteError as error:
        return None, str(error)
    if not np.isfinite(found.values).all():
        return None, "its formulas have no value here"
    return found, ""
