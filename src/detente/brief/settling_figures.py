"""The figures of the forecast section: draws on lines, swings of numbers, positions over turns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from detente.brief.charts.paths import Panel, Path, draw_paths
from detente.brief.charts.settling import BINS, Lane, draw_settling
from detente.brief.charts.svg import ALL, Figure
from detente.brief.charts.swings import Group, Swing, draw_swings
from detente.brief.context import Context
from detente.brief.settling import BASELINE, Settled, Settling
from detente.brief.settling_lead import span
from detente.brief.settling_places import in_unit
from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.models import MODELS

if TYPE_CHECKING:
    from detente.forecast.of_case import IssueLine
    from detente.forecast.uncertainty import Bar

SLIGHT = 0.05
"""Swings and moves that are smaller are none."""


def figure_of_places(context: Context, settling: Settling, *, most: int) -> Figure:
    """Draw where the models put the first issues."""
    lanes = tuple(_lane(context, settling, each) for each in settling.issues[:most])
    return draw_settling(
        lanes,
        leading=MODELS[settling.leading].title,
        anchor="forecast-places",
        table="forecast-draws" if settling.draws else "forecast-models",
        data="Quantiles and shares of draws in the table" if settling.draws else ALL,
    )


def _lane(context: Context, settling: Settling, each: Settled) -> Lane:
    place, mean = each.value(settling.leading), each.value(BASELINE)
    assert place is not None
    error = MEASURED[settling.leading].mae
    low, high = span(place, error)
    values = each.drawn.get(settling.leading, np.empty(0))
    counts = np.histogram(values[~np.isnan(values)], BINS, (0, 100))[0]
    other = [each.value(m) for m in MODELS if m not in (settling.leading, BASELINE)]
    here, least, most = (in_unit(each.line, end) for end in (place, low, high))
    told = f"{here}, with the measured error {least} to {most}"
    return Lane(
        context.title(each.line.id),
        codes(context, each.line),
        place,
        None if settling.leading == BASELINE else mean,
        tuple(value for value in other if value is not None),
        error,
        tuple(counts.tolist()) if len(values) else (),
        each.line.reference,
        told,
    )


def codes(context: Context, line: IssueLine) -> tuple[tuple[float, str], ...]:
    """Return the place and the letter (or level) of each option."""
    return tuple(
        (place, context.option(line.id, option).code or option)
        for option, place in line.options.items()
    )


def widest(settling: Settling, most: int) -> list[tuple[Settled, Bar]]:
    """Return the numbers that move the leading model most, over all issues, the widest first."""
    found = [(each, bar) for each in settling.issues for bar in each.bars if bar.width >= SLIGHT]
    return sorted(found, key=lambda pair: -pair[1].width)[:most]


def name_of(context: Context, bar: Bar, each: Settled) -> str:
    """Return ``position of North``."""
    return f"{bar.number} of {context.party(each.uncertain.middle.actors[bar.actor])}"


def figure_of_swings(context: Context, settling: Settling, *, most: int) -> Figure | None:
    """Draw the widest swings, issue by issue; None where there are none."""
    groups: dict[str, list[tuple[Settled, Bar]]] = {}
    for each, bar in widest(settling, most):
        groups.setdefault(each.line.id, []).append((each, bar))
    if not groups:
        return None
    drawn = tuple(
        Group(
            context.title(issue),
            found[0][0].value(settling.leading) or 0.0,
            tuple(Swing(name_of(context, bar, e), bar.at_low, bar.at_high) for e, bar in found),
            partial(in_unit, found[0][0].line),
        )
        for issue, found in groups.items()
    )
    return draw_swings(drawn, anchor="forecast-swings", table="forecast-numbers")


def most_moved(settling: Settling, most: int) -> tuple[str, list[Settled]]:
    """Return the model whose run is drawn, and the issues on which most is moved in it."""
    for model in ("spatial", "challenge"):
        moved = {each.line.id: _moved(each, model) for each in settling.issues}
        found = [each for each in settling.issues if moved[each.line.id] >= SLIGHT]
        if found:
            return model, sorted(found, key=lambda each: -moved[each.line.id])[:most]
    return "", []


def _moved(each: Settled, model: str) -> float:
    found = each.forecasts.get(model)
    if found is None or found.trajectory is None:
        return 0.0
    return float(np.abs(found.trajectory[-1] - found.trajectory[0]).sum())


def figure_of_paths(context: Context, settling: Settling, *, most: int) -> Figure | None:
    """Draw how positions move on the issues where they move most; None where nobody moves."""
    model, moved = most_moved(settling, most)
    actors = dict.fromkeys(a for each in moved for a in each.uncertain.middle.actors)
    numbers = {actor: number for number, actor in enumerate(actors, start=1)}
    panels = tuple(_panel(context, each, model, numbers) for each in moved)
    if not panels:
        return None
    return draw_paths(
        panels,
        model=MODELS[model].title,
        anchor="forecast-paths",
        table="forecast-turns",
        data="Positions after some of the turns in the table",
    )


def _panel(context: Context, each: Settled, model: str, numbers: Mapping[str, int]) -> Panel:
    found = each.forecasts[model]
    assert found.trajectory is not None
    places = found.trajectory[:, :, 0]
    return Panel(
        context.title(each.line.id),
        codes(context, each.line),
        tuple(
            Path(numbers[actor], context.party(actor), tuple(map(float, places[:, k])))
            for k, actor in enumerate(found.situation.actors)
        ),
        float(found.values[0]),
        partial(in_unit, each.line),
    )
