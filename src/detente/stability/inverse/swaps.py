"""How far one ranking is from another: pairs that are turned, and the swaps that turn them.

The distance counts the pairs that both rankings order strictly, and in opposite ways. Between
strict rankings that is Kendall's tau distance, the least number of swaps of neighbours that turn
one into the other (Kendall 1938). Where the old ranking ties, the new one may order: who never said
which of two is better takes nothing back by saying it, so that a tie that is broken counts nothing
here, and is counted apart. A strict order may be turned but not given up: if new ties were free,
indifference to everything would make any state stable at no cost.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.stability.graph.preference import Ranking

Pair = tuple[int, int]
Bools = npt.NDArray[np.bool_]


def turned_pairs(before: Ranking, after: Ranking) -> tuple[Pair, ...]:
    """Return pairs (a, b): a was preferred to b, and b is now; in an order of swaps of neighbours.

    Swapping them one after the other turns ``before`` into ``after``, ties of ``before`` being put
    into the order of ``after`` first; each swap is then one of neighbours.
    """
    order = np.lexsort((-after.levels, -before.levels)).tolist()
    new = after.levels
    swaps: list[Pair] = []
    for end in range(1, len(order)):
        place = end
        while place and new[order[place - 1]] < new[order[place]]:
            upper, lower = order[place - 1], order[place]
            swaps.append((upper, lower))
            order[place - 1], order[place] = lower, upper
            place -= 1
    return tuple(swaps)


def broken_ties(before: Ranking, after: Ranking) -> int:
    """Return the number of pairs that tied and no longer do."""
    tied = above(before) | above(before).T
    return int((~tied & above(after)).sum())


def above(ranking: Ranking) -> Bools:
    """Return shape (states, states): whether the first is preferred to the second."""
    levels = ranking.levels
    return np.asarray(levels[:, None] > levels[None, :], dtype=bool)
