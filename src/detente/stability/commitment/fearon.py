"""Fearon (1995): why a deal that both prefer to war may not be found, or not be kept.

The issue is a pie of size 1; shares are the first side's, A's, from 0 to 1. A wins a war and with
it everything with probability p; the war costs the sides c_A and c_B, in shares of the pie. Sides
are risk-neutral. Pages are those of :cite:t:`fearon1995`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.stability.commitment import thresholds
from detente.stability.commitment.conditions import Condition, Number, Numbers, Pair, check_number
from detente.stability.commitment.records import TOLERANCE, Names, rounded, tell


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
    """
    return win_a - cost_a, 1 - win_b + cost_b


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
    low = min(check_number(other_low, "other_low", kind="cost"), high)
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


def _range_sides(n: Numbers) -> Pair:
    return n["win_a"] + n["win_b"] - 1, n["cost_a"] + n["cost_b"]


def _range_ends(n: Numbers) -> Pair:
    return find_range(n["win_a"], n["win_b"], cost_a=n["cost_a"], cost_b=n["cost_b"])


def _range_shown(n: Mapping[str, float]) -> tuple[str, str]:
    left = f"{tell(n['win_a'])} + {tell(n['win_b'])} − 1"
    return left, f"{tell(n['cost_a'])} + {tell(n['cost_b'])}"


def _range_means(n: Mapping[str, float], holds: bool, names: Names) -> str:
    least, most = _range_ends(n)
    a, b = names
    if not holds:
        return (
            f"{a} expects {tell(least)} from fighting, and {b} would leave it {tell(most)} at most:"
            f" {tell(least - most)} is missing."
        )
    low, high = tell(max(least, 0.0)), tell(min(most, 1.0))
    if low == high:
        return f"A share of {low} for {a}, and no other, gives both what fighting gives them."
    return f"Each share of {a} from {low} to {high} gives both at least what fighting gives them."


def _strike_means(n: Mapping[str, float], holds: bool, names: Names) -> str:
    least, most = _range_ends(n)
    a, b = names
    if not holds:
        return (
            f"Striking first gives {a} {tell(least)}, and {b} would strike first rather than leave "
            f"it more than {tell(most)}: no share keeps both from it."
        )
    low, high = tell(max(least, 0.0)), tell(min(most, 1.0))
    return f"With a share of {a} from {low} to {high} neither gains by striking first."


BARGAINING_RANGE = Condition(
    name="range",
    question="Is there a share that both prefer to fighting?",
    source="Fearon 1995, pp. 387, 391",
    formula="p + r − 1 ≤ c₁ + c₂",
    symbols="p, r: chance of winning as {a} and {b} each see their own; c₁, c₂: what fighting "
    "costs {a} and {b}",
    numbers={
        "win_a": Number("probability", -1, "{a}'s own chance of winning"),
        "win_b": Number("probability", -1, "{b}'s own chance of winning"),
        "cost_a": Number("cost", 1, "what fighting costs {a}"),
        "cost_b": Number("cost", 1, "what fighting costs {b}"),
    },
    sides=_range_sides,
    ends=_range_ends,
    shown=_range_shown,
    means=_range_means,
    levers=thresholds.of_range,
)
"""A range of shares exists. The margin is linear in each number."""

FIRST_STRIKE = Condition(
    name="first strike",
    question="Is there a share that neither would break by striking first?",
    source="Fearon 1995, pp. 402–403",
    formula="p₁ − p₂ ≤ c₁ + c₂",
    symbols="p₁, p₂: {a}'s chance of winning if it strikes first, and if {b} does (1 less {b}'s "
    "chance if it strikes first); c₁, c₂: what fighting costs {a} and {b}",
    numbers={
        "win_a": Number("probability", -1, "{a}'s chance of winning if it strikes first"),
        "win_b": Number("probability", -1, "{b}'s chance of winning if it strikes first"),
        "cost_a": Number("cost", 1, "what fighting costs {a}"),
        "cost_b": Number("cost", 1, "what fighting costs {b}"),
    },
    sides=lambda n: (n["win_a"] - (1 - n["win_b"]), n["cost_a"] + n["cost_b"]),
    ends=_range_ends,
    shown=lambda n: (f"{tell(n['win_a'])} − {tell(1 - n['win_b'])}", _range_shown(n)[1]),
    means=_strike_means,
    levers=thresholds.of_first_strike,
)
"""The range between the two first strikes is not empty. The margin is linear in each number."""


def _offer_sides(n: Numbers) -> Pair:
    """Return the best demand without the floor of the safe one, and the safe one without its cap.

    ``x* ≤ p + l`` exactly if ``min((h − c)/2, 1 − p) ≤ l``; written so, the margin never falls as
    l, c or p rises and never rises with h, and it tells how far the inequality is from turning.
    """
    sought = np.minimum((n["other_high"] - n["cost"]) / 2, 1 - n["win"])
    return n["win"] + sought, n["win"] + n["other_low"]


def _offer_shown(n: Mapping[str, float]) -> tuple[str, str]:
    p, c, low, high = (tell(n[k]) for k in ("win", "cost", "other_low", "other_high"))
    left = f"{p} + ({high} − {c})/2"
    if (n["other_high"] - n["cost"]) / 2 > 1 - n["win"]:
        left = f"min({left}, 1)"
    return left, f"{p} + {low}"


def _offer_means(n: Mapping[str, float], holds: bool, names: Names) -> str:
    found = find_offer(**n)
    a, b = names
    if holds:
        return (
            f"{a} does best to ask for {tell(found.demand)}, which {b} accepts whatever fighting "
            "costs it."
        )
    return (
        f"{a} does best to ask for {tell(found.demand)}, more than the {tell(found.safe)} that {b} "
        f"accepts whatever fighting costs it; {a} would run a risk of war of "
        f"{100 * found.war:.3g}%."
    )


OFFER = Condition(
    name="offer",
    question="Can {a} make its best demand without a risk that {b} fights?",
    source="Fearon 1995, pp. 394–395, 410–411 (Claim 2, uniform cost)",
    formula="p + (h − c)/2 ≤ p + l",
    symbols="p: {a}'s own chance of winning; c: what fighting costs {a}; l, h: the least and the "
    "most that {a} holds possible for what fighting costs {b}",
    numbers={
        "win": Number("probability", 1, "{a}'s own chance of winning"),
        "cost": Number("cost", 1, "what fighting costs {a}"),
        "other_low": Number("cost", 1, "the least that fighting may cost {b}, as {a} sees it"),
        "other_high": Number("cost", -1, "the most that fighting may cost {b}, as {a} sees it"),
    },
    sides=_offer_sides,
    ends=_offer_sides,
    shown=_offer_shown,
    means=_offer_means,
    levers=thresholds.of_offer,
)
"""What a side asks for runs no risk. The left side is cut to 1, the whole pie."""


def _shift_sides(n: Numbers) -> Pair:
    """Return ``δ p₂ − p₁`` and ``(1 − δ) c``, the cost a share of the whole pie.

    A later claim above 1 is cut: then ``δ − p₁`` and ``c``. The margin is
    ``p₁ + c − δ min(1, p₂ + c)`` with ``p₂ = min(1, p₁ + D)``: it never falls as p₁ or c rises
    (slope 1 − δ, or 1 where cut) and never rises with D or δ.
    """
    before, d, c = 1 - n["win"], n["discount"], n["cost"]
    after = np.minimum(before + n["rise"], 1.0)
    cut = after + c > 1
    left = np.where(cut, d - before, d * after - before)
    return left, np.where(cut, c, (1 - d) * c)


def _shift_ends(n: Numbers) -> Pair:
    before = 1 - n["win"]
    later = np.minimum(before + n["rise"] + n["cost"], 1.0)
    return later, (before + n["cost"]) / n["discount"]


def _shift_shown(n: Mapping[str, float]) -> tuple[str, str]:
    before, d = 1 - n["win"], tell(n["discount"])
    after = min(before + n["rise"], 1.0)
    if after + n["cost"] > 1:
        return f"{d} − {tell(before)}", tell(n["cost"])
    return f"{d} × {tell(after)} − {tell(before)}", f"(1 − {d}) × {tell(n['cost'])}"


def _shift_means(n: Mapping[str, float], holds: bool, names: Names) -> str:
    least, most = (float(end) for end in _shift_ends(n))
    return tell_shift(f"could claim {tell(least)}", most, holds, names)


def tell_shift(later: str, most: float, holds: bool, names: Names) -> str:
    """Return in words what the rising side can do later, and what the other can live with."""
    a, b = names
    if holds:
        bound = f"up to {tell(most)}" if most < 1 else "of any size"
        return (
            f"Once risen, {a} {later}. {b} does better with a later share of {a} {bound} than by "
            "fighting now."
        )
    return (
        f"Once risen, {a} {later}. {b} does better to fight now unless the later "
        f"share of {a} stays at {tell(most)} or less, which {a} cannot promise by itself."
    )


PREVENTIVE_WAR = Condition(
    name="shift",
    question="If {a} grows stronger, would {b} keep a deal rather than fight now?",
    source="Fearon 1995, pp. 405–406",
    formula="δ p₂ − p₁ ≤ (1 − δ) c",
    symbols="p₁, p₂: {a}'s chance of winning now and one period later, as {b} sees it; c: what "
    "fighting costs {b}; δ: what a period's wait leaves of a share, to {b}",
    numbers={
        "win": Number("probability", -1, "{b}'s own chance of winning now"),
        "rise": Number("probability", -1, "by how much {a}'s chance rises in one period"),
        "cost": Number("cost", 1, "what fighting costs {b}"),
        "discount": Number("discount", -1, "what a period's wait leaves of a share, to {b}"),
    },
    sides=_shift_sides,
    ends=_shift_ends,
    shown=_shift_shown,
    means=_shift_means,
    levers=thresholds.of_shift,
)
"""A declining side does not fight now. Fearon's c_B is in pies of one period, c = c_B (1 − δ)."""
