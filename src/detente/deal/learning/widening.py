"""The numbers of a party one by one, exact ones too, and the party with some of them set free."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from detente.deal.belief.belief import Kind, Number, PartyBelief
from detente.deal.belief.no_deal import ALL, NOTHING, NoDeal
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Peak, Shape, Straight
from detente.deal.learning.widest import SHARE

Place = tuple[str, int, int]
"""Kind of number, and where it stands among the party's own."""
ANYTHING = Range(-100.0, 100.0)
ANY_DISCOUNT = Range(0.01, 1.0)


def numbers_of(party: PartyBelief, number: int, links: Sequence[int]) -> dict[Place, Number]:
    """Return the numbers of a party: values, weights, adds, then those of no agreement.

    Args:
        party: its ranges.
        number: its index.
        links: indices of its linkages among the frame's.
    """
    value: Kind = "score" if party.weights is None else "value"
    found: dict[Place, Number] = {}
    for i, shape in enumerate(party.shapes):
        for k, r in enumerate(shape.numbers):
            found["value", i, k] = Number(value, number, r, i, k)
    for i, r in enumerate(party.weights or ()):
        found["weight", i, 0] = Number("weight", number, r, i)
    for k, (link, r) in enumerate(zip(links, party.adds, strict=True)):
        found["add", k, 0] = Number("add", number, r, index=link)
    for k, shock in enumerate(party.no_deal.shocks):
        found["shock", k, 0] = Number("shock", number, shock.add, index=k)
    if party.no_deal.discount != ALL:
        found["discount", 0, 0] = Number("discount", number, party.no_deal.discount)
    if party.no_deal.drift != NOTHING:
        found["drift", 0, 0] = Number("drift", number, party.no_deal.drift)
    found["no_deal", 0, 0] = Number("no_deal", number, party.no_deal.base)
    return found


def set_free(party: PartyBelief, places: Collection[Place]) -> PartyBelief:
    """Return the party with some numbers as wide as the conventions allow.

    The numbers of a single-peaked shape go together: any worth at any level.
    """
    weights = party.weights and tuple(
        SHARE if ("weight", i, 0) in places else r for i, r in enumerate(party.weights)
    )
    return replace(
        party,
        weights=weights,
        shapes=tuple(_shape(shape, i, places) for i, shape in enumerate(party.shapes)),
        no_deal=_no_deal(party.no_deal, places),
        adds=tuple(ANYTHING if ("add", k, 0) in places else r for k, r in enumerate(party.adds)),
    )


def _shape(shape: Shape, issue: int, places: Collection[Place]) -> Shape:
    free = [("value", issue, k) in places for k in range(len(shape.numbers))]
    if isinstance(shape, Peak) and any(free):
        return Straight((SHARE,) * len(shape.levels), np.eye(len(shape.levels)))
    if not isinstance(shape, Straight) or not any(free):
        return shape
    numbers = zip(free, shape.numbers, strict=True)
    return Straight(tuple(SHARE if f else r for f, r in numbers), shape.basis)


def _no_deal(no_deal: NoDeal, places: Collection[Place]) -> NoDeal:
    return replace(
        no_deal,
        base=SHARE if ("no_deal", 0, 0) in places else no_deal.base,
        drift=ANYTHING if ("drift", 0, 0) in places else no_deal.drift,
        discount=ANY_DISCOUNT if ("discount", 0, 0) in places else no_deal.discount,
        shocks=tuple(
            replace(shock, add=ANYTHING) if ("shock", k, 0) in places else shock
            for k, shock in enumerate(no_deal.shocks)
        ),
    )
