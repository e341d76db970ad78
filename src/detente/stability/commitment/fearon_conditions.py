"""Fearon's conditions (1995) as data: a common range, first strike, risk of an offer, rising power.

Pages are those of :cite:t:`fearon1995`; :mod:`detente.stability.commitment.fearon` has the models.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.stability.commitment import thresholds
from detente.stability.commitment.conditions import Condition, Number, Numbers, Pair
from detente.stability.commitment.fearon import find_offer, find_range
from detente.stability.commitment.records import Names, tell


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


def tell_strike(least: float, most: float, holds: bool, names: Names) -> str:
    """Say whether some share keeps both from striking first.

    Args:
        least: what striking first gives the first side.
        most: what the second leaves it rather than strike first.
        holds: whether the first is not above the second.
        names: of the two sides.
    """
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
    means=lambda n, holds, names: tell_strike(*_range_ends(n), holds, names),
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
    ordered=(("other_low", "other_high"),),
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
