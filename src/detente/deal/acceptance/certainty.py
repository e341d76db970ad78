"""Who accepts a package wherever the numbers lie in their ranges, and who may accept it: exactly.

Nothing is sampled. With weights w_i in their ranges and Σ w_i = 100, and worths v_i(x_i) of the
options, the least that a package is worth to a party is::

    min Σ w_i v_i(x_i) / 100 + Σ add − no deal

No range depends on another but through the sum of the weights, and weights are not negative. So
every worth, bonus and no-deal value stands at an end of its range, and the weights solve a
fractional knapsack (Dantzig 1957): all at their lower ends, and what is missing to 100 goes to the
issues with the least worth first. A single-peaked worth has its minimum at a corner of its ranges,
because it rises in the peak up to the level asked about and falls beyond, and is monotone in the
zeros (these lie beyond the peak, wherever both are in their ranges); its maximum is 100 where the
peak can meet the level, and else at a corner too. No deal is monotone in each of its numbers, so a
corner is worst. Statements of the party are not used: what is sure here is sure with them as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import check_packages, holds
from detente.deal.belief.belief import Belief, PartyBelief
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Peak, Shape
from detente.deal.problem import TOLERANCE
from detente.deal.rule import rule_of
from detente.deal.weights import WHOLE

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Certainty:
    """What the ranges alone say about some packages.

    Attributes:
        least, most: shape (parties, m): smallest and largest worth minus no deal over all ranges;
            0 for parties without preferences.
        surely: shape (parties, m): the party accepts wherever the numbers lie, and whichever of its
            doubtful red lines are real.
        possibly: shape (parties, m): the party accepts for some numbers.
        surely_acceptable: shape (m,): acceptable wherever the numbers lie.
        possibly_acceptable: shape (m,): acceptable for some numbers.
    """

    least: Floats
    most: Floats
    surely: Flags
    possibly: Flags
    surely_acceptable: Flags
    possibly_acceptable: Flags


def find_certainty(belief: Belief, packages: npt.ArrayLike) -> Certainty:
    """Say which packages are accepted wherever the numbers lie, and which may be.

    Parties without preferences are taken to accept unless a red line of theirs is breached.

    Args:
        belief: what is believed.
        packages: shape (m, issues), option indices.

    Raises:
        InvalidInput: a row is no package.
    """
    rows = check_packages(belief.frame, packages)
    ends = [
        np.zeros((2, len(rows))) if party is None else _gains(belief, p, party, rows)
        for p, party in enumerate(belief.parties)
    ]
    least, most = np.array([e[0] for e in ends]), np.array([e[1] for e in ends])
    breached, certainly = _breaches(belief, rows)
    surely, possibly = (least >= -TOLERANCE) & ~breached, (most >= -TOLERANCE) & ~certainly
    allowed = np.ones(len(rows), dtype=bool)
    for pattern in belief.frame.forbidden:
        allowed &= ~holds(pattern, rows)
    return Certainty(
        least,
        most,
        surely,
        possibly,
        _acceptable(belief, surely) & allowed & ~breached.any(axis=0),
        _acceptable(belief, possibly) & allowed & ~certainly.any(axis=0),
    )


def _acceptable(belief: Belief, accepts: Flags) -> Flags:
    rule = rule_of(belief.frame, "acceptable")
    if rule is None:
        return np.zeros(accepts.shape[1], dtype=bool)
    return rule.passes(accepts[list(rule.parties)])


def _breaches(belief: Belief, rows: Numbers) -> tuple[Flags, Flags]:
    """Return which red lines in force are breached: any of a party's, and certain ones."""
    shape = (len(belief.parties), len(rows))
    breached, certainly = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for index in belief.in_force:
        line = belief.lines[index]
        met = holds(line.pattern, rows)
        breached[line.party] |= met
        if not line.doubtful:
            certainly[line.party] |= met
    return breached, certainly


def _gains(belief: Belief, p: int, party: PartyBelief, rows: Numbers) -> Floats:
    """Return the least and the largest gain of a party, shape (2, packages)."""
    worths = [_worths(shape, rows[:, i]) for i, shape in enumerate(party.shapes)]
    low = np.column_stack([w[0] for w in worths])
    high = np.column_stack([w[1] for w in worths])
    if party.weights is None:
        total = np.array([low.sum(axis=1), high.sum(axis=1)])
    else:
        total = np.array([_least(party.weights, low), -_least(party.weights, -high)]) / WHOLE
    links = [link for link in belief.frame.linkages if link.party == p]
    for link, add in zip(links, party.adds, strict=True):
        met = holds(link.pattern, rows)
        total += np.outer([add.low, add.high], met)
    worst, best = _no_deal(party, belief.day)
    return np.asarray(total - np.array([[worst], [best]]))


def _worths(shape: Shape, chosen: Numbers) -> Floats:
    """Return the smallest and largest worth of the chosen options, shape (2, packages)."""
    if isinstance(shape, Peak):
        low, high = _peak_ends(shape)
    else:  # a weighted sum of its numbers, with weights that are not negative
        low = shape.worths(np.array([[r.low for r in shape.numbers]]))[0]
        high = shape.worths(np.array([[r.high for r in shape.numbers]]))[0]
    return np.array([low[chosen], high[chosen]])


def _peak_ends(shape: Peak) -> tuple[Floats, Floats]:
    corners = np.array(list(product(*((r.low, r.high) for r in shape.numbers))))
    worths = shape.worths(corners)
    reached = (shape.levels >= shape.peak.low) & (shape.levels <= shape.peak.high)
    return worths.min(axis=0), np.where(reached, 100.0, worths.max(axis=0))


def _least(weights: tuple[Range, ...], worths: Floats) -> Floats:
    """Return min Σ w_i v_i over weights in their ranges that add up to 100, for each row of v."""
    low = np.array([r.low for r in weights])
    room = np.array([r.high for r in weights]) - low
    missing = WHOLE - float(low.sum())
    if not 0 < missing < float(room.sum()):  # as weights are drawn: all at the nearest ends
        ends = low if missing <= 0 else low + room
        return np.asarray(worths @ (ends * WHOLE / ends.sum()))
    order = np.argsort(worths, axis=1, kind="stable")
    sorted_room = room[order]
    before = np.cumsum(sorted_room, axis=1) - sorted_room
    given = np.clip(missing - before, 0.0, sorted_room)
    return np.asarray(worths @ low + (given * np.take_along_axis(worths, order, 1)).sum(axis=1))


def _no_deal(party: PartyBelief, day: float) -> tuple[float, float]:
    """Return the highest and the lowest worth of no agreement on a day."""
    numbers = party.no_deal.numbers
    shocks = [shock.start <= day <= shock.end for shock in party.no_deal.shocks]
    low = [r.low for r in numbers[3:]]
    high = [r.high if real else r.low for r, real in zip(numbers[3:], shocks, strict=True)]
    worths = [
        party.no_deal.worth(np.array([[*ends, *rest]]), day).item()
        for ends in product(*((r.low, r.high) for r in numbers[:3]))
        for rest in (low, high)
    ]
    return max(worths), min(worths)
