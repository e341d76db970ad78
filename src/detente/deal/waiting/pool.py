"""Some packages against all draws on several days: does one of them make a deal?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import holds, utilities
from detente.deal.belief.draws import Draws
from detente.deal.problem import TOLERANCE
from detente.deal.rule import Rule
from detente.deal.waiting.ripeness import enough

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
CELLS = 1 << 20
"""Draws × packages that are compared at once, about."""


@dataclass(frozen=True, eq=False)
class Found:
    """What the packages show, shape (days, n) each.

    Attributes:
        exists: some package is acceptable.
        ripe: some packages are, and for all that are needed one of them beats no deal.
    """

    exists: Flags
    ripe: Flags


def judge_pool(draws: Draws, packages: Numbers, no_deal: Floats, rule: Rule) -> Found:
    """Look for deals among some packages.

    Args:
        draws: n draws; their own no-deal values count for nothing.
        packages: shape (m, issues).
        no_deal: shape (days, n, parties).
        rule: who must accept.
    """
    shape = no_deal.shape[:2]
    found = Found(np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool))
    step = max(1, CELLS // max(1, len(packages)))
    for start in range(0, len(draws) if len(packages) else 0, step):
        rows = np.arange(start, min(start + step, len(draws)))
        part = draws.take(rows)
        worths, clear = worths_of(part, packages, rule.parties), clear_of(part, packages)
        for day, least in enumerate(no_deal[:, rows][:, :, list(rule.parties)]):
            ripe, exists = _one_day(worths, clear, least.T, rule)
            found.ripe[day, rows], found.exists[day, rows] = ripe, exists
    return found


def worths_of(draws: Draws, packages: Numbers, parties: Sequence[int]) -> Floats:
    """Return what packages are worth in every draw, shape (parties, n, packages)."""
    return np.array([utilities(draws, packages, party) for party in parties])


def clear_of(draws: Draws, packages: Numbers) -> Flags:
    """Return which packages breach no constraint and no red line, shape (n, packages)."""
    possible = np.ones(len(packages), dtype=bool)
    for pattern in draws.problem.forbidden:
        possible &= ~holds(pattern, packages)
    clear = np.tile(possible, (len(draws), 1))
    for k, line in enumerate(draws.problem.red_lines):
        clear[:, holds(line.pattern, packages)] &= ~draws.lines[:, k, None]
    return clear


def accepted_on(worths: Floats, clear: Flags, least: Floats, rule: Rule) -> Flags:
    """Return who takes what on one day, shape (n, packages).

    Args:
        worths: shape (parties of the rule, n, packages).
        clear: shape (n, packages).
        least: shape (parties of the rule, n): no-deal values.
        rule: who must accept.
    """
    return np.asarray(clear & rule.passes(worths >= least[:, :, None] - TOLERANCE))


def _one_day(worths: Floats, clear: Flags, least: Floats, rule: Rule) -> tuple[Flags, Flags]:
    """Look for one package that beats no deal for all; only where there is none look further."""
    beating = clear & rule.passes(worths > least[:, :, None] + TOLERANCE)
    ripe = np.asarray(beating.any(axis=1))
    exists = ripe.copy()
    left = np.flatnonzero(~ripe)
    if len(left):
        accepted = accepted_on(worths[:, left], clear[left], least[:, left], rule)
        exists[left] = accepted.any(axis=1)
        better = worths[:, left] > least[:, left, None] + TOLERANCE
        beats = np.asarray((accepted & better).any(axis=2))
        ripe[left] = exists[left] & enough(beats.T, rule)
    return ripe, exists
