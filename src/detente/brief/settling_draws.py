"""The leading model over draws of all judged numbers, and with one number at a time moved."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief.context import Context, Option
from detente.brief.register import Refs
from detente.brief.settling import Settled, Settling
from detente.brief.settling_apart import headed
from detente.brief.settling_figures import name_of, tell_meetings, widest
from detente.brief.settling_grounds import refs_of
from detente.brief.settling_places import distance, in_unit, shown_bare, written
from detente.brief.shares import ends, percent
from detente.forecast.accuracy.beside import BASELINE
from detente.forecast.uncertainty.spread import QUANTILES
from detente.words import points, whole

if TYPE_CHECKING:
    from detente.forecast.uncertainty import Bar, Spread


@dataclass(frozen=True, slots=True)
class DrawsRow:
    """The leading model on an issue over the draws.

    Attributes:
        shares: of draws nearest to each option that is nearest in one.
        without: draws without an answer; empty for none.
        baseline: where the middle of the weighted means lies; empty where that leads.
    """

    issue: str
    quantiles: tuple[str, ...]
    shares: tuple[tuple[Option, str], ...]
    without: str
    baseline: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class BarRow:
    """A number with the ends of its range, and what the leading model names there.

    Attributes:
        places: empty where the model has no answer.
        meetings: the ends at which the party meets others or parts from them, and whom.
        width: how far apart the places are, with that for the middle, and the unit.
    """

    issue: str
    name: str
    ends: tuple[str, str]
    places: tuple[str, str]
    meetings: tuple[tuple[str, str], ...]
    width: str
    refs: Refs


def draws_rows(context: Context, settling: Settling) -> Iterator[DrawsRow]:
    """Yield the leading model on every issue on which a number is a range."""
    for each in settling.issues:
        spread = each.spreads.get(settling.leading)
        if spread is not None:
            yield DrawsRow(
                headed(context, settling, each.line),
                tuple(in_unit(each.line, spread.quantiles[q]) for q in QUANTILES),
                tuple(_shares(context, each, spread)),
                whole(spread.without) if spread.without else "",
                "" if settling.leading == BASELINE else _baseline(each),
                refs_of(context, settling, each),
            )


def _shares(context: Context, each: Settled, spread: Spread) -> Iterator[tuple[Option, str]]:
    for option, share in spread.options.items():
        if share.value:
            told = f"{percent(share.value)} ({ends(share.low, share.high)})"
            yield shown_bare(context, each.line, option), told


def _baseline(each: Settled) -> str:
    found = each.spreads[BASELINE].quantiles
    low, middle, high = (in_unit(each.line, found[q]) for q in (QUANTILES[0], 0.5, QUANTILES[-1]))
    return f"{middle} ({low} to {high})"


def bar_rows(context: Context, settling: Settling, *, most: int) -> Iterator[BarRow]:
    """Yield the numbers that move the leading model most, the widest first."""
    for each, bar in widest(settling, most):
        line, placed = each.line, bar.number == "position"
        low, high = (written(line, end) if placed else points(end) for end in (bar.low, bar.high))
        yield BarRow(
            headed(context, settling, line),
            name_of(context, bar, each),
            (low, high),
            (_place(each, bar.at_low), _place(each, bar.at_high)),
            tuple(_meetings(context, settling, each, bar)),
            distance(line, bar.width),
            refs_of(context, settling, each),
        )


def _place(each: Settled, place: float) -> str:
    return "" if math.isnan(place) else in_unit(each.line, place)


def _meetings(
    context: Context, settling: Settling, each: Settled, bar: Bar
) -> Iterator[tuple[str, str]]:
    low, high = tell_meetings(context, settling, each, bar)
    if low and low == high:
        yield "at both ends", low
        return
    yield from ((where, told) for where, told in (("low", low), ("high", high)) if told)
