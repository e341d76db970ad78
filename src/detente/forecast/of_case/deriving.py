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
from detente.forecast.of_case.grounds import Ground, Kind, Origin
from detente.forecast.of_case.left_out import LeftOut
from detente.forecast.of_case.lines import IssueLine

Found = Ground | LeftOut


def capability_of(forecast: Positioning, party: str) -> Found:
    """Return the capability of a party, which has to be given."""
    actor = forecast.actors[party]
    given = actor.capability
    if given is None:
        return LeftOut(party, None, "capability", "no-capability")
    return _number(forecast, actor, given, forecast_address(("actors", party, "capability")))


def salience_of(case: Case, forecast: Positioning, party: str, *, issue: str) -> Found:
    """Return how much an issue matters to a party: as given, else by its weights."""
    actor = forecast.actors[party]
    address = forecast_address(("actors", party, "salience", issue))
    given = actor.salience.get(issue)
    if given is not None:
        if given.value == Quantity(0.0, 0.0):
            return LeftOut(party, issue, "salience", "salience-zero")
        return _number(forecast, actor, given, address)
    preferences = case.preferences.get(party)
    if preferences is None or not preferences.judged:
        return LeftOut(party, issue, "salience", "no-preferences")
    weight, origin = _weight(case, preferences, issue)
    if weight is None or weight.high <= 0:
        return LeftOut(party, issue, "salience", "no-weight")
    return Ground(address, weight, "derived", (), preferences.basis, origin)


def position_of(
    case: Case, forecast: Positioning, party: str, *, line: IssueLine, day: date
) -> Found:
    """Return where a party stands on a line: as given, else by its latest recorded position."""
    given = forecast.actors[party].stood(line.id)
    latest = stands(case, party, line.id, day)
    if given is not None:
        return _given(forecast, party, given, latest, line=line)
    if latest is None:
        return LeftOut(party, line.id, "position", "none-recorded", day)
    if latest.wants is None:
        return LeftOut(party, line.id, "position", "only-rejects", latest.date)
    return _recorded(party, latest, line=line)


def _number(forecast: Positioning, actor: Actor, given: Judged, address: str) -> Ground:
    """Return a capability or a salience that the analyst gives."""
    plain = given.evidence and not given.judgement
    reasoning = "" if plain else _reasoning(forecast, actor, given)
    kind: Kind = "evidence" if plain else "judgement"
    return Ground(address, given.value, kind, given.evidence, reasoning)


def _given(
    forecast: Positioning, party: str, stood: Stood, latest: Position | None, *, line: IssueLine
) -> Found:
    """Return a position that the analyst gives; ``latest`` is the latest recorded one."""
    place, options = line.at(stood.value), line.meant(stood.value.options)
    if place is None:
        return LeftOut(party, line.id, "position", "position-off", stood.since)
    left = latest is not None and _is_left(line, options, latest)
    read = left or stood.judgement or stood.attribution == "reported" or not stood.evidence
    return Ground(
        forecast_address(("actors", party, "positions", line.id)),
        place,
        "judgement" if read else "evidence",
        stood.evidence,
        _reasoning(forecast, forecast.actors[party], stood) if read else "",
        "refusal" if left else "given",
        _outer(line, options),
        stood.since,
        stood.by,
    )


def _is_left(line: IssueLine, options: tuple[str, ...], latest: Position) -> bool:
    """Tell whether options are just those that a position which only rejects does not."""
    refused = line.meant(latest.rejects)
    left = {option for option in line.options if option not in refused}
    return latest.wants is None and set(options) == left


def _recorded(party: str, latest: Position, *, line: IssueLine) -> Found:
    """Return the position that follows from the latest recorded one."""
    options = line.meant(latest.wants)
    place = line.span(options)
    if place is None:
        return LeftOut(party, line.id, "position", "recorded-off", latest.date)
    return Ground(
        forecast_address(("actors", party, "positions", line.id)),
        place,
        "derived",
        latest.evidence,
        latest.judgement,
        "recorded",
        _outer(line, options),
        latest.date,
        latest.by,
    )


def _reasoning(forecast: Positioning, actor: Actor, record: Judged | Stood) -> str:
    return record.judgement or actor.judgement or forecast.basis


def _weight(case: Case, preferences: Preferences, issue: str) -> tuple[Quantity | None, Origin]:
    """Return the weight of an issue; with scores, the best points are the weight."""
    if preferences.weights:
        return preferences.weights.get(issue), "weight"
    scores = preferences.scores.get(issue)
    return (None if scores is None else _best(case.issues[issue], scores)), "score"


def _best(issue: Issue, scores: Values) -> Quantity:
    low, mid, high = (
        max(scores.at(issue, pick).values())
        for pick in (attrgetter("low"), attrgetter("mid"), attrgetter("high"))
    )
    shaped = any(number.mode is not None for _, number in scores.numbers())
    return Quantity(low, high, mid if shaped else None)


def _outer(line: IssueLine, options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the outer two of several options, which bound the range, the lower one first."""
    ranked = sorted(options, key=lambda option: line.options.get(option, 0.0))
    return tuple(ranked if len(ranked) < 2 else (ranked[0], ranked[-1]))
