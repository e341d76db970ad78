"""Good packages in short time, without proof: coordinate ascent over issues and pairs of issues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide
from detente.deal.belief.draws import Draws
from detente.deal.rule import Kind

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Score = tuple[int, float]
CYCLES = 20
"""Passes at most, from each start."""
PAIRS = 200
"""Pairs of issues that are tried in a pass at most, spread evenly over all."""
ENOUGH = 500
"""Draws that are looked at, the first ones."""


def climb(
    draws: Draws,
    *,
    kept: Sequence[Sequence[int]] | None = None,
    kind: Kind = "acceptable",
    permits: Callable[[Numbers], Flags] | None = None,
    starts: Sequence[Sequence[int]] = (),
    most: int = 10,
) -> Numbers:
    """Look for packages that are accepted in many draws.

    From each start, the options of one issue at a time, and then of two, are replaced by those with
    the most accepting draws, ties by the larger smallest mean gain, until nothing gives more.

    Args:
        draws: n draws, of which the first 500 are looked at.
        kept: for each issue, the options that may be taken; None for all.
        kind: what accepted means.
        permits: which of some packages may be tabled at all; None for every one.
        starts: packages to start from, besides those that are best on average for the parties
            together and for each of them alone.
        most: how many packages to return at most.

    Returns:
        Shape (up to ``most``, issues), the best first; at least one.
    """
    options = [list(of) for of in kept or [range(size) for size in draws.problem.sizes]]
    few = draws if len(draws) <= ENOUGH else draws.take(np.arange(ENOUGH))
    search = _Search(few, options, kind, permits)
    for start in (*starts, *search.averages()):
        search.ascend(tuple(int(option) for option in start))
    ranked = sorted(search.seen, key=lambda package: search.seen[package], reverse=True)
    return np.array(ranked[:most], dtype=np.int64)


def mean_gains(draws: Draws, packages: Numbers) -> Floats:
    """Return the mean of u − no deal over the draws, shape (bargainers, packages)."""
    problem = draws.problem
    rows = []
    for p in problem.bargainers:
        total = np.full(len(packages), -float(draws.no_deal[:, p].mean()))
        for issue, table in enumerate(draws.values):
            total += table[:, p].mean(axis=0)[packages[:, issue]]
        for a, link in enumerate(problem.linkages):
            if link.party == p:
                met = [link.pattern.holds(tuple(row)) for row in packages.tolist()]
                total += float(draws.adds[:, a].mean()) * np.array(met)
        rows.append(total)
    return np.array(rows).reshape(len(rows), len(packages))


class _Search:
    """What was seen so far, by package."""

    def __init__(
        self,
        draws: Draws,
        options: list[list[int]],
        kind: Kind,
        permits: Callable[[Numbers], Flags] | None,
    ) -> None:
        self.draws, self.options, self.kind, self.permits = draws, options, kind, permits
        self.seen: dict[tuple[int, ...], Score] = {}

    def averages(self) -> Iterator[tuple[int, ...]]:
        """Return the first options, and what is best on average for all together and for each."""
        yield tuple(options[0] for options in self.options)
        who = list(self.draws.problem.bargainers)
        means = [table.mean(axis=0) for table in self.draws.values]
        for parties in ([who] if who else []) + [[p] for p in who]:
            yield tuple(
                options[int(mean[parties][:, options].sum(axis=0).argmax())]
                for mean, options in zip(means, self.options, strict=True)
            )

    def ascend(self, package: tuple[int, ...]) -> None:
        """Go up from a package until no issue and no pair of issues gives more."""
        free = [i for i, options in enumerate(self.options) if len(options) > 1]
        pairs = list(combinations(free, 2))
        package = self._improve(package, [(i, i) for i in free])
        self._improve(package, pairs[:: max(1, len(pairs) // PAIRS)])

    def _improve(
        self, package: tuple[int, ...], moves: Sequence[tuple[int, int]]
    ) -> tuple[int, ...]:
        best = self._score([package])
        for _ in range(CYCLES):
            before = best[0]
            for move in moves:
                best = max(best, self._score(self._around(best[1], move)), key=lambda one: one[0])
            if best[0] == before:
                break
        return best[1]

    def _around(self, package: tuple[int, ...], pair: tuple[int, int]) -> list[tuple[int, ...]]:
        one, two = pair
        rows = []
        for a in self.options[one]:
            for b in self.options[two] if one != two else [a]:
                row = list(package)
                row[one], row[two] = a, b
                rows.append(tuple(row))
        return rows

    def _score(self, rows: list[tuple[int, ...]]) -> tuple[Score, tuple[int, ...]]:
        new = [row for row in rows if row not in self.seen]
        if new:
            packages = np.array(new, dtype=np.int64)
            counts = np.count_nonzero(decide(self.draws, packages, kind=self.kind).accepted, axis=0)
            if self.permits is not None:
                counts = np.where(self.permits(packages), counts, -1)
            least = mean_gains(self.draws, packages).min(axis=0, initial=np.inf)
            for row, count, gain in zip(new, counts.tolist(), least.tolist(), strict=True):
                self.seen[row] = (count, gain)
        return max((self.seen[row], row) for row in rows)
