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
from detente.brief.settling import Settled, Settling
from detente.brief.settling_apart import absent_on, headed
from detente.brief.settling_lead import off, tell_share_larger
from detente.brief.settling_places import distance, in_unit, roughly, titled
from detente.forecast.accuracy.beside import BASELINE
from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.models import JUMPING, MODELS
from detente.words import listed

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
        error=f"the leading model’s mean error; {tell_share_larger(settling.leading)} were larger",
        anchor="forecast-places",
        table="forecast-draws" if settling.draws else "forecast-models",
        data="Quantiles and shares of draws in the table" if settling.draws else ALL,
    )


def _lane(context: Context, settling: Settling, each: Settled) -> Lane:
    line, place, error = each.line, each.place(settling.leading), MEASURED[settling.leading].mae
    values = each.drawn.get(settling.leading, np.empty(0))
    counts = np.histogram(values[~np.isnan(values)], BINS, (0, 100))[0]
    mean = None if settling.leading == BASELINE else each.place(BASELINE)
    beside = "" if mean is None else f", the weighted mean {roughly(line, mean)}"
    told = f"{roughly(line, place)}{beside}; elsewhere off by {distance(line, error)} on average"
    places = each.places.items()
    return Lane(
        titled(context, line),
        codes(context, line),
        place,
        mean,
        tuple(there for model, there in places if model not in (settling.leading, BASELINE)),
        error,
        tuple(counts.tolist()) if len(values) else (),
        line.reference,
        told,
        absent_on(context, settling, line.id),
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


def tell_meetings(context: Context, settling: Settling, each: Settled, bar: Bar) -> tuple[str, str]:
    """Say of both ends whom the party meets there or parts from; empty where that moves nothing.

    The election lets everybody vote on the places where somebody stands: where two become one, or
    one becomes two, it jumps.
    """
    if settling.leading not in JUMPING:
        return "", ""
    actors = each.uncertain.middle.actors
    low, middle, high = ({context.party(actors[other]) for other in others} for others in bar.meets)
    return _meeting(low, middle), _meeting(high, middle)


def _meeting(there: set[str], middle: set[str]) -> str:
    met, left = sorted(there - middle), sorted(middle - there)
    told = [f"where {listed(met)} stood"] if met else []
    told += [f"apart from {listed(left)}"] if left else []
    return ", ".join(told)


def figure_of_swings(context: Context, settling: Settling, *, most: int) -> Figure | None:
    """Draw the widest swings, issue by issue; None where there are none."""
    groups: dict[str, list[tuple[Settled, Bar]]] = {}
    for each, bar in widest(settling, most):
        groups.setdefault(each.line.id, []).append((each, bar))
    if not groups:
        return None
    drawn = tuple(_group(context, settling, found) for found in groups.values())
    return draw_swings(
        drawn,
        error=f"{off(settling.leading)} points on a line from 0 to 100",
        anchor="forecast-swings",
        table="forecast-numbers",
    )


def _group(context: Context, settling: Settling, found: list[tuple[Settled, Bar]]) -> Group:
    line, place = found[0][0].line, found[0][0].place(settling.leading)
    scale = line.issue.scale is not None
    ends = f"{in_unit(line, 0.0)} to {in_unit(line, 100.0)} {line.unit}".rstrip() if scale else ""
    title, absent = context.title(line.id), absent_on(context, settling, line.id)
    title = f"{title} ({ends})" if ends else title
    return Group(
        f"{title}, {absent}" if absent else title,
        place,
        tuple(_swing(context, settling, each, bar) for each, bar in found),
        partial(roughly, line),
    )


def _swing(context: Context, settling: Settling, each: Settled, bar: Bar) -> Swing:
    meetings = tell_meetings(context, settling, each, bar)
    low, high = ((end, bool(m)) for end, m in zip((bar.at_low, bar.at_high), meetings, strict=True))
    return Swing(name_of(context, bar, each), low, high)


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
    panels = tuple(_panel(context, settling, each, model, numbers) for each in moved)
    if not panels:
        return None
    return draw_paths(
        panels,
        model=f"{MODELS[model].title}, off by {off(model)} points elsewhere",
        anchor="forecast-paths",
        table="forecast-turns",
        data="Positions after some of the turns in the table",
    )


def _panel(
    context: Context, settling: Settling, each: Settled, model: str, numbers: Mapping[str, int]
) -> Panel:
    found = each.forecasts[model]
    assert found.trajectory is not None
    places = found.trajectory[:, :, 0]
    return Panel(
        headed(context, settling, each.line),
        codes(context, each.line),
        tuple(
            Path(numbers[actor], context.party(actor), tuple(map(float, places[:, k])))
            for k, actor in enumerate(found.situation.actors)
        ),
        float(found.values[0]),
        partial(roughly, each.line),
        found.settled is not False,
    )
