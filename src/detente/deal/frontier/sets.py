"""The sets of packages that a frontier is taken over, as conditions on the bargainers' gains.

All of them are closed upwards: a package at least as good for every bargainer belongs too, because
red lines and constraints are settled beforehand and the acceptance rule asks for gains of at least
nothing. That is why a partial package may be dropped when another one is at least as good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.deal.problem import TOLERANCE, Problem
from detente.deal.rule import rule_of

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Over = Literal["all_accept", "acceptable", "possible"]

WORDS: dict[Over, str] = {
    "all_accept": "acceptable packages that every party of the rule accepts",
    "acceptable": "acceptable packages",
    "possible": "packages that satisfy the constraints",
}
"""The sets by name, and what is in them."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Which gains of the bargainers make a package belong to the set.

    Rows stand for the bargainers, in their order. With a quorum the set is the union over all
    accepting coalitions; since it is closed upwards like each of them, it is merged as one.

    Attributes:
        needed: rows of the parties that must gain at least nothing.
        among: rows of which ``quorum`` must gain at least nothing.
        quorum: how many; nothing is asked where it is not above 0.
    """

    needed: tuple[int, ...] = ()
    among: tuple[int, ...] = ()
    quorum: int = 0

    @classmethod
    def of(cls, problem: Problem, over: Over) -> Demand:
        """Return the condition of a set; parties without preferences are taken to accept."""
        rule = rule_of(problem, over)
        if rule is None:
            return cls(quorum=1)  # of nobody: no package belongs
        rows = tuple(problem.bargainers.index(party) for party in rule.parties)
        return cls(rows[: rule.needed], rows[rule.needed :], rule.quorum)

    def met(self, gains: Floats) -> Flags:
        """Say of each column of gains, shape (bargainers, n), whether it belongs."""
        enough: Flags = np.ones(gains.shape[1], dtype=bool)
        for row in self.needed:
            enough &= gains[row] >= -TOLERANCE
        if self.quorum > 0:
            agree = (gains[list(self.among)] >= -TOLERANCE).sum(axis=0)
            enough &= agree >= self.quorum
        return enough

    @property
    def empty(self) -> bool:
        """Whether nothing is asked of anybody."""
        return not self.needed and self.quorum <= 0
