"""What a problem holds, as a whole and for each option settled in advance, in one pass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.deal.division.maxmin import exists, find_maxmin
from detente.deal.enumeration.grid import Block, Grid
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.solutions import nash_score
from detente.rounding import rounded

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Outlook:
    """Whether there is a deal, and how good it can be.

    Attributes:
        exists: True, False, or None where it depends on parties not judged.
        packages: number of acceptable packages; None where they were not counted.
        smallest_gain: the largest that the smallest gain over no deal can be; None without a deal.
        best: the largest gain of each bargainer over acceptable packages; empty without a deal,
            and where it was not computed.
        nash: the largest product of gains; None where there is none, or it was not computed.
        nash_gains: gains of the bargainers in the first package with that product.
        exact: whether every number is proved.
    """

    exists: bool | None
    packages: int | None = None
    smallest_gain: float | None = None
    best: dict[str, float] = field(default_factory=dict)
    nash: float | None = None
    nash_gains: dict[str, float] = field(default_factory=dict)
    exact: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "exists": self.exists,
            "packages": self.packages,
            "smallest_gain": rounded(self.smallest_gain),
            "best": {party: rounded(gain) for party, gain in self.best.items()},
            "nash": rounded(self.nash),
            "nash_gains": {party: rounded(gain) for party, gain in self.nash_gains.items()},
            "exact": self.exact,
        }


def look_by_enumeration(problem: Problem) -> tuple[Outlook, tuple[tuple[Outlook, ...], ...]]:
    """Go through all packages once.

    Args:
        problem: the problem.

    Returns:
        The outlook of the problem, and for each issue the outlook with each of its options settled.
    """
    grid = Grid(problem)
    tally = _Tally(problem)
    for block in grid:
        tally.add(block)
    settled = tuple(
        tuple(tally.outlook(grid, i, option) for option in range(size))
        for i, size in enumerate(problem.sizes)
    )
    return tally.whole(grid), settled


def look_by_program(
    problem: Problem,
    *,
    node_limit: int,
    thorough: bool,
    above: Outlook | None = None,
    known: Sequence[Package] = (),
) -> tuple[Outlook, list[Package]]:
    """Ask for existence, and for the largest smallest gain and each party's best, by programs.

    Args:
        problem: the problem.
        node_limit: limit of branch-and-bound nodes of each program.
        thorough: whether to compute more than existence.
        above: of a problem that holds every package of this one: its numbers cannot be exceeded.
        known: acceptable packages of this problem; a number of ``above`` that one of them reaches
            needs no program.

    Returns:
        The outlook, and the packages that programs found.

    Raises:
        NotConverged: existence could not be settled.
    """
    if not thorough:
        return Outlook(exists(problem, node_limit=node_limit)), []
    reached = above if above is not None and above.exact and above.best else None
    gains = [problem.gains(package) for package in known]
    limit = None if reached is None else reached.smallest_gain
    smallest = _reaching(limit, [min(g, default=0.0) for g in gains])
    found, exact = [], True
    if smallest is None:
        top = find_maxmin(problem, node_limit=node_limit)
        if top is None:
            return Outlook(False), []
        found, exact, smallest = [top.package], top.exact, top.value
        gains.append(list(top.gains))
    there = True if not problem.unjudged else exists(problem, node_limit=node_limit)
    best, more, proved = _best_gains(problem, node_limit, reached, gains)
    shown = smallest if problem.bargainers else None
    outlook = Outlook(there, smallest_gain=shown, best=best, exact=exact and proved)
    return outlook, [*found, *more]


def _reaching(limit: float | None, gains: Sequence[float]) -> float | None:
    """Return a gain that reaches what no package exceeds; None if none does."""
    if limit is None:
        return None
    return next((gain for gain in gains if gain >= limit - TOLERANCE), None)


def _best_gains(
    problem: Problem, node_limit: int, above: Outlook | None, gains: list[list[float]]
) -> tuple[dict[str, float], list[Package], bool]:
    from detente.deal.programs.program import Program

    program: Program | None = None
    best: dict[str, float] = {}
    found: list[Package] = []
    exact = True
    for row, party in enumerate(problem.bargainers):
        name = problem.parties[party]
        limit = None if above is None else above.best.get(name)
        gain = _reaching(limit, [own[row] for own in gains])
        if gain is not None:
            best[name] = gain
            continue
        program = program or Program(problem, "acceptable", node_limit=node_limit)
        hit = program.search({program.gain[party]: 1.0})
        if hit is not None:
            gains.append(problem.gains(hit.package))
            found.append(hit.package)
            best[name] = gains[-1][row]
            exact = exact and hit.proven
    return best, found, exact


class _Tally:
    """Counts and maxima over acceptable packages, for every option of every issue.

    Maxima stand in rows: the smallest gain, the Nash score, then the gain of each bargainer.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.who = list(problem.bargainers)
        rows = 2 + len(self.who)
        self.counts = [np.zeros((2, n), dtype=np.int64) for n in problem.sizes]
        self.tops = [np.full((rows, n), -np.inf) for n in problem.sizes]
        self.nash_at = [np.full(n, -1, dtype=np.int64) for n in problem.sizes]
        self._cut = -1

    def add(self, block: Block) -> None:
        """Take in one block."""
        length = len(block.possible)
        if self._cut < 0:
            self._lay_out(length)
        if not block.acceptable.any():
            return
        counts = np.stack([block.acceptable, block.certain]).astype(np.int64)
        tops = self._maxima(block)
        head = np.unravel_index(block.start, self.problem.sizes)
        for issue in range(self._cut):
            option = int(head[issue])
            self._merge(issue, slice(option, option + 1), counts[:, None], tops[:, None], block)
        for issue, numbers in enumerate(self._numbers, start=self._cut):
            every = slice(None)
            self._merge(issue, every, counts[:, numbers], tops[:, numbers], block, numbers)

    def _lay_out(self, length: int) -> None:
        """Find which issues run within a block, and where their options are."""
        sizes = self.problem.sizes
        self._cut = len(sizes)
        while math.prod(sizes[self._cut :]) < length:
            self._cut -= 1
        place = np.arange(length).reshape(sizes[self._cut :])
        self._numbers = [
            np.moveaxis(place, axis, 0).reshape(size, -1)
            for axis, size in enumerate(sizes[self._cut :])
        ]

    def _maxima(self, block: Block) -> Floats:
        gains = block.utilities[self.who] - self.problem.no_deal[self.who][:, None]
        if not self.who:
            smallest = np.zeros(len(block.possible))
            score = np.full(len(block.possible), -np.inf)
        else:
            smallest = gains.min(axis=0)
            score = np.where(block.all_accept, nash_score(gains), -np.inf)
        rows: Floats = np.vstack([smallest, np.round(score, 9), gains])
        return np.where(block.acceptable, rows, -np.inf)

    def _merge(
        self,
        issue: int,
        where: slice,
        counts: npt.NDArray[np.int64],
        tops: Floats,
        block: Block,
        numbers: npt.NDArray[np.int64] | None = None,
    ) -> None:
        """Add a block's counts and maxima, shape (rows, options, packages), to an issue's."""
        self.counts[issue][:, where] += counts.sum(axis=-1)
        at = tops[1].argmax(axis=-1)
        first = at if numbers is None else numbers[np.arange(len(numbers)), at]
        better = tops[1].max(axis=-1) > self.tops[issue][1, where]
        self.nash_at[issue][where][better] = (block.start + first)[better]
        np.maximum(self.tops[issue][:, where], tops.max(axis=-1), out=self.tops[issue][:, where])

    def whole(self, grid: Grid) -> Outlook:
        """Return the outlook of the whole problem."""
        tops = self.tops[0].max(axis=1)
        option = int(self.tops[0][1].argmax())
        return self._outlook(grid, self.counts[0].sum(axis=1), tops, int(self.nash_at[0][option]))

    def outlook(self, grid: Grid, issue: int, option: int) -> Outlook:
        """Return the outlook with one option settled."""
        counts, tops = self.counts[issue][:, option], self.tops[issue][:, option]
        return self._outlook(grid, counts, tops, int(self.nash_at[issue][option]))

    def _outlook(
        self, grid: Grid, counts: npt.NDArray[np.int64], tops: Sequence[float] | Floats, at: int
    ) -> Outlook:
        acceptable, certain = (int(count) for count in counts)
        if not acceptable:
            return Outlook(False, packages=0)
        names = [self.problem.parties[p] for p in self.who]
        gains = self.problem.gains(grid.package(at)) if at >= 0 else []
        return Outlook(
            exists=True if certain else None,
            packages=acceptable,
            smallest_gain=float(tops[0]) if names else None,
            best=dict(zip(names, map(float, tops[2:]), strict=True)),
            nash=math.prod(sorted(gains)) if gains else None,
            nash_gains=dict(zip(names, gains, strict=True)) if gains else {},
        )
