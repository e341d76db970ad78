"""Oracles for the learning room: all vertices of small polytopes, and truthful parties."""

from __future__ import annotations

import itertools

import numpy as np

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.no_deal import NoDeal
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Straight


def vertices(polytope):
    """Return every vertex, from every choice of tight rows; exact columns are put in first."""
    free = polytope.low < polytope.high
    exact = np.where(free, 0.0, polytope.low)
    box = np.eye(len(free))[free]
    rows = np.vstack([polytope.matrix, box, -box])
    limits = np.concatenate([polytope.limits, polytope.high[free], -polytope.low[free]])
    limits, rows = limits - rows @ exact, rows[:, free]
    sums, totals = polytope.sums[:, free], polytope.totals - polytope.sums @ exact
    found = []
    for tight in itertools.combinations(range(len(rows)), free.sum() - len(sums)):
        matrix = np.vstack([sums, rows[list(tight)]])
        if abs(np.linalg.det(matrix)) < 1e-9:
            continue
        y = np.linalg.solve(matrix, np.concatenate([totals, limits[list(tight)]]))
        if (rows @ y <= limits + 1e-7).all():
            z = exact.copy()
            z[free] = y
            found.append(z)
    return np.array(found)


def make_party(weights, tables, no_deal, adds=()):
    """Return a party from pairs (low, high); ``weights`` None for points."""
    shapes = [Straight(tuple(Range(*r) for r in t), np.eye(len(t))) for t in tables]
    given = None if weights is None else tuple(Range(*w) for w in weights)
    return PartyBelief(
        given, tuple(shapes), NoDeal(Range(*no_deal)), tuple(Range(*a) for a in adds)
    )


class Truth:
    """One choice of all numbers of a party, which answers truthfully."""

    def __init__(self, contributions, adds, no_deal, links, weights):
        self.contributions, self.adds, self.no_deal = contributions, adds, no_deal
        self.links, self.weights = links, weights

    def worth(self, package):
        total = sum(c[o] for c, o in zip(self.contributions, package, strict=True))
        held = zip(self.links, self.adds, strict=True)
        return total + sum(add for link, add in held if link.holds(package))

    def slack(self, constraint):
        """Return left-hand side − least of a constraint at these numbers."""
        rows = tuple(np.array([c]) for c in self.contributions)
        weights, adds = np.array([self.weights]), np.array([self.adds]).reshape(1, -1)
        return float(constraint.slack(rows, weights, adds, np.array([self.no_deal]))[0])


def completions(text, sizes):
    """Return every package that a text may become."""
    return itertools.product(
        *[list(t) if t else list(range(size)) for t, size in zip(text.terms, sizes, strict=True)]
    )
