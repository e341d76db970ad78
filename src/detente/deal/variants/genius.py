"""The two solutions of Genius 10 (``BidSpace`` there), by its definitions.

Both are taken over the frontier of all packages: u ≥ r, r the reserved values, is not asked for.

========================== ===================================================================
``nash``                   largest Π (u − r)
``kalai_smorodinsky``      smallest Σ |u_p − u_q| over pairs of parties; no deal plays no part
========================== ===================================================================

Since losses are not excluded, an even number of them multiplies to a gain. Everything within 1e-12
of the best is picked; Genius itself keeps one of them. A reserved value of −inf counts as 0.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.variants.pareto import (
    Numbers,
    find_frontier,
    pick,
    read_reserved,
    read_utilities,
)

MEANINGS = {
    "nash": "largest product of u − r on the frontier, packages below no deal included",
    "kalai_smorodinsky": "smallest sum of differences of u, on the same frontier",
}
"""What each solution maximises or minimises, in words."""


def solve_genius(
    utilities: npt.ArrayLike, reserved: npt.ArrayLike
) -> tuple[dict[str, Numbers], Numbers]:
    """Compute the solutions by the definitions of Genius.

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
    frontier = find_frontier(table)
    u = table[frontier]
    apart = np.abs(u[:, :, None] - u[:, None, :]).sum(axis=(1, 2)) / 2
    scores = {
        "nash": np.prod(u - np.where(np.isfinite(reserve), reserve, 0.0), axis=1),
        "kalai_smorodinsky": -apart,
    }
    return {name: frontier[pick(score)] for name, score in scores.items()}, frontier
