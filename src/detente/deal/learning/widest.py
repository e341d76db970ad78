"""A party of which nothing is judged: every number as wide as the conventions allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.constraints import Constraint
from detente.deal.belief.no_deal import NOTHING, NoDeal, Shock
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Straight

SHARE = Range(0.0, 100.0)
CONVENTION = -1
"""The source of a constraint that is no statement's."""


def widest_of(
    party: PartyBelief | None, *, sizes: Sequence[int], days: Sequence[float] = ()
) -> PartyBelief:
    """Return what is known of a party before anything is judged or said.

    Conventions of the 0–100 scale and nothing else: weights are shares that add up to 100, every
    option is worth between nothing and the whole weight, no agreement between 0 and 100. Of the
    judgement only the form is kept: which linkages there are and on which side of zero, and whether
    the worth of no agreement moves with time. Where it moves, the days asked about are unrelated;
    where it does not, they have one worth.

    Args:
        party: what is judged; None where nothing is.
        sizes: number of options of each issue.
        days: days on which the worth of no agreement matters, counted from the belief's origin.
    """
    adds = () if party is None else tuple(_sign(judged) for judged in party.adds)
    first, *others = sorted(set(days)) or [0.0]
    if party is None or not _moves(party.no_deal):
        others = []
    shocks = tuple(Shock(day, day, Range(-100.0, 100.0)) for day in others)
    return PartyBelief(
        (SHARE,) * len(sizes),
        tuple(Straight((SHARE,) * size, np.eye(size)) for size in sizes),
        NoDeal(SHARE, at=first, shocks=shocks),
        adds,
        tuple(_on_scale(others, sizes, len(adds))),
    )


def _sign(judged: Range) -> Range:
    return Range(-100.0 if judged.low < 0 else 0.0, 100.0 if judged.high > 0 else 0.0)


def _moves(no_deal: NoDeal) -> bool:
    still = no_deal.drift == NOTHING and no_deal.discount.low == 1.0 and not no_deal.shocks
    return not still


def _on_scale(days: Sequence[float], sizes: Sequence[int], links: int) -> Iterator[Constraint]:
    """Yield that no agreement is worth 0 to 100 on each day."""
    worth = tuple(np.zeros(size) for size in sizes)
    for day in days:
        for sign, least in ((1.0, 0.0), (-1.0, -100.0)):
            weights, adds = np.zeros(len(sizes)), np.zeros(links)
            yield Constraint(worth, weights, adds, sign, day, least, CONVENTION)
