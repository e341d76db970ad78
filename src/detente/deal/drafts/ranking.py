"""Packages best first: fewest changed terms, then the gains in leximin order, then as listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE

Numbers = Callable[[Package], Sequence[float]]


def rank(
    packages: Iterable[Package], *, changes: Callable[[Package], int], gains: Numbers
) -> tuple[Package, ...]:
    """Order packages.

    Args:
        packages: all different.
        changes: number of changed terms; fewer go first.
        gains: the quantities whose smallest is compared first, then the second smallest, and so
            on; larger ones go first. What differs by 1e-9 or less is tied, and ties stand in the
            order of issues and options.
    """
    left, ordered = sorted(packages), []
    while left:
        fewest = min(changes(package) for package in left)
        best = best_in_leximin([p for p in left if changes(p) == fewest], gains)
        ordered += best
        left = [package for package in left if package not in best]
    return tuple(ordered)


def best_in_leximin(packages: Sequence[Package], gains: Numbers) -> list[Package]:
    """Return the packages that are best in leximin order, all that tie, in the order given."""
    best = [(package, sorted(gains(package))) for package in packages]
    for level in range(len(best[0][1]) if best else 0):
        floor = max(ascending[level] for _, ascending in best) - TOLERANCE
        best = [pair for pair in best if pair[1][level] >= floor]
    return [package for package, _ in best]
