"""What no agreement is worth to each party day by day, and what moved it.

With ``m = (t − at)/30`` the worth on day t is a sum of parts::

    base  +  base·(discount^m − 1)  +  drift·m  +  Σ add of the shocks in force on t

so that the change between two days is the sum of the changes of the parts, and its slope between
shocks, in points for each 30 days, is ``base · discount^m · ln(discount) + drift``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import NO_DEAL_PLACES, Belief
from detente.deal.belief.draws import Draws
from detente.deal.belief.no_deal import MONTH, NoDeal

Floats = npt.NDArray[np.float64]
FIXED = ("base", "discount", "drift")
"""The parts before those of the shocks."""


def split(no_deal: NoDeal, numbers: Floats, day: float) -> Floats:
    """Return the parts of the worth on a day.

    Args:
        no_deal: the record.
        numbers: shape (n, numbers), in the order of ``no_deal.numbers``.
        day: counted from the belief's origin.

    Returns:
        Shape (n, 3 + shocks): base, discount, drift, then each shock (0 while not in force). The
        rows add up to ``no_deal.worth``.
    """
    months = (day - no_deal.at) / MONTH
    base, drift, kept = numbers[:, 0], numbers[:, 1], numbers[:, 2] ** months
    in_force = [float(shock.start <= day <= shock.end) for shock in no_deal.shocks]
    adds = numbers[:, 3:] * np.array(in_force, dtype=np.float64)
    return np.column_stack([base, base * (kept - 1), drift * months, adds])


def slope(no_deal: NoDeal, numbers: Floats, day: float) -> Floats:
    """Return the slope on a day, in points for each 30 days: shape (n, 2), discount and drift.

    Args:
        no_deal, numbers, day: as in :func:`split`.
    """
    months = (day - no_deal.at) / MONTH
    falling = numbers[:, 0] * numbers[:, 2] ** months * np.log(numbers[:, 2])
    return np.column_stack([falling, numbers[:, 1]])


def middle(no_deal: NoDeal) -> Floats:
    """Return the record's numbers at their middle, shape (1, numbers)."""
    return np.array([[number.mid for number in no_deal.numbers]], dtype=np.float64)


def drawn(belief: Belief, draws: Draws, party: int) -> Floats:
    """Return one party's drawn numbers of no deal, shape (n, numbers), exact ones included.

    Args:
        belief: what the draws were drawn from.
        draws: n draws.
        party: a party with preferences.
    """
    record = belief.parties[party]
    found = np.repeat(middle(record.no_deal), len(draws), axis=0) if record else np.zeros((0, 0))
    for column, number in enumerate(belief.numbers):
        if number.party == party and number.kind in (*NO_DEAL_PLACES, "shock"):
            place = NO_DEAL_PLACES.get(number.kind, 3 + (number.index or 0))
            found[:, place] = draws.numbers[:, column]
    return found


def middle_course(belief: Belief, days: Sequence[int]) -> Floats:
    """Return the no-deal values at their middle, shape (days, parties); 0 where not judged."""
    found = np.zeros((len(days), len(belief.parties)))
    for p, party in enumerate(belief.parties):
        if party is not None:
            numbers = middle(party.no_deal)
            found[:, p] = [party.no_deal.worth(numbers, day)[0] for day in days]
    return found


def drawn_course(belief: Belief, draws: Draws, days: Sequence[int]) -> Floats:
    """Return the no-deal values in every draw, shape (days, n, parties); 0 where not judged."""
    found = np.zeros((len(days), len(draws), len(belief.parties)))
    for p, party in enumerate(belief.parties):
        if party is not None:
            numbers = drawn(belief, draws, p)
            for row, day in enumerate(days):
                found[row, :, p] = party.no_deal.worth(numbers, day)
    return found
