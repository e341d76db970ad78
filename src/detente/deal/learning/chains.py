"""Markov chains over the numbers of one party that agree with its statements.

All chains move side by side, one number at a time, each move a draw from the distribution of that
number given all others: its range, cut to where every statement still holds (Gibbs sampling; since
the moves are along coordinates and their room is found by ratio tests, it is also coordinate
hit-and-run). Weights exchange points in pairs, so that they go on adding up to 100.

In these coordinates, weights w and worths v, the prior is the product of the densities of the
ranges and needs no Jacobian. In the coordinates of the polytope, w and ``x = w v / 100``, the same
distribution has the density ``Π f(w_i) Π f(100 x_ik / w_i) 100 / w_i``: since ``dx = (w / 100) dv``
for given weights, each number of an issue brings the factor ``100 / w_i``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.constraints import ALLOWANCE
from detente.deal.belief.no_deal import MONTH
from detente.deal.belief.party_draws import PartyDraws, slots_of
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Straight
from detente.deal.learning.truncated import draw_between

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
TINY = 1e-12


class Chains:
    """n states of one party, each of which agrees with all of its statements.

    Attributes:
        weights: shape (n, issues); zeros for points.
        slots: shape (n, numbers): shapes, no deal, adds, in the order of ``slots_of``.
        moving: which slots are moved: not exact, and in some statement.
    """

    def __init__(self, party: PartyBelief, start: PartyDraws, generator: np.random.Generator):
        self.party, self.generator = party, generator
        self.ranges = slots_of(party, 0)
        self.weights = start.weights.copy()
        self.slots = np.hstack([start.scores, start.no_deal, start.adds])
        self.lines = start.lines
        self.counts = [len(shape.numbers) for shape in party.shapes]
        self.issue_of = np.repeat(np.arange(len(self.counts)), self.counts)
        self.told = party.constraints
        self._coefficients()
        self.slack = self._slack()

    def draws(self) -> PartyDraws:
        """Return the states as draws."""
        shapes = sum(self.counts)
        ends = shapes + len(self.party.no_deal.numbers)
        parts = self.slots[:, :shapes], self.slots[:, shapes:ends], self.slots[:, ends:]
        return PartyDraws(self.weights, *parts, self.lines)

    def propose(self, k: int) -> tuple[Floats, Floats]:
        """Draw a new value of a slot given all others; return it and the slack that it leaves.

        Where the statements are not linear in the number (a peak, a discount) it is drawn from its
        range, and the slack may be negative.
        """
        u = self.generator.random(len(self.slots))
        if k in self.curved:
            old = self.slots[:, k].copy()
            new = self.ranges[k].quantile(u)
            self.slots[:, k] = new
            slack = self._slack()
            self.slots[:, k] = old
            return new, slack
        slope = self._slope(k)
        least, most = _room(self.slack, slope)
        old, number = self.slots[:, k], self.ranges[k]
        low, high = np.maximum(old + least, number.low), np.minimum(old + most, number.high)
        new = draw_between(number, low, high, u)
        return new, self.slack + slope * (new - old)[:, None]

    def move(self, k: int, new: Floats, slack: Floats, accepted: Flags) -> None:
        """Take a proposal where it is accepted and no statement is broken."""
        taken = accepted & (slack >= -ALLOWANCE).all(axis=1)
        self.slots[taken, k] = new[taken]
        self.slack[taken] = slack[taken]

    def exchange_weights(self) -> None:
        """Let the weights of random pairs of issues exchange points; then settle the slack anew."""
        ranges = self.party.weights
        if ranges is None:
            return
        free = [i for i, r in enumerate(ranges) if not r.exact]
        shares = self._shares()
        order = self.generator.permutation(free)
        for i, j in zip(order, np.roll(order, 1), strict=True):
            if i != j:
                self._exchange(int(i), int(j), ranges, shares)
        self.slack = self._slack()

    def _exchange(self, i: int, j: int, ranges: tuple[Range, ...], shares: Floats) -> None:
        slope = shares[:, :, i] - shares[:, :, j]
        least, most = _room(self.slack, slope)
        w, n = self.weights, len(self.weights)
        least = np.maximum(least, np.maximum(ranges[i].low - w[:, i], w[:, j] - ranges[j].high))
        most = np.minimum(most, np.minimum(ranges[i].high - w[:, i], w[:, j] - ranges[j].low))
        u, v = self.generator.random((2, n))
        step = np.where(most > least, least + u * (most - least), 0.0)
        new_i = np.clip(w[:, i] + step, ranges[i].low, ranges[i].high)
        new_j = np.clip(w[:, j] - step, ranges[j].low, ranges[j].high)
        before = ranges[i].density(w[:, i]) * ranges[j].density(w[:, j])
        after = ranges[i].density(new_i) * ranges[j].density(new_j)
        taken = v * before <= after
        self.slack[taken] += (slope * step[:, None])[taken]
        w[taken, i], w[taken, j] = new_i[taken], new_j[taken]

    def _coefficients(self) -> None:
        """Find what each statement takes of each slot, and which slots move, and how."""
        bases = [s.basis if isinstance(s, Straight) else None for s in self.party.shapes]
        self.loads = np.zeros((len(self.told), len(self.ranges)))
        self.curved: set[int] = set()
        shapes = sum(self.counts)
        for m, constraint in enumerate(self.told):
            for i, basis in enumerate(bases):
                columns = np.flatnonzero(self.issue_of == i)
                if basis is not None:
                    self.loads[m, columns] = constraint.worth[i] @ basis
                elif constraint.worth[i].any():
                    self.loads[m, columns] = 1.0
                    self.curved |= set(columns.tolist())
            self.loads[m, shapes + len(self.party.no_deal.numbers) :] = constraint.adds
            self._no_deal_loads(m, constraint.no_deal, constraint.day)
        touched = np.abs(self.loads).max(axis=0, initial=0.0) > TINY
        self.moving = [k for k, r in enumerate(self.ranges) if touched[k] and not r.exact]

    def _no_deal_loads(self, m: int, times: float, day: float) -> None:
        terms, at = self.party.no_deal, sum(self.counts)
        if not times:
            return
        months = (day - terms.at) / MONTH
        in_force = [float(shock.start <= day <= shock.end) for shock in terms.shocks]
        per_point = np.array([1.0, months, 0.0, *in_force])
        self.loads[m, at : at + len(per_point)] = times * per_point
        if not terms.discount.exact and months:
            self.loads[m, at + 2] = times
            self.curved.add(at + 2)

    def _slope(self, k: int) -> Floats:
        """Return how fast each statement's slack grows with a slot, shape (n, statements)."""
        shapes = sum(self.counts)
        slope = np.tile(self.loads[:, k], (len(self.slots), 1))
        if k < shapes and self.party.weights is not None:
            slope *= self.weights[:, self.issue_of[k], None] / 100
        if k == shapes:
            days = np.array([c.day for c in self.told])
            months = (days - self.party.no_deal.at) / MONTH
            slope *= self.slots[:, shapes + 2, None] ** months
        return slope

    def _slack(self) -> Floats:
        return (
            np.column_stack(list(self._slacks())) if self.told else np.zeros((len(self.slots), 0))
        )

    def _slacks(self) -> Iterator[Floats]:
        drawn = self.draws()
        worths = drawn.contributions(self.party)
        for c in self.told:
            no_deal = self.party.no_deal.worth(drawn.no_deal, c.day)
            yield c.slack(worths, drawn.weights, drawn.adds, no_deal)

    def _shares(self) -> Floats:
        """Return each statement's slack for a point of each weight, (n, statements, issues)."""
        drawn = self.draws()
        found = np.empty((len(self.slots), len(self.told), len(self.counts)))
        for i, shape in enumerate(self.party.shapes):
            worths = shape.worths(drawn.shape_numbers(self.party, i)) / 100
            for m, constraint in enumerate(self.told):
                found[:, m, i] = worths @ constraint.worth[i] + constraint.weights[i]
        return found


def _room(slack: Floats, slope: Floats) -> tuple[Floats, Floats]:
    """Return how far a number may fall and rise until some slack is used up (the ratio test)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = -np.maximum(slack, 0.0) / slope
    least = np.where(slope > TINY, ratio, -np.inf).max(axis=1, initial=-np.inf)
    most = np.where(slope < -TINY, ratio, np.inf).min(axis=1, initial=np.inf)
    return least, most
