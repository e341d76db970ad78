"""A package that many draws accept, found by changing one term after the other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package

Numbers = npt.NDArray[np.int64]
Allowed = Callable[[Numbers], npt.NDArray[np.bool_]]
"""Says of packages, shape (m, issues), whether they may be tabled, shape (m,)."""
STEPS = 40
"""Changes at most on one climb."""


def climb(draws: Draws, start: Package, *, allowed: Allowed) -> Package:
    """Return a package that no change of one term makes accepted in more draws.

    Each step takes the change that is accepted in most draws; among equals, the one with most
    single consents, so that a start that nobody accepts finds its way too.

    Args:
        draws: the draws that count.
        start: a package.
        allowed: what may be tabled.
    """
    here = np.array(start, dtype=np.int64)
    height = _heights(draws, here[None])[0]
    for _ in range(STEPS):
        around = neighbours(here, draws.problem.sizes)
        heights = np.where(allowed(around), _heights(draws, around), -1.0)
        best = int(heights.argmax())
        if heights[best] <= height:
            break
        here, height = around[best], heights[best]
    return tuple(here.tolist())


def neighbours(package: Numbers, sizes: tuple[int, ...]) -> Numbers:
    """Return the packages that differ in one term, shape (Σ (options − 1), issues).

    Args:
        package: shape (issues,).
        sizes: number of options of each issue.
    """
    count = sum(sizes) - len(sizes)
    around = np.tile(package, (max(1, count), 1))
    row = 0
    for issue, size in enumerate(sizes):
        for option in range(size):
            if option != package[issue]:
                around[row, issue] = option
                row += 1
    return around


def _heights(draws: Draws, packages: Numbers) -> npt.NDArray[np.float64]:
    decisions = decide(draws, packages)
    consents = decisions.own.sum(axis=(0, 1)) / (decisions.own.shape[0] * len(draws) + 1)
    return np.asarray(decisions.accepted.sum(axis=0) + consents)
