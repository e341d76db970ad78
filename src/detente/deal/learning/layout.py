"""What the columns of a party's polytope are: weights, contributions of numbers, adds, no deal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.constraints import Constraint
from detente.deal.belief.no_deal import MONTH
from detente.deal.belief.shapes import Peak, Shape, Straight
from detente.deal.learning.linear import Linear
from detente.deal.learning.peak_bounds import bound_peak
from detente.errors import NotSupported

Floats = npt.NDArray[np.float64]
Columns = npt.NDArray[np.int64]


class Layout:
    """The columns of a party's polytope, and linear expressions as rows over them.

    A number v of a shape stands as its weighted contribution ``x = w v / 100``, so that everything
    is linear; where a party has points, x is the number itself and there are no weights. For a
    single-peaked shape there is one column a level, its contribution. Exact numbers of a party with
    weights have no column: they are part of the coefficient of the weight.

    Attributes:
        weights: columns of the weights; None for points.
        numbers: columns of each issue.
        bases: of each issue, shape (options, its columns).
        loads: of each issue, shape (options,): with weights, the share of the weight that the exact
            numbers give. Contributions are ``basis @ x + load w``.
        bottoms, tops: of each issue, shape (its columns,): ends of the numbers, 0–100.
        adds, no_deal: columns; base, drift and shocks (the discount has none).
        size: number of columns.
    """

    def __init__(self, party: PartyBelief) -> None:
        self.party = party
        weighted = party.weights is not None
        at = len(party.shapes) if weighted else 0
        self.weights: Columns | None = np.arange(at) if weighted else None
        self.numbers: list[Columns] = []
        self.bases: list[Floats] = []
        self.loads: list[Floats] = []
        self.bottoms: list[Floats] = []
        self.tops: list[Floats] = []
        for shape in party.shapes:
            basis, bottom, top = _numbers(shape)
            free = bottom < top if weighted else np.ones(len(bottom), dtype=bool)
            self.bases.append(basis[:, free])
            self.loads.append(basis[:, ~free] @ bottom[~free] / 100)
            self.bottoms.append(bottom[free])
            self.tops.append(top[free])
            self.numbers.append(np.arange(at, at + int(free.sum())))
            at += int(free.sum())
        self.adds = np.arange(at, at + len(party.adds))
        at += len(party.adds)
        self.no_deal = np.arange(at, at + 2 + len(party.no_deal.shocks))
        self.size = at + len(self.no_deal)
        if not party.no_deal.discount.exact and party.no_deal.base.low < 0:
            raise NotSupported("a discount that is a range needs a no-deal value of at least 0")

    def row_of(
        self, expression: Linear | Constraint, *, no_deal: float = 0.0, day: float = 0.0
    ) -> Floats:
        """Return coefficients, shape (columns,), never below the expression.

        Args:
            expression: of contributions, weights and adds; its constant is not in the row.
            no_deal: coefficient of the worth of no agreement on a day. A discount that is a range
                is taken at the end that makes the row larger.
            day: that day, counted from the belief's origin.
        """
        row = np.zeros(self.size)
        for i, worth in enumerate(expression.worth):
            row[self.numbers[i]] += worth @ self.bases[i]
            if self.weights is not None:
                row[i] += worth @ self.loads[i] + expression.weights[i]
        row[self.adds] += expression.adds
        if no_deal:
            row[self.no_deal] += no_deal * self._no_deal_row(day, most=no_deal > 0)
        return row

    def _no_deal_row(self, day: float, *, most: bool) -> Floats:
        terms = self.party.no_deal
        months = (day - terms.at) / MONTH
        kept = [end**months for end in (terms.discount.low, terms.discount.high)]
        in_force = [float(shock.start <= day <= shock.end) for shock in terms.shocks]
        return np.array([max(kept) if most else min(kept), months, *in_force])


def _numbers(shape: Shape) -> tuple[Floats, Floats, Floats]:
    """Return basis and ends of the numbers of a shape."""
    if isinstance(shape, Straight):
        low = np.array([number.low for number in shape.numbers], dtype=np.float64)
        high = np.array([number.high for number in shape.numbers], dtype=np.float64)
        return shape.basis, low, high
    if isinstance(shape, Peak):
        low, high = bound_peak(shape)
        return np.eye(len(shape.levels)), low, high
    raise NotSupported("statements can be read for tables, straight lines and peaks")
