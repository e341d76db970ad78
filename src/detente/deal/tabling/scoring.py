"""Packages scored on draws that they were not chosen on, each against the first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.climbing import mean_gains
from detente.deal.acceptance.decide import Decisions, decide
from detente.deal.acceptance.difference import Difference, difference_of
from detente.deal.acceptance.share import Share, share_of
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.deal.rule import Kind
from detente.deal.tabling.choosing import permits
from detente.deal.tabling.conditions import Conditions
from detente.deal.tabling.records import Breach, Scored
from detente.deal.verdicts import spell_pattern

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Scorer:
    """Packages on the held-out draws, each against the first."""

    def __init__(
        self, choosing: Draws, held_out: Draws, conditions: Conditions, kind: Kind, certain: bool
    ) -> None:
        self.choosing, self.held_out = choosing, held_out
        self.conditions, self.kind, self.certain = conditions, kind, certain
        self.problem = held_out.problem

    def score(self, rows: Numbers) -> list[Scored]:
        """Return packages, shape (m, issues), each against the first."""
        found = decide(self.held_out, rows, kind=self.kind)
        before = decide(self.choosing, rows, kind=self.kind).accepted
        gains = mean_gains(self.held_out, rows)
        allowed = permits(self.held_out, self.conditions, rows)
        return [
            Scored(
                self.problem.describe(tuple(row)),
                tuple(row),
                self._share(found.accepted[:, m]),
                {self.problem.parties[p]: self._share(found.own[p, :, m]) for p in self._who},
                {self.problem.parties[p]: float(gains[k, m]) for k, p in enumerate(self._who)},
                self._breaches(tuple(row)),
                self._share(before[:, m]),
                self._difference(found, m),
                bool(allowed[m]),
            )
            for m, row in enumerate(rows.tolist())
        ]

    def _share(self, accepts: Flags) -> Share:
        return share_of(accepts, exact=self.certain)

    def _difference(self, found: Decisions, m: int) -> Difference | None:
        one, two = found.accepted[:, 0], found.accepted[:, m]
        if m == 0:
            return None
        if self.certain:
            apart = float(one.mean() - two.mean())
            return Difference(apart, apart, apart)
        return difference_of(one, two)

    @property
    def _who(self) -> tuple[int, ...]:
        return self.problem.bargainers

    def _breaches(self, package: Package) -> tuple[Breach, ...]:
        return tuple(
            Breach(
                self.problem.parties[line.party],
                number,
                spell_pattern(self.problem, line.pattern),
                float(self.held_out.lines[:, number].mean()),
            )
            for number, line in enumerate(self.problem.red_lines)
            if self.held_out.doubtful[number] and line.pattern.holds(package)
        )
