"""What a statement says about a party's numbers, as linear constraints that say no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.constraints import Constraint
from detente.deal.learning.linear import Linear, highest, largest_difference, lowest, options_of
from detente.deal.learning.texts import Text
from detente.deal.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Order:
    """Some options of an issue are worth at least as much as some others.

    Attributes:
        issue: which one.
        pairs: (better, worse) by index of the option; each ``c[better] >= c[worse]``.
    """

    issue: int
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a party answered to a text on a day.

    Attributes:
        answer: ``accepts``, ``refuses``, or ``prefers`` (``to`` over ``over``).
        to, over: texts; ``over`` is None unless the answer is ``prefers``.
        day: counted from the belief's origin.
    """

    answer: Literal["accepts", "refuses", "prefers"]
    to: Text
    over: Text | None
    day: float


Saying = Order | Answer


def order_of(
    issue: int,
    size: int,
    *,
    wanted: Collection[int],
    rejected: Collection[int],
    ranks: bool,
) -> Order | None:
    """Return what a position on one issue says about the worth of its options.

    Every wanted option is worth at least every rejected one. Where the words rank (a demand, a
    preference), every wanted option is worth at least every option that is not wanted. Options that
    the words pass over are not compared with those that are rejected: who refuses one thing has not
    said that anything else would be better. How much anything is worth is not said.

    Args:
        issue: its index.
        size: number of its options.
        wanted, rejected: indices of options.
        ranks: whether the words put what is wanted over all else.

    Returns:
        None where nothing is said.
    """
    pairs = {(a, b) for a in wanted for b in rejected}
    if ranks:
        pairs |= {(a, b) for a in wanted for b in range(size) if b not in wanted}
    told = tuple(sorted((a, b) for a, b in pairs if a != b))
    return Order(issue, told) if told else None


def constraints_of(
    saying: Saying, *, party: PartyBelief, links: Sequence[Pattern], source: int
) -> tuple[Constraint, ...]:
    """Return the constraints that a statement puts on a party's numbers.

    - An order: ``c[better] − c[worse] >= 0``.
    - ``accepts`` P: P at its best is worth no deal: ``highest(P) − d(day) >= 0``.
    - ``refuses`` P: P at its worst is worth less: ``d(day) − lowest(P) >= 0``.
    - ``prefers`` A over B: ``largest_difference(A, B) >= 0``.

    Every reading is a relaxation: whatever the party had in mind for the open terms, numbers that
    agree with its answer satisfy the constraint (see :mod:`detente.deal.learning.linear`).

    Args:
        saying: the statement.
        party: what is believed about the party, before the statement.
        links: the patterns of the party's linkages.
        source: kept with each constraint.
    """
    if isinstance(saying, Order):
        return tuple(_ordered(saying, pair, party, len(links), source) for pair in saying.pairs)
    if saying.answer == "prefers":
        if saying.over is None:
            return ()
        expression = largest_difference(saying.to, saying.over, party=party, links=links)
        return (_at_least_zero(expression, 0.0, saying.day, source),)
    if saying.answer == "accepts":
        expression, no_deal = highest(saying.to, party=party, links=links), -1.0
    else:
        expression, no_deal = lowest(saying.to, party=party, links=links).negative(), 1.0
    return (_at_least_zero(expression, no_deal, saying.day, source),)


def _ordered(
    order: Order, pair: tuple[int, int], party: PartyBelief, links: int, source: int
) -> Constraint:
    worth = [np.zeros(options_of(shape)) for shape in party.shapes]
    worth[order.issue][pair[0]] += 1
    worth[order.issue][pair[1]] -= 1
    blank = Linear(tuple(worth), np.zeros(len(worth)), np.zeros(links))
    return _at_least_zero(blank, 0.0, 0.0, source)


def _at_least_zero(expression: Linear, no_deal: float, day: float, source: int) -> Constraint:
    return Constraint(
        expression.worth,
        expression.weights,
        expression.adds,
        no_deal,
        day,
        -expression.constant,
        source,
    )
