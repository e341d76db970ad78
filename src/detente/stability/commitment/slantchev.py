"""Slantchev (2003): offers over battlefield positions, and what fighting to the finish is worth.

Two sides divide a flow of pies of size 1. A refused offer is followed by a battle that side 1 wins
with probability p. It moves the front one position towards N, the defeat of 2, or towards 0, the
defeat of 1. While they fight, the sides have b₁ and b₂ of the pie, together less than 1. Pages are
those of :cite:t:`slantchev2003`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.stability.commitment.bounds import check_numbers, check_parts
from detente.stability.graph.arguments import check_whole

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
        positions: N, 2 to :data:`MOST_POSITIONS`.
        win: p, side 1's chance of winning a battle.
        discount: δ, from battle to battle, the same for both.
        pay_a, pay_b: b₁ and b₂, together at most 1.

    Raises:
        InvalidInput: a number is out of bounds.
    """
    war_a, war_b = find_war(positions, win=win, discount=discount, pay_a=pay_a, pay_b=pay_b)
    check_parts(pay_a, pay_b, ("pay_a", "pay_b"))
    idle = 1 - np.asarray(discount)
    asked, left = idle * (1 - np.asarray(pay_b)), idle * np.asarray(pay_a)
    odd, even = (
        solve_walk([pays[k % 2] for k in range(1, positions)], win=win, discount=discount)
        for pays in ((left, asked), (asked, left))
    )
    is_odd = np.arange(positions + 1) % 2 == 1
    is_odd = is_odd.reshape(-1, *[1] * (odd.ndim - 1))
    offers_a = np.where(is_odd, odd, even)
    return Walks(offers_a, 1 - np.where(is_odd, even, odd), war_a, war_b)


def check_positions(positions: int) -> None:
    """Refuse a number of positions that no battlefield has.

    Raises:
        InvalidInput: it is not from 2 to :data:`MOST_POSITIONS`.
    """
    check_whole("a battlefield has positions", positions, least=2, most=MOST_POSITIONS)


def find_war(
    positions: int,
    *,
    win: npt.ArrayLike,
    discount: npt.ArrayLike,
    pay_a: npt.ArrayLike,
    pay_b: npt.ArrayLike,
) -> tuple[Floats, Floats]:
    """Return what fighting to the finish is worth to each side at every position (p. 623).

    Args:
        positions, win, discount, pay_a, pay_b: as in :func:`find_walks`, except that the two pays
            together may be more than 1.

    Raises:
        InvalidInput: a number is out of bounds.
    """
    check_positions(positions)
    p = check_numbers(win, "win", kind="probability")
    d = check_numbers(discount, "discount", kind="discount")
    b_a = check_numbers(pay_a, "pay_a", kind="share")
    b_b = check_numbers(pay_b, "pay_b", kind="share")
    war_a, war_b = (
        solve_walk([(1 - d) * pay] * (positions - 1), win=chance, discount=d)
        for pay, chance in ((b_a, p), (b_b, 1 - p))
    )
    return war_a, war_b[::-1]
