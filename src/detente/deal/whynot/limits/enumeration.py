"""Limits of no-deal values by enumeration: all packages gone through once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.whynot.ledger import Ledger
from detente.deal.whynot.limits.optimum import Optima, Optimum
from detente.deal.whynot.thresholds import Thresholds

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class _Best:
    """The first package with the highest value so far."""

    def __init__(self) -> None:
        self.value, self.number = -np.inf, -1

    def add(self, values: Floats, start: int) -> None:
        """Take in the values of consecutive packages; −∞ for those that do not count."""
        place = int(values.argmax())
        if values[place] > self.value:
            self.value, self.number = float(values[place]), start + place

    def optimum(self, ledger: Ledger, sign: float = 1.0) -> Optimum | None:
        """Return the package; None if none counted."""
        if self.number < 0:
            return None
        value = sign * self.value
        return Optimum(value, ledger.package(self.number), value)


def limits_by_enumeration(ledger: Ledger) -> Optima:
    """Go through all packages once and answer every question about no-deal values."""
    rule, rows = Thresholds.of(ledger.problem), range(len(ledger.problem.bargainers))
    hard = [
        n for n, demand in enumerate(ledger.demands) if demand.kind in ("red line", "constraint")
    ]
    alone, free = [_Best() for _ in rows], [False for _ in rows]
    together, total = _Best(), _Best()
    for page in ledger:
        possible = np.asarray(page.kept[hard].all(axis=0))
        if not possible.any():
            continue
        for row in rows:
            open_ = possible & rule.met_if(page.yes, row, accepts=True)
            alone[row].add(_where(open_, page.gains[row]), page.start)
            without = possible & rule.met_if(page.yes, row, accepts=False)
            free[row] = free[row] or bool(without.any())
        if rule.asked:
            together.add(_where(possible, rule.common(page.gains)), page.start)
            total.add(_where(possible, -rule.falls(page.gains).sum(axis=0)), page.start)
    return Optima(
        [best.optimum(ledger) for best in alone],
        free,
        together.optimum(ledger),
        total.optimum(ledger, -1.0),
    )


def _where(mask: Flags, values: Floats) -> Floats:
    return np.where(mask, values, -np.inf)
