"""All numbers of a party that agree with ranges and statements, as a polytope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.constraints import Constraint
from detente.deal.belief.ranges import Range
from detente.deal.learning.layout import Layout
from detente.deal.weights import WHOLE

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Polytope:
    """``{z : matrix z <= limits, sums z = totals, low <= z <= high}``.

    Attributes:
        matrix, limits: shapes (rows, columns) and (rows,).
        stated: shape (rows,): which rows come from statements.
        sums, totals: shapes (equations, columns) and (equations,).
        low, high: shape (columns,), finite; equal where a number is exact.
        layout: what the columns are.
    """

    matrix: Floats
    limits: Floats
    stated: npt.NDArray[np.bool_]
    sums: Floats
    totals: Floats
    low: Floats
    high: Floats
    layout: Layout


def polytope_of(party: PartyBelief, constraints: Sequence[Constraint] | None = None) -> Polytope:
    """Return all numbers of a party that lie in their ranges and agree with statements.

    In the columns of :class:`~detente.deal.learning.layout.Layout`: ``low w <= 100 x <= high w``
    for every number of a table, weights in their ranges and adding up to 100, adds and no-deal
    numbers in theirs; then the constraints. For tables this is exact, since for given weights the
    numbers fill a box. A single-peaked shape is relaxed to bounds for each level, and a discount
    that is a range is taken at the end that makes a constraint say less.

    Args:
        party: its ranges.
        constraints: from statements; None for the party's own.
    """
    layout = Layout(party)
    told = party.constraints if constraints is None else constraints
    shares = [row for i in range(len(party.shapes)) for row in _shares(layout, i)]
    stated = [-layout.row_of(c, no_deal=c.no_deal, day=c.day) for c in told]
    low, high = _ends(party, layout)
    sums = np.zeros((0, layout.size))
    if layout.weights is not None:
        sums = np.zeros((1, layout.size))
        sums[0, layout.weights] = 1
    return Polytope(
        np.array(shares + stated).reshape(-1, layout.size),
        np.array([0.0] * len(shares) + [-c.least for c in told]),
        np.arange(len(shares) + len(stated)) >= len(shares),
        sums,
        np.full(len(sums), WHOLE),
        low,
        high,
        layout,
    )


def _shares(layout: Layout, issue: int) -> list[Floats]:
    """Return rows ``low w/100 <= x <= high w/100`` of an issue; none for points."""
    if layout.weights is None:
        return []
    rows = []
    ends = zip(layout.numbers[issue], layout.bottoms[issue], layout.tops[issue], strict=True)
    for column, bottom, top in ends:
        for sign, end in ((-1.0, bottom), (1.0, top)):
            row = np.zeros(layout.size)
            row[column], row[issue] = sign, -sign * end / 100
            rows.append(row)
    return rows


def _ends(party: PartyBelief, layout: Layout) -> tuple[Floats, Floats]:
    low, high = np.zeros(layout.size), np.zeros(layout.size)
    for i, columns in enumerate(layout.numbers):
        bottom, top = layout.bottoms[i], layout.tops[i]
        weighted = layout.weights is not None
        low[columns] = np.minimum(bottom, 0) if weighted else bottom
        high[columns] = np.maximum(top, 0) if weighted else top
    no_deal = party.no_deal
    ranges = [*party.adds, no_deal.base, no_deal.drift, *(shock.add for shock in no_deal.shocks)]
    rest = np.concatenate([layout.adds, layout.no_deal])
    low[rest], high[rest] = [r.low for r in ranges], [r.high for r in ranges]
    if party.weights is not None:
        low[layout.weights], high[layout.weights] = _weight_ends(party.weights)
    return low, high


def _weight_ends(weights: Sequence[Range]) -> tuple[list[float], list[float]]:
    """Return the ends of the weights; where the ranges just miss 100, the rescaled nearest ends."""
    low, high = [r.low for r in weights], [r.high for r in weights]
    if sum(low) < WHOLE < sum(high):
        return low, high
    ends = low if sum(low) >= WHOLE else high
    settled = [end * WHOLE / sum(ends) for end in ends]
    return settled, settled
