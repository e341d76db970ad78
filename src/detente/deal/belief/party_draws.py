"""The drawn numbers of one party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.constraints import ALLOWANCE
from detente.deal.belief.ranges import Range
from detente.deal.belief.weights import draw_weights

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PartyDraws:
    """n choices of all numbers of one party.

    Attributes:
        weights: shape (n, issues), shares of 100; zeros where the party has points instead.
        scores: shape (n, numbers of all shapes), issue after issue.
        no_deal: shape (n, numbers of the worth of no agreement).
        adds: shape (n, linkages of the party).
        lines: shape (n, lines of the party): real or not.
    """

    weights: Floats
    scores: Floats
    no_deal: Floats
    adds: Floats
    lines: Flags

    def take(self, rows: npt.NDArray[np.intp]) -> PartyDraws:
        """Return some of the draws."""
        return PartyDraws(*(getattr(self, f.name)[rows] for f in fields(self)))

    def shape_numbers(self, party: PartyBelief, issue: int) -> Floats:
        """Return the drawn numbers of one issue's shape, shape (n, its numbers)."""
        start = sum(len(shape.numbers) for shape in party.shapes[:issue])
        return self.scores[:, start : start + len(party.shapes[issue].numbers)]

    def contributions(self, party: PartyBelief) -> tuple[Floats, ...]:
        """Return the weighted contributions, one array an issue of shape (n, options)."""
        found = []
        for i, shape in enumerate(party.shapes):
            worths = shape.worths(self.shape_numbers(party, i))
            factor = 1.0 if party.weights is None else self.weights[:, i, None] / 100
            found.append(factor * worths)
        return tuple(found)

    def meets(self, party: PartyBelief) -> Flags:
        """Return which draws meet all of the party's constraints, shape (n,)."""
        met = np.ones(len(self.weights), dtype=bool)
        worths = self.contributions(party) if party.constraints else ()
        for constraint in party.constraints:
            no_deal = party.no_deal.worth(self.no_deal, constraint.day)
            met &= constraint.slack(worths, self.weights, self.adds, no_deal) >= -ALLOWANCE
        return met


def join(parts: Sequence[PartyDraws]) -> PartyDraws:
    """Return draws one after the other."""
    names = [f.name for f in fields(PartyDraws)]
    return PartyDraws(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def slots_of(party: PartyBelief | None, lines: int) -> tuple[Range, ...]:
    """Return the party's numbers apart from the weights, exact ones and lines included, in order.

    Shapes, worth of no agreement, linkages, then one (0 to 1) for each of the party's lines.
    """
    blank = (Range(0.0, 1.0),) * lines
    if party is None:
        return blank
    shapes = tuple(number for shape in party.shapes for number in shape.numbers)
    return (*shapes, *party.no_deal.numbers, *party.adds, *blank)


def fill(
    party: PartyBelief | None,
    u: Floats,
    probabilities: Sequence[float],
    issues: int,
    generator: np.random.Generator,
) -> PartyDraws:
    """Turn probabilities into numbers, and draw the weights.

    Args:
        party: whose; None where only its red lines are drawn.
        u: shape (n, slots), uniform on 0 to 1, in the order of :func:`slots_of`.
        probabilities: of the party's red lines.
        issues: how many there are.
        generator: for the weights.
    """
    n, lines = len(u), len(probabilities)
    slots = slots_of(party, lines)
    drawn = np.empty((n, len(slots) - lines))
    for k in range(len(slots) - lines):
        drawn[:, k] = slots[k].quantile(u[:, k])
    real = u[:, len(slots) - lines :] >= 1 - np.asarray(probabilities, dtype=np.float64)
    blank = np.zeros((n, issues))
    if party is None:
        return PartyDraws(blank, drawn, drawn[:, :0], drawn[:, :0], real)
    weights = blank if party.weights is None else draw_weights(party.weights, n, generator)
    shapes = sum(len(shape.numbers) for shape in party.shapes)
    ends = shapes + len(party.no_deal.numbers)
    return PartyDraws(weights, drawn[:, :shapes], drawn[:, shapes:ends], drawn[:, ends:], real)
