"""What the forecast room says about a case, gathered for the sections of a brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from detente.case.records import Case
from detente.errors import DetenteError, NoSolution, NotSupported

if TYPE_CHECKING:
    from detente.forecast.of_case import CaseSituation, IssueLine
    from detente.forecast.records import Forecast
    from detente.forecast.situation import Floats, Situation
    from detente.forecast.uncertainty import Bar, Spread, UncertainSituation

Asked = tuple[dict[str, "Forecast"], dict[str, str]]
"""Model to its answer, and to why it has none."""
TOGETHER = "exchange"
"""The model that reads several issues at once."""
MOVING = "spatial"
"""The model whose cost grows fast with the number of actors."""
DRAWS = 2_000
"""Draws of models that can be asked about many situations at once."""
SLOW_DRAWS = 100
"""Draws of any other model."""
SEED = 0
WORK = 8_000
"""Actors squared, summed over issues, up to which :data:`MOVING` is asked."""


@dataclass(frozen=True, eq=False, slots=True)
class Settled:
    """What the models say of one issue.

    Attributes:
        line: where its options lie.
        uncertain: who stands where, with the ranges.
        forecasts: model to its answer, all numbers in the middle.
        silent: model to why it has none, in words.
        drawn: model to its answers over the draws, those of the leading model and of the weighted
            mean; empty where no number is a range.
        spreads: the same, summed up.
        bars: one number at a time at the ends of its range, for the leading model; widest first.
    """

    line: IssueLine
    uncertain: UncertainSituation
    forecasts: Mapping[str, Forecast]
    silent: Mapping[str, str]
    drawn: Mapping[str, Floats]
    spreads: Mapping[str, Spread]
    bars: tuple[Bar, ...]

    def value(self, model: str) -> float | None:
        """Return the place that a model names; None where it has no answer."""
        found = self.forecasts.get(model)
        if found is None:
            return None
        return float(found.values[found.situation.dimensions.index(self.line.id)])

    def place(self, model: str) -> float:
        """Return the place that a model names, which has an answer."""
        found = self.value(model)
        if found is None:
            raise NoSolution(f"the model {model!r} has no answer on {self.line.id}")
        return found

    @property
    def places(self) -> dict[str, float]:
        """Model to the place that it names, of those that have an answer."""
        return {model: self.place(model) for model in self.forecasts}


@dataclass(frozen=True, eq=False, slots=True)
class Settling:
    """What the models say of a case.

    Attributes:
        given: who stands where, with what every number rests on.
        leading: id of the model that measured best.
        issues: one for each line.
        draws: of the leading model; 0 where no number is a range.
        seed: of the draws.
    """

    given: CaseSituation
    leading: str
    issues: tuple[Settled, ...]
    draws: int
    seed: int


def find_settling(case: Case, day: date) -> tuple[Settling | None, str]:
    """Return what the models say, or why nothing can be said, in words; both empty if not asked."""
    from detente.forecast.of_case import situation_of_case

    if case.forecast is None:
        return None, ""
    try:
        given = situation_of_case(case, day)
    except NoSolution:
        return None, "on no issue two parties have a position, a salience and a capability"
    except NotSupported:
        return None, "there are more parties than the models take"
    asked = {issue: _ask(given, issue, moving) for issue, moving in _affordable(given)}
    together = _together(given)
    if together is not None:
        for issue in together.situation.dimensions:
            asked[issue][0][TOGETHER] = together
    leading = _leading([forecasts for forecasts, _ in asked.values()])
    issues = tuple(
        _settle(given, issue, leading, forecasts, silent)
        for issue, (forecasts, silent) in asked.items()
    )
    drawn = any(each.drawn for each in issues)
    return Settling(given, leading, issues, _draws(leading) if drawn else 0, SEED), ""


def _affordable(given: CaseSituation) -> Iterator[tuple[str, bool]]:
    """Yield the issues, and whether the model whose cost grows fast is asked about them."""
    work = 0
    for issue, uncertain in given.situations.items():
        work += uncertain.middle.n_actors**2
        yield issue, work <= WORK


def _ask(given: CaseSituation, issue: str, moving: bool) -> Asked:
    """Ask all models that read one issue."""
    from detente.forecast.models import MODELS

    found: Asked = {}, {}
    for model in MODELS:
        if model == MOVING and not moving:
            found[1][model] = "too many actors for a brief; detente forecast asks it"
        elif model != TOGETHER:
            answer = _answer(given.situations[issue].middle, model)
            if answer is None:
                found[1][model] = "it has no answer with these numbers"
            else:
                found[0][model] = answer
    return found


def _together(given: CaseSituation) -> Forecast | None:
    return None if given.joint is None else _answer(given.joint.middle, TOGETHER)


def _answer(situation: Situation, model: str) -> Forecast | None:
    """Return what a model says; None where it has no answer, for whatever reason."""
    from detente.forecast.models import forecast

    try:
        with np.errstate(all="ignore"):
            found = forecast(situation, model)
    except DetenteError:
        return None
    return found if np.isfinite(found.values).all() else None


def _leading(asked: Sequence[Mapping[str, Forecast]]) -> str:
    """Return the model that measured best, of those that have an answer on every issue."""
    from detente.forecast.accuracy.beside import BASELINE, find_leader, find_measured

    shared = [model for model in asked[0] if all(model in found for found in asked)]
    return find_leader({model: find_measured(model, {}) for model in shared}) or BASELINE


def _settle(
    given: CaseSituation,
    issue: str,
    leading: str,
    forecasts: Mapping[str, Forecast],
    silent: Mapping[str, str],
) -> Settled:
    from detente.forecast.uncertainty import find_spread, find_tornado

    line, uncertain = given.lines[issue], given.situations[issue]
    if uncertain.exact:
        return Settled(line, uncertain, forecasts, silent, {}, {}, ())
    drawn = _drawn(uncertain, leading)
    spreads = {
        model: find_spread(values, line.options)
        for model, values in drawn.items()
        if not np.isnan(values).all()
    }
    bars = find_tornado(uncertain, leading)
    return Settled(line, uncertain, forecasts, silent, drawn, spreads, bars)


def _draws(model: str) -> int:
    from detente.forecast.models import AT_ONCE

    return DRAWS if model in AT_ONCE else SLOW_DRAWS


def _drawn(uncertain: UncertainSituation, leading: str) -> dict[str, Floats]:
    """Ask the leading model and the weighted mean about the same draws."""
    from detente.forecast.accuracy.beside import BASELINE
    from detente.forecast.uncertainty import draw_situations, forecast_many

    drawn = draw_situations(uncertain, _draws(leading), seed=SEED)
    models = dict.fromkeys((leading, BASELINE))
    return {model: forecast_many(drawn, model)[:, 0] for model in models}
