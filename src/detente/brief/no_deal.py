"""What a party has without an agreement, in words: the worth, how it moves, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.brief.context import Context
from detente.brief.quantities import as_given, as_used
from detente.brief.register import Refs
from detente.brief.wording import day
from detente.case.model import STILL, WHOLE
from detente.case.quantity import Quantity
from detente.case.records import NoDeal, Shock
from detente.words import points

SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Pressure:
    """A dated change of what no agreement is worth.

    Attributes:
        title: from the case.
        days: when it counts, in words.
        add: points, as given.
        refs: anchors of the evidence or judgement behind it; never empty.
    """

    title: str
    days: str
    add: str
    refs: Refs


def describe_no_deal(context: Context, no_deal: NoDeal) -> str:
    """Return ``30–45 (37.5 used)``, with how it moves and for which day it is judged."""
    worth = no_deal.on(context.day, lambda number: number.mid, as_of=context.case.as_of)
    if abs(worth - no_deal.base.mid) <= SAME:
        used = as_used(no_deal.base)
    else:
        used = f"{as_given(no_deal.base)} ({points(worth)} used on this date)"
    return "; ".join((used, *_movement(context, no_deal)))


def _movement(context: Context, no_deal: NoDeal) -> Iterator[str]:
    drifts, fades = no_deal.drift != STILL, no_deal.discount != WHOLE
    if drifts:
        yield f"moves by {as_given(no_deal.drift)} points every 30 days"
    if fades:
        yield f"{as_given(_percent(no_deal.discount))}% of it kept every 30 days"
    judged_for = no_deal.at or context.case.as_of
    if (drifts or fades) and judged_for != context.day:
        later = judged_for > context.day
        yield "judged for a later day" if later else f"judged for {day(judged_for)}"


def _percent(share: Quantity) -> Quantity:
    mode = None if share.mode is None else 100 * share.mode
    return Quantity(100 * share.low, 100 * share.high, mode)


def pressures(context: Context, party: str, no_deal: NoDeal) -> tuple[Pressure, ...]:
    """Return the shocks on a party's no-deal value, in the order of the case."""
    return tuple(
        Pressure(
            shock.title,
            _days(context, shock),
            as_given(shock.add),
            context.register.behind(shock) or context.register.judged(party),
        )
        for shock in no_deal.shocks
    )


def _days(context: Context, shock: Shock) -> str:
    ending = f" until {day(shock.until)}" if shock.until else ""
    state = "" if shock.in_force(context.day) else ", not in force on this date"
    return f"from {day(shock.date)}{ending}{state}"
