"""Does a deal exist, draw by draw?

A few packages that are accepted in many draws are asked about first; only in the draws that accept
none of them all packages are gone through, or, where there are too many, the exact search of the
deal room is run on the draw. A draw that its limit leaves unsettled is counted as open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.climbing import climb
from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.groups import DrawnGroup, join_draws
from detente.deal.acceptance.share import Share, share_of
from detente.deal.acceptance.sweep import FEW, can_sweep, sweep
from detente.deal.belief.draws import Draws
from detente.deal.method import plan
from detente.deal.problem import Problem
from detente.deal.rule import Kind
from detente.deal.sizes import spell
from detente.deal.solving import survey
from detente.errors import NotConverged

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
NODE_LIMIT = 2_000
"""Branch-and-bound nodes for one draw, unless told otherwise."""
FIRST = 64
"""Draws from which the packages to ask about first are taken."""
POOL = 256
"""Packages asked about first."""
NAMES = {
    "acceptable": "any_acceptable",
    "certain": "any_certain",
    "all_accept": "any_all_accept",
    "possible": "any_possible",
}


@dataclass(frozen=True, eq=False)
class Existence:
    """In which draws there is a package of the kind asked about.

    Attributes:
        exists: shape (n,).
        open: shape (n,): draws that were not settled.
        method, because: how the answer was found, and why that way.
        certain: whether the answer holds whatever the numbers are, so that the share has no
            interval: nothing is uncertain, or no package is left.
    """

    exists: Flags
    open: Flags
    method: str
    because: str
    certain: bool = False

    @property
    def share(self) -> Share:
        """The share of draws, with its interval."""
        return share_of(self.exists, self.open, exact=self.certain)

    @property
    def exact(self) -> bool:
        """Whether every draw was settled."""
        return not self.open.any()

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = {"exact": self.exact, "method": self.method, "because": self.because}
        return {**self.share.to_dict(), **told}


def find_existence(
    draws: Draws,
    *,
    kind: Kind = "acceptable",
    kept: Sequence[Sequence[int]] | None = None,
    node_limit: int = NODE_LIMIT,
) -> Existence:
    """Say in which draws a package is acceptable.

    Args:
        draws: n draws.
        kind: what is asked of a package, as in :func:`detente.deal.acceptance.decide.decide`.
        kept: for each issue, the options that may be taken (the completions of a draft, say); None
            for all.
        node_limit: limit of branch-and-bound nodes of one draw, where programs are needed.
    """
    groups = join_draws(draws, kept=kept)
    if groups is None:
        why = "so many issues hang together that their combinations cannot be listed"
        return _one_by_one(draws, _nothing(draws), kind, kept, node_limit, why)
    size = prod(group.choices for group in groups)
    because = f"{spell(size)} packages are left by constraints and certain red lines"
    if not size:
        return Existence(_nothing(draws), _nothing(draws), "enumeration", because, certain=True)
    if size <= FEW or len(draws) <= FIRST:
        return _going_on(draws, groups, _nothing(draws), kind, kept, node_limit, because)
    accepted = decide(draws, _pool(draws, groups, kind, kept), kind=kind).accepted
    found = np.asarray(accepted.any(axis=1))
    return _going_on(draws, groups, found, kind, kept, node_limit, because)


def _nothing(draws: Draws) -> Flags:
    return np.zeros(len(draws), dtype=bool)


def _pool(
    draws: Draws,
    groups: Sequence[DrawnGroup],
    kind: Kind,
    kept: Sequence[Sequence[int]] | None,
) -> Numbers:
    """Return packages that many of the first draws accept."""
    first = draws.take(np.arange(FIRST))
    own = [_first(group) for group in groups]
    if not can_sweep(own, FIRST):
        return climb(first, kept=kept, kind=kind, most=POOL)
    found = sweep(first, own, kind=kind)
    best = np.argsort(-found.counts, kind="stable")[:POOL]
    return found.packages(best)


def _first(group: DrawnGroup) -> DrawnGroup:
    return DrawnGroup(group.issues, group.options, group.worth[:FIRST], group.barred[:FIRST])


def _going_on(
    draws: Draws,
    groups: Sequence[DrawnGroup],
    found: Flags,
    kind: Kind,
    kept: Sequence[Sequence[int]] | None,
    node_limit: int,
    because: str,
) -> Existence:
    """Settle the draws in which nothing was found."""
    left = np.flatnonzero(~found)
    if not can_sweep(groups, len(left)):
        return _one_by_one(draws, found, kind, kept, node_limit, because)
    if len(left):
        rows = [DrawnGroup(g.issues, g.options, g.worth[left], g.barred[left]) for g in groups]
        found[left] = sweep(draws.take(left), rows, kind=kind).existing
    return Existence(found, _nothing(draws), "enumeration", f"{because}, and all are gone through")


def _one_by_one(
    draws: Draws,
    found: Flags,
    kind: Kind,
    kept: Sequence[Sequence[int]] | None,
    node_limit: int,
    because: str,
) -> Existence:
    unsettled = _nothing(draws)
    for s in np.flatnonzero(~found).tolist():
        problem = draws.problem_of(s)
        answer = _exists(problem if kept is None else problem.restrict(kept), kind, node_limit)
        found[s], unsettled[s] = bool(answer), answer is None
    why = f"{because}, too many to go through for each draw"
    return Existence(found, unsettled, "exact search of each draw", why)


def _exists(problem: Problem, kind: Kind, node_limit: int) -> bool | None:
    """Return whether one draw has a package of the kind; None where the limit was met."""
    try:
        found = survey(problem, plan(problem, node_limit=node_limit, merges=True))
    except NotConverged:
        return None
    return bool(getattr(found, NAMES[kind]))
