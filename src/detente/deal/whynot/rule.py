"""The acceptance rule over arrays: who has to accept, and what is missing for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.problem import TOLERANCE, Problem

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    """The acceptance rule over the rows of the bargainers; the other parties are taken to accept.

    Attributes:
        all_of: rows of the bargainers that all have to accept.
        among: rows of those that the quorum counts.
        needed: how many of ``among`` have to accept; 0 if none has to.
    """

    all_of: tuple[int, ...]
    among: tuple[int, ...]
    needed: int

    @classmethod
    def of(cls, problem: Problem) -> Rule:
        """Return the rule of a problem."""
        rule, who = problem.acceptance, problem.bargainers
        counted = tuple(who.index(p) for p in rule.among if p in who)
        return cls(
            tuple(who.index(p) for p in rule.all_of if p in who),
            counted,
            max(0, rule.at_least - (len(rule.among) - len(counted))),
        )

    def met(self, yes: Flags) -> Flags:
        """Return where the rule is met, shape (packages,), from who accepts, (rows, packages)."""
        everyone = yes[list(self.all_of)].all(axis=0)
        return np.asarray(everyone & (yes[list(self.among)].sum(axis=0) >= self.needed))

    def met_if(self, yes: Flags, row: int | None, *, accepts: bool) -> Flags:
        """Return where the rule is met if the party of one row gives the same answer everywhere."""
        if row is None:
            return self.met(yes)
        changed = yes.copy()
        changed[row] = accepts
        return self.met(changed)

    @property
    def asks_nobody(self) -> bool:
        """Whether nobody's consent is missing whatever the bargainers answer."""
        return not self.all_of and not self.needed

    def common(self, gains: Floats) -> Floats:
        """Return by how much all no-deal values could rise together, shape (packages,)."""
        least = gains[list(self.all_of)].min(axis=0, initial=np.inf)
        if self.needed:
            counted = np.sort(gains[list(self.among)], axis=0)
            least = np.minimum(least, counted[-self.needed])
        return np.asarray(least)

    def falls(self, gains: Floats) -> Floats:
        """Return by how much each no-deal value has to fall, the sum being smallest.

        Args:
            gains: shape (bargainers, packages).

        Returns:
            Same shape. Of the parties that the quorum counts, those that lack least fall.
        """
        lacking = np.where(gains < -TOLERANCE, -gains, 0.0)
        falls = np.zeros_like(lacking)
        falls[list(self.all_of)] = lacking[list(self.all_of)]
        if self.needed:
            rows = np.array(self.among)
            still = lacking[rows] - falls[rows]
            nearest = np.argsort(still, axis=0, kind="stable")[: self.needed]
            chosen = rows[nearest]
            columns = np.broadcast_to(np.arange(gains.shape[1]), chosen.shape)
            falls[chosen, columns] = lacking[chosen, columns]
        return falls
