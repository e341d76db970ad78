"""The bargaining solutions: their definitions, which every method computes.

With gains ``g_p(x) = u_p(x) − no_deal_p`` of the bargainers (parties of the acceptance rule that
have preferences), A the acceptable packages and S ⊆ A those that every bargainer accepts:

========================= ===================================================== ==========
solution                  maximises                                             over
========================= ===================================================== ==========
``nash``                  the product of the gains (Nash 1950), each to the     S
                          power of its weight if weights are given
                          (Kalai 1977b)
``kalai_smorodinsky``     the smallest ``g_p / max_S g_p`` (Kalai and           S
                          Smorodinsky 1975), ties by leximin of these shares
``egalitarian``           the gains in leximin order (Kalai 1977; Imai 1983):   A
                          the smallest, then the second smallest, and so on
``utilitarian``           the sum of the gains                                  A
``equal_gain``            minus the difference between the largest and the      frontier
                          smallest gain; ties by the smallest gain              of S
========================= ===================================================== ==========

Nash values within a relative 1e-9, and gains, shares and sums within an absolute 1e-9, are tied.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE
from detente.deal.survey import Survey

Floats = npt.NDArray[np.float64]

NAMES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "equal_gain")


@dataclass(frozen=True)
class Wanted:
    """Which solutions are asked for.

    Attributes:
        names: of :data:`NAMES`, each once.
        max_ties: how many tied optima to list for each.
        nash_weights: the exponent of each bargainer's gain in the Nash product; empty for 1.
    """

    names: tuple[str, ...]
    max_ties: int
    nash_weights: tuple[float, ...] = ()

    def without(self, found: Collection[str]) -> Wanted:
        """Return what is still to be found."""
        return replace(self, names=tuple(name for name in self.names if name not in found))


@dataclass(frozen=True, slots=True)
class Optimum:
    """What a method found for one solution.

    Attributes:
        packages: tied optima in the order of issues and options; the first stands for all of them.
            Empty when there is none, and then ``reason`` says why.
        count: number of tied optima; None where they were not counted.
        complete: whether ``packages`` holds all tied optima.
        bound: no package has a value above it; in the unit of the value. None without packages.
        proven: whether the value is proved optimal.
        reason: why there is no package; empty otherwise.
    """

    packages: tuple[Package, ...] = ()
    count: int | None = 0
    complete: bool = True
    bound: float | None = None
    proven: bool = True
    reason: str = ""


def nash_score(gains: Floats, weights: Sequence[float] = ()) -> Floats:
    """Return Σ weight × log g, shape (packages,); −∞ where a gain is not above 1e-9."""
    positive = gains.min(axis=0) > TOLERANCE
    logs = np.log(np.where(positive, gains, 1.0))
    score = np.array(weights) @ logs if weights else logs.sum(axis=0)
    return np.where(positive, score, -np.inf)


def shares(gains: Floats, ideals: Sequence[float]) -> Floats:
    """Return g_p / ideal_p of the parties that can gain at all, shape (such parties, packages)."""
    able = [n for n, ideal in enumerate(ideals) if ideal > TOLERANCE]
    able_gains: Floats = gains[able]
    share: Floats = able_gains / np.array([ideals[n] for n in able])[:, None]
    return share


def why_none(name: str, survey: Survey, bargainers: int) -> str:
    """Return the reason, in words, why a solution cannot exist; empty if it can."""
    if not bargainers:
        return "no party that the acceptance rule names has preferences"
    if not survey.any_acceptable:
        return "no package is acceptable"
    if name in ("egalitarian", "utilitarian"):
        return ""
    if not survey.any_all_accept or survey.ideals is None:
        return "no acceptable package is accepted by every party whose preferences are known"
    if name == "equal_gain":
        return ""
    if max(survey.ideals) <= TOLERANCE:
        return "no party gains anything over no deal in any package that all of them accept"
    if name == "nash" and min(survey.ideals) <= TOLERANCE:
        return NO_PRODUCT
    return ""


NO_PRODUCT = (
    "every package that all of them accept leaves at least one party with no gain over no deal, "
    "so the product of gains is zero everywhere"
)
