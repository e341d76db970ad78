"""Ripe or not: an inequality for each party, never an index.

On a day t with no-deal values d let, for a party p of the rule,

    b_p = max { u_p(x) : x breaches no constraint and no red line, and passes the rule when p
                itself is taken to say yes }

the best that the others would accept. A deal exists exactly if ``b_p >= d_p`` for any one party
that must accept (and then for all of them), and b_p is then p's best among the acceptable packages.
The day is *ripe* if ``b_p > d_p`` for every party that must accept, and for as many of a group as
the rule asks of it: each of them could have an acceptable package that it prefers to no deal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.problem import TOLERANCE
from detente.deal.rule import Rule

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
CELLS = 1 << 22
"""Days × packages that are compared at once, about."""


@dataclass(frozen=True, eq=False)
class Ripeness:
    """The inequalities of T days.

    Attributes:
        best: shape (T, parties of the rule): b_p, in the rule's order; −∞ where there is no such
            package.
        exists: shape (T,): whether some package is acceptable.
        beats: shape (T, parties of the rule): ``b_p > d_p``.
        ripe: shape (T,).
    """

    best: Floats
    exists: Flags
    beats: Flags
    ripe: Flags


def judge_days(utilities: Floats, no_deal: Floats, rule: Rule) -> Ripeness:
    """Compare packages with the no-deal values of several days.

    Args:
        utilities: shape (parties, packages); packages that breach nothing.
        no_deal: shape (T, parties).
        rule: who must accept, by row of ``utilities``.
    """
    days, who = len(no_deal), list(rule.parties)
    best = np.full((days, len(who)), -np.inf)
    exists = np.zeros(days, dtype=bool)
    worths, least = utilities[who], no_deal[:, who]
    step = max(1, CELLS // max(1, utilities.shape[1]))
    for start in range(0, days if utilities.shape[1] else 0, step):
        rows = slice(start, start + step)
        accepts = worths[:, None, :] >= least[rows].T[:, :, None] - TOLERANCE
        exists[rows] = rule.passes(accepts).any(axis=1)
        for k in range(len(who)):
            best[rows, k] = _best(worths[k], accepts, k, rule)
    beats = best > least + TOLERANCE
    return Ripeness(best, exists, beats, exists & enough(beats, rule))


def enough(beats: Flags, rule: Rule) -> Flags:
    """Say whether those gain whom the rule needs.

    Args:
        beats: shape (…, parties of the rule), in the rule's order.
        rule: the rule.
    """
    return rule.passes(np.moveaxis(beats, -1, 0))


def _best(worth: Floats, accepts: Flags, k: int, rule: Rule) -> Floats:
    """Return the highest worth, day by day, of what passes when party k says yes."""
    own = accepts[k].copy()
    accepts[k] = True
    passed = rule.passes(accepts)
    accepts[k] = own
    best: Floats = np.where(passed, worth, -np.inf).max(axis=1)
    return best
