"""What each term of a package carries: how far its share falls with the next best option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.deal import checks
from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.share import Share, share_of
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.deal.rule import Kind
from detente.deal.tabling.conditions import ANYTHING, Conditions, observes
from detente.intervals import of_difference
from detente.rounding import rounded

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TermStake:
    """One term of a package, against the best other option of its issue, all else as it is.

    Attributes:
        issue, option: the term.
        alternative: of the other options that the conditions allow, the one that is accepted in
            most draws, the first of them; None where there is no other.
        share: of the package with that option.
        falls: by how much the share is lower then; below 0 where it would be higher.
        low, high: 95 % interval of the fall.
    """

    issue: str
    option: str
    alternative: str | None
    share: Share | None
    falls: float
    low: float
    high: float

    @property
    def carries(self) -> bool:
        """Whether the package is accepted more often with this option than with the best other."""
        return self.low > 0.0

    @property
    def level(self) -> bool:
        """Whether the draws do not tell the option from the best other one."""
        return self.alternative is not None and self.low <= 0.0 <= self.high

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "issue": self.issue,
            "option": self.option,
            "alternative": self.alternative,
            "share": None if self.share is None else self.share.to_dict(),
            "falls": rounded(self.falls),
            "low": rounded(self.low),
            "high": rounded(self.high),
            "carries": self.carries,
            "level": self.level,
        }


def find_stakes(
    draws: Draws,
    package: Package,
    *,
    conditions: Conditions = ANYTHING,
    kind: Kind = "acceptable",
    certain: bool = False,
) -> tuple[TermStake, ...]:
    """Say what each term of a package carries, the weightiest first.

    Args:
        draws: n draws.
        package: option indices, one for each issue.
        conditions: other options are compared that these allow, all other terms as they are. One
            that breaks a constraint or red line is compared too; it is accepted in no draw in which
            that holds.
        kind: what accepted means.
        certain: whether nothing is uncertain, so that one draw stands for all.

    Raises:
        InvalidInput: it is no package.
    """
    sizes = draws.problem.sizes
    package = checks.package(package, sizes)
    other, rows = _others(draws, package, conditions)
    accepted = decide(draws, rows, kind=kind).accepted
    counts = np.count_nonzero(accepted, axis=0)
    found = []
    for i, option in enumerate(package):
        own = [row for row, (issue, _) in enumerate(other, start=1) if issue == i]
        best = max(own, key=lambda row: (counts[row], -row), default=None)
        name = draws.problem.options[i][option]
        if best is None:
            found.append(TermStake(draws.problem.issues[i], name, None, None, 0.0, 0.0, 0.0))
            continue
        fall = of_difference(accepted[:, 0], accepted[:, best])
        fall = (fall[0],) * 3 if certain else fall
        instead = draws.problem.options[i][other[best - 1][1]]
        share = share_of(accepted[:, best], exact=certain)
        found.append(TermStake(draws.problem.issues[i], name, instead, share, *fall))
    return tuple(sorted(found, key=lambda term: -term.falls))


def _others(
    draws: Draws, package: Package, conditions: Conditions
) -> tuple[list[tuple[int, int]], Numbers]:
    """Return the other options that may be taken, and below the package it with each of them."""
    sizes = draws.problem.sizes
    other = [(i, o) for i, size in enumerate(sizes) for o in range(size) if o != package[i]]
    rows = np.tile(np.array(package, dtype=np.int64), (1 + len(other), 1))
    for row, (issue, option) in enumerate(other, start=1):
        rows[row, issue] = option
    kept = observes(draws, conditions, rows)
    kept[0] = True
    allowed = [one for one, keep in zip(other, kept[1:], strict=True) if keep]
    return allowed, rows[kept]
