"""A party's utility as points of 100: the scale, and the form in which a case can say it exactly.

A case says worth as ``weights`` (shares of 100) with ``values`` (0–100), or as ``scores`` (points
that add up to about 100). Where the numbers of the source fit, they are kept: points are
100 × utility. Where they do not, points are 100 × (utility − low) / (high − low), and the scale is
remembered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from detente.exchange.folding import Rows, raised, spread_constant
from detente.exchange.rounding import shortest
from detente.exchange.scenario import Party

SLACK = 0.499
"""How far from 100 the best scores may add up to."""

SAME = 1e-11
"""Weights this near to their sum are not altered by rescaling in any way that counts."""

_NARROWEST = 1e-9
"""A scale narrower than this tells packages apart that nobody would."""


@dataclass(frozen=True, slots=True)
class Points:
    """The worth of options to one party, on the scale of a case.

    Attributes:
        low, high: utilities that 0 and 100 points stand for.
        added: points added to every option of each issue, to make room for a constant.
        weights: shares of 100, one an issue; empty when the worth is given as scores.
        rows: for each issue: values of 0–100 with weights, else points.
        no_deal: points of no agreement.
    """

    low: float
    high: float
    added: tuple[float, ...]
    weights: tuple[float, ...]
    rows: tuple[tuple[float, ...], ...]
    no_deal: float


def points_of(party: Party, kept: Sequence[int]) -> Points:
    """Return the worth of the options of the issues that are kept.

    Args:
        party: utilities on their own scale.
        kept: issues of the case; all others have one option, whose worth is a constant.

    Returns:
        Points such that low + (high − low) × points / 100 is the utility of every package.
    """
    low, high = _scale(party)
    factor = 100.0 / (high - low)
    rows = [tuple(factor * c for c in party.contributions(i)) for i in kept]
    others = [party.contributions(i)[0] for i in range(len(party.weights)) if i not in set(kept)]
    constant = factor * math.fsum((party.bias, *others, -low))
    added, _ = spread_constant(rows, constant)
    no_deal = party.lowest if party.reservation == -math.inf else party.reservation
    as_read = not any(added) and (low, high) == (0.0, 1.0)
    weights, values = _form(party, kept, as_read, raised(rows, added))
    return Points(
        low,
        high,
        tuple(added),
        tuple(shortest(weight) for weight in weights),
        tuple(tuple(shortest(_within(worth)) for worth in row) for row in values),
        shortest(_within(factor * (no_deal - low))),
    )


def _scale(party: Party) -> tuple[float, float]:
    """Return the utilities of 0 and 100 points: 0 and 1 wherever a case can say them so."""
    lowest, highest = party.lowest, party.highest
    no_deal = lowest if party.reservation == -math.inf else party.reservation
    largest = max(max(party.contributions(i)) for i in range(len(party.weights)))
    room = 1 + (SLACK / 100 if largest <= 1 and lowest >= 0 else 1e-13)
    if lowest >= 0 and highest <= room and 0 <= no_deal <= 1:
        return 0.0, 1.0
    low, high = min(0.0, lowest, no_deal), max(highest, no_deal)
    return (low, high) if high - low > _NARROWEST else (low, low + 1)


def _form(
    party: Party, kept: Sequence[int], as_read: bool, rows: Rows
) -> tuple[Sequence[float], Sequence[Sequence[float]]]:
    """Return weights (none for scores) and the numbers of each issue."""
    if as_read and _fits_as_read(party, kept):
        evaluations = [[100 * e for e in party.evaluations[i]] for i in kept]
        return [100 * party.weights[i] for i in kept], evaluations
    best = [max(row) for row in rows]
    total = math.fsum(best)
    if total > 100 * (1 + SAME) or 100 - SLACK <= total < 100 * (1 - SAME):
        return (), rows
    weights = _padded(best, total)
    pairs = zip(rows, weights, strict=True)
    return weights, [
        [100 * worth / weight if weight else 0.0 for worth in row] for row, weight in pairs
    ]


def _fits_as_read(party: Party, kept: Sequence[int]) -> bool:
    weights = [party.weights[i] for i in kept]
    evaluations = [e for i in kept for e in party.evaluations[i]]
    in_bounds = min(weights) >= 0 and min(evaluations) >= 0 and max(evaluations) <= 1
    return in_bounds and abs(math.fsum(weights) - 1) <= SAME


def _padded(best: Sequence[float], total: float) -> list[float]:
    """Return weights that add up to 100, in proportion to the best options."""
    if total <= 0:
        return [100.0 / len(best)] * len(best)
    return [100 * number / total for number in best]


def _within(points: float) -> float:
    """Return points without a rounding error beyond 0 and 100."""
    if -1e-9 < points < 0:
        return 0.0
    return 100.0 if 100 < points < 100 + 1e-9 else points
