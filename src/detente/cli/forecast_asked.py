"""Which models ``detente forecast`` asks, with their parameters and their measured error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click
import numpy as np

from detente.cli.forecast_given import Given
from detente.forecast.accuracy.asked import ASKED
from detente.forecast.accuracy.beside import BASELINE, Measured, find_measured
from detente.forecast.models import JUMPING, MODELS, Parameters
from detente.forecast.parameters import complete, read_value
from detente.forecast.uncertainty import UncertainSituation

TOGETHER = ("election", "spatial")
"""Models that can be asked about all issues at once, besides the one that has to be."""
JOINT = "exchange"
FOLLOWING = "spatial"
"""The model in which ideals may follow the positions of others."""


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """A model with its parameters.

    Attributes:
        name: id of the model, or of a measured variant.
        model: id.
        parameters: all of them.
        joint: whether it is asked about all issues at once.
        following: whether ideals follow the positions of others (affinities).
    """

    name: str
    model: str
    parameters: Parameters
    joint: bool
    following: bool = False

    def together(self, given: Given) -> UncertainSituation | None:
        """Return all issues at once, as this model takes them."""
        return given.trading if self.model == JOINT else given.joint

    @property
    def measured(self) -> Measured | None:
        """Its measured error; None where it was not measured like that.

        It was measured on issues one by one, the exchange on those of one proposal together, and
        without anybody's ideal following the position of somebody else.
        """
        if self.following or (self.joint and self.model != JOINT):
            return None
        return find_measured(self.model, self.parameters)

    @property
    def jumps(self) -> bool:
        """Whether its value jumps where actors meet or part: positions that are one count once."""
        return self.model in JUMPING and self.parameters["options"] == "distinct"

    @property
    def is_baseline(self) -> bool:
        """Whether it is the weighted mean that all others are compared with."""
        return self.measured is not None and self.measured.name == BASELINE

    @property
    def title(self) -> str:
        """What it is, in words."""
        title = MODELS[self.model].title
        return f"{title} (all issues)" if self.joint else title

    @property
    def called(self) -> str:
        """What sentences call it; a variant by what is varied."""
        called = MODELS[self.model].called
        return called if self.name == self.model else f"{called} ({self.name.partition(', ')[2]})"


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
    at_once = TOGETHER if together else (FOLLOWING,) if together is None and given.ktab else ()
    following = any(_follows(each) for each in _situations(given))
    asked = []
    for name, (model, own) in chosen.items():
        of_file = given.spatial or {} if model == FOLLOWING else {}
        given_to = {**of_file, **own, **settled.get(model, {})}
        parameters = complete(model, given_to, defaults=MODELS[model].parameters)
        joint = model == JOINT or (model in at_once and given.joint is not None)
        asked.append(Asked(name, model, parameters, joint, following and model == FOLLOWING))
    return tuple(asked)


def _situations(given: Given) -> Iterator[UncertainSituation]:
    yield from (question.uncertain for question in given.questions.values())
    if given.joint is not None:
        yield given.joint


def _follows(uncertain: UncertainSituation) -> bool:
    middle = uncertain.middle
    return not np.array_equal(middle.affinities, np.eye(middle.n_actors))


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
