"""One number that moves through its range while all others stay where they settle: a path.

Along a path only the numbers of one party change, and between neighbouring *knots* every gain is an
affine function of the number, except for the numbers of single-peaked worths and for discounts,
whose paths are curved. A weight moves the other weights of its party with it: they settle by one
common share of the way along their ranges, which is affine between the knots too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from detente.deal.belief.belief import Belief, Number
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Peak
from detente.deal.problem import Problem
from detente.deal.weights import WHOLE, settle_weights
from detente.errors import InvalidInput

SCALE = (0.0, 100.0)
"""Between these ends no-deal values are followed beyond what was judged."""
KEPT = 8
"""Problems along a path that are kept, for the questions that come next."""
CELLS = 32
"""Cells into which a curved path is cut: what flips and flips back within one could be missed."""


@dataclass(frozen=True, eq=False)
class Path:
    """A number, and the problem at each of its values.

    Attributes:
        number: what moves.
        place: its index among the belief's numbers; None for a no-deal value that is exact.
        start: where it stands while nothing moves.
        low, high: the ends of what was judged, as far as the other numbers allow.
        knots: ascending from the first to the last value followed; ``start`` is one of them.
        curved: whether gains bend between knots.
        at: gives the problem at a value.
    """

    number: Number
    place: int | None
    start: float
    low: float
    high: float
    knots: tuple[float, ...]
    curved: bool
    at: Callable[[float], Problem]

    @property
    def party(self) -> int:
        """Whose number it is."""
        return self.number.party

    def side(self, direction: int) -> tuple[float, ...]:
        """Return the knots from the start upwards (1) or downwards (−1), the start first."""
        ahead = [t for t in self.knots if (t - self.start) * direction >= 0]
        return tuple(ahead if direction > 0 else reversed(ahead))


def paths_of(belief: Belief, *, beyond: bool = True) -> Iterator[Path]:
    """Yield the path of every number but the red lines, and of no-deal values that are exact.

    Args:
        belief: its day counts.
        beyond: whether no-deal values are followed beyond what was judged, from 0 to 100; without
            that, exact ones are left out.
    """
    for place, number in enumerate(belief.numbers):
        if number.kind != "red_line":
            yield path_of(belief, place, beyond=beyond)
    if not beyond:
        return
    ranged = {number.party for number in belief.numbers if number.kind == "no_deal"}
    for party in np.flatnonzero(belief.frame.judged).tolist():
        if party not in ranged:
            yield _exact_no_deal(belief, party)


def path_of(belief: Belief, place: int, *, beyond: bool = True) -> Path:
    """Return the path of one number.

    Args:
        belief: whose number it is.
        place: index among the belief's numbers; not of a red line.
        beyond: whether a no-deal value is followed from 0 to 100, whatever was judged.
    """
    number = belief.numbers[place]
    start, low, high, knots = _course(belief, number)
    if number.kind == "no_deal" and beyond:
        knots = (*knots, min(SCALE[0], low), max(SCALE[1], high))
    curved = _is_curved(belief, number)
    if curved:
        knots = (*knots, *np.linspace(low, high, CELLS + 1).tolist())
    ordered = tuple(sorted({start, low, high, *knots}))
    problem = belief.problem

    @lru_cache(KEPT)
    def at(value: float) -> Problem:
        return problem if value == start else belief.at({place: value})

    return Path(number, place, start, low, high, ordered, curved, at)


def _course(belief: Belief, number: Number) -> tuple[float, float, float, tuple[float, ...]]:
    """Return start, ends and knots of a number."""
    if number.kind == "weight":
        return _course_of_weight(belief, number)
    ends = number.range
    return ends.mid, ends.low, ends.high, ()


def _course_of_weight(
    belief: Belief, number: Number
) -> tuple[float, float, float, tuple[float, ...]]:
    """Return the course of a weight as far as the other weights of the party can make up for it."""
    weights = _weights(belief, number)
    others = [r for i, r in enumerate(weights) if i != number.issue]
    lows, mids, highs = (sum(r.at(share) for r in others) for share in (0.0, 0.5, 1.0))
    start = _settled_weight(belief, number)
    low = min(start, max(number.range.low, WHOLE - highs))
    high = max(start, min(number.range.high, WHOLE - lows))
    turn = WHOLE - mids
    return start, low, high, ((turn,) if low < turn < high else ())


def _weights(belief: Belief, number: Number) -> tuple[Range, ...]:
    party = belief.parties[number.party]
    if party is None or party.weights is None:
        raise InvalidInput("a weight belongs to a party that has weights")
    return party.weights


def _settled_weight(belief: Belief, number: Number) -> float:
    settled, _ = settle_weights({str(i): r for i, r in enumerate(_weights(belief, number))})
    return settled[str(number.issue)]


def _is_curved(belief: Belief, number: Number) -> bool:
    party = belief.parties[number.party]
    if number.kind in ("value", "score") and party is not None:
        return isinstance(party.shapes[number.issue or 0], Peak)
    return number.kind == "discount"


def _exact_no_deal(belief: Belief, party: int) -> Path:
    """Return the path of a no-deal value without a range: the worth of no agreement on the day."""
    problem = belief.problem
    start = float(problem.no_deal[party])

    def at(value: float) -> Problem:
        moved = problem.no_deal.copy()
        moved[party] = value
        return problem.revise(no_deal=moved)

    number = Number("no_deal", party, Range(start, start))
    knots = tuple(sorted({start, min(SCALE[0], start), max(SCALE[1], start)}))
    return Path(number, None, start, start, start, knots, False, at)
