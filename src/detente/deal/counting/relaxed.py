"""Sampling from a relaxed set that contains every acceptable package and can be counted.

Acceptable packages may be one in 10^12, and then plain sampling sees none. Dyer (2003) counts the
solutions of a knapsack by rounding its numbers to a coarse grid, always in the direction that only
adds solutions: the relaxed set is counted by dynamic programming over the grid and drawn from
evenly, and the share of the drawn packages that truly pass scales its count down.

Here a package passes when every party of a set reaches its need. A grid for each party is too large
for more than two or three, so a set of *bundles* is used: sums of parties' scores with weights of 0
or more, which reach the weighted sum of their needs whenever every party reaches its own. One good
bundle has the weights that make the Chernoff bound ``Σ log mean exp(θ·w) − θ·need`` smallest:
among packages on that side of the plane, those that pass are not exponentially rare.

Where the rule has a quorum, the sets of parties that could fill it are taken one by one (Karp, Luby
and Madras 1989): a drawn package counts only with the first such set that accepts it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from detente.deal.counting.bundles import bring_down, choose_bundles
from detente.deal.counting.sampling import Sample, chunks
from detente.deal.rule import Rule

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
COARSE = 1 << 15
"""Points of the grids on which sets of bundles are compared, at most."""
LEAST = 1 << 10
"""Points of a grid below which none is built."""
FINE = 1 << 18
"""Points of the grid that is drawn from, at most."""
MEMORY = 1 << 24
"""Points of the grids of all groups together, at most."""
WORK = 10**9
"""Points visited for one grid (points × choices, over all groups) at most."""
AT_ONCE = 1 << 21
"""Steps that are weighed against each other at a time (packages drawn × steps)."""
LARGEST = 10**250
"""Packages beyond which their shares could leave the range of double precision."""
FILLINGS = 64
"""Sets of parties that could fill a quorum, at most."""
WORTHWHILE = 0.25
"""Share of all packages below which a relaxed set is worth drawing from."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The different steps on the grid that one group allows.

    Attributes:
        steps: shape (bundles, steps).
        members: the group's choices, sorted by step.
        first: where the choices of each step start in ``members``.
        share: of the group's choices that take each step; they add up to 1.
    """

    steps: Ints
    members: npt.NDArray[np.intp]
    first: npt.NDArray[np.intp]
    share: Floats


@dataclass(frozen=True, slots=True)
class RelaxedSet:
    """A set of packages that contains all in which some parties all reach their needs.

    Attributes:
        choices: of each group.
        tables: for each position, the share of completions that bring the needs, by what is needed
            of each bundle (in steps); the last holds for a complete package.
        needs: shape (bundles,): what a package needs.
    """

    choices: tuple[Choices, ...]
    tables: tuple[Floats, ...]
    needs: Ints

    @property
    def share(self) -> float:
        """The share of all packages that belong to the set."""
        return float(self.tables[0][tuple(self.needs)])

    def draw(self, size: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.intp]]:
        """Draw packages evenly; yield the choice in each group, shape (size,)."""
        needs = np.repeat(self.needs[:, None], size, axis=1)
        for choices, table in zip(self.choices, self.tables[1:], strict=True):
            after = np.maximum(needs[:, None, :] - choices.steps[:, :, None], 0)
            rising = np.cumsum(table[tuple(after)] * choices.share[:, None], axis=0)
            taken = (rising < rng.random(size) * rising[-1]).sum(axis=0)
            needs = after[:, taken, np.arange(size)]
            among = np.diff(np.append(choices.first, len(choices.members)))[taken]
            offset = (rng.random(size) * among).astype(np.intp)
            yield choices.members[choices.first[taken] + offset]


def sample_relaxed(
    worth: Sequence[Ints], need: Ints, rule: Rule, *, samples: int, rng: np.random.Generator
) -> Sample | None:
    """Draw packages from relaxed sets.

    Args:
        worth: for each group, shape (parties of the rule, choices); 0 the least of each party.
        need: shape (parties of the rule,).
        rule: the rule.
        samples: how many packages to draw.
        rng: the source of randomness.

    Returns:
        The sample; None where relaxed sets would not be much smaller than the set of all packages,
        or are too many or too large to be built.
    """
    packages = math.prod(table.shape[1] for table in worth)
    fillings = list(itertools.islice(_fillings(rule), FILLINGS + 1))
    points = _grid_points(worth, len(fillings))
    if len(fillings) > FILLINGS or points < LEAST or packages > LARGEST:
        return None
    relaxed = []
    for who in fillings:
        relaxed.append(relax([table[who] for table in worth], need[who], points))
        if sum(part.share for part in relaxed) > WORTHWHILE:
            return None
    shares = np.array([part.share for part in relaxed])
    hits = 0
    if shares.any():
        drawn = rng.multinomial(samples, shares / shares.sum())
        for who, part, size in zip(fillings, relaxed, drawn.tolist(), strict=True):
            for sums in _sums(part, worth, size, rng):
                passed = _first_to_accept(sums >= need[:, None], rule, who)
                hits += int(np.count_nonzero(passed))
    return Sample(hits, samples, Fraction(float(shares.sum())) * packages)


def _fillings(rule: Rule) -> Iterator[list[int]]:
    """Yield the sets of parties, the needed ones with enough others, that make a rule pass."""
    rest = range(rule.needed, len(rule.parties))
    for others in itertools.combinations(rest, rule.quorum):
        yield [*range(rule.needed), *others]


def _first_to_accept(accepts: Flags, rule: Rule, who: list[int]) -> Flags:
    """Say where ``who`` accept and, of the parties of the quorum, are the first to do so."""
    before = [p for p in range(rule.needed, who[-1]) if p not in who]
    return np.asarray(accepts[who].all(axis=0) & ~accepts[before].any(axis=0))


def _grid_points(worth: Sequence[Ints], sets: int) -> int:
    """Return how many points each grid may have."""
    choices: int = sum(table.shape[1] for table in worth)
    return min(FINE, MEMORY // (len(worth) * sets), WORK // (choices * sets))


def _sums(
    relaxed: RelaxedSet, worth: Sequence[Ints], samples: int, rng: np.random.Generator
) -> Iterator[Ints]:
    """Draw packages and yield the sums of all parties, shape (parties, drawn at a time)."""
    widest = max(len(choices.share) for choices in relaxed.choices)
    for size in chunks(samples, at_most=max(1, AT_ONCE // widest)):
        sums = np.zeros((len(worth[0]), size), dtype=np.int64)
        for table, chosen in zip(worth, relaxed.draw(size, rng), strict=True):
            sums += table[:, chosen]
        yield sums


def relax(worth: Sequence[Ints], need: Ints, points: int) -> RelaxedSet:
    """Return the smallest relaxed set found of packages in which all parties reach their needs.

    Args:
        worth: for each group, shape (parties, choices); 0 the least of each party.
        need: shape (parties,).
        points: points of its grid, at most.
    """
    brought, needs = bring_down(worth, need)
    best = min(
        choose_bundles(brought, needs),
        key=lambda bundles: _on_grid(brought, needs, bundles, min(points, COARSE)).share,
    )
    return _on_grid(brought, needs, best, points)


def _on_grid(worth: Sequence[Ints], need: Ints, bundles: Ints, points: int) -> RelaxedSet:
    """Count the packages whose bundles reach their needs on a grid, rounding up."""
    side = max(1, int(points ** (1 / len(bundles))) - 1)
    total = bundles @ need
    unit = np.maximum(-(-total // side), 1)
    needs = np.maximum(-(-total // unit), 0)
    choices = tuple(
        _choices(np.minimum(-(-(bundles @ table) // unit[:, None]), needs[:, None]))
        for table in worth
    )
    last = np.zeros(tuple(needs + 1))
    last[(0,) * len(needs)] = 1.0
    tables = [last]
    for group in reversed(choices):
        tables.append(_one_group_more(tables[-1], group))
    return RelaxedSet(choices, tuple(reversed(tables)), needs)


def _choices(steps: Ints) -> Choices:
    different, which, counts = np.unique(steps, axis=1, return_inverse=True, return_counts=True)
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return Choices(different, np.argsort(which, kind="stable"), first, counts / counts.sum())


def _one_group_more(table: Floats, group: Choices) -> Floats:
    """Return the share of completions that bring each need, with one more group to complete."""
    shares = np.zeros_like(table)
    for step, share in zip(group.steps.T, group.share, strict=True):
        left = [np.maximum(np.arange(n) - s, 0) for n, s in zip(table.shape, step, strict=True)]
        shares += share * table[np.ix_(*left)]
    return shares
