"""Slantchev (2003): offers over battlefield positions, and what fighting to the finish is worth.

Two sides divide a flow of pies of size 1. A refused offer is followed by a battle that side 1 wins
with probability p. It moves the front one position towards N, the defeat of 2, or towards 0, the
defeat of 1. While they fight, the sides have b₁ and b₂ of the pie, together less than 1. Pages are
those of :cite:t:`slantchev2003`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente import __version__
from detente.errors import InvalidInput
from detente.stability.commitment.conditions import (
    Condition,
    Number,
    Numbers,
    Pair,
    weigh,
)
from detente.stability.commitment.records import TOLERANCE, Inequality, Names, rounded, tell

Floats = npt.NDArray[np.float64]
MOST_POSITIONS = 1000


def solve_walk(
    pay: Sequence[npt.ArrayLike], *, win: npt.ArrayLike, discount: npt.ArrayLike
) -> Floats:
    """Return the value of every position of a walk between defeat (0) and victory (1).

    Solves ``z_k = pay_k + δ [p z_{k+1} + (1 − p) z_{k−1}]`` for 0 < k < N with ``z_0 = 0`` and
    ``z_N = 1`` by elimination from 0 to N and back, which is stable because the rows are diagonally
    dominant.

    Args:
        pay: for k = 1, …, N − 1, in each position; numbers, or arrays of one shape (n,).
        win, discount: p and δ; numbers, or arrays of shape (n,).

    Returns:
        Shape (N + 1,) or (N + 1, n).
    """
    up = np.asarray(discount) * win
    down = np.asarray(discount) - up
    slope, rest = [np.zeros_like(up)], [np.zeros_like(up)]
    for each in pay:
        pivot = 1 - down * slope[-1]
        rest.append((each + down * rest[-1]) / pivot)
        slope.append(up / pivot)
    values = [np.ones_like(up)]
    for k in range(len(pay), 0, -1):
        values.append(slope[k] * values[-1] + rest[k])
    return np.stack([*values, np.zeros_like(up)][::-1])


@dataclass(frozen=True, eq=False, slots=True)
class Walks:
    """Values by position 0, …, N; shape (N + 1,) or (N + 1, n).

    Attributes:
        offers_a: x_k, the share that side 1 asks for when it offers.
        offers_b: y_k, the share that side 2 asks for when it offers.
        war_a, war_b: what fighting to the finish is worth to each.
    """

    offers_a: Floats
    offers_b: Floats
    war_a: Floats
    war_b: Floats


def find_walks(
    positions: int,
    *,
    win: npt.ArrayLike,
    discount: npt.ArrayLike,
    pay_a: npt.ArrayLike,
    pay_b: npt.ArrayLike,
) -> Walks:
    """Return the offers of Proposition 1 (p. 624; p. 630, equation 1) and the war values (p. 623).

    ``1 − x_k = (1 − δ) b₂ + δ [p y_{k+1} + (1 − p) y_{k−1}]`` and
    ``1 − y_k = (1 − δ) b₁ + δ [p x_{k+1} + (1 − p) x_{k−1}]`` with ``x_0 = y_N = 0`` and
    ``x_N = y_0 = 1``; ``W_k = (1 − δ) b + δ [p W_{k+1} + (1 − p) W_{k−1}]``.

    With ``v = 1 − y`` both offers are side 1's shares, and the system falls apart into two walks in
    which 1 and 2 offer by turns: positions of one parity take ``(1 − δ)(1 − b₂)``, the others
    ``(1 − δ) b₁``.

    Args:
        positions: N, at least 2.
        win: p, side 1's chance of winning a battle.
        discount: δ, from battle to battle, the same for both.
        pay_a, pay_b: b₁ and b₂.
    """
    idle = 1 - np.asarray(discount)
    asked, left = idle * (1 - np.asarray(pay_b)), idle * np.asarray(pay_a)
    odd, even = (
        solve_walk([pays[k % 2] for k in range(1, positions)], win=win, discount=discount)
        for pays in ((left, asked), (asked, left))
    )
    is_odd = np.arange(positions + 1) % 2 == 1
    is_odd = is_odd.reshape(-1, *[1] * (odd.ndim - 1))
    war = [
        solve_walk([idle * np.asarray(b)] * (positions - 1), win=p, discount=discount)
        for b, p in ((pay_a, np.asarray(win)), (pay_b, 1 - np.asarray(win)))
    ]
    return Walks(
        offers_a=np.where(is_odd, odd, even),
        offers_b=1 - np.where(is_odd, even, odd),
        war_a=war[0],
        war_b=war[1][::-1],
    )


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
        positions: N, 2 to :data:`MOST_POSITIONS`: side 1 is defeated at 0 and side 2 at N.
        position: where the front stands, from 1 to N − 1.
        win: side 1's chance of winning a battle.
        discount: δ from battle to battle, above 0 and below 1.
        pay_a, pay_b: shares of the pie that the sides have while they fight, together at most 1.
        names: of the sides.

    Raises:
        InvalidInput: a number is out of bounds.
    """
    check_positions(positions, position)
    condition = battlefield_condition(positions, position)
    numbers = {"win": win, "discount": discount, "pay_a": pay_a, "pay_b": pay_b}
    inequality = weigh(condition, numbers, names=names)
    if pay_a + pay_b > 1 + TOLERANCE:
        raise InvalidInput("while they fight the sides have less than the whole pie together")
    walks = find_walks(positions, **inequality.numbers)
    return Battlefield(walks, position, inequality, _outlasts(walks, position))


def check_positions(positions: int, position: int) -> None:
    """Refuse a front that is not between two defeats.

    Raises:
        InvalidInput: the numbers are not whole, or out of bounds.
    """
    given: tuple[object, ...] = (positions, position)
    whole = all(isinstance(k, int) and not isinstance(k, bool) for k in given)
    if not whole or not 2 <= positions <= MOST_POSITIONS:
        raise InvalidInput(f"positions is a whole number from 2 to {MOST_POSITIONS}")
    if not 0 < position < positions:
        raise InvalidInput(f"the position lies between the defeats, from 1 to {positions - 1}")


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
        walks = find_walks(positions, **n)
        return walks.war_a[position], 1 - walks.war_b[position]

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
