"""The solutions of NegMAS 0.16 (``preferences/ops.py`` there), by its definitions.

NegMAS looks at the *frontier*: packages with u ≥ r for everybody, r the reserved values, that no
other dominates, one of each group with equal utilities. It measures from a disagreement point d: r
where that is finite and at least the party's minimum over all packages, else that minimum.
``max`` and ``min`` are over all packages.

========================== ===================================================================
``nash``                   largest Π (u − d)
``kalai``                  largest min (u − d)
``ks``                     smallest spread max g − min g of g = (u − d) / (max − d)
``modified_kalai``         as ``kalai`` with d = 0
``modified_ks``            as ``ks`` with d = 0
``max_welfare``            largest Σ u
``max_relative_welfare``   largest Σ (u − min) / (max − d)
========================== ===================================================================

Everything within 1e-12 of the best is picked. Where a party has nothing to gain (``max − min``, or
the denominator of a share, is at most 1e-12), that is every package of the frontier.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.variants.pareto import (
    TIE,
    Floats,
    Numbers,
    find_frontier,
    pick,
    read_reserved,
    read_utilities,
)

MEANINGS = {
    "nash": "largest product of u − d on the frontier",
    "kalai": "smallest u − d as large as can be, on the frontier",
    "ks": "smallest spread of (u − d) / (max − d) on the frontier",
    "modified_kalai": "smallest u as large as can be, on the frontier",
    "modified_ks": "smallest spread of u / max on the frontier",
    "max_welfare": "largest sum of u on the frontier",
    "max_relative_welfare": "largest sum of (u − min) / (max − d) on the frontier",
}
"""What each solution maximises or minimises, in words."""


def solve_negmas(
    utilities: npt.ArrayLike, reserved: npt.ArrayLike
) -> tuple[dict[str, Numbers], Numbers]:
    """Compute the solutions by the definitions of NegMAS.

    Args:
        utilities: shape (packages, parties), finite, at least one package.
        reserved: shape (parties,); may be −inf.

    Returns:
        The numbers of the packages picked, by solution; and those of the frontier.

    Raises:
        InvalidInput: shapes that do not fit, or numbers that are none.
    """
    table = read_utilities(utilities)
    reserve = read_reserved(reserved, table.shape[1])
    rational = np.flatnonzero((table >= reserve).all(axis=1))
    frontier = rational[find_frontier(table[rational])]
    if not len(frontier):
        return dict.fromkeys(MEANINGS, frontier), frontier
    low, high = table.min(axis=0), table.max(axis=0)
    if (high - low <= TIE).any():
        return dict.fromkeys(MEANINGS, frontier), frontier
    start = np.where(np.isfinite(reserve) & (reserve >= low), reserve, low)
    scores = _scores(table[frontier], low, high, start)
    return {name: frontier[pick(score)] for name, score in scores.items()}, frontier


def _scores(u: Floats, low: Floats, high: Floats, start: Floats) -> dict[str, Floats]:
    return {
        "nash": np.prod(u - start, axis=1),
        "kalai": (u - start).min(axis=1),
        "ks": -np.ptp(_shares(u, start, high - start), axis=1),
        "modified_kalai": u.min(axis=1),
        "modified_ks": -np.ptp(_shares(u, np.zeros_like(high), high), axis=1),
        "max_welfare": u.sum(axis=1),
        "max_relative_welfare": _shares(u, low, high - start).sum(axis=1),
    }


def _shares(u: Floats, start: Floats, reach: Floats) -> Floats:
    """Return (u − start) / reach; zeros where some reach is none, so that all packages tie."""
    if (np.abs(reach) <= TIE).any():
        return np.zeros_like(u)
    shares: Floats = (u - start) / reach
    return shares
