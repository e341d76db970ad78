"""The main verdicts, draw by draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide, holds, utilities
from detente.deal.acceptance.existence import find_existence
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.whynot.thresholds import Thresholds

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
WORK = 2 * 10**8
"""Draws × packages × parties up to which all packages are looked at for the room."""
CELLS = 1 << 22
"""Draws × packages that are held at once, about."""
NO_ROOM = -100.0
"""The room in a draw in which every package breaches a red line."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """Verdicts in n draws.

    Attributes:
        exists: shape (n,): some package is acceptable. Draws that were not settled count as False.
        unsettled: shape (n,): whether existence was not settled.
        accepted: shape (n,): the package asked about is acceptable.
        gain: shape (n,): its smallest gain that counts: by how much all no-deal values could rise
            before the acceptance rule is no longer met.
        room: shape (n,): the largest such gain of any package looked at that breaches no red line.
    """

    exists: Flags
    unsettled: Flags
    accepted: Flags
    gain: Floats
    room: Floats

    def table(self) -> Floats:
        """Return existence, acceptance and room as numbers, shape (3, n)."""
        return np.array([self.exists, self.accepted, self.room], dtype=np.float64)


def all_packages(problem: Problem) -> Numbers:
    """Return every package, in the order of issues and options, shape (m, issues)."""
    places = np.unravel_index(np.arange(problem.packages), problem.sizes)
    return np.column_stack(places).astype(np.int64)


def looks_at_all(problem: Problem, draws: int) -> bool:
    """Say whether all packages can be looked at in so many draws."""
    return problem.packages * draws * len(problem.parties) <= WORK


def answer_draws(draws: Draws, package: Package, *, pool: npt.ArrayLike) -> Drawn:
    """Return the main verdicts in every draw.

    Args:
        draws: n draws.
        package: the package asked about.
        pool: shape (m, issues): packages over which the room is taken.
    """
    found = find_existence(draws)
    one = np.array([package])
    rows = np.asarray(pool, dtype=np.int64)
    length = max(1, CELLS // len(rows))
    parts = [
        _room(draws.take(np.arange(start, min(start + length, len(draws)))), rows)
        for start in range(0, len(draws), length)
    ]
    return Drawn(
        found.exists,
        found.open,
        decide(draws, one).accepted[:, 0],
        common_gains(draws, one)[:, 0],
        np.concatenate(parts),
    )


def _room(draws: Draws, pool: Numbers) -> Floats:
    common = common_gains(draws, pool)
    for pattern in draws.problem.forbidden:
        common[:, holds(pattern, pool)] = -np.inf
    for place, line in enumerate(draws.problem.red_lines):
        at = np.flatnonzero(holds(line.pattern, pool))
        common[np.ix_(draws.lines[:, place], at)] = -np.inf
    best = common.max(axis=1)
    return np.asarray(np.where(np.isfinite(best), best, NO_ROOM))


def common_gains(draws: Draws, packages: Numbers) -> Floats:
    """Return by how much all no-deal values could rise before the rule is not met, shape (n, m).

    Zero where the rule asks nobody with preferences.
    """
    problem, shape = draws.problem, (len(draws), len(packages))
    rule = Thresholds.of(problem)
    if not rule.asked:
        return np.zeros(shape)
    gains = np.array(
        [
            (utilities(draws, packages, p) - draws.no_deal[:, p, None]).ravel()
            for p in problem.bargainers
        ]
    )
    return rule.common(gains).reshape(shape)
