"""Necessary and possible preference and acceptance, and the intervals that statements leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import PartyBelief
from detente.deal.learning.linear import Linear, highest, lowest, smallest_difference
from detente.deal.learning.polytope import Polytope
from detente.deal.learning.programs import ACCURACY, find_largest
from detente.deal.learning.texts import Text
from detente.deal.patterns import Pattern

Floats = npt.NDArray[np.float64]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two texts compare for a party over all numbers that agree.

    Attributes:
        difference: smallest and largest u(one) − u(two), whatever becomes of what is open.
    """

    difference: Span

    @property
    def necessary(self) -> bool:
        """Whether the first is worth at least the second for all numbers that agree."""
        return self.difference[0] >= -ACCURACY

    @property
    def possible(self) -> bool:
        """Whether the first is worth at least the second for some."""
        return self.difference[1] >= -ACCURACY

    @property
    def conversely(self) -> Relation:
        """How the second compares with the first."""
        return Relation((-self.difference[1], -self.difference[0]))


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a text is worth to a party over all numbers that agree, and whether that is no deal.

    Attributes:
        worth: smallest and largest u.
        margin: smallest and largest u − d(day).
    """

    worth: Span
    margin: Span

    @property
    def necessary(self) -> bool:
        """Whether it is worth no deal for all numbers, and whatever becomes of what is open."""
        return self.margin[0] >= -ACCURACY

    @property
    def possible(self) -> bool:
        """Whether it is worth no deal for some. Red lines are not asked."""
        return self.margin[1] >= -ACCURACY


@dataclass(frozen=True, eq=False)
class Agreeing:
    """All numbers of a party that agree: a polytope that is not empty, and how texts are read.

    Attributes:
        party: the ranges.
        polytope: with the statements.
        links: patterns of the party's linkages.
        day: on which the worth of no agreement is taken.
    """

    party: PartyBelief
    polytope: Polytope
    links: tuple[Pattern, ...]
    day: float

    def spans(self, expressions: Sequence[tuple[Linear, Linear, float]]) -> list[Span]:
        """Return the span from the least of a lower to the most of an upper expression.

        Args:
            expressions: (lower, upper, k): ``k d(day)`` is added to both.
        """
        layout = self.polytope.layout
        rows, constants = [], []
        for lower, upper, k in expressions:
            for expression, times in ((lower.negative(), -k), (upper, k)):
                rows.append(layout.row_of(expression, no_deal=times, day=self.day))
                constants.append(expression.constant)
        ends = find_largest(self.polytope, rows) + np.array(constants)
        pairs = zip(ends[::2], ends[1::2], strict=True)
        return [(0.0 - float(a), 0.0 + float(b)) for a, b in pairs]

    def weights(self) -> list[Span] | None:
        """Return the interval of every weight; None for a party with points."""
        if self.party.weights is None:
            return None
        return self.spans([(e, e, 0.0) for e in map(self._weight, range(len(self.party.shapes)))])

    def contributions(self, options: Sequence[tuple[int, int]]) -> list[Span]:
        """Return the interval of the contribution of some (issue, option), points of 100."""
        units = [self._unit(issue, option) for issue, option in options]
        return self.spans([(unit, unit, 0.0) for unit in units])

    def no_deal(self) -> Span:
        """Return the interval of the worth of no agreement on the day."""
        blank = self._blank()
        return self.spans([(blank, blank, 1.0)])[0]

    def compare(self, pairs: Sequence[tuple[Text, Text]]) -> list[Relation]:
        """Compare texts (Greco, Mousseau & Słowiński 2008, for numbers instead of functions)."""
        spans = self.spans(
            [
                (self._difference(one, two), self._difference(two, one).negative(), 0.0)
                for one, two in pairs
            ]
        )
        return [Relation(span) for span in spans]

    def accept(self, texts: Sequence[Text]) -> list[Acceptance]:
        """Say which texts are worth no deal for all numbers that agree, and for some."""
        ends = [(self._lowest(text), self._highest(text)) for text in texts]
        worths = self.spans([(low, high, 0.0) for low, high in ends])
        margins = self.spans([(low, high, -1.0) for low, high in ends])
        return [Acceptance(*both) for both in zip(worths, margins, strict=True)]

    def _difference(self, one: Text, two: Text) -> Linear:
        return smallest_difference(one, two, party=self.party, links=self.links)

    def _lowest(self, text: Text) -> Linear:
        return lowest(text, party=self.party, links=self.links)

    def _highest(self, text: Text) -> Linear:
        return highest(text, party=self.party, links=self.links)

    def _blank(self) -> Linear:
        worth = tuple(np.zeros(len(load)) for load in self.polytope.layout.loads)
        return Linear(worth, np.zeros(len(worth)), np.zeros(len(self.links)))

    def _weight(self, issue: int) -> Linear:
        blank = self._blank()
        blank.weights[issue] = 1
        return blank

    def _unit(self, issue: int, option: int) -> Linear:
        blank = self._blank()
        blank.worth[issue][option] = 1
        return blank
