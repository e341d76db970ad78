"""What the models say to the questions of ``detente forecast``, each with its measured error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import click
import numpy as np

from detente.cli.forecast_given import Given, Question
from detente.errors import DetenteError, NoSolution
from detente.forecast.accuracy.asked import ASKED
from detente.forecast.accuracy.beside import Measured, find_leader, find_measured
from detente.forecast.models import MODELS, Parameters, forecast
from detente.forecast.parameters import complete, read_value
from detente.forecast.records import Forecast
from detente.forecast.uncertainty import UncertainSituation

TOGETHER = ("election", "spatial")
"""Models that can be asked about all issues at once, besides the one that has to be."""
JOINT = "exchange"


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """A model with its parameters.

    Attributes:
        name: id of the model, or of a measured variant.
        model: id.
        parameters: all of them.
        joint: whether it is asked about all issues at once.
    """

    name: str
    model: str
    parameters: Parameters
    joint: bool

    def together(self, given: Given) -> UncertainSituation | None:
        """Return all issues at once, as this model takes them."""
        return given.trading if self.model == JOINT else given.joint

    @property
    def measured(self) -> Measured | None:
        """Its measured error; None where it was not measured like that."""
        if self.joint and self.model != JOINT:
            return None  # measured on issues one by one
        return find_measured(self.model, self.parameters)

    @property
    def title(self) -> str:
        """What it is, in words."""
        title = MODELS[self.model].title
        return f"{title} (all issues)" if self.joint else title

    @property
    def called(self) -> str:
        """What sentences call it: a variant with its name."""
        return self.title if self.name == self.model else f"{self.title} ({self.name})"


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

    def leading_of_all(self) -> Asked:
        """Return the model that measures best among those that have an answer to some issue."""
        answering = {a.asked.name: a.asked for a in self if a.forecast is not None}
        name = find_leader({name: asked.measured for name, asked in answering.items()})
        return self.asked[0] if name is None else answering[name]

    def __iter__(self) -> Iterator[Answer]:
        return (answer for answers in self.by_issue.values() for answer in answers)


def read_asked(
    given: Given, names: Sequence[str], settings: Sequence[str], *, together: bool | None
) -> tuple[Asked, ...]:
    """Return the models to ask, with their parameters.

    Args:
        given: what is asked about; a KTAB file may give parameters of the spatial model.
        names: ids of models, or names of measured variants; empty for all models.
        settings: ``MODEL.parameter=value`` each.
        together: whether models that can are asked about all issues at once; None: the spatial
            model alone, for a scenario of KTAB.

    Raises:
        UsageError: an unknown model, a setting of another form or for a model that is not asked.
        InvalidInput: an unknown parameter, or a value that it may not take.
    """
    wanted = list(dict.fromkeys(names)) or list(MODELS)
    chosen = {name: _known(name) for name in wanted}
    settled = _settings(settings, [model for model, _ in chosen.values()])
    at_once = TOGETHER if together else ("spatial",) if together is None and given.ktab else ()
    asked = []
    for name, (model, own) in chosen.items():
        of_file = given.spatial or {} if model == "spatial" else {}
        given_to = {**of_file, **own, **settled.get(model, {})}
        parameters = complete(model, given_to, defaults=MODELS[model].parameters)
        joint = model == JOINT or (model in at_once and given.joint is not None)
        asked.append(Asked(name, model, parameters, joint))
    return tuple(asked)


def _known(name: str) -> tuple[str, Parameters]:
    if name in MODELS:
        return name, {}
    if name in ASKED:
        return ASKED[name]
    models = ", ".join(MODELS)
    raise click.UsageError(
        f"there is no model {name!r}; there are: {models}. 'detente forecast --accuracy' lists "
        "measured variants, which can be named too"
    )


def _settings(settings: Sequence[str], models: Sequence[str]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for setting in settings:
        address, equals, text = setting.partition("=")
        model, dot, parameter = address.strip().partition(".")
        if not (equals and dot and parameter):
            raise click.UsageError(
                f"--set takes MODEL.parameter=value, such as nash.failure_cost=1, not {setting!r}"
            )
        if model not in MODELS:
            raise click.UsageError(f"there is no model {model!r}; there are: {', '.join(MODELS)}")
        if model not in models:
            raise click.UsageError(f"--set {address}: the model {model} is not asked")
        found.setdefault(model, {})[parameter] = read_value(parameter, text.strip())
    return found


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
        why_not = why_not if joint is None else "not every actor stands on this issue"
        return Answer(asked, question, None, 0, None, why_not)
    return Answer(
        asked, question, joint, joint.middle.dimensions.index(question.id), found, why_not
    )


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
