"""In how many draws each package is accepted, and in which draws any is: all packages, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.groups import DrawnGroup, packages_of
from detente.deal.acceptance.halves import Halves, Tally, pack
from detente.deal.belief.draws import Draws
from detente.deal.rule import Kind, Rule, rule_of

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]
FEW = 4_096
"""Packages up to which all draws are judged at once, by matrix products."""
WORK = 4 * 10**10
"""Packages × draws that are gone through at most."""
WIDEST = 1 << 27
"""Packages that are held at most."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """What came of judging all packages of some groups in every draw.

    Attributes:
        groups: the groups; packages are numbered with the last group running fastest.
        allowed: shape (packages,): within the limit of changes.
        counts: shape (packages,): draws in which the package is accepted; 0 where not allowed.
        existing: shape (n,): whether an allowed package is accepted in the draw.
    """

    groups: tuple[DrawnGroup, ...]
    allowed: Flags
    counts: Counts
    existing: Flags

    def packages(self, numbers: npt.NDArray[np.integer]) -> Numbers:
        """Return packages by number, shape (m, issues)."""
        sizes = [group.choices for group in self.groups]
        return packages_of(self.groups, np.column_stack(np.unravel_index(numbers, sizes)))

    def sums(self, of: Sequence[Floats], numbers: npt.NDArray[np.integer]) -> Floats:
        """Return sums over groups for some packages.

        Args:
            of: for each group, an array of shape (rows, choices).
            numbers: of the packages.

        Returns:
            Shape (rows, packages).
        """
        sizes = [group.choices for group in self.groups]
        chosen = np.unravel_index(numbers, sizes)
        parts = [table[:, c] for table, c in zip(of, chosen, strict=True)]
        return np.asarray(np.sum(parts, axis=0))


def can_sweep(groups: Sequence[DrawnGroup], draws: int) -> bool:
    """Say whether all packages of the groups can be gone through in so many draws."""
    packages = prod(group.choices for group in groups)
    return packages <= WIDEST and packages * draws <= WORK


def sweep(
    draws: Draws,
    groups: Sequence[DrawnGroup],
    *,
    kind: Kind = "acceptable",
    costs: Sequence[Numbers] | None = None,
    most: int = 0,
) -> Sweep:
    """Judge all packages of some groups in every draw.

    Args:
        draws: n draws.
        groups: of the draws, see :func:`detente.deal.acceptance.groups.join_draws`; none is empty.
        kind: what accepted means, as in :func:`detente.deal.acceptance.decide.decide`.
        costs: for each group, what each choice costs, shape (choices,); None for nothing.
        most: what a package may cost in sum.
    """
    rule = rule_of(draws.problem, kind)
    size = prod(group.choices for group in groups)
    if rule is None:
        return Sweep(tuple(groups), np.ones(size, bool), np.zeros(size, np.int32), _none(draws))
    costs = [np.zeros(g.choices, dtype=np.int64) for g in groups] if costs is None else costs
    if size <= FEW:
        return _directly(draws, tuple(groups), kind, _within(costs, most))
    return _by_halves(draws, groups, rule, costs, most)


def _none(draws: Draws) -> Flags:
    return np.zeros(len(draws), dtype=bool)


def _within(costs: Sequence[Numbers], most: int) -> Flags:
    total = np.zeros(1, dtype=np.int64)
    for cost in costs:
        total = (total[:, None] + cost).ravel()
    return np.asarray(total <= most)


def _directly(draws: Draws, groups: tuple[DrawnGroup, ...], kind: Kind, allowed: Flags) -> Sweep:
    found = Sweep(groups, allowed, np.zeros(len(allowed), np.int32), _none(draws))
    at = np.flatnonzero(allowed)
    length = max(1, (1 << 24) // (len(draws) * len(draws.problem.parties)))
    for start in range(0, len(at), length):
        numbers = at[start : start + length]
        accepted = decide(draws, found.packages(numbers), kind=kind).accepted
        found.counts[numbers] = np.count_nonzero(accepted, axis=0)
        found.existing[:] |= accepted.any(axis=1)
    return found


def _by_halves(
    draws: Draws, groups: Sequence[DrawnGroup], rule: Rule, costs: Sequence[Numbers], most: int
) -> Sweep:
    halves = Halves.of(draws, groups, rule)
    ordered = (*halves.left, *halves.right)
    allowed = _within([costs[groups.index(group)] for group in ordered], most)
    mask = pack(allowed.reshape(halves.shape))
    tally, existing = Tally(mask.shape), _none(draws)
    for s, bits in enumerate(halves.accepted()):
        bits &= mask
        existing[s] = bits.any()
        tally.add(bits)
    counts = tally.counts(halves.shape[1]).ravel()
    return Sweep(ordered, allowed, counts, existing)
