"""Addresses of the numbers that an analyst may not know exactly, and of doubtful red lines.

An address names one number: ``PARTY.no_deal``, ``PARTY.drift``, ``PARTY.discount``,
``PARTY.shocks.N``, ``PARTY.values.ISSUE.OPTION`` (of a curve ``PARTY.values.ISSUE.peak``,
``…zero_at``, ``…zero_below``, ``…zero_above``), ``PARTY.scores.ISSUE.OPTION``,
``PARTY.linkages.N`` and ``PARTY.red_lines.N``, with N counted from 1 in the order of the case.
Weights have none: they move together, so that they add up to 100.

Numbers of the commitment have addresses too, ``PARTY.commitment.wins`` and the like,
``commitment.destroyed``, ``commitment.battlefield.wins``. They are drawn independently, and are not
correlated with anything. So are those of the forecast: ``PARTY.forecast.capability``,
``PARTY.forecast.salience.ISSUE`` and ``PARTY.forecast.positions.ISSUE`` (of several positions
``….ISSUE.N``).
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.commitment import Seen
from detente.case.forecast import Line, Stance
from detente.case.model import NoDeal, Preferences
from detente.case.quantity import Quantity
from detente.case.records import Case


def numbers_of(case: Case) -> dict[str, Quantity]:
    """Return every number of the parties by its address, exact ones too.

    A doubtful red line stands as a range from 0 (not a line) to 1 (a line), a certain one as 1.
    """
    return {
        f"{party}.{address}": number
        for party, preferences in case.preferences.items()
        for address, number in _of_party(preferences)
    }


def numbers_of_commitment(case: Case) -> dict[str, Quantity]:
    """Return every number of the commitment by its address, exact ones too; empty without one."""
    found: dict[str, Quantity] = {}
    for path, record in case.commitment.judged() if case.commitment else ():
        address = commitment_address(path)
        if isinstance(record, Seen):
            found |= {f"{address}.from": record.least, f"{address}.to": record.most}
        else:
            found[address] = record.value
    return found


def numbers_of_forecast(case: Case) -> dict[str, Quantity]:
    """Return every number that is given for the forecast by its address; empty without one.

    Positions at options are no numbers; on a scale a position has the unit of the scale.
    """
    found: dict[str, Quantity] = {}
    for path, record in case.forecast.grounded() if case.forecast else ():
        value = None if isinstance(record, Line) else record.value
        number = value.number if isinstance(value, Stance) else value
        if number is not None:
            found[forecast_address(path)] = number
    return found


def forecast_address(path: tuple[str | int, ...]) -> str:
    """Return the address of a number of the forecast, from its path in the record."""
    steps = [str(step + 1) if isinstance(step, int) else step for step in path]
    if steps[0] == "actors":
        return ".".join((steps[1], "forecast", *steps[2:]))
    return ".".join(("forecast", *steps))


def commitment_address(path: tuple[str, ...]) -> str:
    """Return the address of a number of the commitment, from its path in the record."""
    if path[0] == "sides":
        return f"{path[1]}.commitment.{path[2]}"
    return ".".join(("commitment", *path))


def _of_party(preferences: Preferences) -> Iterator[tuple[str, Quantity]]:
    for key, tables in (("values", preferences.values), ("scores", preferences.scores)):
        for issue, values in tables.items():
            for option, number in values.numbers():
                yield f"{key}.{issue}.{option}", number
    if preferences.no_deal is not None:
        yield from _of_no_deal(preferences.no_deal)
    for place, linkage in enumerate(preferences.linkages, start=1):
        yield f"linkages.{place}", linkage.add
    for place, line in enumerate(preferences.red_lines, start=1):
        yield f"red_lines.{place}", Quantity(1.0 if line.certain else 0.0, 1.0)


def _of_no_deal(no_deal: NoDeal) -> Iterator[tuple[str, Quantity]]:
    yield "no_deal", no_deal.base
    yield "drift", no_deal.drift
    yield "discount", no_deal.discount
    for place, shock in enumerate(no_deal.shocks, start=1):
        yield f"shocks.{place}", shock.add
