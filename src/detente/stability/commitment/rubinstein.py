"""Rubinstein (1982): what patience gives each side when they make offers by turns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from detente import __version__
from detente.errors import NoSolution
from detente.rounding import rounded
from detente.stability.commitment.bounds import check_number, check_two
from detente.stability.commitment.records import TOLERANCE

Two = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the first side, A, under each order of offers.

    Attributes:
        first: if A offers first.
        second: if B offers first.
        short: as the time between offers goes to 0, where the order no longer matters; with
            outside options, the middle value of that share and the two bounds.
        outside: what each has if the talks break off.
        discounts: of A and B.
        bound_by: whose outside option decides the shares: ``""``, ``a``, ``b`` or ``ab``.
    """

    first: float
    second: float
    short: float
    outside: Two
    discounts: Two
    bound_by: str
    method: str = "closed form"
    because: str = "offers by turns have one equilibrium"
    exact: bool = True
    version: str = __version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("bound_by", "method", "because", "exact", "version")
        return {
            "a_offers_first": rounded(self.first),
            "b_offers_first": rounded(self.second),
            "short_periods": rounded(self.short),
            "outside": [rounded(w) for w in self.outside],
            "discounts": [rounded(d) for d in self.discounts],
            **{name: getattr(self, name) for name in told},
        }


def find_shares(discounts: Two, *, outside: Two = (0.0, 0.0)) -> Shares:
    """Return the shares of a pie of size 1 that two sides divide by alternating offers.

    Who offers first gets ``(1 − δ_other)/(1 − δ_A δ_B)`` (:cite:t:`rubinstein1982`, p. 108). As the
    time between offers goes to 0, A gets ``ln δ_B/(ln δ_A + ln δ_B)`` whoever begins
    (:cite:t:`binmore1986`).

    With outside options that the side which is made an offer may take instead of answering it
    (:cite:t:`binmore1989`), who offers keeps ``m_A = 1 − max(w_B, δ_B m_B)``, and likewise B; the
    pair is unique because the two are a contraction. An outside option that is worth no more than
    waiting changes nothing; one that is worth more is met exactly, and not split.

    Args:
        discounts: δ of A and of B from one offer to the next, above 0 and below 1.
        outside: w of A and of B, 0 to 1, together at most 1.

    Raises:
        InvalidInput: a number is out of bounds, or not one a side.
        NoSolution: the outside options together are worth more than there is to divide.
    """
    a, b = (
        check_number(d, "a discount", kind="discount") for d in check_two(discounts, "discounts")
    )
    w_a, w_b = (
        check_number(w, "an outside option", kind="share")
        for w in check_two(outside, "outside options")
    )
    if w_a + w_b > 1 + TOLERANCE:
        raise NoSolution("the outside options together are worth more than there is to divide")
    keeps_a, keeps_b, bound_by = _proposers(a, b, w_a, w_b)
    patient = math.log(b) / (math.log(a) + math.log(b))
    short = min(max(patient, w_a), 1 - w_b)
    return Shares(keeps_a, 1 - keeps_b, short, (w_a, w_b), (a, b), bound_by)


def _proposers(a: float, b: float, w_a: float, w_b: float) -> tuple[float, float, str]:
    """Return what A and B keep when each offers, and whose outside option binds."""
    free_a, free_b = (1 - b) / (1 - a * b), (1 - a) / (1 - a * b)
    if w_a <= a * free_a and w_b <= b * free_b:
        return free_a, free_b, ""
    if b * (1 - a * (1 - w_b)) <= w_b and w_a <= a * (1 - w_b):
        return 1 - w_b, 1 - a * (1 - w_b), "b"
    if a * (1 - b * (1 - w_a)) <= w_a and w_b <= b * (1 - w_a):
        return 1 - b * (1 - w_a), 1 - w_a, "a"
    return 1 - w_b, 1 - w_a, "ab"
