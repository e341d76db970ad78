"""Worths of texts as linear expressions in a party's numbers, their open terms at either end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.shapes import Peak, Shape, Straight
from detente.deal.learning.texts import Text
from detente.deal.patterns import Pattern
from detente.errors import NotSupported

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Linear:
    """``Σ worth · c + weights · w + adds · a + constant`` of one party.

    Attributes:
        worth: one array an issue, shape (options,): coefficients of the contributions c.
        weights: shape (issues,). Zeros for a party that has points instead of weights.
        adds: shape (linkages of the party,).
        constant: in points.
    """

    worth: tuple[Floats, ...]
    weights: Floats
    adds: Floats
    constant: float = 0.0

    def negative(self) -> Linear:
        """Return −1 times the expression."""
        worth = tuple(-row for row in self.worth)
        return Linear(worth, -self.weights, -self.adds, -self.constant)


def largest_difference(
    one: Text | None, two: Text | None, *, party: PartyBelief, links: Sequence[Pattern]
) -> Linear:
    """Return an expression that is never below u(one) − u(two), whatever becomes of what is open.

    Issue by issue: a fixed term counts with its contribution. An issue on which both texts are
    silent, or keep the same alternatives in brackets, cancels, since the same would become of it
    either way. Any other term that is not fixed is taken at its best in ``one`` (the whole weight)
    and at its worst in ``two`` (nothing). Linkages alike: one that surely holds counts; one that
    hangs on the same open terms in both texts cancels; any other is taken at the end that makes
    the difference larger.

    Args:
        one, two: texts; None for nothing, which is worth 0.
        party: whose worth it is: whether it has weights, and the signs of its linkages.
        links: the patterns of the party's linkages.
    """
    sizes = [options_of(shape) for shape in party.shapes]
    worth = [np.zeros(size) for size in sizes]
    weights, adds = np.zeros(len(sizes)), np.zeros(len(links))
    constant = 0.0
    for i in range(len(sizes)):
        if one is not None and two is not None and one.alike(two, i):
            continue
        if two is not None and (option := two.fixed(i)) is not None:
            worth[i][option] -= 1
        if one is None:
            continue
        if (option := one.fixed(i)) is not None:
            worth[i][option] += 1
        elif party.weights is None:
            constant += max(_tops(party.shapes[i]), default=0.0)
        else:
            weights[i] += 1
    for k, pattern in enumerate(links):
        slope, more = _link(one, two, pattern, (party.adds[k].low, party.adds[k].high))
        adds[k] += slope
        constant += more
    return Linear(tuple(worth), weights, adds, constant)


def highest(text: Text, *, party: PartyBelief, links: Sequence[Pattern]) -> Linear:
    """Return an expression that is never below what a text can be worth."""
    return largest_difference(text, None, party=party, links=links)


def lowest(text: Text, *, party: PartyBelief, links: Sequence[Pattern]) -> Linear:
    """Return an expression that is never above what a text can be worth."""
    return largest_difference(None, text, party=party, links=links).negative()


def smallest_difference(
    one: Text, two: Text, *, party: PartyBelief, links: Sequence[Pattern]
) -> Linear:
    """Return an expression that is never above u(one) − u(two)."""
    return largest_difference(two, one, party=party, links=links).negative()


def options_of(shape: Shape) -> int:
    """Return the number of options that a shape gives a worth to."""
    if isinstance(shape, Straight):
        return len(shape.basis)
    if isinstance(shape, Peak):
        return len(shape.levels)
    raise NotSupported("statements can be read for tables, straight lines and peaks")


def _tops(shape: Shape) -> list[float]:
    """Return the highest worth of each option that the ranges of a shape allow."""
    if not isinstance(shape, Straight):
        return [100.0] * options_of(shape)
    high = np.array([number.high for number in shape.numbers])
    low = np.array([number.low for number in shape.numbers])
    top = np.maximum(shape.basis, 0) @ high + np.minimum(shape.basis, 0) @ low
    return [float(worth) for worth in top]


def _link(
    one: Text | None, two: Text | None, pattern: Pattern, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return (coefficient of the add, constant) of a linkage in the largest difference."""
    in_one = "never" if one is None else one.holds(pattern)
    in_two = "never" if two is None else two.holds(pattern)
    if one is not None and two is not None and one.open_alike(two, pattern):
        return 0.0, 0.0
    slope, constant = float(in_one == "surely") - float(in_two == "surely"), 0.0
    low, high = ends
    if in_one == "perhaps":
        slope, constant = slope + (low >= 0), constant + (high if low < 0 < high else 0.0)
    if in_two == "perhaps":
        slope, constant = slope - (high <= 0), constant - (low if low < 0 < high else 0.0)
    return slope, constant
