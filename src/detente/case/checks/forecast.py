"""Lines are lines, the numbers on them of their kind, and affinities leave something over."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.forecast_days import check_days
from detente.case.finding import Finding
from detente.case.forecast import Actor, Line, Positioning, Stance
from detente.case.quantity import Quantity
from detente.case.records import Case, Issue
from detente.case.yaml_core import Path, shown

TOP = 100.0
TOLERANCE = 1e-9
LEAST_SALIENCE, LEAST_CAPABILITY = 1e-9, 1e-15
"""What is told apart from 0, as in the forecast room."""
PATH: Path = ("forecast",)


def check_forecast(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with lines, positions, saliences, capabilities and affinities."""
    forecast = case.forecast
    if forecast is None:
        return
    for issue, line in forecast.issues.items():
        yield from _check_line(case.issues[issue], line, (*PATH, "issues", issue))
    for party, actor in forecast.actors.items():
        yield from _check_actor(case, forecast, actor, (*PATH, "actors", party))
    yield from _check_affinities(forecast)
    if sum(actor.capability is not None for actor in forecast.actors.values()) < 2:
        message = "fewer than two actors have a capability, so nothing can be forecast"
        hint = "give capability: of two parties or more; it is never derived"
        yield Finding("forecast-empty", message, PATH, hint, "warning")
    else:
        yield from _check_idle(forecast)


def _check_idle(forecast: Positioning) -> Iterator[Finding]:
    """Yield whose numbers never count, for want of a capability."""
    for party, actor in forecast.actors.items():
        if actor.capability is None and (actor.salience or actor.positions):
            message = f"{shown(party)} has no capability, so none of its numbers counts"
            hint = "give capability:, above 0 and in the unit of the others; it is never derived"
            path = (*PATH, "actors", party)
            yield Finding("forecast-idle", message, path, hint, "warning", at_key=True)


def _check_line(issue: Issue, line: Line, path: Path) -> Iterator[Finding]:
    wrong = list(_check_form(issue, line, path))
    yield from wrong
    if line.reference is not None and not wrong:
        where = (*path, "reference")
        options = line.reference.options
        if options is not None and len(options.of(issue)) != 1:
            message = "what holds without a decision is one option, or one number"
            yield Finding("forecast-line", message, where, "name the nearest one")
        elif line.reference.number is not None and not line.reference.number.exact:
            message = "what holds without a decision is one number, not a range"
            yield Finding("forecast-line", message, where, "name one, or leave it out")
        else:
            yield from _check_stance(issue, line, line.reference, where)


def _check_form(issue: Issue, line: Line, path: Path) -> Iterator[Finding]:
    if issue.scale is not None:
        if not line.scale or line.places:
            message = "the issue is ordered, and its own levels are its places"
            yield Finding("forecast-line", message, path, "write scale: true instead of places:")
        return
    if line.scale:
        message = "the issue has named options, which have no order of their own"
        yield Finding("forecast-line", message, path, "give places: from 0 to 100 instead")
        return
    if len(line.places) < 2:
        message = "a line needs the places of two options at least"
        yield Finding("forecast-line", message, path, "places: {option: 0, another: 100}")
    taken: dict[float, str] = {}
    for option, place in line.places.items():
        where = (*path, "places", option)
        if not 0 <= place <= TOP:
            message = f"the place {place:g} is not within 0–100"
            yield Finding("forecast-number", message, where, "a line goes from 0 to 100")
        elif place in taken:
            message = f"{shown(option)} has the place of {shown(taken[place])}"
            hint = "move one of them a little; a result could not tell them apart"
            yield Finding("forecast-line", message, where, hint)
        taken.setdefault(place, option)


def _check_actor(case: Case, forecast: Positioning, actor: Actor, path: Path) -> Iterator[Finding]:
    if actor.capability is not None and actor.capability.value.low <= 0:
        message = f"a capability is above 0, and {actor.capability.value} may not be"
        hint = "leave out who can bring nothing to bear"
        yield Finding("forecast-number", message, (*path, "capability"), hint)
    elif actor.capability is not None and actor.capability.value.low < LEAST_CAPABILITY:
        message = f"a capability of {actor.capability.value} is lost to rounding"
        hint = "choose a smaller unit for all of them"
        yield Finding("forecast-number", message, (*path, "capability"), hint)
    for issue, salience in actor.salience.items():
        where = (*path, "salience", issue)
        yield from _on_line(forecast, issue, where)
        yield from _within(salience.value, where, 0, TOP, "a salience is from 0 to 100")
        ends = (salience.value.low, salience.value.mid, salience.value.high)
        if any(0 < end < LEAST_SALIENCE for end in ends):
            message = f"a salience of {salience.value} is next to 0"
            yield Finding("forecast-number", message, where, "write 0 for who does not care")
    for issue in actor.positions:
        where = (*path, "positions", issue)
        yield from _on_line(forecast, issue, where)
        yield from check_days(actor, issue, where)
        for place, stood in actor.dated(issue) if issue in forecast.issues else ():
            line = forecast.issues[issue]
            yield from _check_stance(case.issues[issue], line, stood.value, (*where, *place))


def _on_line(forecast: Positioning, issue: str, path: Path) -> Iterator[Finding]:
    if issue not in forecast.issues:
        message = f"there is no line for {shown(issue)}"
        yield Finding(
            "forecast-line", message, path, "add it under issues: of forecast", at_key=True
        )


def _check_stance(issue: Issue, line: Line, stance: Stance, path: Path) -> Iterator[Finding]:
    if stance.number is not None:
        scale = issue.scale
        if scale is None:
            yield from _within(stance.number, path, 0, TOP, "a line goes from 0 to 100")
        else:
            hint = "it has the unit of the scale"
            yield from _within(stance.number, path, scale.start, scale.stop, hint)
    elif stance.options is not None and issue.scale is None:
        off = [option for option in stance.options.of(issue) if option not in line.places]
        if off:
            message = f"{shown(off[0])} has no place on the line"
            yield Finding("forecast-line", message, path, "give it one, or give a number")


def _within(number: Quantity, path: Path, low: float, high: float, hint: str) -> Iterator[Finding]:
    if not low <= number.low <= number.high <= high:
        message = f"{number} is not within {low:g}–{high:g}"
        yield Finding("forecast-number", message, path, hint)


def _check_affinities(forecast: Positioning) -> Iterator[Finding]:
    for party, shares in forecast.affinities.items():
        path = (*PATH, "affinities", party)
        for other, share in shares.items():
            yield from _within(Quantity(share, share), (*path, other), 0, 1, "a share of the ideal")
        if sum(shares.values()) > 1 + TOLERANCE and max(shares.values()) <= 1:
            message = "the shares of an ideal add up to more than 1"
            hint = "what is left of 1 stays with the party itself"
            yield Finding("forecast-affinities", message, path, hint, at_key=True)
