"""Powell (2006): war as a commitment problem, in what fighting destroys.

Two sides divide a flow of pies of size 1; δ is the discount of one period, and fighting destroys a
share d of every pie to come. Pages are those of :cite:t:`powell2006`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.errors import InvalidInput
from detente.rounding import rounded
from detente.stability.commitment import thresholds
from detente.stability.commitment.bounds import check_number
from detente.stability.commitment.conditions import Condition, Number, Numbers, Pair
from detente.stability.commitment.fearon_conditions import tell_shift, tell_strike
from detente.stability.commitment.records import TOLERANCE, Names, tell


@dataclass(frozen=True, slots=True)
class Inefficiency:
    """The general condition for inefficient fighting.

    Attributes:
        shift: ``δ M₁(t+1) − M₁(t)``, what the riser's position gains.
        surplus: ``B − [M₁(t) + M₂(t)]``, what not fighting saves, with ``B = 1/(1 − δ)``.
    """

    shift: float
    surplus: float

    @property
    def fights(self) -> bool:
        """Whether no deal along the way can be kept: the shift is above the surplus."""
        return self.shift > self.surplus + TOLERANCE

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        shown = {"shift": rounded(self.shift), "surplus": rounded(self.surplus)}
        return {**shown, "fights": self.fights}


def find_inefficiency(now: float, later: float, *, other: float, discount: float) -> Inefficiency:
    """Return the general inefficiency condition (p. 182, equation 1).

    Every path of deals is broken if ``δ M₁(t+1) − M₁(t) > B − [M₁(t) + M₂(t)]``: the most that 2
    can be left, everything now and all but ``M₁(t+1)`` from the next period on, is worth less to it
    than ``M₂(t)``.

    Args:
        now, later: M₁(t) and M₁(t+1), what side 1 can lock in by fighting in either period, in pies
            of one period; at least 0.
        other: M₂(t); with M₁(t) at most all pies, ``1/(1 − δ)``.
        discount: δ, between 0 and 1, both excluded.

    Raises:
        InvalidInput: a number is out of bounds.
    """
    m1 = check_number(now, "now", kind="cost")
    m1_later = check_number(later, "later", kind="cost")
    m2 = check_number(other, "other", kind="cost")
    d = check_number(discount, "discount", kind="discount")
    pies = 1 / (1 - d)
    for locked, name in ((m1_later, "later"), (m1 + m2, "now and other together")):
        if locked > pies * (1 + TOLERANCE):
            raise InvalidInput(
                f"{name}: fighting cannot lock in more than all pies, 1/(1 − discount) = {pies:.6g}"
                f", and {locked:.6g} is given"
            )
    return Inefficiency(d * m1_later - m1, pies - (m1 + m2))


def _shift_sides(n: Numbers) -> Pair:
    """Return ``(1 − d)[δ p₂ − p₁]`` and ``d``, both per period (the general ones times 1 − δ).

    The margin never falls as d or p₁ rises (slopes at least 1 − p₁ and (1 − d)(1 − δ)), and never
    rises with D or δ.
    """
    before, d = 1 - n["win"], n["destroyed"]
    after = np.minimum(before + n["rise"], 1.0)
    return (1 - d) * (n["discount"] * after - before), d


def _shift_ends(n: Numbers) -> Pair:
    before, d = 1 - n["win"], n["destroyed"]
    after = np.minimum(before + n["rise"], 1.0)
    return after * (1 - d), (1 - (1 - before) * (1 - d)) / n["discount"]


def _shift_shown(n: Mapping[str, float]) -> tuple[str, str]:
    before, d = 1 - n["win"], tell(n["destroyed"])
    after = tell(min(before + n["rise"], 1.0))
    return f"(1 − {d}) × ({tell(n['discount'])} × {after} − {tell(before)})", d


def _shift_means(n: Mapping[str, float], holds: bool, names: Names) -> str:
    least, most = (float(end) for end in _shift_ends(n))
    later = f"would turn to force rather than take less than {tell(least)}"
    return tell_shift(later, most, holds, names)


SHIFTING_POWER = Condition(
    name="shift, destroyed",
    question="If {a} grows stronger, would {b} keep a deal rather than fight now, given what "
    "fighting destroys?",
    source="Powell 2006, pp. 182–183",
    formula="(1 − d)(δ p₂ − p₁) ≤ d",
    symbols="p₁, p₂: {a}'s chance of winning now and one period later, as {b} sees it; d: the "
    "share of what is at stake that fighting destroys; δ: what a period's wait leaves of a share, "
    "to {b}",
    numbers={
        "win": Number("probability", -1, "{b}'s own chance of winning now"),
        "rise": Number("probability", -1, "by how much {a}'s chance rises in one period"),
        "destroyed": Number("loss", 1, "the share that fighting destroys"),
        "discount": Number("discount", -1, "what a period's wait leaves of a share, to {b}"),
    },
    sides=_shift_sides,
    ends=_shift_ends,
    shown=_shift_shown,
    means=_shift_means,
    levers=thresholds.of_shift_destroyed,
)
"""The shift is not above the surplus; as δ nears 1 it fails exactly if ``D > d/(1 − d)``."""


def _strike_ends(n: Numbers) -> Pair:
    d = n["destroyed"]
    return n["win_a"] * (1 - d), 1 - n["win_b"] * (1 - d)


FIRST_STRIKE_DESTROYED = Condition(
    name="first strike, destroyed",
    question="Is there a share that neither would break by striking first, given what fighting "
    "destroys?",
    source="Powell 2006, pp. 184–185",
    formula="2f (1 − d) ≤ d",
    symbols="2f: {a}'s chance of winning if it strikes first, less its chance if {b} does; d: the "
    "share of what is at stake that fighting destroys",
    numbers={
        "win_a": Number("probability", -1, "{a}'s chance of winning if it strikes first"),
        "win_b": Number("probability", -1, "{b}'s chance of winning if it strikes first"),
        "destroyed": Number("loss", 1, "the share that fighting destroys"),
    },
    sides=lambda n: ((n["win_a"] + n["win_b"] - 1) * (1 - n["destroyed"]), n["destroyed"]),
    ends=_strike_ends,
    shown=lambda n: (
        f"{tell(n['win_a'] + n['win_b'] - 1)} × (1 − {tell(n['destroyed'])})",
        tell(n["destroyed"]),
    ),
    means=lambda n, holds, names: tell_strike(*_strike_ends(n), holds, names),
    levers=thresholds.of_first_strike_destroyed,
)
"""The range ``[(p + f)(1 − d), (p − f)(1 − d) + d]`` is not empty. The margin falls in the two
chances and rises in d with a slope of 1 + 2f, which is at least 0."""
