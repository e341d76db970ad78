"""The bargaining solutions by enumeration: every package gone through, all ties found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.deal.enumeration.grid import Grid
from detente.deal.problem import TOLERANCE
from detente.deal.solutions import NO_PRODUCT, Floats, Optimum, Wanted, nash_score, shares
from detente.deal.survey import Survey

Chunk = tuple[npt.NDArray[np.int64], Floats]
Score = Callable[[Floats], Floats]

IN_MEMORY = 5_000_000
"""Gains (packages × parties) kept in memory at most; beyond, blocks are gone through again."""


class Selection:
    """Some packages of a grid with the bargainers' gains, in order, to be gone through repeatedly.

    Args:
        source: makes a new iterator of (package numbers, gains of shape (bargainers, packages)).
        count: number of packages selected.
    """

    def __init__(self, source: Callable[[], Iterable[Chunk]], count: int) -> None:
        self._source = source
        self.count = count

    def __iter__(self) -> Iterator[Chunk]:
        return iter(self._source())

    @classmethod
    def of(cls, grid: Grid, kind: Literal["acceptable", "all_accept"]) -> Selection:
        """Select the acceptable packages, or those that all bargainers accept."""
        who = list(grid.problem.bargainers)
        no_deal = grid.problem.no_deal[who][:, None]

        def stream() -> Iterator[Chunk]:
            for block in grid:
                found = np.flatnonzero(getattr(block, kind))
                if len(found):
                    yield block.start + found, block.utilities[who][:, found] - no_deal

        return cls(stream, 0)._kept()

    def best(self, score: Score) -> float:
        """Return the highest score."""
        return max(float(score(gains).max()) for _, gains in self)

    def narrow(self, score: Score, floor: float) -> Selection:
        """Return the packages whose score is at least ``floor``."""

        def stream() -> Iterator[Chunk]:
            for numbers, gains in self:
                keep = score(gains) >= floor
                if keep.any():
                    yield numbers[keep], gains[:, keep]

        return Selection(stream, 0)._kept()

    def _kept(self) -> Selection:
        """Go through the packages once: count them, and keep them in memory if they fit."""
        chunks: list[Chunk] = []
        count = size = 0
        for numbers, gains in self:
            count, size = count + len(numbers), size + gains.size
            if size <= IN_MEMORY:
                chunks.append((numbers, gains))
            else:
                chunks.clear()
        kept = size <= IN_MEMORY
        return Selection((lambda: chunks) if kept else self._source, count)

    def first(self, n: int) -> list[int]:
        """Return the numbers of the first ``n`` packages."""
        found: list[int] = []
        for numbers, _ in self:
            found.extend(int(number) for number in numbers[: n - len(found)])
            if len(found) >= n:
                break
        return found


def leximin(selection: Selection, worth: Score) -> Selection:
    """Keep the packages that are best in leximin order (all that tie).

    Args:
        selection: packages, at least one.
        worth: maps gains, shape (bargainers, packages), to the quantities to be compared, shape
            (quantities, packages).
    """
    level = 0
    while True:

        def score(gains: Floats, level: int = level) -> Floats:
            ascending: Floats = np.sort(worth(gains), axis=0)
            return np.asarray(ascending[level])

        if level >= len(worth(next(gains for _, gains in selection))):
            return selection
        selection = selection.narrow(score, selection.best(score) - TOLERANCE)
        level += 1


def solve_by_enumeration(grid: Grid, survey: Survey, wanted: Wanted) -> dict[str, Optimum]:
    """Compute solutions exactly.

    Args:
        grid: the packages.
        survey: of the same grid.
        wanted: solutions for which there is no reason why they could not exist; not equal gain.
    """
    pools = {"acceptable": Selection.of(grid, "acceptable")} if wanted.names else {}
    if survey.any_all_accept and wanted.names:
        pools["all_accept"] = Selection.of(grid, "all_accept")
    return {name: _solve(name, grid, pools, survey, wanted) for name in wanted.names}


def _solve(
    name: str, grid: Grid, pools: dict[str, Selection], survey: Survey, wanted: Wanted
) -> Optimum:
    if name == "nash":
        tied = _nash(pools["all_accept"], wanted.nash_weights)
        if tied is None:
            return Optimum(reason=NO_PRODUCT)
    elif name == "kalai_smorodinsky":
        ideals = survey.ideals or ()
        tied = leximin(pools["all_accept"], lambda gains: shares(gains, ideals))
    elif name == "egalitarian":
        tied = leximin(pools["acceptable"], lambda gains: gains)
    else:
        tied = _most_in_sum(pools["acceptable"])
    packages = tuple(grid.package(number) for number in tied.first(wanted.max_ties))
    return Optimum(packages, tied.count, complete=tied.count <= wanted.max_ties)


def _nash(selection: Selection, weights: Sequence[float]) -> Selection | None:
    def score(gains: Floats) -> Floats:
        return nash_score(gains, weights)

    top = selection.best(score)
    return None if top == -np.inf else selection.narrow(score, top - TOLERANCE)


def _most_in_sum(selection: Selection) -> Selection:
    def total(gains: Floats) -> Floats:
        return np.asarray(gains.sum(axis=0))

    return selection.narrow(total, selection.best(total) - TOLERANCE)
