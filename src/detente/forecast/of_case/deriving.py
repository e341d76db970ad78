"""Numbers that the analyst did not write, from other records of the case: labelled, or not at all.

A salience comes from the weights of the party's preferences, a position from where the party stands
by its latest recorded statement. A capability comes from nowhere else.
"""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from detente.case.commitment import Judged
from detente.case.forecast import Actor, Positioning, Stood
from detente.case.history import stands
from detente.case.numbers import forecast_address
from detente.case.quantity import Quantity
from detente.case.records import Case, Issue, Position, Preferences
from detente.case.values import Values
from detente.forecast.of_case.grounds import Ground, Kind, LeftOut
from detente.forecast.of_case.lines import IssueLine

Found = Ground | LeftOut
WEIGHT = "weight in its preferences, a share of 100"
SCORES = "best score in its preferences, in points of 100"


def capability_of(forecast: Positioning, party: str) -> Found:
    """Return the capability of a party, which has to be given."""
    given = forecast.actors[party].capability
    if given is None:
        return LeftOut(party, None, "capability", "no capability is given, and none is derived")
    address = forecast_address(("actors", party, "capability"))
    return _given(forecast, forecast.actors[party], given, address, given.value, "")


def salience_of(case: Case, forecast: Positioning, party: str, *, issue: str) -> Found:
    """Return how much an issue matters to a party: as given, else by its weights."""
    actor = forecast.actors[party]
    address = forecast_address(("actors", party, "salience", issue))
    given = actor.salience.get(issue)
    if given is not None:
        if given.value == Quantity(0.0, 0.0):
            return LeftOut(party, issue, "salience", "its salience is 0: it has no weight here")
        return _given(forecast, actor, given, address, given.value, "")
    preferences = case.preferences.get(party)
    if preferences is None or not preferences.judged:
        return LeftOut(party, issue, "salience", "no salience is given, and it has no preferences")
    weight, how = _weight(case, preferences, issue)
    if weight is None or weight.high <= 0:
        return LeftOut(
            party, issue, "salience", "no salience is given, and its preferences give no weight"
        )
    return Ground(address, weight, "derived", how, (), preferences.basis)


def position_of(
    case: Case, forecast: Positioning, party: str, *, line: IssueLine, day: date
) -> Found:
    """Return where a party stands on a line: as given, else by its latest recorded position."""
    actor = forecast.actors[party]
    address = forecast_address(("actors", party, "positions", line.id))
    given = actor.positions.get(line.id)
    if given is not None:
        place = line.at(given.value)
        if place is None:
            return LeftOut(party, line.id, "position", "its position is off the line")
        how = _at(line, line.meant(given.value.options))
        return _given(forecast, actor, given, address, place, how)
    latest = stands(case, party, line.id, day)
    options = () if latest is None else line.meant(latest.wants)
    place = line.span(options)
    if latest is None or place is None:
        why = f"no position is given, and {_unusable(latest, day)}"
        return LeftOut(party, line.id, "position", why)
    how = f"latest recorded position, {latest.date}: {_at(line, options)}"
    return Ground(address, place, "derived", how, latest.evidence, latest.judgement)


def _unusable(latest: Position | None, day: date) -> str:
    """Return why no place follows from the latest recorded position."""
    if latest is None:
        return f"none is recorded up to {day}"
    which = f"its latest recorded one ({latest.date})"
    return f"{which} only rejects" if latest.wants is None else f"{which} is off the line"


def _given(
    forecast: Positioning,
    actor: Actor,
    record: Judged | Stood,
    address: str,
    value: Quantity,
    how: str,
) -> Ground:
    reasoning = record.judgement or actor.judgement or forecast.basis
    kind: Kind = "evidence" if record.evidence else "judgement"
    return Ground(address, value, kind, how, record.evidence, reasoning)


def _weight(case: Case, preferences: Preferences, issue: str) -> tuple[Quantity | None, str]:
    """Return the weight of an issue; with scores, the best points are the weight."""
    if preferences.weights:
        return preferences.weights.get(issue), WEIGHT
    scores = preferences.scores.get(issue)
    return (None if scores is None else _best(case.issues[issue], scores)), SCORES


def _best(issue: Issue, scores: Values) -> Quantity:
    low, mid, high = (
        max(scores.at(issue, pick).values())
        for pick in (attrgetter("low"), attrgetter("mid"), attrgetter("high"))
    )
    shaped = any(number.mode is not None for _, number in scores.numbers())
    return Quantity(low, high, mid if shaped else None)


def _at(line: IssueLine, options: tuple[str, ...]) -> str:
    """Return in words where options lie; only the outer two of several bound the range."""
    ranked = sorted(options, key=lambda option: line.options.get(option, 0.0))
    if len(ranked) < 2:
        return f"at {ranked[0]}" if ranked else ""
    return f"from {ranked[0]} to {ranked[-1]}"
