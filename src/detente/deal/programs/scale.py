"""What a solver can resolve: programs prove nothing about numbers of very different sizes.

HiGHS satisfies rows to about 1e-7 and values to 1e-6, in absolute terms. On a 0–100 scale that is
far below anything that matters; where a party's numbers reach into the millions, or where all of
them together span less than a hundredth, it is not, and certificates are withheld.
"""

from __future__ import annotations

import math

from detente.deal.problem import Problem

LARGEST = 1e6
"""Sums of a party's numbers up to which certificates are given."""
SMALLEST = 1e-2
"""Ranges of a party's utility from which on certificates are given; 0 is fine as well."""


def is_resolvable(problem: Problem) -> bool:
    """Say whether the numbers of every bargainer are of a size that the solver resolves."""
    for party in problem.bargainers:
        adds = [abs(link.add) for link in problem.linkages if link.party == party]
        size = math.fsum(float(abs(table[party]).max()) for table in problem.values)
        spans = [float(table[party].max() - table[party].min()) for table in problem.values]
        if size + math.fsum(adds) + abs(float(problem.no_deal[party])) > LARGEST:
            return False
        if 0 < math.fsum([*spans, *adds]) < SMALLEST:
            return False
    return True


def outer_bound(problem: Problem, name: str, weights: tuple[float, ...]) -> float:
    """Return a value that no package exceeds, from the most that each bargainer could gain alone.

    Args:
        problem: the problem.
        name: of the solution.
        weights: of the Nash product; empty for 1.
    """
    most = [_most(problem, party) for party in problem.bargainers]
    if name == "nash":
        powers = weights or (1.0,) * len(most)
        pairs = zip(most, powers, strict=True)
        return math.prod(math.pow(max(gain, 0.0), power) for gain, power in pairs)
    if name == "utilitarian":
        return math.fsum(most)
    return min(most) if name == "egalitarian" else 1.0


def _most(problem: Problem, party: int) -> float:
    tops = [float(table[party].max()) for table in problem.values]
    adds = [max(link.add, 0.0) for link in problem.linkages if link.party == party]
    return math.fsum([*tops, *adds]) - float(problem.no_deal[party])
