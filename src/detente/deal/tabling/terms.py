"""What each term of a package carries: how far its share falls with the next best option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.deal import checks
from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.intervals import of_difference
from detente.deal.acceptance.share import Share, share_of
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.deal.rounding import rounded
from detente.deal.rule import Kind


@dataclass(frozen=True)
class TermStake:
    """One term of a package, against the best other option of its issue, all else as it is.

    Attributes:
        issue, option: the term.
        alternative: the other option that is accepted in most draws, the first of them; None where
            the issue has no other.
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
        }


def find_stakes(
    draws: Draws, package: Package, *, kind: Kind = "acceptable", certain: bool = False
) -> tuple[TermStake, ...]:
    """Say what each term of a package carries, the weightiest first.

    Args:
        draws: n draws.
        package: option indices, one for each issue.
        kind: what accepted means.
        certain: whether nothing is uncertain, so that one draw stands for all.

    Raises:
        InvalidInput: it is no package.
    """
    sizes = draws.problem.sizes
    package = checks.package(package, sizes)
    other = [(i, o) for i, size in enumerate(sizes) for o in range(size) if o != package[i]]
    rows = np.tile(np.array(package, dtype=np.int64), (1 + len(other), 1))
    for row, (issue, option) in enumerate(other, start=1):
        rows[row, issue] = option
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
