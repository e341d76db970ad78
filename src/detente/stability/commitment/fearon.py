"""Fearon (1995): why a deal that both prefer to war may not be found, or not be kept.

The issue is a pie of size 1; shares are the first side's, A's, from 0 to 1. A wins a war and with
it everything with probability p; the war costs the sides c_A and c_B, in shares of the pie. Sides
are risk-neutral. Pages are those of :cite:t:`fearon1995`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.rounding import rounded
from detente.stability.commitment.bounds import check_number, check_numbers, check_order
from detente.stability.commitment.conditions import Pair
from detente.stability.commitment.records import TOLERANCE


def find_range(win_a: Any, win_b: Any, *, cost_a: Any, cost_b: Any) -> Pair:
    """Return the bargaining range: the shares of A that both prefer to war.

    A accepts ``x ≥ p − c_A`` and B accepts ``x ≤ p + c_B`` (p. 387). Where the sides disagree
    about power, A expecting to win with p and B with r, the upper end is ``1 − r + c_B``, and the
    range is empty exactly if ``p + r − 1 > c_A + c_B`` (p. 391).

    Args:
        win_a, win_b: each side's own probability of winning, p and r; numbers or arrays.
        cost_a, cost_b: of fighting, in shares of the pie.

    Returns:
        Least share that A accepts, greatest share that B leaves to A; not cut to 0–1.

    Raises:
        InvalidInput: a number is out of bounds.
    """
    p = check_numbers(win_a, "win_a", kind="probability")
    r = check_numbers(win_b, "win_b", kind="probability")
    c_a = check_numbers(cost_a, "cost_a", kind="cost")
    c_b = check_numbers(cost_b, "cost_b", kind="cost")
    return p - c_a, 1 - r + c_b


@dataclass(frozen=True, slots=True)
class Offer:
    """The best demand of a side that does not know the other's cost of war.

    Attributes:
        demand: the share it asks for.
        safe: the greatest share that the other leaves to it whatever its cost.
        war: probability that the other fights.
        value: expected utility of the demand.
        safe_value: of asking for ``safe``.
    """

    demand: float
    safe: float
    war: float
    value: float
    safe_value: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {name: rounded(getattr(self, name)) for name in self.__slots__}


def find_offer(win: float, *, cost: float, other_low: float, other_high: float) -> Offer:
    """Return the risk–return offer of Claim 2 (pp. 394–395, 410–411), for a uniform cost.

    A demands x; B fights if its cost is below ``x − p``. With B's cost uniform on [l, h], A's
    expected utility ``H (p − c_A) + (1 − H) x``, with ``H = (x − p − l)/(h − l)`` between 0 and 1,
    is highest at ``x* = p + max(l, (h − c_A)/2)``, at most 1. With l = 0 that is the uniform case
    of the claim: ``x* = p + (h − c_A)/2`` between p and 1. (Fearon leaves the distribution open;
    the uniform one has the rising hazard rate that he asks for.)

    Args:
        win: p, the probability of winning of the side that demands, in its own belief.
        cost: c_A, its cost of war.
        other_low, other_high: l and h, the costs of war of the other that it holds possible.

    Raises:
        InvalidInput: a number is out of bounds, or l is above h.
    """
    p = check_number(win, "win", kind="probability")
    c = check_number(cost, "cost", kind="cost")
    high = check_number(other_high, "other_high", kind="cost")
    low = check_number(other_low, "other_low", kind="cost")
    check_order(low, high, ("other_low", "other_high"))
    low = min(low, high)
    safe = min(p + low, 1.0)
    demand = min(p + max(low, (high - c) / 2), 1.0)
    war = 0.0 if demand <= safe else (demand - p - low) / (high - low)
    return Offer(demand, safe, war, war * (p - c) + (1 - war) * demand, safe)


@dataclass(frozen=True, slots=True)
class Prevention:
    """A declining side's choice between war now and what the rising side can promise.

    Attributes:
        war: its value of fighting now, in pies of one period.
        peace: the most that the rising side can credibly leave to it.
        later: the share that the rising side claims once it has risen.
        left, right: of ``δ p₂ − p₁ ≤ c_B (1 − δ)²``; where the later claim is cut to 1, of
            ``δ − p₁ ≤ c_B (1 − δ)``, which is the same comparison.
    """

    war: float
    peace: float
    later: float
    left: float
    right: float

    @property
    def fights(self) -> bool:
        """Whether the declining side does better to fight now."""
        return self.left > self.right + TOLERANCE

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        numbers = {name: rounded(getattr(self, name)) for name in self.__slots__}
        return {**numbers, "fights": self.fights}


def find_prevention(
    win_before: float, win_after: float, *, cost: float, discount: float
) -> Prevention:
    """Compare war now with peace while the other side's power rises (pp. 405–406).

    A's chance of winning rises from p₁ to p₂ for good. Once risen, A claims ``p₂ + c_B (1 − δ)``
    of every period, 1 at most. The most it can promise now is the whole first period, so B is left
    ``1 + δ (1 − x₂)/(1 − δ)``; war now gives B ``(1 − p₁)/(1 − δ) − c_B``. B fights exactly if
    ``δ p₂ − p₁ > c_B (1 − δ)²``.

    Args:
        win_before, win_after: p₁ and p₂ of the rising side.
        cost: c_B of the declining side, in pies of one period (of the whole future pie, a share of
            ``c_B (1 − δ)``).
        discount: δ for one period, between 0 and 1, both excluded.

    Raises:
        InvalidInput: a number is out of bounds.
    """
    p1 = check_number(win_before, "win_before", kind="probability")
    p2 = check_number(win_after, "win_after", kind="probability")
    c = check_number(cost, "cost", kind="cost")
    d = check_number(discount, "discount", kind="discount")
    claim = p2 + c * (1 - d)
    later = min(claim, 1.0)
    left, right = (d * p2 - p1, c * (1 - d) ** 2) if claim <= 1 else (d - p1, c * (1 - d))
    return Prevention((1 - p1) / (1 - d) - c, 1 + d * (1 - later) / (1 - d), later, left, right)
