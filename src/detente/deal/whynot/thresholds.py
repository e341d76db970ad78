"""What the acceptance rule asks of gains: whether they meet it, and by how much they do or do not.

Gains and answers have one row for each bargainer of the problem.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.problem import TOLERANCE, Problem
from detente.deal.rule import Rule, rule_of

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The acceptance rule over the rows of the bargainers; the other parties are taken to accept.

    Attributes:
        must: rows of the parties that all have to accept.
        rest: rows of those of whom a quorum has to accept besides.
        quorum: how many of ``rest``; 0 only if there are none.
    """

    must: tuple[int, ...]
    rest: tuple[int, ...]
    quorum: int

    @classmethod
    def of(cls, problem: Problem, *, rows: tuple[int, ...] | None = None) -> Thresholds:
        """Return the thresholds of a problem.

        Args:
            problem: the problem.
            rows: the party of each row; default: its bargainers.
        """
        who = problem.bargainers if rows is None else rows
        rule = rule_of(problem, "acceptable") or Rule((), 0, 0)  # it can be met: see Acceptance
        places = tuple(who.index(party) for party in rule.parties)
        return cls(places[: rule.needed], places[rule.needed :], rule.quorum)

    @property
    def asked(self) -> tuple[int, ...]:
        """Rows of all whose answer matters, ascending; nobody's consent is missing without any."""
        return tuple(sorted((*self.must, *self.rest)))

    def met(self, yes: Flags) -> Flags:
        """Return where the rule is met, shape (packages,), from who accepts, (rows, packages)."""
        enough = yes[list(self.rest)].sum(axis=0) >= self.quorum
        return np.asarray(yes[list(self.must)].all(axis=0) & enough)

    def met_if(self, yes: Flags, row: int | None, *, accepts: bool) -> Flags:
        """Return where the rule is met if the party of one row gives the same answer everywhere."""
        if row is None:
            return self.met(yes)
        changed = yes.copy()
        changed[row] = accepts
        return self.met(changed)

    def common(self, gains: Floats) -> Floats:
        """Return by how much all no-deal values could rise together, shape (packages,)."""
        least = gains[list(self.must)].min(axis=0, initial=np.inf)
        if self.rest:
            counted = np.sort(gains[list(self.rest)], axis=0)
            least = np.minimum(least, counted[-self.quorum])
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
        falls[list(self.must)] = lacking[list(self.must)]
        if self.rest:
            rows = np.array(self.rest)
            chosen = rows[np.argsort(lacking[rows], axis=0, kind="stable")[: self.quorum]]
            columns = np.broadcast_to(np.arange(gains.shape[1]), chosen.shape)
            falls[chosen, columns] = lacking[chosen, columns]
        return falls
