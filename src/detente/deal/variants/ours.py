"""Our own solutions on a finite set of utilities, with weighted Nash and equal gain beside them.

Over packages with u ≥ r − 1e-9 for everybody, r being no deal; the definitions are those of
:mod:`detente.deal.solutions`, where every party has to accept. Besides:

========================== ===================================================================
``weighted_nash``          largest Σ w log (u − r), w bargaining weights above 0
``equal_gain``             :mod:`detente.deal.frontier.equal_gain`
========================== ===================================================================
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.frontier.equal_gain import equal_gain
from detente.deal.frontier.picking import (
    pick_egalitarian,
    pick_kalai_smorodinsky,
    pick_nash,
    pick_utilitarian,
)
from detente.deal.problem import TOLERANCE
from detente.deal.variants.pareto import (
    Floats,
    Numbers,
    find_frontier,
    read_reserved,
    read_utilities,
)
from detente.errors import InvalidInput

MEANINGS = {
    "nash": "largest product of gains over no deal",
    "weighted_nash": "largest product of gains, each to the power of the party's weight",
    "kalai_smorodinsky": "smallest share of the largest gain as large as can be, then leximin",
    "egalitarian": "smallest gain as large as can be, then leximin",
    "utilitarian": "largest sum of gains",
    "equal_gain": "smallest difference between largest and smallest gain on the frontier",
}
"""What each solution maximises or minimises, in words."""


def solve_detente(
    utilities: npt.ArrayLike, no_deal: npt.ArrayLike, *, weights: npt.ArrayLike | None = None
) -> tuple[dict[str, Numbers], Numbers]:
    """Compute our solutions, and weighted Nash and equal gain, over packages nobody refuses.

    Args:
        utilities: shape (packages, parties), finite.
        no_deal: shape (parties,), finite.
        weights: shape (parties,), bargaining weights, above 0. Default: equal.

    Returns:
        The numbers of the packages picked, by solution; empty where a solution does not exist.
        And the frontier of the packages that nobody refuses.

    Raises:
        InvalidInput: shapes that do not fit, or numbers that are not finite or out of range.
    """
    table = read_utilities(utilities)
    start = read_reserved(no_deal, table.shape[1])
    if not np.isfinite(start).all():
        raise InvalidInput("no_deal holds a number that is not finite")
    power = _read_weights(weights, table.shape[1])
    kept = np.flatnonzero((table >= start - TOLERANCE).all(axis=1))
    frontier = kept[find_frontier(table[kept])]
    if not len(kept) or not table.shape[1]:
        return dict.fromkeys(MEANINGS, np.empty(0, dtype=np.int64)), frontier
    gains = (table[kept] - start).T
    nearest = equal_gain((table[frontier] - start).T)
    return {
        "nash": kept[pick_nash(gains)],
        "weighted_nash": kept[pick_nash(gains, power)],
        "kalai_smorodinsky": kept[pick_kalai_smorodinsky(gains)],
        "egalitarian": kept[pick_egalitarian(gains)],
        "utilitarian": kept[pick_utilitarian(gains)],
        "equal_gain": _worth_the_same(table, kept, frontier[nearest]),
    }, frontier


def _worth_the_same(table: Floats, kept: Numbers, picked: Numbers) -> Numbers:
    """Return the rows that are worth the same to everybody as one of those picked."""
    alike = np.zeros(len(kept), dtype=bool)
    for row in table[picked]:
        alike |= (np.abs(table[kept] - row) <= TOLERANCE).all(axis=1)
    return np.asarray(kept[alike], dtype=np.int64)


def _read_weights(weights: npt.ArrayLike | None, parties: int) -> tuple[float, ...]:
    """Return bargaining weights, scaled so that they are 1 on average."""
    given = np.ones(parties) if weights is None else np.asarray(weights, dtype=np.float64)
    if given.shape != (parties,) or not (np.isfinite(given).all() and (given > 0).all()):
        raise InvalidInput("weights must hold one number above 0 for each party that bargains")
    return tuple((given * parties / given.sum()).tolist())
