"""Where the front stands: the range, the deal, and how far the front may move before it is left.

Offers and war values are those of :mod:`detente.stability.commitment.slantchev`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente import __version__
from detente.rounding import rounded
from detente.stability.commitment.bounds import check_parts
from detente.stability.commitment.conditions import Condition, Number, Numbers, Pair, weigh
from detente.stability.commitment.records import TOLERANCE, Inequality, Names, tell
from detente.stability.commitment.slantchev import (
    Walks,
    check_positions,
    find_walks,
    find_war,
)
from detente.stability.graph.arguments import check_whole


@dataclass(frozen=True, eq=False, slots=True)
class Battlefield:
    """Offers, war values and the deal at the present position.

    Attributes:
        walks: all values.
        position: where the front stands, 0 < k < N.
        inequality: ``W¹_k + W²_k ≤ 1``, with the range ``W¹_k`` to ``1 − W²_k``.
        outlasts: the positions, first and last, at which the present deals would still be in the
            range: the front may move so far before one side would rather fight than keep them.
    """

    walks: Walks
    position: int
    inequality: Inequality
    outlasts: tuple[int, int]

    @property
    def positions(self) -> int:
        """N."""
        return len(self.walks.war_a) - 1

    @property
    def deals(self) -> tuple[float, float]:
        """Share of side 1 now, if side 1 offers and if side 2 does."""
        k = self.position
        return float(self.walks.offers_a[k]), 1 - float(self.walks.offers_b[k])

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        walks = self.walks
        names = ("offers_a", "offers_b", "war_a", "war_b")
        return {
            **{name: [rounded(v) for v in getattr(walks, name).tolist()] for name in names},
            "positions": self.positions,
            "position": self.position,
            "deal_if_a_offers": rounded(self.deals[0]),
            "deal_if_b_offers": rounded(self.deals[1]),
            "outlasts": list(self.outlasts),
            "inequality": self.inequality.to_dict(),
            "method": "linear system",
            "because": "the offers of two sides by turns are two walks over the positions",
            "exact": True,
            "version": __version__,
        }


def find_battlefield(
    positions: int,
    position: int,
    *,
    win: float,
    discount: float,
    pay_a: float,
    pay_b: float,
    names: Names = ("A", "B"),
) -> Battlefield:
    """Return offers and war values at every position, and the deal at the present one.

    Args:
        positions: N, 2 to 1000: side 1 is defeated at 0 and side 2 at N.
        position: where the front stands, from 1 to N − 1.
        win: side 1's chance of winning a battle.
        discount: δ from battle to battle, above 0 and below 1.
        pay_a, pay_b: shares of the pie that the sides have while they fight, together at most 1.
        names: of the sides.

    Raises:
        InvalidInput: a number is out of bounds.
    """
    check_positions(positions)
    front = "the front stands between the two defeats"
    check_whole(front, position, least=1, most=positions - 1)
    condition = battlefield_condition(positions, position)
    numbers = {"win": win, "discount": discount, "pay_a": pay_a, "pay_b": pay_b}
    inequality = weigh(condition, numbers, names=names)
    check_parts(pay_a, pay_b, ("pay_a", "pay_b"))
    walks = find_walks(positions, **inequality.numbers)
    return Battlefield(walks, position, inequality, _outlasts(walks, position))


def _outlasts(walks: Walks, position: int) -> tuple[int, int]:
    """Return how far the front may move with both deals of now still in the range."""
    deals = np.array([walks.offers_a[position], 1 - walks.offers_b[position]])
    inside = (walks.war_a <= deals.min() + TOLERANCE) & (1 - walks.war_b >= deals.max() - TOLERANCE)
    first = last = position
    while first > 0 and inside[first - 1]:
        first -= 1
    while last < len(inside) - 1 and inside[last + 1]:
        last += 1
    return first, last


def battlefield_condition(positions: int, position: int) -> Condition:
    """Return ``W¹_k + W²_k ≤ 1`` for a front.

    The margin is ``(1 − b₁ − b₂)(1 − E[δ^T])``, T the number of battles to the finish: it solves
    the same walk with pay ``(1 − δ)(1 − b₁ − b₂)`` and 0 at both ends. So it never rises with b₁,
    b₂ or δ, and whatever p is, it has the sign of ``1 − b₁ − b₂``.
    """

    def ends(n: Numbers) -> Pair:
        war_a, war_b = find_war(positions, **n)
        return war_a[position], 1 - war_b[position]

    def sides(n: Numbers) -> Pair:
        least, most = ends(n)
        return least + 1 - most, 1.0

    def shown(n: Mapping[str, float]) -> tuple[str, str]:
        least, most = ends(n)
        return f"{tell(least)} + {tell(1 - most)}", "1"

    def means(n: Mapping[str, float], holds: bool, names: Names) -> str:
        least, most = ends(n)
        return (
            f"Fighting to the finish from position {position} of {positions} is worth {tell(least)}"
            f" to {names[0]} and {tell(1 - most)} to {names[1]}; each share of {names[0]} from "
            f"{tell(least)} to {tell(most)} is worth more to both."
        )

    return Condition(
        name="battlefield",
        question="Is there a share that both prefer to fighting to the finish?",
        source="Slantchev 2003, pp. 623–624",
        formula="W₁ + W₂ ≤ 1",
        symbols="W₁, W₂: what fighting to the finish is worth to {a} and {b} where the front is",
        numbers={
            "win": Number("probability", 0, "{a}'s chance of winning a battle"),
            "discount": Number("discount", -1, "what the wait for a battle leaves of a share"),
            "pay_a": Number("share", -1, "what {a} has while they fight"),
            "pay_b": Number("share", -1, "what {b} has while they fight"),
        },
        sides=sides,
        ends=ends,
        shown=shown,
        means=means,
        levers=lambda n, holds, names: (),
    )
